package trafficinsights.warehouse;

import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;

/// What an error of SQL Server means: whether trying again may help, and if not, what will.
///
/// Numbers are those of `sys.messages`. Messages of the server are never shown: they may hold names
/// of other people's objects, or parts of statements.
final class SqlCause {
    /// Errors that pass by themselves.
    private static final Set<Integer> TRANSIENT =
            Set.of(
                    64, 121, 233, 596, 601, 615, 617, 669, 701, 802, 845, 846, 921, 926, 983, 988,
                    1203, 1204, 1205, 1221, 1222, 1807, 3935, 3941, 3950, 3957, 3960, 3966, 4221,
                    6001, 6002, 6004, 6005, 8628, 8645, 8651, 9515, 10053, 10054, 10060, 10922,
                    10928, 10929, 10936, 14355, 16528, 16554, 17142, 17197, 17830, 18401, 20041,
                    40143, 40166, 40197, 40501, 40540, 40613, 41301, 41302, 41305, 41325, 41839,
                    42108, 42109, 49918, 49919, 49920);

    private static final Set<Integer> DUPLICATE = Set.of(2601, 2627);

    private record Mend(String code, String message) {}

    private static final Map<Integer, Mend> PERMANENT =
            Map.ofEntries(
                    Map.entry(
                            208,
                            new Mend(
                                    "warehouse.no-schema",
                                    "a table is missing. Run `workbench warehouse migrate`.")),
                    Map.entry(
                            2812,
                            new Mend(
                                    "warehouse.no-schema",
                                    "a procedure is missing. Run `workbench warehouse migrate`.")),
                    Map.entry(229, rights("this user has no permission for this on the tables")),
                    Map.entry(230, rights("this user has no permission for this on a column")),
                    Map.entry(262, rights("this user has no permission to create tables")),
                    Map.entry(2760, rights("this user has no permission to use the schema ti")),
                    Map.entry(15247, rights("this user has no permission for this")),
                    Map.entry(916, rights("this sign-in has no user in the database")),
                    Map.entry(
                            1105,
                            new Mend(
                                    "warehouse.full",
                                    "the database is full (Express allows 10 GB"
                                            + " per database, 50 GB from 2025). Run"
                                            + " `workbench warehouse retain`, or add space.")),
                    Map.entry(
                            1101,
                            new Mend(
                                    "warehouse.full",
                                    "the database has no space left. Add space to"
                                            + " its files, or run `workbench warehouse"
                                            + " retain`.")),
                    Map.entry(
                            1827,
                            new Mend(
                                    "warehouse.full",
                                    "the database has reached the limit of this edition. Run"
                                            + " `workbench warehouse retain`.")),
                    Map.entry(
                            9002,
                            new Mend(
                                    "warehouse.log-full",
                                    "its transaction log is full. Ask the DBA to"
                                            + " back up the log or use the simple recovery"
                                            + " model.")),
                    Map.entry(
                            3906,
                            new Mend(
                                    "warehouse.read-only",
                                    "the database is read-only. Ask the DBA to"
                                            + " set it to READ_WRITE, or connect to the"
                                            + " primary instead of a replica.")),
                    Map.entry(
                            3908,
                            new Mend(
                                    "warehouse.read-only",
                                    "the database is in emergency mode and does"
                                            + " not accept writes. Ask the DBA.")),
                    Map.entry(4060, noDatabase()),
                    Map.entry(4063, noDatabase()),
                    Map.entry(911, noDatabase()),
                    Map.entry(
                            942,
                            new Mend(
                                    "warehouse.offline",
                                    "the database is offline. Ask the DBA to bring it online.")),
                    Map.entry(
                            927,
                            new Mend(
                                    "warehouse.offline",
                                    "the database is being restored. Wait until the restore ends.")),
                    Map.entry(
                            945,
                            new Mend(
                                    "warehouse.offline",
                                    "the database cannot be opened by the server. Ask the DBA.")),
                    Map.entry(
                            8115,
                            new Mend(
                                    "warehouse.overflow",
                                    "a number does not fit into its column. Report it with the"
                                            + " run's data.")),
                    Map.entry(18456, signIn("it rejected the user name or password")),
                    Map.entry(18452, signIn("it does not trust this Windows account's domain")),
                    Map.entry(18470, signIn("the account is disabled")),
                    Map.entry(18486, signIn("the account is locked after wrong passwords")),
                    Map.entry(18487, signIn("the password has expired")),
                    Map.entry(18488, signIn("the password must be changed")));

    private SqlCause() {}

    private static Mend rights(String what) {
        return new Mend(
                "warehouse.rights",
                what + ". Ask the DBA to add it to ti_loader (sql/security/roles.sql).");
    }

    private static Mend noDatabase() {
        return new Mend(
                "warehouse.no-database",
                "the database does not exist, or this user cannot open it. Check"
                        + " its name with `workbench warehouse doctor`.");
    }

    private static Mend signIn(String what) {
        return new Mend(
                "warehouse.sign-in", what + ". Run `workbench warehouse doctor` for details.");
    }

    /// Whether the same work may succeed later with no one doing anything.
    static boolean isTransient(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && TRANSIENT.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return isConnectionLost(e) && permanent(e) == null;
    }

    /// Whether there was no talking with the server, or it broke off.
    static boolean isConnectionLost(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            boolean isNetwork =
                    t instanceof SocketException
                            || t instanceof SocketTimeoutException
                            || t instanceof EOFException
                            || t instanceof SQLTransientConnectionException;
            if (isNetwork || (t instanceof SQLException sql && hasConnectionState(sql))) {
                return true;
            }
            if (t instanceof IOException && t.getCause() == null) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasConnectionState(SQLException e) {
        String state = e.getSQLState();
        if (state != null && state.startsWith("08")) {
            return true;
        }
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof SQLServerException
                && e.getErrorCode() == 0
                && (message.contains("connection is closed")
                        || message.contains("connection reset")
                        || message.contains("broken pipe"));
    }

    static boolean isDuplicate(SQLException e) {
        return DUPLICATE.contains(e.getErrorCode());
    }

    private static @Nullable Mend permanent(SQLException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && PERMANENT.containsKey(sql.getErrorCode())) {
                return PERMANENT.get(sql.getErrorCode());
            }
        }
        return null;
    }

    /// @param server as people write it
    static Problem problem(String server, SQLException e) {
        Mend mend = permanent(e);
        if (mend != null) {
            return problem(server, mend, e);
        }
        if (isConnectionLost(e)) {
            return problem(
                    server,
                    new Mend(
                            "warehouse.unreachable",
                            "it cannot be reached. Run `workbench warehouse"
                                    + " doctor` to find out why."),
                    e);
        }
        if (isTransient(e)) {
            return problem(
                    server,
                    new Mend(
                            "warehouse.busy",
                            "it was too busy after several tries (error %d). Try again later."
                                    .formatted(e.getErrorCode())),
                    e);
        }
        return problem(
                server,
                new Mend(
                        "warehouse.failed",
                        "it rejected a step (error %d). Show this number to the DBA."
                                .formatted(e.getErrorCode())),
                e);
    }

    /// The exception is not handed on: its message may hold SQL and names of objects.
    private static Problem problem(String server, Mend mend, SQLException e) {
        return new Problem(
                mend.code,
                "The warehouse %s: %s".formatted(server, mend.message),
                "error %d, state %s".formatted(e.getErrorCode(), e.getSQLState()),
                null);
    }
}
