package trafficinsights.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.model.CsvMapping.Only;

/// Tables whose writer is known by the names of their columns: the latency and its unit are as the
/// writer's document says.
enum KnownTable {
    /// Apache JMeter, "Listeners", CSV log format: `elapsed` is the whole time.
    JMETER(
            "JMeter",
            List.of("time stamp", "label", "response code", "thread name", "elapsed"),
            List.of("elapsed"),
            "ms",
            null),
    /// Grafana k6, "CSV output": a row for each metric; of a request only its duration is read.
    K6(
            "k6",
            List.of("metric name", "timestamp", "metric value"),
            List.of("metric value"),
            "ms",
            new Only("metric name", List.of("http_req_duration"))),
    /// Amazon "Querying Application Load Balancer logs" with Athena: the log's own fields. The
    /// latency is the sum of three times.
    ALB(
            "Amazon",
            List.of(
                    "elb",
                    "request processing time",
                    "target processing time",
                    "response processing time"),
            List.of(
                    "request processing time",
                    "target processing time",
                    "response processing time"),
            "s",
            null),
    /// The same of a Classic Load Balancer.
    ELB(
            "Amazon",
            List.of(
                    "request processing time",
                    "backend processing time",
                    "response processing time"),
            List.of(
                    "request processing time",
                    "backend processing time",
                    "response processing time"),
            "s",
            null);

    private final String writer;

    @SuppressWarnings("ImmutableEnumChecker") // from List.of
    private final List<String> marks;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> latency;

    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker")
    private final @Nullable Only only;

    KnownTable(
            String writer,
            List<String> marks,
            List<String> latency,
            String unit,
            @Nullable Only only) {
        this.writer = writer;
        this.marks = marks;
        this.latency = latency;
        this.unit = unit;
        this.only = only;
    }

    /// @return null for a table of no known writer
    static @Nullable KnownTable of(List<Name> names) {
        Set<String> words = names.stream().map(Name::words).collect(Collectors.toSet());
        for (KnownTable table : values()) {
            if (words.containsAll(table.marks)) {
                return table;
            }
        }
        return null;
    }

    String writer() {
        return writer;
    }

    /// Columns whose sum is the latency, from 0.
    List<Integer> latencyColumns(List<Name> names) {
        List<Integer> columns = new ArrayList<>();
        for (String part : latency) {
            columns.add(indexOf(part, names));
        }
        return columns;
    }

    String unit() {
        return unit;
    }

    /// Which rows are requests, by the place of the column from 0; -1 where all are.
    int kindColumn(List<Name> names) {
        return only == null ? -1 : indexOf(only.column(), names);
    }

    /// Values of [#kindColumn] that are requests.
    List<String> requestKinds() {
        return only == null ? List.of() : only.values();
    }

    private static int indexOf(String words, List<Name> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).words().equals(words)) {
                return i;
            }
        }
        throw new IllegalStateException("no column " + words);
    }
}
