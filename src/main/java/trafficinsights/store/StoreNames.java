package trafficinsights.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import trafficinsights.model.Dictionary;
import trafficinsights.model.Names;

/// From the ids of a store's tables of names to the codes of a run: read once, used by every
/// [StoreReader] of the run.
///
/// @param names that the codes are of
@SuppressWarnings("ArrayRecordComponent") // looked up for every row
record StoreNames(
        Names names,
        int[] regions,
        int[] servers,
        int[] methods,
        int[] routes,
        int[] scenarios,
        int[] clients) {

    static StoreNames read(LocalStore store, Names names) throws SQLException {
        Connection connection = store.connection();
        return new StoreNames(
                names,
                codes(connection, "Regions", names.regions()),
                codes(connection, "Servers", names.servers()),
                codes(connection, "Methods", names.methods()),
                codes(connection, "Routes", names.routes()),
                codes(connection, "Scenarios", names.scenarios()),
                codes(connection, "Clients", names.clients()));
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
