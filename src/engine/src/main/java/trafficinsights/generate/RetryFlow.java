package trafficinsights.generate;

import java.util.Arrays;
import trafficinsights.generate.Scenario.Retries;

/// Expected retries on their way: rates by region, route and attempt that become due in later
/// steps. Threads: one.
final class RetryFlow {
    private final int max;
    private final int cells;
    private final double stepSeconds;
    private final double[][] due;

    /// Mean wait before the second attempt, the third, and so on, in seconds.
    private final double[] backoffSeconds;

    private int now;

    /// @param cells pairs of region and route
    /// @param longestSeconds that an attempt takes until its client knows that it failed
    RetryFlow(Retries retries, int cells, double stepSeconds, double longestSeconds) {
        this.cells = cells;
        this.stepSeconds = stepSeconds;
        max = retries.max();
        backoffSeconds = new double[max];
        double wait = retries.backoff().toNanos() / 1e9;
        double longest = longestSeconds;
        for (int i = 0; i < max; i++) {
            backoffSeconds[i] = wait;
            longest = Math.max(longest, longestSeconds + wait);
            wait *= retries.multiplier();
        }
        int steps = (int) Math.ceil(longest / stepSeconds) + 3;
        due = new double[max == 0 ? 0 : steps][cells * max];
    }

    /// Requests per second that come now as attempt 2 + `retry` of a cell.
    double rate(int cell, int retry) {
        return due[now][retry * cells + cell];
    }

    /// Sends what failed now on its way.
    ///
    /// @param retry 0 when it was the first attempt that failed
    /// @param perSecond that will come again
    /// @param latencySeconds after which a client knew
    void put(int cell, int retry, double perSecond, double latencySeconds) {
        // At the earliest in the next step: this one's rates are settled.
        double steps = Math.max(1, (latencySeconds + backoffSeconds[retry]) / stepSeconds);
        int whole = (int) Math.min(steps, due.length - 2);
        double part = Math.min(1, steps - whole);
        int index = retry * cells + cell;
        due[(now + whole) % due.length][index] += perSecond * (1 - part);
        due[(now + whole + 1) % due.length][index] += perSecond * part;
    }

    void nextStep() {
        if (max > 0) {
            Arrays.fill(due[now], 0);
            now = (now + 1) % due.length;
        }
    }
}
