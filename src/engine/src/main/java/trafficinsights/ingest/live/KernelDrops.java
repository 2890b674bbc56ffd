package trafficinsights.ingest.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Datagrams that the system threw away because nobody took them in time. Linux counts them for
/// each socket, in the last column of `/proc/net/udp` and `udp6` (kernel documentation, networking,
/// "proc_net_udp"); other systems do not.
///
/// Threads: stateless.
final class KernelDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int ADDRESS = 1;
    private static final int DROPS = 12;

    private KernelDrops() {}

    /// Drops of all sockets that are bound to a port; empty where the system does not count them.
    static OptionalLong of(int port) {
        return of(port, TABLES);
    }

    static OptionalLong of(int port, List<Path> tables) {
        boolean isFound = false;
        long drops = 0;
        for (Path table : tables) {
            for (String line : lines(table)) {
                String[] cells = line.strip().split("\\s+");
                if (cells.length > DROPS && portOf(cells[ADDRESS]) == port) {
                    drops += Long.parseLong(cells[DROPS]);
                    isFound = true;
                }
            }
        }
        return isFound ? OptionalLong.of(drops) : OptionalLong.empty();
    }

    private static List<String> lines(Path table) {
        try {
            return Files.isReadable(table) ? Files.readAllLines(table) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Of `0100007F:1F90`; -1 of the heading.
    private static int portOf(String address) {
        int colon = address.lastIndexOf(':');
        return address.matches("[0-9A-F]+:[0-9A-F]{4}")
                ? Integer.parseInt(address.substring(colon + 1), 16)
                : -1;
    }
}
