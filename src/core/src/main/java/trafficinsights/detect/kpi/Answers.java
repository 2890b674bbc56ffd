package trafficinsights.detect.kpi;

import java.util.Arrays;

/// What the questions found in a series, for each scale, and what each usually finds there: a
/// statistic is divided by the root of its mean square in quiet times, which takes in
/// overdispersion and slow drift. What was not asked costs nothing. Threads: one at a time.
final class Answers {
    /// Statistics of quiet times that the usual square is learned from, at most.
    private static final double CALIBRATION_WINDOWS = 360;

    private static final double CALIBRATION_START = 20;

    /// What a statistic's square is taken for before any was seen.
    private static final float FIRST_SQUARE = 1.3f;

    /// A single statistic's square counts no more than this: beyond, it would be a finding.
    private static final double LARGEST_SQUARE = Finding.OPEN_AT * Finding.OPEN_AT;

    private static final int QUESTIONS = Question.ALL.size();

    private final int[] scales;

    /// By question, then scale, as all that follow.
    private final float[] statistics;

    private final float[] squares;
    private final short[] learned;

    /// For each question the scales, as bits, at which the change is of a size that a person cares
    /// for.
    private final int[] large = new int[QUESTIONS];

    private final long[] lastEnds = new long[QUESTIONS];

    /// Statistics of the newest windows; null where nothing was asked.
    private final float[][] unlearned;

    /// For each of those the questions that were asked, as bits.
    private final int[] askedThen;

    /// Questions as bits: asked, with an answer of such a size.
    private int asked;

    private int withLarge;
    private long t;

    Answers(int[] scales) {
        this.scales = scales;
        statistics = new float[QUESTIONS * scales.length];
        squares = new float[statistics.length];
        Arrays.fill(squares, FIRST_SQUARE);
        learned = new short[statistics.length];
        unlearned = new float[scales[scales.length - 1] + 1][];
        askedThen = new int[unlearned.length];
        Arrays.fill(lastEnds, Long.MIN_VALUE / 2);
    }

    /// From now on it is about window `now`, of which nothing was asked yet.
    void windowIs(long now) {
        t = now;
        if (asked != 0) {
            asked = 0;
            withLarge = 0;
            Arrays.fill(statistics, 0);
            Arrays.fill(large, 0);
        }
    }

    /// @param a which of the scales
    /// @param isLarge whether the change is of a size that a person cares for
    void put(Question question, int a, double statistic, boolean isLarge) {
        int q = question.index();
        asked |= 1 << q;
        statistics[q * scales.length + a] = (float) statistic;
        if (isLarge) {
            withLarge |= 1 << q;
            large[q] |= 1 << a;
        }
    }

    /// Whether any answer is of a size that a person cares for.
    boolean hasLarge() {
        return withLarge != 0;
    }

    boolean hasLarge(Question question) {
        return (withLarge >> question.index() & 1) != 0;
    }

    /// How certain the answer of a scale is, in standard deviations as they usually are here; 0
    /// where nothing was asked, where it is of no size that matters, or has windows of an incident
    /// that is over.
    double certainty(Question question, int a) {
        int q = question.index();
        int cell = q * scales.length + a;
        boolean isAnswer = (large[q] >> a & 1) != 0 && scales[a] <= t - lastEnds[q];
        return isAnswer ? statistics[cell] / Math.sqrt(Math.max(squares[cell], 1)) : 0;
    }

    /// The scale whose answer is the most certain.
    int loudest(Question question) {
        int loudest = 0;
        for (int a = 1; a < scales.length; a++) {
            loudest = certainty(question, a) > certainty(question, loudest) ? a : loudest;
        }
        return loudest;
    }

    /// Keeps the statistics of the window, and learns from those of the one that left the longest
    /// scale.
    ///
    /// @param isQuiet whether that one is part of no incident
    void learn(boolean isQuiet) {
        int rows = unlearned.length;
        int leaving = (int) ((t + 1) % rows);
        float[] old = unlearned[leaving];
        if (isQuiet && old != null) {
            learn(old, askedThen[leaving]);
        }
        int now = (int) (t % rows);
        // The row of the window that left is used again.
        unlearned[leaving] = null;
        unlearned[now] = asked == 0 ? null : old == null ? statistics.clone() : copyTo(old);
        askedThen[now] = asked;
    }

    private float[] copyTo(float[] row) {
        System.arraycopy(statistics, 0, row, 0, row.length);
        return row;
    }

    private void learn(float[] old, int questions) {
        for (int rest = questions; rest != 0; rest &= rest - 1) {
            int first = Integer.numberOfTrailingZeros(rest) * scales.length;
            learn(old, first, first + scales.length);
        }
    }

    private void learn(float[] old, int from, int to) {
        for (int cell = from; cell < to; cell++) {
            if (old[cell] != 0) {
                double weight =
                        1 / Math.min(learned[cell] + CALIBRATION_START, CALIBRATION_WINDOWS);
                double seen = Math.min((double) old[cell] * old[cell], LARGEST_SQUARE);
                squares[cell] += (float) (weight * (seen - squares[cell]));
                if (learned[cell] < CALIBRATION_WINDOWS) {
                    learned[cell]++;
                }
            }
        }
    }

    /// An incident is over: its windows do not count as evidence for a new one.
    void ended(Question question, long lastWindow) {
        for (Question other : Question.ALL) {
            if (other.isAbout(question)) {
                lastEnds[other.index()] = lastWindow;
            }
        }
    }
}
