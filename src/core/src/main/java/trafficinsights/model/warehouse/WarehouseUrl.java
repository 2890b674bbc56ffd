package trafficinsights.model.warehouse;

import java.util.Locale;
import trafficinsights.model.Problem;

/// Reads `jdbc:sqlserver://HOST[\INSTANCE][:PORT];key=value;…` into a profile. A password is
/// refused: what is in a command can be read by every user of a machine.
public final class WarehouseUrl {
    private static final String PREFIX = "jdbc:sqlserver://";

    private WarehouseUrl() {}

    /// @throws trafficinsights.model.ProblemException when it cannot be read, or holds a password
    public static WarehouseProfile parse(String url) {
        if (!url.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
            throw problem("The address must begin with jdbc:sqlserver://.");
        }
        String[] parts = url.substring(PREFIX.length()).split(";");
        WarehouseProfile profile = WarehouseProfile.ofServer(parts[0]).withSignIn(SignIn.SQL, "");
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isBlank()) {
                profile = with(profile, parts[i]);
            }
        }
        return profile;
    }

    private static WarehouseProfile with(WarehouseProfile profile, String part) {
        int equals = part.indexOf('=');
        String key = (equals < 0 ? part : part.substring(0, equals)).strip();
        String value = equals < 0 ? "" : part.substring(equals + 1).strip();
        return switch (key.toLowerCase(Locale.ROOT)) {
            case "database", "databasename" -> profile.withDatabase(value);
            case "user", "username" -> profile.withSignIn(profile.signIn(), value);
            case "portnumber", "port" ->
                    WarehouseProfile.ofServer(profile.host() + "," + value)
                            .withDatabase(profile.database())
                            .withSignIn(profile.signIn(), profile.user());
            case "encrypt" ->
                    profile.withEncryption(
                            encryption(value),
                            profile.trustsAnyCertificate(),
                            profile.certificateName());
            case "trustservercertificate" ->
                    profile.withEncryption(
                            profile.encryption(),
                            Boolean.parseBoolean(value),
                            profile.certificateName());
            case "hostnameincertificate" ->
                    profile.withEncryption(
                            profile.encryption(), profile.trustsAnyCertificate(), value);
            case "integratedsecurity" ->
                    Boolean.parseBoolean(value)
                            ? profile.withSignIn(SignIn.WINDOWS, profile.user())
                            : profile;
            case "authenticationscheme" ->
                    value.equalsIgnoreCase("NTLM")
                            ? profile.withSignIn(SignIn.NTLM, profile.user())
                            : profile;
            case "applicationintent" -> profile.withReadOnly(value.equalsIgnoreCase("ReadOnly"));
            case "password", "pwd" ->
                    throw problem(
                            "The address must not contain a password. Set"
                                    + " TI_WAREHOUSE_PASSWORD, or enter the password when"
                                    + " asked.");
            default -> throw problem("The address has the unknown setting “%s”.".formatted(key));
        };
    }

    private static Encryption encryption(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "mandatory", "yes" -> Encryption.ON;
            case "strict" -> Encryption.STRICT;
            case "false", "optional", "no" -> Encryption.OFF;
            default ->
                    throw problem(
                            "encrypt must be true, strict or false, not “%s”.".formatted(value));
        };
    }

    private static RuntimeException problem(String message) {
        return Problem.of("warehouse.url", message).asException();
    }
}
