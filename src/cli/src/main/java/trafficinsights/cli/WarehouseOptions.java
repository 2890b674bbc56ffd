package trafficinsights.cli;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.Encryption;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.SignIn;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseUrl;
import trafficinsights.run.home.Keystore;
import trafficinsights.run.push.Warehouses;

/// Where the warehouse is and how to sign in.
final class WarehouseOptions {
    /// Environment variable with the password.
    static final String PASSWORD = "TI_WAREHOUSE_PASSWORD";

    @Mixin private OutputOptions output = new OutputOptions();

    @ArgGroup private Place place = new Place();

    @Option(names = "--database", paramLabel = "NAME", description = "Database (TrafficInsights).")
    private @Nullable String database;

    @Option(
            names = "--auth",
            paramLabel = "WAY",
            description = "Sign-in method: windows, sql, ntlm, entra (windows; sql with --user).")
    private @Nullable String auth;

    @Option(
            names = "--user",
            paramLabel = "U",
            description = {
                "User name. The password is read from TI_WAREHOUSE_PASSWORD or asked for.",
            })
    private @Nullable String user;

    @Option(
            names = "--encrypt",
            paramLabel = "HOW",
            description = "TLS: on, strict (SQL Server 2022 and later), off (on).")
    private @Nullable String encrypt;

    @Option(
            names = "--trust-certificate",
            description = "Do not check the server's certificate. For tests only.")
    private boolean trustsCertificate;

    @Option(
            names = "--certificate-name",
            paramLabel = "NAME",
            description = "Name in the server's certificate, if it differs from the host name.")
    private @Nullable String certificateName;

    @Option(names = "--read-only", description = "Accept a read-only replica.")
    private boolean isReadOnly;

    /// At most one of them.
    static final class Place {
        @Option(
                names = "--profile",
                paramLabel = "NAME",
                description = "Profile in warehouse-profiles.ini in the settings folder.")
        private @Nullable String profile;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "jdbc:sqlserver://HOST:PORT;database=…, without a password.")
        private @Nullable String url;

        @Option(
                names = "--server",
                paramLabel = "SERVER",
                description = "HOST, HOST\\\\INSTANCE or HOST,PORT (F2D2\\\\SQLEXPRESS).")
        private @Nullable String server;
    }

    boolean isJson() {
        return output.isJson();
    }

    boolean isQuiet() {
        return output.isQuiet();
    }

    CommandSpec spec() {
        return output.spec();
    }

    /// @throws ProblemException when a profile or an address cannot be read
    WarehouseProfile profile() {
        WarehouseProfile profile = named();
        if (database != null) {
            profile = profile.withDatabase(database);
        }
        String who = user == null ? profile.user() : user;
        if (auth != null) {
            profile = profile.withSignIn(SignIn.ofLabel(auth), who);
        } else if (user != null) {
            boolean wasWindows = profile.signIn() == SignIn.WINDOWS;
            profile = profile.withSignIn(wasWindows ? SignIn.SQL : profile.signIn(), who);
        }
        return profile.withEncryption(
                        encryption(profile.encryption()),
                        trustsCertificate || profile.trustsAnyCertificate(),
                        certificateName == null ? profile.certificateName() : certificateName)
                .withReadOnly(isReadOnly || profile.isReadOnly());
    }

    private WarehouseProfile named() {
        if (place.profile != null) {
            return profile(place.profile);
        }
        if (place.url != null) {
            return WarehouseUrl.parse(place.url);
        }
        return WarehouseProfile.ofServer(
                place.server == null ? WarehouseProfile.DEFAULT_SERVER : place.server);
    }

    /// @throws ProblemException when there is no such profile
    static WarehouseProfile profile(String name) {
        return switch (Warehouses.profile(name)) {
            case Outcome.Ok<WarehouseProfile>(WarehouseProfile found) -> found;
            case Outcome.Rejected<WarehouseProfile>(Problem problem) -> throw problem.asException();
        };
    }

    private Encryption encryption(Encryption before) {
        if (encrypt == null) {
            return before;
        }
        return switch (encrypt.toLowerCase(Locale.ROOT)) {
            case "on" -> Encryption.ON;
            case "strict" -> Encryption.STRICT;
            case "off" -> Encryption.OFF;
            default ->
                    throw new ParameterException(
                            output.spec().commandLine(),
                            "--encrypt is " + encrypt + ", must be on, strict or off");
        };
    }

    /// The password: from the environment, from the keystore, or asked for where there is a
    /// terminal.
    ///
    /// @throws ProblemException when it is needed and nobody can be asked
    static Secret secret(WarehouseProfile profile) {
        boolean isGiven = !Objects.requireNonNullElse(System.getenv(PASSWORD), "").isEmpty();
        if (!isGiven && !profile.signIn().needsPassword()) {
            return Secret.NONE;
        }
        return SecretCommand.password(
                profile.user() + " at " + profile.server(),
                PASSWORD,
                Keystore.nameOf(profile),
                "warehouse.password");
    }
}
