package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Requests per 10 s of event time. Rows may come in any order. Threads: one.
final class RateTally {
    private static final long STEP_MICROS = 10_000_000;

    /// Values of a curve that a file can still show.
    private static final int MAX_VALUES = 20_000;

    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1));

    private final TreeMap<Long, long[]> rowsOfStep = new TreeMap<>();
    private long lastStep = Long.MIN_VALUE;
    private long[] lastRows = new long[1];

    void add(long epochMicros) {
        long step = Math.floorDiv(epochMicros, STEP_MICROS);
        if (step != lastStep) {
            lastRows = rowsOfStep.computeIfAbsent(step, s -> new long[1]);
            lastStep = step;
        }
        lastRows[0]++;
    }

    /// @param startMicros a multiple of the step
    /// @param values requests in each step
    record Curve(long startMicros, Duration step, List<Double> values) {
        Duration duration() {
            return step.multipliedBy(values.size());
        }

        double peakToMean() {
            double sum = values.stream().mapToDouble(Double::doubleValue).sum();
            double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            return most * values.size() / sum;
        }
    }

    /// From the first request to the last, in the shortest step that needs no more than
    /// [#MAX_VALUES] values. Call it once there are requests.
    Curve curve() {
        Duration step = step(rowsOfStep.lastKey() - rowsOfStep.firstKey() + 1);
        long merged = step.toMillis() * 1000 / STEP_MICROS;
        long first = Math.floorDiv(rowsOfStep.firstKey(), merged);
        long last = Math.floorDiv(rowsOfStep.lastKey(), merged);
        long[] rows = new long[Math.toIntExact(last - first + 1)];
        rowsOfStep.forEach(
                (key, count) -> rows[(int) (Math.floorDiv(key, merged) - first)] += count[0]);
        List<Double> values = new ArrayList<>(rows.length);
        for (long count : rows) {
            values.add((double) count);
        }
        return new Curve(first * merged * STEP_MICROS, step, values);
    }

    /// Days between the first request and the last.
    double days() {
        return (rowsOfStep.lastKey() - rowsOfStep.firstKey() + 1) * (STEP_MICROS / 86_400e6);
    }

    private static Duration step(long steps) {
        for (Duration step : STEPS) {
            if (steps * STEP_MICROS / (step.toMillis() * 1000) < MAX_VALUES) {
                return step;
            }
        }
        return STEPS.getLast();
    }
}
