package trafficinsights.ingest;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.model.ClientId;
import trafficinsights.model.Names;

/// Turns the names in log lines into codes of the run's dictionaries. Made per worker. Threads:
/// one.
final class NameReader {
    /// `api/eu-1` is in region `eu`; a name without such a tail has no region.
    private static final Pattern REGION =
            Pattern.compile("(?:.*/)?([a-zA-Z][a-zA-Z0-9]*(?:-[a-z]+)*)-\\d+[a-z]?");

    private static final int UNSET = -1;

    private final Names names;
    private final ByteDictionary servers;
    private final ByteDictionary methods;
    private final ByteDictionary routes;
    private final ByteDictionary clients;
    private int[] regionOfServer = new int[64];

    NameReader(Names names) {
        this.names = names;
        servers = new ByteDictionary(names.servers()::code);
        methods = new ByteDictionary(names.methods()::code);
        routes = new ByteDictionary(target -> names.routes().code(RouteNames.routeOf(target)));
        clients = new ByteDictionary(names.clients()::code);
        Arrays.fill(regionOfServer, UNSET);
    }

    int server(byte[] bytes, int from, int to) {
        return from == to ? 0 : servers.code(bytes, from, to);
    }

    int method(byte[] bytes, int from, int to) {
        return methods.code(bytes, from, to);
    }

    /// The code of the route of a request target: its path, with what looks like an id replaced.
    int route(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '?' && bytes[end] != '#') {
            end++;
        }
        return routes.code(bytes, from, end);
    }

    int region(int serverCode) {
        if (serverCode >= regionOfServer.length) {
            int old = regionOfServer.length;
            regionOfServer = Arrays.copyOf(regionOfServer, Math.max(serverCode + 1, old * 2));
            Arrays.fill(regionOfServer, old, regionOfServer.length, UNSET);
        }
        int region = regionOfServer[serverCode];
        if (region == UNSET) {
            Matcher matcher = REGION.matcher(names.servers().text(serverCode));
            region = matcher.matches() ? names.regions().code(matcher.group(1)) : 0;
            regionOfServer[serverCode] = region;
        }
        return region;
    }

    /// An address without its port as a client id.
    long client(byte[] bytes, int from, int to) {
        if (to - from == 1 && bytes[from] == '-') {
            return ClientId.NONE;
        }
        long address = ipv4(bytes, from, to);
        return address >= 0
                ? ClientId.ofIpv4((int) address)
                : ClientId.ofName(clients.code(bytes, from, to));
    }

    /// The four bytes of a dotted address in the low 32 bits, or -1.
    static long ipv4(byte[] bytes, int from, int to) {
        long address = 0;
        int part = 0;
        int digits = 0;
        int dots = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (Bytes.isDigit(b)) {
                part = part * 10 + (b - '0');
                if (++digits > 3 || part > 255) {
                    return -1;
                }
            } else if (b == '.' && digits > 0 && dots < 3) {
                address = address << 8 | part;
                part = 0;
                digits = 0;
                dots++;
            } else {
                return -1;
            }
        }
        return dots == 3 && digits > 0 ? address << 8 | part : -1;
    }
}
