package trafficinsights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;

/// In which charts of a run each thing that can be found has to be marked, wherever the run is
/// shown. Written as a table, apart from the rule of the program.
public final class MarkedCharts {
    /// Of the runs that tests script.
    public static final long WINDOW_MICROS = 10_000_000;

    public static final long START_MICROS = 1_795_341_600_000_000L;

    /// Start and end of each anomaly, in windows.
    public static final int FROM_WINDOW = 4;

    public static final int TO_WINDOW = 8;

    private MarkedCharts() {}

    /// Start of a window, µs since 1970.
    public static long start(int index) {
        return START_MICROS + index * WINDOW_MICROS;
    }

    /// One anomaly of every metric in every dimension.
    public static List<Anomaly> anomalies() {
        List<Anomaly> all = new ArrayList<>();
        for (Figure metric : Anomaly.METRICS) {
            for (Dimension dimension : EnumSet.allOf(Dimension.class)) {
                all.add(anomaly(metric, dimension));
            }
        }
        return all;
    }

    private static Anomaly anomaly(Figure metric, Dimension dimension) {
        return new Anomaly(
                dimension,
                dimension == Dimension.TOTAL ? Dimension.ALL : "eu",
                metric,
                start(FROM_WINDOW),
                start(TO_WINDOW),
                0.99,
                2,
                1,
                0,
                1.5,
                8,
                Severity.MAJOR);
    }

    /// Names of the charts of figures.
    public static Set<String> of(Anomaly anomaly) {
        return switch (anomaly.metric()) {
            case REQUEST_RATE, TRAFFIC_SHARE, BYTES_PER_REQUEST -> Set.of("RATE");
            case P95 -> Set.of("LATENCY");
            case ERROR_RATE, CLIENT_ERROR_RATE, REDIRECT_RATE -> Set.of("ERRORS");
            default -> throw new IllegalArgumentException(anomaly.metric() + " is not watched");
        };
    }

    /// Those of these charts that have to mark it: of its figure, and of its regions or servers.
    public static List<String> among(Collection<String> charts, Anomaly anomaly) {
        List<String> names = new ArrayList<>(of(anomaly));
        if (isOfRegions(anomaly)) {
            names.add("REGIONS");
        }
        if (isOfServers(anomaly)) {
            names.add("SERVERS");
        }
        names.retainAll(charts);
        return names;
    }

    /// Whether the chart of the rates of regions has it as well.
    private static boolean isOfRegions(Anomaly anomaly) {
        return anomaly.dimension() == Dimension.REGION && of(anomaly).contains("RATE");
    }

    /// Whether the chart of the latencies of servers has it as well.
    private static boolean isOfServers(Anomaly anomaly) {
        return anomaly.dimension() == Dimension.SERVER && of(anomaly).contains("LATENCY");
    }
}
