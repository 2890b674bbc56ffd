package trafficinsights.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestColumn;

/// The embedded store: one DuckDB file with the tables of `schema.sql`.
///
/// One process owns the file at a time. A load is one transaction: completely or not at all.
/// Errors: a [trafficinsights.model.ProblemException] that names the file. Threads: one at a time.
public final class LocalStore implements AutoCloseable {
    static final int SCHEMA_VERSION = 8;

    /// How DuckDB says that the file is in use: by another process (Linux, Windows), by this one.
    private static final List<String> LOCKED =
            List.of("could not set lock", "used by another process", "different configuration");

    private final Path file;
    private final Connection connection;

    private LocalStore(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Opens a store, making it if the file is not there.
    public static LocalStore open(Path file) {
        boolean isNew = !Files.exists(file);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            LocalStore store = new LocalStore(file, connect(file, false));
            store.prepare(isNew, false);
            return store;
        } catch (IOException e) {
            throw Problem.of(
                            "store.unwritable",
                            ("The folder of the store %s could not be created."
                                            + " Choose another location.")
                                    .formatted(file),
                            e)
                    .asException();
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    /// Opens a store that must be there, for reading only.
    public static LocalStore openReadOnly(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Problem.of(
                            "store.missing",
                            "The store %s does not exist. Check the path.".formatted(file))
                    .asException();
        }
        try {
            LocalStore store = new LocalStore(file, connect(file, true));
            store.prepare(false, true);
            return store;
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    private static Connection connect(Path file, boolean isReadOnly) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "1GB");
        if (isReadOnly) {
            settings.setProperty("duckdb.read_only", "true");
        }
        return DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), settings);
    }

    /// Makes the tables of a new store, brings those of an older one up to date when it may be
    /// written, and refuses one of a later version. What reads checks for columns that came later.
    private void prepare(boolean isNew, boolean isReadOnly) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A program that was killed while it made a store leaves a file without a table.
            if (isNew || (!isReadOnly && isEmpty(statement))) {
                upgrade(statement, 0);
                return;
            }
            try (ResultSet row = statement.executeQuery("SELECT schema_version FROM StoreInfo")) {
                int version = row.next() ? row.getInt(1) : 0;
                if (version >= 1 && version < SCHEMA_VERSION && !isReadOnly) {
                    upgrade(statement, version);
                } else if (version < 1 || version > SCHEMA_VERSION) {
                    throw Problem.of(
                                    "store.version",
                                    ("The store %s has version %d, but this"
                                                    + " program reads version %d. Use the program"
                                                    + " version that created it.")
                                            .formatted(file, version, SCHEMA_VERSION))
                            .asException();
                }
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).startsWith("Catalog Error")) {
                    throw e;
                }
                throw Problem.of(
                                "store.foreign",
                                ("%s is a DuckDB file, but not a store of this"
                                                + " program. Choose another file.")
                                        .formatted(file),
                                e)
                        .asException();
            }
        } catch (RuntimeException | SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean isEmpty(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM duckdb_tables()")) {
            return row.next() && row.getLong(1) == 0;
        }
    }

    /// Runs the scripts of all later versions, all or none.
    private void upgrade(Statement statement, int version) throws SQLException {
        connection.setAutoCommit(false);
        for (int next = version + 1; next <= SCHEMA_VERSION; next++) {
            statement.execute(schema(next));
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// The script that brings a store to a version.
    private static String schema(int version) {
        String name = version == 1 ? "schema.sql" : "schema-" + version + ".sql";
        try (InputStream in =
                LocalStore.class.getResourceAsStream("/trafficinsights/store/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the store's schema is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Starts a load; it is the only one until it was committed or rolled back.
    ///
    /// @param title of the run, for lists
    /// @param runKey by which [#hasRun] finds it again; null for none
    public StoreLoad load(String title, @Nullable String runKey, Names names) {
        try {
            return new StoreLoad(this, title, runKey, names);
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    /// Whether a load with this key was committed.
    public boolean hasRun(String runKey) {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM Runs WHERE run_key = ?")) {
            statement.setString(1, runKey);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) > 0;
            }
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    /// How far a source was read by the runs of this store.
    ///
    /// @param source as it was given to [StoreLoad#position]
    /// @return the first position of each part that was not read
    public Map<String, Long> positions(String source) {
        Map<String, Long> positions = new HashMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT part, next_position FROM SourcePositions WHERE source = ?")) {
            statement.setString(1, source);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    positions.put(row.getString(1), row.getLong(2));
                }
            }
            return positions;
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    /// Starts reading every request, in no order that can be relied on.
    public StoreReader read(Names names) {
        try {
            return new StoreReader(this, StoreNames.read(this, names));
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }

    Connection connection() {
        return connection;
    }

    /// Whether the table of requests has the column. A store of an older version that is only read
    /// lacks those that came later.
    boolean has(RequestColumn column) throws SQLException {
        return has(connection, "", "RequestLogs", column.sqlName());
    }

    /// Whether a table of a store has a column, which one of an older version may lack.
    ///
    /// @param source name of an attached store; empty for the connection's own
    public static boolean has(Connection connection, String source, String table, String column)
            throws SQLException {
        String condition = source.isEmpty() ? "current_database()" : "'" + source + "'";
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM duckdb_columns() WHERE table_name = ? AND"
                                + " column_name = ? AND database_name = "
                                + condition)) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) > 0;
            }
        }
    }

    Path file() {
        return file;
    }

    /// What a refusal of DuckDB means for the user.
    static RuntimeException problem(Path file, SQLException e) {
        // The file's name is not a reason.
        String message =
                String.valueOf(e.getMessage())
                        .replace(file.toAbsolutePath().toString(), "")
                        .toLowerCase(Locale.ROOT);
        if (LOCKED.stream().anyMatch(message::contains)) {
            return Problem.of(
                            "store.locked",
                            ("The store %s is in use by another program or window."
                                            + " Close it there, or choose another file.")
                                    .formatted(file),
                            e)
                    .asException();
        }
        if (message.contains("no space left")) {
            return Problem.of(
                            "store.disk-full",
                            ("The disk of the store %s is full, so this run was"
                                            + " not stored. Free some space, or choose a file on"
                                            + " another disk.")
                                    .formatted(file),
                            e)
                    .asException();
        }
        if (message.contains("not a valid duckdb") || message.contains("magic bytes")) {
            return Problem.of(
                            "store.not-duckdb",
                            "%s is not a DuckDB file. Choose another file for the store."
                                    .formatted(file),
                            e)
                    .asException();
        }
        if (message.contains("checksum") || message.contains("corrupt")) {
            return Problem.of(
                            "store.damaged",
                            ("The store %s is damaged. Restore a copy of it, or"
                                            + " choose another file.")
                                    .formatted(file),
                            e)
                    .asException();
        }
        return Problem.of(
                        "store.failed",
                        ("The store %s could not be used, so this run was not"
                                        + " stored. Check its folder's permissions and free space.")
                                .formatted(file),
                        e)
                .asException();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw problem(file, e);
        }
    }
}
