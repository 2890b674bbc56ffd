package trafficinsights.ui.live.servers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trafficinsights.chart.Band;
import trafficinsights.chart.Rank;
import trafficinsights.model.SeriesColours;
import trafficinsights.run.base.ServerHistory;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;

/// Makes a [ServersPicture] of a [ServerHistory]. Pure; called in the background.
///
/// Of many servers the [#MOST_LINES] with the highest values of the first known metric have a line,
/// the same ones in every chart; one grey line is the mean of the others.
public final class ServersMaker {
    /// Servers with a line of their own.
    static final int MOST_LINES = SeriesColours.COUNT;

    private static final double MICROS = 1e6;

    /// Values that are further apart than so many usual steps have a gap between them.
    private static final int GAP_STEPS = 3;

    /// @param toSeconds right end of the axis
    /// @param shownToSeconds later values are left out
    /// @param columns pixel columns of a chart
    public record Look(double fromSeconds, double toSeconds, double shownToSeconds, int columns) {}

    private final List<ServerHistory.Series> servers;
    private final Look look;

    private ServersMaker(ServerHistory history, Look look) {
        this.look = look;
        servers =
                history.servers().stream()
                        .map(series -> within(series, look))
                        .filter(series -> series.epochMicros().length > 0)
                        .toList();
    }

    /// @param chosen a server that is drawn alone, beside the mean of the others; empty for none
    /// @param marks what is marked in every chart, beside the times in which servers were unhealthy
    public static ServersPicture picture(
            ServerHistory history, Look look, String chosen, List<Band> marks) {
        ServersMaker maker = new ServersMaker(history, look);
        List<ServerMetric> known =
                Arrays.stream(ServerMetric.values())
                        .filter(metric -> metric.isKnown(maker.servers))
                        .toList();
        if (known.isEmpty()) {
            return ServersPicture.NONE;
        }
        Set<String> drawn = maker.drawn(known.getFirst(), chosen);
        Set<String> all =
                history.servers().stream()
                        .map(ServerHistory.Series::server)
                        .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> colours = SeriesColours.of(all, drawn);
        List<Band> bands = new ArrayList<>(marks);
        bands.addAll(
                UnhealthySpans.of(
                        maker.servers,
                        (long) (look.fromSeconds() * MICROS),
                        (long) (look.shownToSeconds() * MICROS)));
        return new ServersPicture(
                known.stream()
                        .map(metric ->
                                new ServersPicture.Chart(
                                        metric, maker.frame(metric, colours, bands)))
                        .toList(),
                maker.note(known.getFirst(), drawn, chosen));
    }

    private static ServerHistory.Series within(ServerHistory.Series series, Look look) {
        long[] times = series.epochMicros();
        int from = firstAt(times, (long) (look.fromSeconds() * MICROS));
        int to = firstAt(times, (long) (look.shownToSeconds() * MICROS) + 1);
        if (from == 0 && to == times.length) {
            return series;
        }
        return new ServerHistory.Series(
                series.server(),
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(series.cpuUtilization(), from, to),
                Arrays.copyOfRange(series.memoryUtilization(), from, to),
                Arrays.copyOfRange(series.networkInBytesPerSecond(), from, to),
                Arrays.copyOfRange(series.networkOutBytesPerSecond(), from, to),
                Arrays.copyOfRange(series.activeConnections(), from, to),
                Arrays.copyOfRange(series.isHealthy(), from, to));
    }

    private static int firstAt(long[] times, long micros) {
        int found = Arrays.binarySearch(times, micros);
        return found >= 0 ? found : -found - 1;
    }

    private Set<String> drawn(ServerMetric by, String chosen) {
        Set<String> names = new TreeSet<>();
        servers.stream()
                .map(ServerHistory.Series::server)
                .filter(chosen::equals)
                .forEach(names::add);
        if (!names.isEmpty()) {
            return names;
        }
        record Ranked(String server, double rank) {}
        servers.stream()
                .map(series ->
                        new Ranked(
                                series.server(), Rank.of(Arrays.stream(by.of(series)), by.unit())))
                .sorted(
                        Comparator.comparingDouble((Ranked one) -> -one.rank())
                                .thenComparing(Ranked::server))
                .limit(MOST_LINES)
                .forEach(one -> names.add(one.server()));
        return names;
    }

    private String note(ServerMetric by, Set<String> drawn, String chosen) {
        int others = servers.size() - drawn.size();
        if (others == 0) {
            return Texts.counted(servers.size(), "server");
        }
        return drawn.contains(chosen)
                ? "%s; grey: mean of %s".formatted(chosen, Texts.counted(others, "other"))
                : "%s of %s, highest %s first; grey: mean of the others"
                        .formatted(
                                Texts.count(drawn.size()),
                                Texts.counted(servers.size(), "server"),
                                by == ServerMetric.CPU
                                        ? by.title()
                                        : by.title().toLowerCase(Locale.ROOT));
    }

    private ChartFrame frame(ServerMetric metric, Map<String, String> colours, List<Band> bands) {
        List<SeriesFrame> lines = new ArrayList<>();
        List<ServerHistory.Series> others = new ArrayList<>();
        for (ServerHistory.Series series : servers) {
            String colour = colours.get(series.server());
            if (colour == null) {
                others.add(series);
            } else if (metric.isKnown(List.of(series))) {
                lines.add(line(series.server(), colour, seconds(series), metric.of(series)));
            }
        }
        if (metric.isKnown(others)) {
            lines.add(mean(metric, others));
        }
        return new ChartFrame(
                look.fromSeconds(), look.toSeconds(), lines, bands, metric.unit().leastAxis());
    }

    private SeriesFrame line(String name, String colour, double[] times, double[] values) {
        Gapped gapped = Gapped.of(times, values);
        return SeriesFrame.of(
                name, "series-" + colour, gapped.times(), gapped.values(), look.columns());
    }

    private static double[] seconds(ServerHistory.Series series) {
        return Arrays.stream(series.epochMicros()).mapToDouble(time -> time / MICROS).toArray();
    }

    /// Of the values of the others in each part of the time: as many parts as the longest of them
    /// has values, or as there are columns.
    private SeriesFrame mean(ServerMetric metric, List<ServerHistory.Series> others) {
        ServerHistory.Series longest =
                others.stream()
                        .max(Comparator.comparingInt(series -> series.epochMicros().length))
                        .orElseThrow();
        double first = longest.epochMicros()[0] / MICROS;
        double last = longest.epochMicros()[longest.epochMicros().length - 1] / MICROS;
        int parts = Math.min(look.columns(), longest.epochMicros().length);
        double length = parts == 1 ? 1 : (last - first) / (parts - 1);
        double[] sums = new double[parts];
        int[] counts = new int[parts];
        for (ServerHistory.Series series : others) {
            double[] values = metric.of(series);
            for (int i = 0; i < values.length; i++) {
                int part = (int) Math.rint((series.epochMicros()[i] / MICROS - first) / length);
                if (!Double.isNaN(values[i]) && part >= 0 && part < parts) {
                    sums[part] += values[i];
                    counts[part]++;
                }
            }
        }
        double[] times = IntStream.range(0, parts).mapToDouble(i -> first + i * length).toArray();
        double[] means =
                IntStream.range(0, parts)
                        .mapToDouble(i -> counts[i] == 0 ? Double.NaN : sums[i] / counts[i])
                        .toArray();
        return line(Texts.counted(others.size(), "other"), SeriesColours.OTHERS, times, means);
    }

    /// Values with a gap wherever a server did not say anything for a while.
    private record Gapped(double[] times, double[] values) {
        static Gapped of(double[] times, double[] values) {
            double most = GAP_STEPS * usualStep(times);
            double[] newTimes = new double[2 * times.length];
            double[] newValues = new double[2 * times.length];
            int size = 0;
            for (int i = 0; i < times.length; i++) {
                if (i > 0 && times[i] - times[i - 1] > most) {
                    newTimes[size] = (times[i] + times[i - 1]) / 2;
                    newValues[size++] = Double.NaN;
                }
                newTimes[size] = times[i];
                newValues[size++] = values[i];
            }
            return new Gapped(Arrays.copyOf(newTimes, size), Arrays.copyOf(newValues, size));
        }

        private static double usualStep(double[] times) {
            double[] steps =
                    IntStream.range(1, times.length)
                            .mapToDouble(i -> times[i] - times[i - 1])
                            .sorted()
                            .toArray();
            return steps.length == 0 ? 0 : steps[steps.length / 2];
        }
    }
}
