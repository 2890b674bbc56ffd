package trafficinsights.model.warehouse;

import java.util.Locale;
import trafficinsights.model.Problem;

/// Where the warehouse is and how to sign in; nothing secret.
///
/// @param host name or address
/// @param instance named instance; empty for the default one or when a port is given
/// @param port 0 when the instance tells it (or 1433)
/// @param user empty where the sign-in needs none
/// @param trustsAnyCertificate whether the certificate is taken unchecked: for tests
/// @param certificateName name in the certificate; empty for the host's
/// @param isReadOnly whether a replica will do
public record WarehouseProfile(
        String host,
        String instance,
        int port,
        String database,
        SignIn signIn,
        String user,
        Encryption encryption,
        boolean trustsAnyCertificate,
        String certificateName,
        boolean isReadOnly) {

    public static final String DEFAULT_SERVER = "F2D2\\SQLEXPRESS";
    public static final String DEFAULT_DATABASE = "TrafficInsights";
    public static final int DEFAULT_PORT = 1433;

    public WarehouseProfile {
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == ';' || c == '{')) {
            throw wrong("“%s” is not a valid server name.".formatted(host));
        }
        if (port < 0 || port > 65_535) {
            throw wrong("Port %d is out of range. Use 1 to 65535.".formatted(port));
        }
        if (database.isBlank()) {
            throw wrong("The database name is empty.");
        }
    }

    /// The default database on a server, as people write it: `HOST`, `HOST\INSTANCE`, `HOST,PORT`,
    /// `HOST:PORT`, with `tcp:` before it or not.
    ///
    /// @throws trafficinsights.model.ProblemException when it is none of them
    public static WarehouseProfile ofServer(String server) {
        String text = server.strip();
        if (text.toLowerCase(Locale.ROOT).startsWith("tcp:")) {
            text = text.substring(4);
        }
        int port = 0;
        int colon = Math.max(text.lastIndexOf(','), lastColon(text));
        if (colon >= 0) {
            port = port(text.substring(colon + 1).strip());
            text = text.substring(0, colon).strip();
        }
        int slash = text.indexOf('\\');
        String instance = slash < 0 ? "" : text.substring(slash + 1).strip();
        String host = slash < 0 ? text : text.substring(0, slash).strip();
        if (host.equals(".") || host.equalsIgnoreCase("(local)")) {
            host = "localhost";
        }
        return new WarehouseProfile(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                // A port says all; the driver would drop the instance in silence.
                port > 0 ? "" : instance,
                port,
                DEFAULT_DATABASE,
                SignIn.WINDOWS,
                "",
                Encryption.ON,
                false,
                "",
                false);
    }

    /// A colon before a port; those within an IPv6 address are none.
    private static int lastColon(String text) {
        int colon = text.lastIndexOf(':');
        boolean isInAddress =
                text.indexOf(':') != colon && !text.endsWith("]") && text.indexOf(']') < 0;
        return isInAddress || colon < text.indexOf(']') ? -1 : colon;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong("“%s” is not a valid port.".formatted(text));
        }
        throw wrong("Port %s is out of range. Use 1 to 65535.".formatted(text));
    }

    static RuntimeException wrong(String what) {
        return Problem.of(
                        "warehouse.profile",
                        what + " Write the server as HOST, HOST\\INSTANCE or HOST,PORT.")
                .asException();
    }

    public WarehouseProfile withDatabase(String newDatabase) {
        return new WarehouseProfile(
                host,
                instance,
                port,
                newDatabase,
                signIn,
                user,
                encryption,
                trustsAnyCertificate,
                certificateName,
                isReadOnly);
    }

    public WarehouseProfile withSignIn(SignIn newSignIn, String newUser) {
        return new WarehouseProfile(
                host,
                instance,
                port,
                database,
                newSignIn,
                newUser,
                encryption,
                trustsAnyCertificate,
                certificateName,
                isReadOnly);
    }

    public WarehouseProfile withEncryption(
            Encryption newEncryption, boolean trustsAny, String newCertificateName) {
        return new WarehouseProfile(
                host,
                instance,
                port,
                database,
                signIn,
                user,
                newEncryption,
                trustsAny,
                newCertificateName,
                isReadOnly);
    }

    public WarehouseProfile withReadOnly(boolean newReadOnly) {
        return new WarehouseProfile(
                host,
                instance,
                port,
                database,
                signIn,
                user,
                encryption,
                trustsAnyCertificate,
                certificateName,
                newReadOnly);
    }

    public WarehouseProfile withPort(int newPort) {
        return new WarehouseProfile(
                host,
                "",
                newPort,
                database,
                signIn,
                user,
                encryption,
                trustsAnyCertificate,
                certificateName,
                isReadOnly);
    }

    /// `F2D2\SQLEXPRESS`, `db.example,1444`: as people write it.
    public String server() {
        String withInstance = instance.isEmpty() ? host : host + "\\" + instance;
        return port == 0 ? withInstance : withInstance + "," + port;
    }
}
