package trafficinsights.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;
import trafficinsights.model.RequestColumn;

/// From the ids of a store's tables of names to the codes of a run: read once, used by every
/// [StoreReader] of the run.
///
/// @param names that the codes are of
/// @param codes by the ids of the store, for each column that has names
record StoreNames(Names names, Map<RequestColumn, int[]> codes) {

    static StoreNames read(LocalStore store, Names names) throws SQLException {
        Connection connection = store.connection();
        Map<RequestColumn, int[]> codes = new EnumMap<>(RequestColumn.class);
        for (RequestColumn column : RequestColumn.values()) {
            if (column.hasNames()) {
                codes.put(column, codes(connection, column.namesTable(), column.names(names)));
            }
        }
        return new StoreNames(names, codes);
    }

    /// The codes of a column that has names, by the store's ids.
    int[] of(RequestColumn column) {
        return Objects.requireNonNull(codes.get(column), column.sqlName());
    }

    private static int[] codes(Connection connection, String table, Dictionary dictionary)
            throws SQLException {
        int[] codes = new int[64];
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, name FROM " + table)) {
            while (rows.next()) {
                int id = rows.getInt(1);
                if (id >= codes.length) {
                    codes = Arrays.copyOf(codes, Math.max(id + 1, codes.length * 2));
                }
                codes[id] = dictionary.code(rows.getString(2));
            }
        }
        return codes;
    }
}
