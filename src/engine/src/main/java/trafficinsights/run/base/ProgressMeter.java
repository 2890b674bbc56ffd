package trafficinsights.run.base;

import java.util.ArrayDeque;
import java.util.Deque;

/// Rate over the last few seconds from counts at times. Threads: any.
public final class ProgressMeter {
    private static final double SPAN_SECONDS = 3;
    private static final double MIN_STEP_SECONDS = 0.05;

    private record Sample(double seconds, long rows) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// Rows per second between now and a few seconds ago.
    public synchronized double rate(double seconds, long rows) {
        Sample last = samples.peekLast();
        if (last == null || seconds - last.seconds >= MIN_STEP_SECONDS) {
            samples.addLast(new Sample(seconds, rows));
        }
        while (samples.size() > 2 && seconds - samples.getFirst().seconds > SPAN_SECONDS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        double span = seconds - first.seconds;
        if (span < MIN_STEP_SECONDS) {
            return seconds > 0 ? rows / seconds : 0;
        }
        return (rows - first.rows) / span;
    }
}
