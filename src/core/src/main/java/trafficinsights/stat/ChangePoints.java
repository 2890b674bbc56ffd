package trafficinsights.stat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where the level of a series changes for good.
///
/// PELT (R. Killick, P. Fearnhead, I. Eckley, "Optimal detection of changepoints with a linear
/// computational cost", 2012) with the squared distance from a segment's mean as cost. A change
/// must lower the cost by [#PENALTY]·σ²·log n, where σ² is the robust variance around the running
/// median, widened by the noise's own correlation as (1 + ρ) / (1 − ρ), so that slow noise is not
/// taken for changes. Spikes shorter than three steps are taken out first by a running median of
/// five. Threads: stateless.
public final class ChangePoints {
    /// The modified BIC of Zhang and Siegmund (2007) has 3; one more for the estimated variance.
    static final double PENALTY = 4;

    static final int SHORTEST_SEGMENT = 5;
    private static final int SPIKE_REACH = 2;
    private static final int LEVEL_REACH = 12;

    /// Smallest step of the level, in deviations, that is reported.
    private static final double LEAST_STEP = 2;

    private ChangePoints() {}

    /// @param values at even steps, without season; `NaN` where there is none
    /// @return first index of each new level, ascending
    public static List<Integer> find(double[] values) {
        if (values.length < 4 * SHORTEST_SEGMENT) {
            return List.of();
        }
        double[] smooth = runningMedian(Medians.bridged(values), SPIKE_REACH);
        double[] noise = runningMedian(smooth, LEVEL_REACH);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = smooth[i] - noise[i];
        }
        double sigma = Math.max(deviation(noise), 1e-9 * range(smooth));
        if (!(sigma > 0)) {
            return List.of();
        }
        double rho = Math.clamp(correlation(noise), 0, 0.9);
        double variance = sigma * sigma * (1 + rho) / (1 - rho);
        double penalty = PENALTY * variance * Math.log(values.length);
        return relevant(smooth, segments(smooth, penalty), LEAST_STEP * sigma);
    }

    /// From the mean size, which for a normal law is 0.798 deviations: spikes are out, and a median
    /// would be 0 where values come in steps, as those of a sketch do.
    private static double deviation(double[] noise) {
        return Arrays.stream(noise).map(Math::abs).average().orElse(0) / 0.798;
    }

    private static double range(double[] values) {
        return Medians.quantile(values, 1) - Medians.quantile(values, 0);
    }

    private static double[] runningMedian(double[] values, int reach) {
        double[] medians = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            // Near the ends fewer values on both sides, so that a slope is not bent.
            int side = Math.min(reach, Math.min(i, values.length - 1 - i));
            medians[i] = Medians.median(Arrays.copyOfRange(values, i - side, i + side + 1));
        }
        return medians;
    }

    private static double correlation(double[] values) {
        double all = 0;
        double next = 0;
        for (int i = 0; i < values.length; i++) {
            all += values[i] * values[i];
            next += i + 1 < values.length ? values[i] * values[i + 1] : 0;
        }
        return all > 0 ? next / all : 0;
    }

    /// The cheapest segments, each at least [#SHORTEST_SEGMENT] long.
    static List<Integer> segments(double[] values, double penalty) {
        int n = values.length;
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];
        double shift = Medians.median(values);
        for (int i = 0; i < n; i++) {
            double v = values[i] - shift;
            sums[i + 1] = sums[i] + v;
            squares[i + 1] = squares[i] + v * v;
        }
        double[] best = new double[n + 1];
        int[] previous = new int[n + 1];
        int[] hopelessSince = new int[n + 1];
        best[0] = -penalty;
        List<Integer> open = new ArrayList<>(List.of(0));
        for (int end = SHORTEST_SEGMENT; end <= n; end++) {
            best[end] = Double.POSITIVE_INFINITY;
            for (int start : open) {
                double cost = best[start] + cost(sums, squares, start, end) + penalty;
                if (cost < best[end]) {
                    best[end] = cost;
                    previous[end] = start;
                }
            }
            prune(open, hopelessSince, end, best, sums, squares);
            int candidate = end - SHORTEST_SEGMENT + 1;
            if (candidate >= SHORTEST_SEGMENT) {
                open.add(candidate);
            }
        }
        List<Integer> changes = new ArrayList<>();
        for (int at = previous[n]; at > 0; at = previous[at]) {
            changes.addFirst(at);
        }
        return changes;
    }

    /// A start that is dearer than the best way to here can begin no best segment any more, once a
    /// shortest segment from here has room.
    private static void prune(
            List<Integer> open,
            int[] hopelessSince,
            int end,
            double[] best,
            double[] sums,
            double[] squares) {
        open.removeIf(start -> {
            boolean isHopeless = best[start] + cost(sums, squares, start, end) > best[end];
            if (isHopeless && hopelessSince[start] == 0) {
                hopelessSince[start] = end;
            }
            return hopelessSince[start] > 0 && end - hopelessSince[start] >= SHORTEST_SEGMENT;
        });
    }

    private static double cost(double[] sums, double[] squares, int start, int end) {
        double sum = sums[end] - sums[start];
        return squares[end] - squares[start] - sum * sum / (end - start);
    }

    private static List<Integer> relevant(double[] values, List<Integer> changes, double step) {
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < changes.size(); c++) {
            int from = kept.isEmpty() ? 0 : kept.getLast();
            int to = c + 1 < changes.size() ? changes.get(c + 1) : values.length;
            int at = changes.get(c);
            double before = mean(values, from, at);
            double after = mean(values, at, to);
            if (Math.abs(after - before) >= step) {
                kept.add(at);
            }
        }
        return kept;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
