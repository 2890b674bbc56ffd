package trafficinsights.serve.access;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The names under which the server may be asked. A page of somebody else, whose name was made to
/// point at this address, has another one (DNS rebinding). Immutable.
public final class Hosts {
    private final Set<String> names;

    private Hosts(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /// @param bind address that is listened at
    /// @param more names that people use, such as that of a proxy
    public static Hosts of(InetAddress bind, Collection<String> more) {
        Set<String> names = new HashSet<>();
        more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (bind.isLoopbackAddress() || bind.isAnyLocalAddress()) {
            names.add("localhost");
            names.add("127.0.0.1");
            names.add("[::1]");
        }
        add(names, bind);
        if (bind.isAnyLocalAddress()) {
            addOwn(names);
        }
        return new Hosts(names);
    }

    private static void addOwn(Set<String> names) {
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> add(names, address));
        } catch (SocketException | UnknownHostException e) {
            // The names that are given remain.
            return;
        }
    }

    private static void add(Set<String> names, InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        names.add(text.contains(":") ? "[" + text + "]" : text);
    }

    /// @param host as of the header: a name, with or without a port
    public boolean allow(String host) {
        String name =
                host.endsWith("]") || !host.contains(":")
                        ? host
                        : host.substring(0, host.lastIndexOf(':'));
        return names.contains(name.toLowerCase(Locale.ROOT));
    }

    /// In order, for messages.
    public Set<String> names() {
        return new TreeSet<>(names);
    }
}
