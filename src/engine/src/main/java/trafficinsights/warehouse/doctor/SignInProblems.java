package trafficinsights.warehouse.doctor;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.warehouse.doctor.Doctor.Step;

/// What a refused sign-in means, by the server's error number.
final class SignInProblems {
    private record Meaning(String code, String cause, String mend, String forDba) {}

    private static final Map<Integer, Meaning> MEANINGS =
            Map.ofEntries(
                    Map.entry(
                            18456,
                            new Meaning(
                                    "refused",
                                    "The user name or password is wrong, or the"
                                            + " server accepts only Windows accounts.",
                                    "Enter both again. If they are correct, ask"
                                            + " the DBA: only the server's error log has the"
                                            + " reason.",
                                    "Error log: 18456 with its state (5 no such login, 8 password,"
                                            + " 58 Windows authentication only, 38/40 database)")),
                    Map.entry(
                            18452,
                            new Meaning(
                                    "untrusted-domain",
                                    "The server does not trust the domain of this"
                                            + " Windows account, or accepts only Windows"
                                            + " accounts.",
                                    "Sign in with an account of the server's domain, or with --auth"
                                            + " sql --user U.",
                                    "Domain trust, SPN, or mixed mode")),
                    Map.entry(
                            18470,
                            new Meaning(
                                    "disabled",
                                    "This account is disabled.",
                                    "Ask the DBA to enable it.",
                                    "ALTER LOGIN … ENABLE")),
                    Map.entry(
                            18486,
                            new Meaning(
                                    "locked",
                                    "The account is locked after too many wrong passwords.",
                                    "Wait until it is unlocked, or ask the DBA.",
                                    "ALTER LOGIN … WITH PASSWORD = … UNLOCK")),
                    Map.entry(
                            18487,
                            new Meaning(
                                    "expired",
                                    "The password has expired.",
                                    "Ask the DBA to set a new one.",
                                    "ALTER LOGIN … WITH PASSWORD = …")),
                    Map.entry(
                            18488,
                            new Meaning(
                                    "must-change",
                                    "The password must be changed at the first sign-in.",
                                    "Change it in SQL Server Management Studio,"
                                            + " or ask the DBA to do it.",
                                    "MUST_CHANGE was set")),
                    Map.entry(
                            18461,
                            new Meaning(
                                    "single-user",
                                    "The server is in single-user mode and already in use.",
                                    "Wait until the maintenance is over.",
                                    "Started with -m")),
                    Map.entry(
                            18401,
                            new Meaning(
                                    "upgrading",
                                    "The server is starting or being upgraded.",
                                    "Try again in a few minutes.",
                                    "Script upgrade mode")),
                    Map.entry(
                            17142,
                            new Meaning(
                                    "paused",
                                    "The server is paused.",
                                    "Ask the DBA to resume it.",
                                    "Service paused")),
                    Map.entry(
                            17809,
                            new Meaning(
                                    "full",
                                    "The server does not accept more connections.",
                                    "Try again later.",
                                    "user connections")),
                    Map.entry(
                            40615,
                            new Meaning(
                                    "firewall",
                                    "The Azure firewall does not allow this machine.",
                                    "Ask to have its address added to the"
                                            + " server's firewall rules.",
                                    "Networking: firewall rules")));

    private static final Map<Integer, Meaning> DATABASES =
            Map.of(
                    4060,
                    new Meaning(
                            "missing",
                            "The database does not exist, or this user cannot open it.",
                            "Check --database. If it is new, ask the DBA to"
                                    + " create it (sql/operations/create_database.sql).",
                            "Database name; CREATE USER … FOR LOGIN …"),
                    916,
                    new Meaning(
                            "no-user",
                            "The sign-in has no user in the database.",
                            "Ask the DBA to map it.",
                            "CREATE USER … FOR LOGIN …; ALTER ROLE ti_loader ADD MEMBER …"),
                    942,
                    new Meaning(
                            "offline",
                            "The database is offline.",
                            "Ask the DBA to bring it online.",
                            "ALTER DATABASE … SET ONLINE"),
                    927,
                    new Meaning(
                            "restoring",
                            "The database is being restored.",
                            "Wait until the restore ends.",
                            "RESTORING"),
                    945,
                    new Meaning(
                            "suspect",
                            "The server cannot open the database: a file or the disk space is"
                                    + " missing.",
                            "Ask the DBA.",
                            "Error log: 945 and the entries before it"),
                    40613,
                    new Meaning(
                            "unavailable",
                            "The database is not ready in Azure yet.",
                            "Try again in a minute.",
                            "40613"));

    private SignInProblems() {}

    /// @param number of the server's error
    static @Nullable DoctorStep signIn(int number, WarehouseProfile profile) {
        Meaning meaning = MEANINGS.get(number);
        return meaning == null
                ? null
                : Step.SIGN_IN.failed(
                        meaning.code,
                        "error %d for %s".formatted(number, who(profile)),
                        meaning.cause,
                        meaning.mend,
                        meaning.forDba);
    }

    static @Nullable DoctorStep database(int number, WarehouseProfile profile) {
        Meaning meaning = DATABASES.get(number);
        return meaning == null
                ? null
                : Step.DATABASE.failed(
                        meaning.code,
                        "error %d for the database %s".formatted(number, profile.database()),
                        meaning.cause,
                        meaning.mend,
                        meaning.forDba);
    }

    static String who(WarehouseProfile profile) {
        return profile.user().isEmpty()
                ? "the Windows account of this session"
                : "the user " + profile.user();
    }
}
