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
import org.duckdb.DuckDBWritableVector;
import trafficinsights.model.Dictionary;

/// From the codes of a run's dictionary to the ids of a table of names in the store.
///
/// Ids are given in memory while rows stream in; new names are written before the transaction ends.
/// Threads: any may look up; one commits.
final class CodeMap {
    private static final int UNSET = -1;

    private final String table;
    private final Dictionary dictionary;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> added = new LinkedHashMap<>();
    private volatile int[] idOfCode = new int[64];

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
        int[] known = idOfCode;
        return code < known.length && known[code] != UNSET ? known[code] : resolve(code);
    }

    /// Writes the ids of codes.
    ///
    /// @param codes `short[]` or `byte[]`
    void write(DuckDBWritableVector to, Object codes, int from, int count) {
        if (codes instanceof short[] wide) {
            for (int i = 0; i < count; i++) {
                to.setInt(i, id(wide[from + i]));
            }
        } else {
            byte[] narrow = (byte[]) codes;
            for (int i = 0; i < count; i++) {
                to.setInt(i, id(narrow[from + i]));
            }
        }
    }

    private synchronized int resolve(int code) {
        int[] known = idOfCode;
        if (code >= known.length) {
            int old = known.length;
            known = Arrays.copyOf(known, Math.max(code + 1, old * 2));
            Arrays.fill(known, old, known.length, UNSET);
        }
        String name = dictionary.text(code);
        Integer id = ids.get(name);
        if (id == null) {
            id = ids.size();
            ids.put(name, id);
            added.put(name, id);
        }
        known[code] = id;
        // Written last: whoever sees the array sees what is in it.
        idOfCode = known;
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
