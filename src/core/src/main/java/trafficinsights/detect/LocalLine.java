package trafficinsights.detect;

import java.util.Arrays;

/// A straight line through the newest points of a series, carried on to now: what to expect when
/// traffic rises or falls with the rhythm of the day. One point out of five may be wild.
///
/// Slope and height are medians over the points (Theil 1950, Sen 1968). Threads: one at a time.
final class LocalLine {
    static final int POINTS = 5;

    /// Steps that a slope is trusted for; beyond, the line goes on level.
    private static final int MOST_STEPS = 3;

    private final double[] values = new double[POINTS];
    private final long[] steps = new long[POINTS];
    private final double[] slopes = new double[POINTS * (POINTS - 1) / 2];
    private final double[] heights = new double[POINTS];
    private int count;

    void add(long step, double value) {
        int slot = count++ % POINTS;
        values[slot] = value;
        steps[slot] = step;
    }

    boolean isReady() {
        return count >= POINTS;
    }

    /// The value that the line has at a step, which is later than all points.
    double at(long step) {
        int pairs = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < i; j++) {
                slopes[pairs++] = (values[i] - values[j]) / (steps[i] - steps[j]);
            }
        }
        Arrays.sort(slopes);
        double slope = (slopes[pairs / 2 - 1] + slopes[pairs / 2]) / 2;
        long newest = steps[(count - 1) % POINTS];
        for (int i = 0; i < POINTS; i++) {
            heights[i] = values[i] + slope * (newest - steps[i]);
        }
        Arrays.sort(heights);
        return heights[POINTS / 2] + slope * Math.min(step - newest, MOST_STEPS);
    }
}
