package trafficinsights.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvRole;

/// What the rows of a table are where they are not requests, by the names of its columns.
final class RowKinds {
    private static final Set<String> METRICS =
            Set.of("metric", "metric name", "metricname", "counter", "counter name", "measurement");

    private static final Set<String> SUMS =
            Set.of(
                    "request count",
                    "requests",
                    "failure count",
                    "failures",
                    "requests s",
                    "failures s",
                    "req s",
                    "rps",
                    "throughput",
                    "occurrences",
                    "samples",
                    "median",
                    "average",
                    "mean",
                    "avg",
                    "min",
                    "max",
                    "sum",
                    "count",
                    "std dev",
                    "median response time",
                    "average response time",
                    "min response time",
                    "max response time",
                    "average content size",
                    "total request count",
                    "total failure count",
                    "sample count",
                    "samplecount",
                    "90 line",
                    "95 line",
                    "99 line",
                    "first seen",
                    "last seen");
    private static final String PERCENTILE =
            "p?\\d{2}([ .]\\d+)?|p\\d{2,4}|(\\d{2}(th)?) percentile";

    /// A percentile, perhaps with what it is of (`latency_p95`).
    private static final String PART = "(.* )?p\\d{2,4}( .*)?";

    private static final Set<String> CONNECTIONS =
            Set.of(
                    "src port",
                    "srcport",
                    "source port",
                    "dst port",
                    "dstport",
                    "destination port",
                    "dest port",
                    "id orig p",
                    "id resp p",
                    "packets",
                    "pkts",
                    "orig pkts",
                    "resp pkts",
                    "conn state",
                    "conn trace id",
                    "tls handshake latency",
                    "log status",
                    "orig bytes",
                    "resp bytes",
                    "srcaddr",
                    "dstaddr",
                    "sa",
                    "da",
                    "sp",
                    "dp",
                    "ipkt",
                    "opkt");

    private static final Set<String> EVENTS =
            Set.of(
                    "level",
                    "severity",
                    "loglevel",
                    "log level",
                    "message",
                    "msg",
                    "event",
                    "event id",
                    "eventid",
                    "event type",
                    "source",
                    "logger",
                    "task category",
                    "stufe",
                    "quelle",
                    "ereignis id",
                    "aufgabenkategorie",
                    "log name",
                    "exception",
                    "nachricht",
                    "niveau");

    private RowKinds() {}

    /// @param names with the words of `columns`
    /// @return in words, with the columns that tell it; null where rows can be requests
    static @Nullable String notRequests(List<CsvColumn> columns, List<Name> names) {
        boolean hasStatus = has(columns, CsvRole.STATUS);
        boolean hasTarget = has(columns, CsvRole.TARGET) || has(columns, CsvRole.REQUEST);
        boolean isAnswered = hasStatus && (hasTarget || has(columns, CsvRole.METHOD));
        List<String> metrics = named(columns, names, METRICS, "");
        boolean hasValue = names.stream().anyMatch(n -> n.words().endsWith("value"));
        if (!metrics.isEmpty() && hasValue && !isAnswered) {
            return "values of metrics (%s)".formatted(String.join(", ", metrics));
        }
        List<String> sums = named(columns, names, SUMS, PERCENTILE);
        // A status and a path can be what the sums are of.
        List<String> percentiles = named(columns, names, Set.of(), PART);
        if (percentiles.size() >= 2 || sums.size() >= (isAnswered ? 3 : 2)) {
            List<String> telling = sums.size() >= 2 ? sums : percentiles;
            return "sums of many requests (%s)".formatted(listed(telling));
        }
        List<String> ends = named(columns, names, CONNECTIONS, "");
        if (ends.size() >= 2 && !isAnswered) {
            return "connections (%s)".formatted(listed(ends));
        }
        List<String> events = named(columns, names, EVENTS, "");
        boolean isTelling =
                hasStatus
                        || hasTarget
                        || has(columns, CsvRole.METHOD)
                        || has(columns, CsvRole.LATENCY);
        return events.size() >= 2 && !isTelling ? "events (%s)".formatted(listed(events)) : null;
    }

    private static String listed(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(3, names.size())));
    }

    private static boolean has(List<CsvColumn> columns, CsvRole role) {
        return columns.stream().anyMatch(column -> column.role() == role);
    }

    private static List<String> named(
            List<CsvColumn> columns, List<Name> names, Set<String> wanted, String pattern) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String words = names.get(i).words();
            if (wanted.contains(words)
                    || (!pattern.isEmpty() && words.toLowerCase(Locale.ROOT).matches(pattern))) {
                found.add(columns.get(i).name());
            }
        }
        return found;
    }
}
