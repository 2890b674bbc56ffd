package trafficinsights.detect;

import java.util.Arrays;

/// How rare a value is among those before it: minus the natural logarithm of the share of them that
/// are as large.
///
/// Only the largest [#KEPT] values are held, in order; a value below them is not rare, and its
/// surprise is 0. Beyond the largest, an exponential law fitted to the excesses of the largest
/// [#FITTED] goes on (Pickands 1975, with shape 0), by [#MOST_BEYOND] at most, so that surprises
/// neither tie nor depend on the one largest value alone. After [#FORGET_AT] values the count and
/// the held values are halved: what is rare follows a series that changes, and memory is bounded.
///
/// Threads: one.
final class UpperTail {
    static final int KEPT = 64;
    static final int FITTED = 16;
    static final int FORGET_AT = 16_384;
    static final double MOST_BEYOND = 6;

    /// The largest values, ascending.
    private final float[] largest = new float[KEPT];

    private final int warmUp;
    private int kept;
    private int seen;

    /// @param warmUp values before the first surprise: among fewer, everything is rare
    UpperTail(int warmUp) {
        this.warmUp = warmUp;
    }

    /// The surprise of a value that is not yet among the past, 0 or more.
    double surprise(float value) {
        if (seen < warmUp || isCommon(value)) {
            return 0;
        }
        int below = below(value);
        double surprise = Math.log((seen + 1.0) / (kept - below + 1.0));
        return below == kept ? surprise + beyondLargest(value) : surprise;
    }

    private double beyondLargest(float value) {
        int fitted = Math.min(FITTED, kept - 1);
        float base = largest[kept - 1 - fitted];
        double excess = 0;
        for (int i = kept - fitted; i < kept; i++) {
            excess += largest[i] - base;
        }
        double mean = excess / fitted;
        return mean > 0 ? Math.min(MOST_BEYOND, (value - largest[kept - 1]) / mean) : MOST_BEYOND;
    }

    void add(float value) {
        if (++seen >= FORGET_AT) {
            halve();
        }
        if (isCommon(value)) {
            return;
        }
        int below = below(value);
        if (kept < KEPT) {
            System.arraycopy(largest, below, largest, below + 1, kept - below);
            largest[below] = value;
            kept++;
        } else {
            System.arraycopy(largest, 1, largest, 0, below - 1);
            largest[below - 1] = value;
        }
    }

    /// Whether as many values as are held are as large: nearly every value, so asked first.
    private boolean isCommon(float value) {
        return kept == KEPT && value <= largest[0];
    }

    private int below(float value) {
        int low = 0;
        int high = kept;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (largest[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void halve() {
        seen /= 2;
        int half = 0;
        for (int i = (kept - 1) & 1; i < kept; i += 2) {
            largest[half++] = largest[i];
        }
        Arrays.fill(largest, half, kept, 0);
        kept = half;
    }
}
