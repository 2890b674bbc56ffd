package trafficinsights.serve.http;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.Secret;

/// How a server is reached and protected.
///
/// @param port 0 for any that is free
/// @param tls null for plain HTTP
/// @param users file of users; null where everybody who reaches it may see everything
/// @param isInsecure whether an address beyond this machine may go without TLS and users
/// @param hosts names under which it may be asked, beside its own
/// @param proxies addresses of proxies whose headers are believed
/// @param userHeader in which such a proxy names the user that it signed in; empty for none
/// @param perSecond requests of each viewer in a second, in the long run
/// @param logs folder for the log of accesses
public record ServeSettings(
        InetAddress bind,
        int port,
        @Nullable Tls tls,
        @Nullable Path users,
        boolean isInsecure,
        List<String> hosts,
        Set<InetAddress> proxies,
        String userHeader,
        double perSecond,
        Path logs) {
    /// @param password of the keystore and of its key
    public record Tls(Path keystore, Secret password) {}

    public ServeSettings {
        hosts = List.copyOf(hosts);
        proxies = Set.copyOf(proxies);
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException(perSecond + " requests/s for a viewer, above 0");
        }
    }

    boolean isLocal() {
        return bind.isLoopbackAddress();
    }
}
