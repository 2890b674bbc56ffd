package trafficinsights.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A CSV file that was looked at: its dialect, its columns, what they would be read as, and what
/// would come of its first rows. All that a person needs to check a mapping.
///
/// @param name of the file
/// @param mapping given or proposed; null when no column can be the time
/// @param origin where the mapping comes from, in words
/// @param doubt why the mapping is not used without asking; null when it is
/// @param requests first rows as they are read
/// @param rejects first rows that would be refused
/// @param lines looked at for the preview; requests + others + rejects
public record CsvLook(
        String name,
        CsvDialect dialect,
        List<CsvColumn> columns,
        @Nullable CsvMapping mapping,
        String origin,
        @Nullable String doubt,
        List<Row> requests,
        List<Reject> rejects,
        long lines,
        long requestCount,
        long rejectCount) {

    /// A request of the preview in plain texts; empty where nothing is known.
    public record Row(
            String time,
            String client,
            String region,
            String server,
            String method,
            String route,
            String status,
            String latencyMillis,
            String bytes,
            String attempt) {

        /// The names of the fields, in order.
        public static final List<String> TITLES =
                List.of(
                        "time",
                        "client",
                        "region",
                        "server",
                        "method",
                        "route",
                        "status",
                        "latency ms",
                        "bytes",
                        "attempt");

        public List<String> cells() {
            return List.of(
                    time,
                    client,
                    region,
                    server,
                    method,
                    route,
                    status,
                    latencyMillis,
                    bytes,
                    attempt);
        }
    }

    public CsvLook {
        columns = List.copyOf(columns);
        requests = List.copyOf(requests);
        rejects = List.copyOf(rejects);
    }

    public boolean isSure() {
        return mapping != null && doubt == null;
    }
}
