package trafficinsights.analyze.outlook;

import java.util.SortedMap;
import java.util.TreeMap;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

/// Mean use of the processors of each server, in windows. Threads: one at a time.
public final class CpuHistory {
    private static final int MOST_SERVERS = 50;

    private record Sum(double sum, long count) {
        Sum plus(double value) {
            return new Sum(sum + value, count + 1);
        }
    }

    private final long windowMicros;
    private final SortedMap<Integer, TreeMap<Long, Sum>> servers = new TreeMap<>();

    public CpuHistory(long windowMicros) {
        this.windowMicros = windowMicros;
    }

    public void add(ServerMetricBatch metrics) {
        for (int i = 0; i < metrics.size(); i++) {
            float cpu = metrics.cpuUtilization()[i];
            int server = metrics.server()[i];
            if (Float.isNaN(cpu)
                    || (servers.size() == MOST_SERVERS && !servers.containsKey(server))) {
                continue;
            }
            // A tick carries its end.
            long window = Math.floorDiv(metrics.epochMicros()[i] - 1, windowMicros);
            servers.computeIfAbsent(server, s -> new TreeMap<>())
                    .merge(window, new Sum(cpu, 1), (a, b) -> a.plus(cpu));
        }
    }

    /// The series of every server that has at least two windows, by name.
    public SortedMap<String, EvenSeries> series(Names names) {
        SortedMap<String, EvenSeries> series = new TreeMap<>();
        servers.forEach((server, windows) -> {
            if (windows.size() > 1) {
                long first = windows.firstKey();
                double[] values = new double[(int) (windows.lastKey() - first + 1)];
                java.util.Arrays.fill(values, Double.NaN);
                windows.forEach(
                        (window, sum) -> values[(int) (window - first)] = sum.sum / sum.count);
                series.put(
                        names.servers().text(server),
                        new EvenSeries(first * windowMicros, windowMicros, values));
            }
        });
        return series;
    }
}
