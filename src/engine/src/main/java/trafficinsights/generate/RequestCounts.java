package trafficinsights.generate;

import trafficinsights.stat.Counts;
import trafficinsights.stat.RandomStream;

/// How many first attempts each slice has: a Poisson count of its rate. With a total, the process
/// is conditioned on it: given its total, a Poisson process spreads its arrivals as independent
/// draws from the rate (Kingman, "Poisson Processes", 1993, section 2.4). Threads: one.
final class RequestCounts {
    private static final long COUNT_STREAM = 1;
    private static final long EXTRA_STREAM = 4;

    private final TimeGrid grid;
    private final long seed;
    private final int[] counts;
    private final int[] extras;

    private RequestCounts(TimeGrid grid, long seed, int[] counts, int[] extras) {
        this.grid = grid;
        this.seed = seed;
        this.counts = counts;
        this.extras = extras;
    }

    /// Counts that are drawn when they are asked for.
    static RequestCounts byRate(TimeGrid grid, long seed) {
        return new RequestCounts(grid, seed, new int[0], new int[0]);
    }

    /// @param total of all slices
    /// @param weights expected shares of the slices, relative to one another
    static RequestCounts ofTotal(TimeGrid grid, long seed, long total, double[] weights) {
        int[] counts = spread(total, weights, new RandomStream(seed, 0, COUNT_STREAM));
        return new RequestCounts(grid, seed, counts, new int[0]);
    }

    /// These counts and some requests more, whose clients never try again.
    RequestCounts withExtras(long more, double[] weights) {
        int[] added = spread(more, weights, new RandomStream(seed, 0, EXTRA_STREAM));
        return new RequestCounts(grid, seed, counts, added);
    }

    /// A multinomial draw, as one binomial draw a slice.
    private static int[] spread(long total, double[] weights, RandomStream random) {
        double rest = 0;
        for (double weight : weights) {
            rest += weight;
        }
        int[] counts = new int[weights.length];
        long left = total;
        for (int i = 0; i < counts.length && left > 0; i++) {
            boolean isLast = weights[i] >= rest * (1 - 1e-12);
            long n = isLast ? left : Counts.binomial(left, weights[i] / rest, random);
            counts[i] = Math.toIntExact(n);
            left -= n;
            rest -= weights[i];
        }
        return counts;
    }

    /// @param perSecond rate of the slice
    int of(long slice, double perSecond) {
        if (counts.length > 0) {
            return counts[(int) slice];
        }
        double seconds = (grid.startOfSlice(slice + 1) - grid.startOfSlice(slice)) / 1e6;
        RandomStream random = new RandomStream(seed, slice, COUNT_STREAM);
        return Math.toIntExact(Counts.poisson(perSecond * seconds, random));
    }

    int extrasOf(long slice) {
        return extras.length == 0 ? 0 : extras[(int) slice];
    }
}
