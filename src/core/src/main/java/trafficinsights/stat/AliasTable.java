package trafficinsights.stat;

import java.util.random.RandomGenerator;

/// Draws an index with given weights in constant time (M. D. Vose, "A linear algorithm for
/// generating random numbers with a given distribution", IEEE TSE 17, 1991). Threads: any.
public final class AliasTable {
    private final double[] threshold;
    private final int[] alias;

    /// @param weights 0 or more, at least one above 0; they need not sum to 1
    public AliasTable(double... weights) {
        int n = weights.length;
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("weight " + weight + " is not 0 or more");
            }
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("no weight of " + n + " is above 0");
        }
        threshold = new double[n];
        alias = new int[n];
        build(weights, sum / n);
    }

    private void build(double[] weights, double mean) {
        int n = weights.length;
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            threshold[i] = weights[i] / mean;
            alias[i] = i;
            if (threshold[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int s = small[--smalls];
            int l = large[larges - 1];
            alias[s] = l;
            threshold[l] -= 1 - threshold[s];
            if (threshold[l] < 1) {
                larges--;
                small[smalls++] = l;
            }
        }
        // What is left differs from 1 by rounding only.
        while (smalls > 0) {
            threshold[small[--smalls]] = 1;
        }
        while (larges > 0) {
            threshold[large[--larges]] = 1;
        }
    }

    public int sample(RandomGenerator random) {
        double u = random.nextDouble() * threshold.length;
        int i = (int) u;
        return u - i < threshold[i] ? i : alias[i];
    }
}
