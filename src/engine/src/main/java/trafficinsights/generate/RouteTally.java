package trafficinsights.generate;

import trafficinsights.model.RequestBatch;
import trafficinsights.stat.LatencyHistogram;

/// What a log says of one route and method, or of several together. Threads: one.
final class RouteTally {
    private static final int FIRST_STATUS = 100;
    static final int FIRST_ERROR = 500;
    private static final int STATUS_END = 600;

    /// Of the standard normal law: one standard deviation above the mean.
    private static final double QUANTILE_OF_ONE_SIGMA = 0.8413447;

    private static final double MAX_SIGMA = 3;

    final int route;
    final int method;
    final long[] rowsOfStatus = new long[STATUS_END];
    private final LatencyHistogram latencyMicros = new LatencyHistogram();
    long rows;
    private long sizes;
    private double sumBytes;

    RouteTally(int route, int method) {
        this.route = route;
        this.method = method;
    }

    void add(RequestBatch batch, int i) {
        rows++;
        int status = batch.status()[i];
        if (status >= FIRST_STATUS && status < STATUS_END) {
            rowsOfStatus[status]++;
        }
        if (batch.latencyMicros()[i] >= 0) {
            latencyMicros.add(batch.latencyMicros()[i]);
        }
        if (batch.bytes()[i] >= 0 && status < FIRST_ERROR) {
            sizes++;
            sumBytes += batch.bytes()[i];
        }
    }

    void merge(RouteTally other) {
        rows += other.rows;
        sizes += other.sizes;
        sumBytes += other.sumBytes;
        latencyMicros.merge(other.latencyMicros);
        for (int s = 0; s < STATUS_END; s++) {
            rowsOfStatus[s] += other.rowsOfStatus[s];
        }
    }

    /// Answers of 500 and above.
    long errors() {
        return sum(FIRST_ERROR, STATUS_END);
    }

    /// Answers below 500.
    long goodAnswers() {
        return sum(FIRST_STATUS, FIRST_ERROR);
    }

    private long sum(int from, int to) {
        long sum = 0;
        for (int s = from; s < to; s++) {
            sum += rowsOfStatus[s];
        }
        return sum;
    }

    double errorShare() {
        return (double) errors() / rows;
    }

    double meanBytes() {
        return sizes == 0 ? 0 : Math.rint(sumBytes / sizes);
    }

    boolean hasLatency() {
        return latencyMicros.count() > 0;
    }

    double medianMillis() {
        return Math.max(0.001, latencyMicros.quantiles(0.5)[0] / 1000);
    }

    /// Of a log-normal law with the same median and the same quantile one sigma above it.
    double sigma() {
        double[] micros = latencyMicros.quantiles(0.5, QUANTILE_OF_ONE_SIGMA);
        double sigma = Math.log(Math.max(1, micros[1]) / Math.max(1, micros[0]));
        return Math.min(MAX_SIGMA, Math.rint(sigma * 1000) / 1000);
    }
}
