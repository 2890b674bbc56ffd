package trafficinsights.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

/// Writes facts into the table that [StoredFacts] read them from, in this store or another. A
/// column that the facts lack, as those of a store of an earlier version do, is NULL.
final class FactRows {
    private final FactTable facts;

    FactRows(FactTable facts) {
        this.facts = facts;
    }

    void append(DuckDBConnection connection, int runId) throws SQLException {
        List<Cell> cells = cells(connection, runId);
        try (DuckDBAppender rows = connection.createAppender(facts.name())) {
            for (int row = 0; row < facts.rows(); row++) {
                rows.beginRow();
                for (Cell cell : cells) {
                    cell.append(rows, row);
                }
                rows.endRow();
            }
        }
    }

    private interface Cell {
        void append(DuckDBAppender rows, int row) throws SQLException;
    }

    /// One for each column of the table.
    private List<Cell> cells(DuckDBConnection connection, int runId) throws SQLException {
        List<Cell> cells = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery(
                                "SELECT * FROM %s LIMIT 0".formatted(facts.name()))) {
            ResultSetMetaData meta = none.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String name = meta.getColumnName(i);
                Optional<FactColumn> column = facts.column(name);
                if (name.equals("run_id")) {
                    cells.add((rows, _) -> rows.append(runId));
                } else if (column.isPresent()) {
                    cells.add(cell(column.get(), meta.getColumnTypeName(i)));
                } else {
                    cells.add((rows, _) -> rows.appendNull());
                }
            }
        }
        return cells;
    }

    private static Cell cell(FactColumn column, String type) {
        return switch (column) {
            case FactColumn.Text(String _, String[] values) ->
                    (rows, row) -> rows.append(values[row]);
            case FactColumn.Fraction(String _, double[] values) ->
                    (rows, row) -> {
                        if (Double.isNaN(values[row])) {
                            rows.appendNull();
                        } else {
                            rows.append(values[row]);
                        }
                    };
            case FactColumn.Whole(String _, long[] values) -> {
                Cell known = whole(values, type);
                yield (rows, row) -> {
                    if (values[row] == FactColumn.NO_NUMBER) {
                        rows.appendNull();
                    } else {
                        known.append(rows, row);
                    }
                };
            }
        };
    }

    private static Cell whole(long[] values, String type) {
        return switch (type) {
            case "TIMESTAMP" -> (rows, row) -> rows.appendEpochMicros(values[row]);
            case "TINYINT" -> (rows, row) -> rows.append((byte) values[row]);
            case "BIGINT" -> (rows, row) -> rows.append(values[row]);
            default -> throw new IllegalStateException("a column of facts is " + type);
        };
    }
}
