package trafficinsights.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import trafficinsights.model.Dictionary;

/// From the codes of a run's dictionary to the ids of a table of names in the store.
///
/// Ids are given in memory while rows stream in; new names are written before the transaction ends.
/// Threads: the one that feeds the table, then the one that commits.
final class CodeMap {
    private static final int UNSET = -1;

    private final String table;
    private final Dictionary dictionary;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> added = new LinkedHashMap<>();
    private int[] idOfCode = new int[64];

    CodeMap(Connection connection, String table, Dictionary dictionary) throws SQLException {
        this.table = table;
        this.dictionary = dictionary;
        Arrays.fill(idOfCode, UNSET);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, name FROM " + table)) {
            while (rows.next()) {
                ids.put(rows.getString(2), rows.getInt(1));
            }
        }
    }

    int id(int code) {
        return code < idOfCode.length && idOfCode[code] != UNSET ? idOfCode[code] : resolve(code);
    }

    private int resolve(int code) {
        if (code >= idOfCode.length) {
            int old = idOfCode.length;
            idOfCode = Arrays.copyOf(idOfCode, Math.max(code + 1, old * 2));
            Arrays.fill(idOfCode, old, idOfCode.length, UNSET);
        }
        String name = dictionary.text(code);
        Integer id = ids.get(name);
        if (id == null) {
            id = ids.size();
            ids.put(name, id);
            added.put(name, id);
        }
        idOfCode[code] = id;
        return id;
    }

    /// Writes the names that were not in the store before.
    void writeAdded(Connection connection) throws SQLException {
        try (DuckDBAppender rows =
                connection.unwrap(DuckDBConnection.class).createAppender(table)) {
            for (Map.Entry<String, Integer> entry : added.entrySet()) {
                rows.beginRow();
                rows.append(entry.getValue().intValue());
                rows.append(entry.getKey());
                rows.endRow();
            }
        }
    }
}
