package trafficinsights.warehouse.doctor;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.warehouse.Capabilities;
import trafficinsights.warehouse.Schema;
import trafficinsights.warehouse.WarehousePool;
import trafficinsights.warehouse.doctor.Doctor.Step;

/// The steps through the driver, over one connection. Longer than 400 lines: a method for each
/// step.
final class SqlSteps implements AutoCloseable {
    private static final int SIGN_IN_SECONDS = 5;
    private static final int ANSWER_MILLIS = 5_000;
    private static final int ANSWER_SECONDS = 4;
    private static final long SKEW_WARN_MILLIS = 2_000;
    private static final long SLOW_MILLIS = 100;
    private static final int PINGS = 5;
    private static final double NEARLY_FULL = 0.8;

    private final WarehouseProfile profile;
    private final Secret secret;
    private final NetworkSteps network;
    private @Nullable Connection connection;
    private @Nullable DoctorStep databaseProblem;

    SqlSteps(WarehouseProfile profile, Secret secret, NetworkSteps network) {
        this.profile = profile;
        this.secret = secret;
        this.network = network;
    }

    DoctorStep driver() {
        return DriverStep.of(profile.signIn());
    }

    DoctorStep signIn() {
        int port = network.port();
        SQLServerDataSource source =
                WarehousePool.source(port > 0 ? profile.withPort(port) : profile, secret);
        source.setLoginTimeout(SIGN_IN_SECONDS);
        source.setSocketTimeout(ANSWER_MILLIS);
        try {
            connection = source.getConnection();
            return Step.SIGN_IN.passed(
                    "%s signed in (%s)"
                            .formatted(SignInProblems.who(profile), profile.signIn().label()));
        } catch (SQLException e) {
            return refused(e);
        }
    }

    private DoctorStep refused(SQLException e) {
        DoctorStep inDatabase = SignInProblems.database(e.getErrorCode(), profile);
        if (inDatabase != null) {
            databaseProblem = inDatabase;
            return Step.SIGN_IN.passed(
                    SignInProblems.who(profile)
                            + " is known to the server; the database is not open");
        }
        DoctorStep known = SignInProblems.signIn(e.getErrorCode(), profile);
        if (known != null) {
            return known;
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("timed out") || message.contains("timeout")) {
            return Step.SIGN_IN.failed(
                    "silent",
                    "no answer to the sign-in within %d s".formatted(SIGN_IN_SECONDS),
                    "The server accepts the connection but does not answer the"
                            + " sign-in: it is overloaded, or cannot reach its domain"
                            + " controller.",
                    "Try again in a minute; ask the DBA.",
                    "THREADPOOL waits? Domain controller reachable?");
        }
        if (profile.signIn() == SignIn.WINDOWS || profile.signIn() == SignIn.NTLM) {
            return Step.SIGN_IN.failed(
                    "windows",
                    "error %d while signing in with Windows".formatted(e.getErrorCode()),
                    "Windows sign-in failed.",
                    "Use --auth ntlm --user DOMAIN\\NAME, or --auth sql --user U.",
                    "SPN of the service account (setspn -L)");
        }
        return Step.SIGN_IN.failed(
                "broken",
                "error %d, state %s".formatted(e.getErrorCode(), e.getSQLState()),
                "The connection was lost during sign-in.",
                "Try again. If this happens again, show this line to the DBA.",
                "Error log of the server at this time");
    }

    /// A question that is answered by one row.
    private interface Question<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> T ask(String sql, Question<T> question) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return question.read(row);
            }
        }
    }

    private Connection connection() {
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return open;
    }

    private static DoctorStep unasked(Step step, SQLException e) {
        return step.warned(
                "unasked",
                "error %d".formatted(e.getErrorCode()),
                "The server gave no answer.",
                "",
                "This user has no permission to ask for it");
    }

    DoctorStep database() {
        if (databaseProblem != null) {
            return databaseProblem;
        }
        try {
            return ask(
                    "SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(60)),"
                            + " DB_NAME()",
                    row ->
                            database(
                                    row.getString(2),
                                    "READ_ONLY".equals(row.getString(1)) && !profile.isReadOnly(),
                                    hasRowVersions()));
        } catch (SQLException e) {
            return unasked(Step.DATABASE, e);
        }
    }

    /// PostgreSQL always has; asking Babelfish for its databases takes a third of a second.
    private boolean hasRowVersions() throws SQLException {
        return Capabilities.of(connection()).isBabelfish()
                || ask(
                        "SELECT CAST(is_read_committed_snapshot_on AS int) FROM sys.databases"
                                + " WHERE name = DB_NAME()",
                        row -> row.getInt(1) == 1);
    }

    static DoctorStep database(String name, boolean isReadOnly, boolean hasRowVersions) {
        if (isReadOnly) {
            return Step.DATABASE.failed(
                    "read-only",
                    name + " is read-only",
                    "The database does not accept writes: it is set to read-only,"
                            + " or this is a replica.",
                    "Connect to the primary, or ask the DBA. To read only, use --read-only.",
                    "ALTER DATABASE … SET READ_WRITE; availability group role");
        }
        return hasRowVersions
                ? Step.DATABASE.passed(name + " is open; readers do not wait for a push")
                : Step.DATABASE.warned(
                        "locks",
                        name + " is open; READ_COMMITTED_SNAPSHOT is off",
                        "Readers of the newest rows wait while a batch is pushed.",
                        "Ask the DBA to enable READ_COMMITTED_SNAPSHOT once.",
                        "ALTER DATABASE … SET READ_COMMITTED_SNAPSHOT ON"
                                + " (sql/operations/create_database.sql)");
    }

    DoctorStep rights() {
        try {
            boolean hasTables = Schema.exists(connection(), "ti.RequestLogs");
            List<String> missing = new ArrayList<>();
            List<String> held = new ArrayList<>();
            for (Map.Entry<String, String> right : wanted(hasTables).entrySet()) {
                boolean isHeld = ask("SELECT " + right.getValue(), row -> row.getInt(1) == 1);
                (isHeld ? held : missing).add(right.getKey());
            }
            return missing.isEmpty()
                    ? Step.RIGHTS.passed(String.join(", ", held))
                    : Step.RIGHTS.failed(
                            "missing",
                            "missing: " + String.join(", ", missing),
                            hasTables
                                    ? "This user does not have all permissions that a push needs."
                                    : "This user has no permission to create the tables.",
                            hasTables
                                    ? "Ask the DBA to add it to the role ti_loader."
                                    : "Ask the DBA to run `workbench warehouse"
                                            + " migrate`, or to add this user to db_ddladmin"
                                            + " for it.",
                            "sql/security/roles.sql");
        } catch (SQLException e) {
            return unasked(Step.RIGHTS, e);
        }
    }

    private Map<String, String> wanted(boolean hasTables) {
        Map<String, String> wanted = new LinkedHashMap<>();
        if (!hasTables) {
            wanted.put("create tables", "HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'CREATE TABLE')");
            return wanted;
        }
        wanted.put("read requests", "HAS_PERMS_BY_NAME('ti.RequestLogs', 'OBJECT', 'SELECT')");
        if (!profile.isReadOnly()) {
            wanted.put("add requests", "HAS_PERMS_BY_NAME('ti.RequestLogs', 'OBJECT', 'INSERT')");
            wanted.put(
                    "write the ledger", "HAS_PERMS_BY_NAME('ti.BatchLedger', 'OBJECT', 'INSERT')");
            wanted.put("add names", "HAS_PERMS_BY_NAME('ti.Routes', 'OBJECT', 'INSERT')");
            wanted.put("retention", "HAS_PERMS_BY_NAME('ti.TrimOnce', 'OBJECT', 'EXECUTE')");
        }
        return wanted;
    }

    DoctorStep schema() {
        try {
            int version = Schema.version(connection());
            String evidence = "version %d, this program has %d".formatted(version, Schema.VERSION);
            if (version == Schema.VERSION) {
                return Step.SCHEMA.passed(evidence + "; " + Schema.structure(connection()));
            }
            if (version > Schema.VERSION) {
                return Step.SCHEMA.failed(
                        "newer",
                        evidence,
                        "The tables were created by a newer version of this program.",
                        "Update this program.",
                        "");
            }
            return Step.SCHEMA.failed(
                    version == 0 ? "none" : "older",
                    evidence,
                    version == 0
                            ? "There are no tables yet."
                            : "The tables were created by an older version of this program.",
                    "Run `workbench warehouse migrate`.",
                    "sql/README.md: the same scripts in sqlcmd");
        } catch (SQLException e) {
            return unasked(Step.SCHEMA, e);
        }
    }

    DoctorStep size() {
        try {
            Capabilities server = Capabilities.of(connection());
            if (!server.isSupported()) {
                return Step.SIZE.failed(
                        "too-old",
                        server.edition() + ", major version " + server.major(),
                        "This server is older than SQL Server 2017.",
                        "Use SQL Server 2017 or later.",
                        "");
            }
            if (server.isBabelfish()) {
                return Step.SIZE.passed(
                        "Babelfish for PostgreSQL; no limit of size, no columnstore");
            }
            long bytes =
                    ask(
                            "SELECT SUM(CAST(size AS bigint)) * 8192 FROM sys.database_files WHERE type = 0",
                            row -> row.getLong(1));
            String wait =
                    ask(
                            "SELECT log_reuse_wait_desc FROM sys.databases WHERE name = DB_NAME()",
                            row -> String.valueOf(row.getString(1)));
            return size(server, bytes, wait);
        } catch (SQLException e) {
            return unasked(Step.SIZE, e);
        }
    }

    static DoctorStep size(Capabilities server, long bytes, String logWait) {
        long limit = server.databaseLimitBytes();
        String evidence =
                String.format(
                        Locale.ROOT,
                        "%s; %.1f GB%s; log waits for %s",
                        server.edition(),
                        bytes / 1e9,
                        limit == 0 ? "" : String.format(Locale.ROOT, " of %.1f GB", limit / 1e9),
                        logWait);
        if (limit > 0 && bytes >= limit) {
            return Step.SIZE.failed(
                    "full",
                    evidence,
                    "The database has reached the size limit of Express.",
                    "Run `workbench warehouse retain`, with fewer days if necessary.",
                    "Or use another edition");
        }
        if (limit > 0 && bytes > NEARLY_FULL * limit) {
            return Step.SIZE.warned(
                    "nearly-full",
                    evidence,
                    "The database is close to the size limit of Express.",
                    "Run `workbench warehouse retain` now and every day.",
                    "sql/operations");
        }
        if (logWait.equals("LOG_BACKUP")) {
            return Step.SIZE.warned(
                    "log",
                    evidence,
                    "The transaction log grows until it is backed up.",
                    "Ask the DBA to back up the log, or use the simple recovery model.",
                    "BACKUP LOG, or ALTER DATABASE … SET RECOVERY SIMPLE");
        }
        return Step.SIZE.passed(evidence);
    }

    DoctorStep clock() {
        try {
            Instant before = Instant.now();
            LocalDateTime theirs =
                    ask("SELECT SYSUTCDATETIME()", row -> row.getObject(1, LocalDateTime.class));
            Instant after = Instant.now();
            long middle = (before.toEpochMilli() + after.toEpochMilli()) / 2;
            long skew = theirs.toInstant(ZoneOffset.UTC).toEpochMilli() - middle;
            String evidence = "the server's clock differs from this one by %d ms".formatted(skew);
            return Math.abs(skew) <= SKEW_WARN_MILLIS
                    ? Step.CLOCK.passed(evidence)
                    : Step.CLOCK.warned(
                            "skew",
                            evidence,
                            "The clocks differ, so it is not certain which data is new.",
                            "Synchronize both with a time server.",
                            "w32tm /query /status");
        } catch (SQLException e) {
            return unasked(Step.CLOCK, e);
        }
    }

    DoctorStep roundTrip() {
        try {
            long[] nanos = new long[PINGS];
            for (int i = 0; i < PINGS; i++) {
                long start = System.nanoTime();
                ask("SELECT 1", row -> row.getInt(1));
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            long median = nanos[PINGS / 2];
            String evidence =
                    String.format(
                            Locale.ROOT,
                            "round trip %.1f ms; %.1f MB/s to the server",
                            median / 1e6,
                            megabytesPerSecond());
            return median <= SLOW_MILLIS * 1_000_000
                    ? Step.ROUND_TRIP.passed(evidence)
                    : Step.ROUND_TRIP.warned(
                            "slow",
                            evidence,
                            "The round trip to the server is slow.",
                            "Pushes work, but take longer. Use a machine closer to the server.",
                            "");
        } catch (SQLException e) {
            return unasked(Step.ROUND_TRIP, e);
        }
    }

    /// One large text to the server and back as its length.
    private double megabytesPerSecond() throws SQLException {
        String text = "0123456789abcdef".repeat(1 << 13);
        long start = System.nanoTime();
        try (PreparedStatement statement =
                connection().prepareStatement("SELECT LEN(CAST(? AS nvarchar(max)))")) {
            statement.setNString(1, text);
            statement.executeQuery().close();
        }
        return 2e3 * text.length() / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                System.getLogger(SqlSteps.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing a connection failed");
            }
        }
    }
}
