package trafficinsights.warehouse;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import trafficinsights.model.Backoff;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;

/// The warehouse in SQL Server, as one profile reaches it: a pool of connections.
///
/// Errors: a [trafficinsights.model.ProblemException] with cause and mend; errors that pass are
/// tried again first. Threads: any; each call takes a connection of its own.
public final class Warehouse implements AutoCloseable {
    private final String server;
    private final HikariDataSource pool;
    private final Retry retry;

    private Warehouse(String server, HikariDataSource pool, Backoff backoff) {
        this.server = server;
        this.pool = pool;
        this.retry = new Retry(pool, server, backoff);
    }

    /// Does not connect yet.
    ///
    /// @param streams calls at once
    public static Warehouse open(WarehouseProfile profile, Secret secret, int streams) {
        return open(profile, secret, streams, Backoff.USUAL);
    }

    static Warehouse open(WarehouseProfile profile, Secret secret, int streams, Backoff backoff) {
        return new Warehouse(
                profile.server(), WarehousePool.pool(profile, secret, streams + 1), backoff);
    }

    /// Makes or upgrades the tables.
    public MigrationResult migrate() {
        try {
            return Schema.migrate(pool.getDataSource(), server);
        } catch (SQLException e) {
            throw SqlCause.problem(server, e).asException();
        }
    }

    /// Refuses tables that are not of this program's version. Asked once, with no retry: whoever
    /// calls wants to know now whether there is a server.
    public void check() {
        try (Connection connection = pool.getDataSource().getConnection()) {
            Schema.require(connection, server);
        } catch (SQLException e) {
            throw SqlCause.problem(server, e).asException();
        }
    }

    /// Refuses at once when there is no server, or no way in.
    public void reach() {
        try {
            // Not from the pool, which would ask for a while.
            pool.getDataSource().getConnection().close();
        } catch (SQLException e) {
            throw SqlCause.problem(server, e).asException();
        }
    }

    /// The load of one run; its header is in the warehouse from now on.
    public RunLoad begin(RunHeader run) throws InterruptedException {
        int runId = retry.run(connection -> runId(connection, run));
        return new RunLoad(retry, runId);
    }

    private static int runId(Connection connection, RunHeader run) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO ti.Runs (run_key, title, requests) SELECT ?, ?, ? WHERE NOT"
                                + " EXISTS (SELECT 1 FROM ti.Runs WHERE run_key = ?)")) {
            insert.setString(1, run.key());
            insert.setNString(2, CodeTable.stored(run.title()));
            insert.setLong(3, run.requests());
            insert.setString(4, run.key());
            insert.executeUpdate();
        } catch (SQLException e) {
            if (!SqlCause.isDuplicate(e)) {
                throw e;
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT run_id FROM ti.Runs WHERE run_key = ?")) {
            select.setString(1, run.key());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /// Names a batch after its content. Threads: any.
    public static String key(RequestGroup group) {
        return ContentHash.of(group);
    }

    /// Names a run's facts after their content.
    public static String key(String runKey, List<FactTable> facts) {
        return ContentHash.of(runKey, facts);
    }

    /// Names anything after a text.
    public static String key(String text) {
        return ContentHash.key(text);
    }

    /// How often something was tried again since the pool was opened.
    public long retries() {
        return retry.retries();
    }

    public RetentionResult retain(Instant cutoff) throws InterruptedException {
        return new Retention(retry).run(cutoff);
    }

    /// @param outbox batches that wait here
    public WarehouseStatus status(Outbox.Waiting outbox) throws InterruptedException {
        return retry.run(connection -> status(connection, outbox));
    }

    private static WarehouseStatus status(Connection connection, Outbox.Waiting outbox)
            throws SQLException {
        int version = Schema.version(connection);
        boolean isThere = version > 0;
        return new WarehouseStatus(
                version,
                isThere ? Schema.structure(connection) : "no tables",
                isThere ? count(connection, "RequestLogs") : 0,
                isThere ? count(connection, "ServerMetrics") : 0,
                isThere ? count(connection, "KpiWindows") : 0,
                isThere ? count(connection, "Anomalies") : 0,
                isThere ? count(connection, "Incidents") : 0,
                isThere ? count(connection, "AnalyticsReports") : 0,
                isThere ? count(connection, "DataQualityMetrics") : 0,
                isThere ? count(connection, "BatchLedger") : 0,
                outbox.batches(),
                outbox.bytes(),
                outbox.oldest());
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT_BIG(*) FROM ti." + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The newest reports, as their JSON, the newest first.
    ///
    /// @param limit 1 to 1,000
    public List<String> reports(int limit) throws InterruptedException {
        return retry.run(connection -> reports(connection, limit));
    }

    private static List<String> reports(Connection connection, int limit) throws SQLException {
        List<String> reports = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT TOP (%d) report FROM ti.AnalyticsReports ORDER BY report_id DESC"
                                        .formatted(Math.clamp(limit, 1, 1_000)))) {
            while (rows.next()) {
                reports.add(Optional.ofNullable(rows.getNString(1)).orElse(""));
            }
        }
        return reports;
    }

    /// Quality metrics of the newest batches that have some, the newest first.
    ///
    /// @param limit rows, 1 to 10,000
    public List<QualityRow> quality(int limit) throws InterruptedException {
        return retry.run(connection -> quality(connection, limit));
    }

    private static List<QualityRow> quality(Connection connection, int limit) throws SQLException {
        List<QualityRow> quality = new java.util.ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                ("SELECT TOP (%d) q.ts, r.title, q.metric, q.detail, q.value"
                                                + " FROM ti.FactDataQuality q"
                                                + " JOIN ti.Runs r ON r.run_id = q.run_id"
                                                + " ORDER BY q.ts DESC, r.title, q.metric, q.detail")
                                        .formatted(Math.clamp(limit, 1, 10_000)))) {
            while (rows.next()) {
                quality.add(
                        new QualityRow(
                                rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                                rows.getNString(2),
                                rows.getNString(3),
                                rows.getNString(4),
                                rows.getDouble(5)));
            }
        }
        return quality;
    }

    @Override
    public void close() {
        pool.close();
    }
}
