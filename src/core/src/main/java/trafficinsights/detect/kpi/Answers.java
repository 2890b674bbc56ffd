package trafficinsights.detect.kpi;

import java.util.Arrays;

/// What one question found in a series, for each scale, and what it usually finds there: the
/// statistic is divided by the root of its mean square in quiet times, which takes in
/// overdispersion and slow drift. Windows in which nothing was asked cost nothing. Threads: one at
/// a time.
final class Answers {
    /// Statistics of quiet times that the usual square is learned from, at most.
    private static final double CALIBRATION_WINDOWS = 360;

    private static final double CALIBRATION_START = 20;

    /// What a statistic's square is taken for before any was seen.
    private static final float FIRST_SQUARE = 1.3f;

    /// A single statistic's square counts no more than this: beyond, it would be a finding.
    private static final double LARGEST_SQUARE = Finding.OPEN_AT * Finding.OPEN_AT;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int[] scales;
    private final double[] statistics;
    private final boolean[] isLarge;
    private final float[] squares;
    private final int[] learned;

    /// Statistics of the newest windows, and of which window each row is.
    private final float[][] unlearned;

    private final long[] unlearnedOf;
    private long askedAt = NEVER;
    private long lastEnd = NEVER;

    Answers(int[] scales) {
        this.scales = scales;
        statistics = new double[scales.length];
        isLarge = new boolean[scales.length];
        squares = new float[scales.length];
        Arrays.fill(squares, FIRST_SQUARE);
        learned = new int[scales.length];
        int rows = scales[scales.length - 1] + 1;
        unlearned = new float[rows][scales.length];
        unlearnedOf = new long[rows];
        Arrays.fill(unlearnedOf, NEVER);
    }

    /// The answer of a scale in window `t`.
    ///
    /// @param a which of the scales
    /// @param large whether the change is of a size that a person cares for
    void put(int a, long t, double statistic, boolean large) {
        if (askedAt != t) {
            askedAt = t;
            Arrays.fill(statistics, 0);
            Arrays.fill(isLarge, false);
        }
        statistics[a] = statistic;
        isLarge[a] = large;
    }

    boolean isAskedAt(long t) {
        return askedAt == t;
    }

    /// How certain the answer of a scale is, in standard deviations as they usually are here; 0
    /// where nothing was asked, where it is of no size that matters, or has windows of an incident
    /// that is over.
    double certainty(int a, long t) {
        boolean isAnswer = askedAt == t && isLarge[a] && scales[a] <= t - lastEnd;
        return isAnswer ? statistics[a] / Math.sqrt(Math.max(squares[a], 1)) : 0;
    }

    /// The scale whose answer is the most certain.
    int loudest(long t) {
        int loudest = 0;
        if (askedAt == t) {
            for (int a = 1; a < scales.length; a++) {
                loudest = certainty(a, t) > certainty(loudest, t) ? a : loudest;
            }
        }
        return loudest;
    }

    /// Keeps the statistics of window `t`, and learns from those of the window that left the
    /// longest scale.
    ///
    /// @param isQuiet whether that one is part of no incident
    void learn(long t, boolean isQuiet) {
        int rows = unlearned.length;
        int leaving = (int) ((t + 1) % rows);
        if (isQuiet && unlearnedOf[leaving] == t - rows + 1) {
            learn(unlearned[leaving]);
        }
        if (askedAt == t) {
            int now = (int) (t % rows);
            unlearnedOf[now] = t;
            for (int a = 0; a < scales.length; a++) {
                unlearned[now][a] = (float) statistics[a];
            }
        }
    }

    private void learn(float[] old) {
        for (int a = 0; a < scales.length; a++) {
            if (old[a] != 0) {
                double weight = 1 / Math.min(learned[a] + CALIBRATION_START, CALIBRATION_WINDOWS);
                double seen = Math.min((double) old[a] * old[a], LARGEST_SQUARE);
                squares[a] += (float) (weight * (seen - squares[a]));
                learned[a]++;
            }
        }
    }

    /// An incident is over: its windows do not count as evidence for a new one.
    void ended(long lastWindow) {
        lastEnd = lastWindow;
    }
}
