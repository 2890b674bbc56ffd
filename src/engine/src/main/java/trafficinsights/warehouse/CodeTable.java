package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trafficinsights.model.Dictionary;

/// From the codes of a run's dictionary to the ids of one table of names in the warehouse.
///
/// Names are added in a transaction of their own, before the rows that need them: a name without
/// rows does no harm, and two programs that add the same name at once agree on one id.
///
/// Threads: one at a time adds; ids that are known are read by any.
final class CodeTable {
    /// Names in a table whose ids are `smallint`; what comes later is `(others)`.
    static final int SMALL_NAMES = 32_000;

    private static final int UNSET = -1;
    private static final int LONGEST_NAME = 400;
    private static final int TRIES = 5;

    private final String table;
    private final int capacity;
    private final Map<String, Integer> idOfName = new HashMap<>();
    private volatile int[] idOfCode = new int[64];

    /// @param capacity names that the table may have
    CodeTable(String table, int capacity) {
        this.table = table;
        this.capacity = capacity;
        Arrays.fill(idOfCode, UNSET);
    }

    /// The id of a code that [#learn] has seen.
    int wide(int code) {
        return idOfCode[code];
    }

    short id(int code) {
        return (short) idOfCode[code];
    }

    /// The id of a name that [#learnNames] has seen.
    synchronized int idOf(String name) {
        Integer id = idOfName.get(stored(name));
        if (id == null) {
            throw new IllegalStateException("a name of " + table + " was never learned");
        }
        return id;
    }

    /// Makes the ids of these codes known, adding names that the warehouse has not.
    synchronized void learn(Connection connection, Dictionary dictionary, BitSet codes)
            throws SQLException {
        int[] known = grown(codes.length());
        Set<String> names = new LinkedHashSet<>();
        for (int code = codes.nextSetBit(0); code >= 0; code = codes.nextSetBit(code + 1)) {
            if (known[code] == UNSET) {
                names.add(dictionary.text(code));
            }
        }
        if (names.isEmpty()) {
            return;
        }
        learnNames(connection, names);
        for (int code = codes.nextSetBit(0); code >= 0; code = codes.nextSetBit(code + 1)) {
            if (known[code] == UNSET) {
                known[code] = idOf(dictionary.text(code));
            }
        }
        idOfCode = known;
    }

    private int[] grown(int length) {
        int[] known = idOfCode;
        int[] copy = Arrays.copyOf(known, Math.max(length, known.length));
        Arrays.fill(copy, known.length, copy.length, UNSET);
        return copy;
    }

    synchronized void learnNames(Connection connection, Set<String> names) throws SQLException {
        Set<String> missing = new LinkedHashSet<>();
        for (String name : names) {
            if (!idOfName.containsKey(stored(name))) {
                missing.add(stored(name));
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE #ti_names (name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL)");
            try {
                send(connection, missing);
                add(statement, missing.size());
                read(statement);
            } finally {
                statement.execute("DROP TABLE #ti_names");
            }
        }
        if (!idOfName.keySet().containsAll(missing)) {
            Integer others = others(connection);
            missing.forEach(name -> idOfName.putIfAbsent(name, others));
        }
    }

    private static void send(Connection connection, Set<String> names) throws SQLException {
        try (SQLServerBulkCopy copy =
                new SQLServerBulkCopy(connection.unwrap(SQLServerConnection.class))) {
            SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
            options.setBulkCopyTimeout(0);
            copy.setBulkCopyOptions(options);
            copy.setDestinationTableName("#ti_names");
            copy.writeToServer(new NameRows(List.copyOf(names), LONGEST_NAME));
        }
    }

    private void add(Statement statement, int wanted) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                long room = capacity - count(statement);
                if (room > 0) {
                    statement.execute(
                            ("INSERT INTO ti.%1$s (name) SELECT TOP (%2$d) n.name FROM #ti_names n"
                                            + " WHERE NOT EXISTS (SELECT 1 FROM ti.%1$s x WHERE x.name = n.name)")
                                    .formatted(table, Math.min(room, wanted)));
                }
                return;
            } catch (SQLException e) {
                // Another program added one of them a moment ago.
                if (!SqlCause.isDuplicate(e) || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private long count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT COUNT_BIG(*) FROM ti." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void read(Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT x.id, x.name FROM ti.%s x JOIN #ti_names n ON n.name = x.name"
                                .formatted(table))) {
            while (rows.next()) {
                idOfName.put(rows.getString(2), rows.getInt(1));
            }
        }
    }

    private Integer others(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = idOfOthers(statement)) {
                if (row.next()) {
                    return row.getInt(1);
                }
            }
            statement.execute(
                    "INSERT INTO ti.%s (name) VALUES (N'%s')".formatted(table, Dictionary.OTHERS));
            try (ResultSet row = idOfOthers(statement)) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private ResultSet idOfOthers(Statement statement) throws SQLException {
        return statement.executeQuery(
                "SELECT id FROM ti.%s WHERE name = N'%s'".formatted(table, Dictionary.OTHERS));
    }

    /// What SQL Server can tell apart: it ignores blanks at the end, and names have a longest.
    static String stored(String name) {
        String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        String text = cut.replace('\0', '?').stripTrailing();
        return text.isEmpty() ? Dictionary.NONE : text;
    }
}
