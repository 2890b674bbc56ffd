package trafficinsights.detect.kpi;

import java.util.Arrays;

/// What one question found in a series, for each scale, and what it usually finds there: the
/// statistic is divided by the root of its mean square in quiet times, which takes in
/// overdispersion and slow drift. Threads: one at a time.
final class Answers {
    /// Statistics of quiet times that the usual square is learned from, at most.
    private static final double CALIBRATION_WINDOWS = 360;

    private static final double CALIBRATION_START = 20;

    /// What a statistic's square is taken for before any was seen.
    private static final float FIRST_SQUARE = 1.3f;

    /// A single statistic's square counts no more than this.
    private static final double LARGEST_SQUARE = 12;

    private final int[] scales;
    private final double[] statistics;
    private final boolean[] isLarge;
    private final float[] squares;
    private final int[] learned;
    private final float[][] unlearned;
    private long lastEnd = Long.MIN_VALUE / 2;

    Answers(int[] scales) {
        this.scales = scales;
        statistics = new double[scales.length];
        isLarge = new boolean[scales.length];
        squares = new float[scales.length];
        Arrays.fill(squares, FIRST_SQUARE);
        learned = new int[scales.length];
        unlearned = new float[scales[scales.length - 1] + 1][scales.length];
    }

    /// Nothing is asked yet of the newest window.
    void clear() {
        Arrays.fill(statistics, 0);
        Arrays.fill(isLarge, false);
    }

    /// @param a which of the scales
    /// @param large whether the change is of a size that a person cares for
    void put(int a, double statistic, boolean large) {
        statistics[a] = statistic;
        isLarge[a] = large;
    }

    /// How certain the answer of a scale is, in standard deviations as they usually are here; 0
    /// where it is of no size that matters, or has windows of an incident that is over.
    double certainty(int a, long t) {
        boolean isFresh = scales[a] <= t - lastEnd;
        return isLarge[a] && isFresh ? statistics[a] / Math.sqrt(Math.max(squares[a], 1)) : 0;
    }

    /// The scale whose answer is the most certain.
    int loudest(long t) {
        int loudest = 0;
        for (int a = 1; a < scales.length; a++) {
            loudest = certainty(a, t) > certainty(loudest, t) ? a : loudest;
        }
        return loudest;
    }

    /// Keeps the statistics of window `t`, and learns from those of the window that left the
    /// longest scale.
    ///
    /// @param isQuiet whether that one is part of no incident
    void learn(long t, boolean isQuiet) {
        float[] old = unlearned[(int) ((t + 1) % unlearned.length)];
        for (int a = 0; a < scales.length; a++) {
            if (isQuiet && old[a] != 0) {
                double weight = 1 / Math.min(learned[a] + CALIBRATION_START, CALIBRATION_WINDOWS);
                double seen = Math.min((double) old[a] * old[a], LARGEST_SQUARE);
                squares[a] += (float) (weight * (seen - squares[a]));
                learned[a]++;
            }
        }
        float[] now = unlearned[(int) (t % unlearned.length)];
        for (int a = 0; a < scales.length; a++) {
            now[a] = (float) statistics[a];
        }
    }

    /// An incident is over: its windows do not count as evidence for a new one.
    void ended(long lastWindow) {
        lastEnd = lastWindow;
    }
}
