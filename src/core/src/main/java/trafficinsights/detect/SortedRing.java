package trafficinsights.detect;

import java.util.Arrays;

/// The last values of a stream, in order of size: median and spread without sorting again.
///
/// Adding costs one shift of at most `capacity` numbers, the median nothing, the spread one walk.
/// Threads: one at a time.
final class SortedRing {
    /// The median absolute deviation of a normal law is 0.6745 standard deviations (Hampel 1974).
    private static final double MAD_TO_SIGMA = 1.4826;

    private final double[] inOrderOfTime;
    private final double[] sorted;
    private int next;
    private int size;

    SortedRing(int capacity) {
        inOrderOfTime = new double[capacity];
        sorted = new double[capacity];
    }

    /// Takes a value, which is no `NaN`; the oldest goes when there is no more room.
    void add(double value) {
        if (size == sorted.length) {
            remove(inOrderOfTime[next]);
        }
        int found = Arrays.binarySearch(sorted, 0, size, value);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
        inOrderOfTime[next] = value;
        next = next + 1 == sorted.length ? 0 : next + 1;
    }

    private void remove(double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
    }

    int size() {
        return size;
    }

    /// `NaN` when there are no values.
    double median() {
        return size == 0 ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }

    /// How many values are at most `limit`.
    int countAtMost(double limit) {
        int found = Arrays.binarySearch(sorted, 0, size, limit);
        int at = found < 0 ? -found - 1 : found;
        while (at < size && sorted[at] <= limit) {
            at++;
        }
        return at;
    }

    /// Standard deviation as the median absolute deviation from `center` tells it; robust against
    /// up to half of the values.
    double sigmaAround(double center) {
        if (size == 0) {
            return Double.NaN;
        }
        // Deviations grow to both sides of the centre: a merge of two ascending runs.
        int split = Arrays.binarySearch(sorted, 0, size, center);
        int right = split < 0 ? -split - 1 : split;
        int left = right - 1;
        int wanted = (size - 1) / 2;
        double lower = 0;
        double upper = 0;
        for (int k = 0; k <= size / 2; k++) {
            boolean takesLeft =
                    right >= size || (left >= 0 && center - sorted[left] <= sorted[right] - center);
            double deviation = takesLeft ? center - sorted[left--] : sorted[right++] - center;
            lower = k == wanted ? deviation : lower;
            upper = deviation;
        }
        return MAD_TO_SIGMA * (lower + upper) / 2;
    }
}
