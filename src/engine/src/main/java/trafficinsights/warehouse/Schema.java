package trafficinsights.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.MigrationResult;

/// The warehouse's tables and their version. The scripts are those in `sql/migrations`; a DBA may
/// run them by hand, and Flyway then goes on from there.
public final class Schema {
    /// The newest version that this program knows.
    public static final int VERSION = 6;

    /// What the script of each version does, from version 1 on.
    private static final List<String> STEPS =
            List.of(
                    "Version 1 creates the tables: requests, server metrics, KPI"
                            + " windows, anomalies, incidents, reports, quality, the ledger"
                            + " and the audit log.",
                    "Version 2 creates the views for users and Power BI, and the"
                            + " procedures for retention.",
                    "Version 3 adds the time to first byte to requests, KPI windows and views.",
                    "Version 4 shows a status that the source does not have as not known.",
                    "Version 5 creates the table of events.",
                    "Version 6 adds when an incident was detected, and how certain it is.");

    private static final String FOLDER = "trafficinsights/warehouse/sql/";

    private Schema() {}

    /// What bringing the tables from a version to [#VERSION] does, a sentence each.
    public static List<String> steps(int fromVersion) {
        return STEPS.subList(Math.clamp(fromVersion, 0, VERSION), VERSION);
    }

    /// 0 when there are no tables.
    public static int version(Connection connection) throws SQLException {
        if (!exists(connection, "ti.SchemaVersions")) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT MAX(version) FROM ti.SchemaVersions")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    public static boolean exists(Connection connection, String object) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT OBJECT_ID('%s')".formatted(object))) {
            return row.next() && row.getObject(1) != null;
        }
    }

    /// Refuses a schema that is not there, older or newer.
    ///
    /// @throws trafficinsights.model.ProblemException which says what to do
    static void require(Connection connection, String server) throws SQLException {
        int version = version(connection);
        if (version == VERSION) {
            return;
        }
        String what =
                version == 0
                        ? "has no tables yet. Run `workbench warehouse migrate`."
                        : version < VERSION
                                ? ("has tables of version %d, but this program needs"
                                                + " %d. Run `workbench warehouse migrate`.")
                                        .formatted(version, VERSION)
                                : ("has tables of version %d, but this program"
                                                + " supports %d. Use a newer version of the program.")
                                        .formatted(version, VERSION);
        String code = version < VERSION ? "warehouse.no-schema" : "warehouse.newer-schema";
        throw Problem.of(code, "The warehouse %s %s".formatted(server, what)).asException();
    }

    static MigrationResult migrate(DataSource source, String server) throws SQLException {
        int before;
        try (Connection connection = source.getConnection()) {
            before = version(connection);
            if (before > VERSION) {
                require(connection, server);
            }
        }
        int applied = flyway(source, before, server);
        try (Connection connection = source.getConnection()) {
            optional(connection);
            int after = version(connection);
            if (applied > 0) {
                BatchLoad.audit(connection, "migrate", "schema ti", applied, "to version " + after);
            }
            return new MigrationResult(before, after, applied, structure(connection));
        }
    }

    private static int flyway(DataSource source, int before, String server) throws SQLException {
        FluentConfiguration configuration =
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(source)
                        .schemas("ti")
                        .defaultSchema("ti")
                        .locations("classpath:" + FOLDER + "migrations")
                        .baselineVersion(MigrationVersion.fromVersion(Integer.toString(before)))
                        .baselineDescription("made by hand")
                        // Others may have tables in this database; only the schema ti is ours.
                        .baselineOnMigrate(before > 0);
        try {
            return configuration.load().migrate().migrationsExecuted;
        } catch (FlywayException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof SQLException sql) {
                    throw sql;
                }
            }
            // Its message may hold SQL.
            throw new Problem(
                            "warehouse.migrate",
                            ("The tables of the warehouse %s could not be upgraded"
                                            + " to version %d: the migration history does not match"
                                            + " this program's scripts. Show sql/README.md to the"
                                            + " DBA.")
                                    .formatted(server, VERSION),
                            e.getClass().getSimpleName(),
                            null)
                    .asException();
        }
    }

    /// Structures that not every edition has.
    private static void optional(Connection connection) throws SQLException {
        if (!Capabilities.of(connection).mayHaveColumnstore()) {
            return;
        }
        for (String script : List.of("optional/columnstore.sql", "optional/page_compression.sql")) {
            try (Statement statement = connection.createStatement()) {
                for (String batch : batches(text(script))) {
                    statement.execute(batch);
                }
            }
        }
    }

    /// How requests are kept, and why so.
    public static String structure(Connection connection) throws SQLException {
        if (!Capabilities.of(connection).mayHaveColumnstore()) {
            return "row store (this server has no columnstore)";
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM sys.indexes WHERE object_id ="
                                        + " OBJECT_ID('ti.RequestLogs') AND type = 5")) {
            if (row.next() && row.getInt(1) > 0) {
                return "columnstore";
            }
        }
        return "row store (this server refused a columnstore)";
    }

    /// A script's parts between the lines `GO`, as sqlcmd cuts it.
    static List<String> batches(String script) {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (String line : script.lines().toList()) {
            if (line.strip().equalsIgnoreCase("GO")) {
                add(batches, batch);
            } else {
                batch.append(line).append('\n');
            }
        }
        add(batches, batch);
        return batches;
    }

    private static void add(List<String> batches, StringBuilder batch) {
        if (!batch.toString().isBlank()) {
            batches.add(batch.toString());
        }
        batch.setLength(0);
    }

    private static String text(String name) {
        try (InputStream in = Schema.class.getResourceAsStream("/" + FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
