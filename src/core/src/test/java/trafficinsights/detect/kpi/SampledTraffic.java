package trafficinsights.detect.kpi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.WindowShape;
import trafficinsights.model.WindowShape.Sizes;
import trafficinsights.stat.Counts;
import trafficinsights.stat.RandomStream;

/// Windows of 10 s of routes that servers answer in turn, request by request: Poisson counts,
/// log-normal latencies and sizes.
final class SampledTraffic {
    static final long WINDOW = 10_000_000;
    private static final double SIGMA = 0.6;

    /// What a route is like.
    ///
    /// @param rate requests a second
    record Route(double rate, double latencyMicros, double bytes, double redirectShare) {
        Route bytes(double changed) {
            return new Route(rate, latencyMicros, changed, redirectShare);
        }

        Route redirectShare(double changed) {
            return new Route(rate, latencyMicros, bytes, changed);
        }
    }

    final Map<String, Route> routes = new LinkedHashMap<>();

    /// Times the usual latency.
    final Map<String, Double> slowServers = new LinkedHashMap<>();

    final KpiDetector detector = new KpiDetector();
    private final int servers;
    private final RandomStream random;
    private long at;
    private long requests;

    SampledTraffic(long seed, int servers) {
        this.servers = servers;
        this.random = new RandomStream(seed, 1, 1);
    }

    /// Start of the next window.
    long nowMicros() {
        return at * WINDOW;
    }

    void play(int windows) {
        for (int i = 0; i < windows; i++) {
            Map<String, Sum> sums = new LinkedHashMap<>();
            routes.forEach((key, route) -> add(key, route, sums));
            TimeWindow time = new TimeWindow(at++ * WINDOW, WINDOW);
            List<KpiWindow> all = new ArrayList<>();
            sums.forEach((key, sum) -> all.add(sum.window(time, key)));
            detector.accept(all, true);
        }
    }

    private void add(String key, Route route, Map<String, Sum> sums) {
        int n = (int) Counts.poisson(route.rate * WINDOW / 1e6, random);
        for (int i = 0; i < n; i++) {
            String server = "s" + requests++ % servers;
            double micros =
                    route.latencyMicros
                            * slowServers.getOrDefault(server, 1.0)
                            * Math.exp(SIGMA * random.nextGaussian());
            long bytes = Math.round(route.bytes * Math.exp(SIGMA * random.nextGaussian()));
            boolean isRedirect = random.nextDouble() < route.redirectShare;
            for (String series : List.of("t:" + Dimension.ALL, "s:" + server, "r:" + key)) {
                sums.computeIfAbsent(series, absent -> new Sum()).add(micros, bytes, isRedirect);
            }
        }
    }

    private static final class Sum {
        final double[] rows = new double[LatencyGrid.ROWS];
        long requests;
        long redirects;
        long bytes;
        long logs;
        long squares;
        double micros;

        void add(double latencyMicros, long sent, boolean isRedirect) {
            requests++;
            micros += latencyMicros;
            rows[(int) LatencyGrid.rowOf(Math.max(128, latencyMicros))]++;
            bytes += sent;
            if (isRedirect) {
                redirects++;
            } else {
                long log = Sizes.logOf(sent);
                logs += log;
                squares += log * log;
            }
        }

        KpiWindow window(TimeWindow time, String series) {
            Dimension dimension =
                    switch (series.charAt(0)) {
                        case 't' -> Dimension.TOTAL;
                        case 's' -> Dimension.SERVER;
                        default -> Dimension.ROUTE;
                    };
            double mean = micros / requests;
            Kpi kpi =
                    new Kpi(
                            requests,
                            requests,
                            requests,
                            0,
                            0,
                            0,
                            0,
                            bytes,
                            requests,
                            requests,
                            0,
                            mean,
                            mean,
                            mean,
                            mean,
                            mean,
                            mean,
                            mean,
                            Double.NaN,
                            Double.NaN,
                            true);
            WindowShape shape =
                    new WindowShape(
                            LatencyGrid.Column.of(rows),
                            redirects,
                            new Sizes(requests - redirects, logs, squares));
            return new KpiWindow(time, dimension, series.substring(2), kpi, shape);
        }
    }
}
