package trafficinsights.store.explore;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;

/// What DuckDB's types mean.
final class ColumnTypes {
    private ColumnTypes() {}

    static ColumnKind kind(String type) {
        if (type.endsWith("]")) {
            return ColumnKind.OTHER;
        }
        if (isWhole(type) || isFloating(type) || type.startsWith("DECIMAL")) {
            return ColumnKind.NUMBER;
        }
        if (type.equals("DATE") || type.startsWith("TIMESTAMP")) {
            return ColumnKind.TIME;
        }
        if (type.equals("VARCHAR") || type.startsWith("ENUM")) {
            return ColumnKind.TEXT;
        }
        return type.equals("BOOLEAN") ? ColumnKind.BOOLEAN : ColumnKind.OTHER;
    }

    static boolean isWhole(String type) {
        return Column.isWhole(type);
    }

    static boolean isFloating(String type) {
        return type.equals("DOUBLE") || type.equals("FLOAT");
    }

    /// The columns as `DESCRIBE` lists them.
    static List<Column> described(ResultSet rows) throws SQLException {
        List<Column> columns = new ArrayList<>();
        while (rows.next()) {
            columns.add(column(rows.getString(1), rows.getString(2)));
        }
        return columns;
    }

    static List<Column> of(ResultSetMetaData result) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(column(result.getColumnName(i), result.getColumnTypeName(i)));
        }
        return columns;
    }

    private static Column column(String name, String type) {
        return new Column(name, type, kind(type));
    }
}
