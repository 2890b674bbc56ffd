package trafficinsights.detect;

/// How far the mean and the median of the last points are from those of as many before. Threads:
/// one.
final class Shift {
    private final int length;
    private final float[] means;
    private final float[] values;
    private final SlidingQuantiles newer;
    private final SlidingQuantiles older;
    private double newerSum;
    private double olderSum;
    private int at;
    private boolean isFull;

    Shift(int length) {
        this.length = length;
        means = new float[2 * length];
        values = new float[length];
        newer = new SlidingQuantiles(length);
        older = new SlidingQuantiles(length);
    }

    /// @param drawnInValue the value that goes into the means; the medians need no drawing in
    void add(double value, double drawnInValue) {
        int slot = at % length;
        if (newer.isFull()) {
            older.add(values[slot]);
        }
        values[slot] = (float) value;
        newer.add((float) value);
        float middle = means[(at + length) % means.length];
        olderSum += middle - means[at];
        means[at] = (float) drawnInValue;
        newerSum += means[at] - middle;
        at++;
        if (at == means.length) {
            at = 0;
            isFull = true;
            // Anew, so that rounding errors do not add up.
            olderSum = sum(0);
            newerSum = sum(length);
        }
    }

    /// NaN until both stretches are full.
    double ofMedian() {
        return older.isFull() ? newer.at(0.5) - older.at(0.5) : Double.NaN;
    }

    /// NaN until both stretches are full.
    double ofMean() {
        return isFull ? (newerSum - olderSum) / length : Double.NaN;
    }

    private double sum(int from) {
        double sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += means[i];
        }
        return sum;
    }
}
