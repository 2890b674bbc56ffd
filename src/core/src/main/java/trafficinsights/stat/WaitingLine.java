package trafficinsights.stat;

/// The mean number of requests that wait before `c` workers in the long run, as a function of the
/// utilisation `rho`, and its inverse.
///
/// Poisson arrivals, any service time: `Lq = C(c, rho) * rho / (1 - rho) * (1 + cs2) / 2`, where
/// `C` is Erlang's probability of waiting and `cs2` the squared coefficient of variation of the
/// service time; exact for M/M/c and M/G/1, an approximation for M/G/c (A. O. Allen, J. D. Cunneen;
/// see Allen, "Probability, Statistics, and Queueing Theory", 2nd ed. 1990, section 5.5).
///
/// Between the points of a table values are interpolated linearly in `ln Lq`; the points are dense
/// towards 1. Immutable. Threads: any.
public final class WaitingLine {
    private static final int POINTS = 512;

    /// Distance of the last point from full utilisation.
    private static final double NEAREST = 1e-6;

    private static final double FIRST = 0.02;
    private static final double LOG_SPAN = Math.log(NEAREST / (1 - FIRST));

    private final double[] rho = new double[POINTS];
    private final double[] waitProbability = new double[POINTS];
    private final double[] logLength = new double[POINTS];
    private final double[] length = new double[POINTS];

    /// @param workers 1 or more
    public WaitingLine(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("a line before " + workers + " workers");
        }
        for (int i = 0; i < POINTS; i++) {
            // 1 - rho falls geometrically, so that each decade before 1 has as many points.
            double rest = (1 - FIRST) * Math.pow(NEAREST / (1 - FIRST), i / (POINTS - 1.0));
            rho[i] = 1 - rest;
            waitProbability[i] = erlangC(workers, rho[i]);
            logLength[i] = Math.log(waitProbability[i]) + Math.log(rho[i] / rest);
            length[i] = Math.exp(logLength[i]);
        }
    }

    /// Erlang's probability that a request finds all workers busy (A. K. Erlang, 1917), by the
    /// stable recursion for Erlang's B.
    ///
    /// @param utilization 0 to below 1
    public static double erlangC(int workers, double utilization) {
        double load = workers * utilization;
        double b = 1;
        for (int k = 1; k <= workers; k++) {
            b = load * b / (k + load * b);
        }
        return Math.max(b / (1 - utilization * (1 - b)), 1e-300);
    }

    /// Probability of waiting at all.
    public double waitProbability(double utilization) {
        return at(waitProbability, utilization);
    }

    /// Mean number that waits, for exponential service times; times `(1 + cs2) / 2` for others.
    public double meanLength(double utilization) {
        return utilization <= 0 ? 0 : Math.exp(at(logLength, utilization));
    }

    private double at(double[] values, double utilization) {
        if (utilization <= rho[0]) {
            return values[0];
        }
        if (utilization >= rho[POINTS - 1]) {
            return values[POINTS - 1];
        }
        double rest = Math.log((1 - utilization) / (1 - FIRST)) / LOG_SPAN;
        int i = Math.min((int) (rest * (POINTS - 1)), POINTS - 2);
        double share = (utilization - rho[i]) / (rho[i + 1] - rho[i]);
        return values[i] + share * (values[i + 1] - values[i]);
    }

    /// The utilisation after a time in which `arrived` requests came to those that waited before,
    /// from the balance `length + served = waited + arrived`, where `served = capacity * rho` and
    /// `length` is that of the long run at `rho`: an implicit step of the pointwise stationary
    /// fluid flow approximation (W. P. Wang, D. Tipper, S. Banerjee, INFOCOM 1996). Stable for any
    /// step.
    ///
    /// @param balance requests that waited plus those that arrived
    /// @param capacity requests that all workers could finish in the time
    /// @param spread `(1 + cs2) / 2`
    /// @return utilisation, 0 to nearly 1; what is left of the balance then waits
    public double utilizationAfter(double balance, double capacity, double spread) {
        int low = 0;
        int high = POINTS - 1;
        if (balance >= total(high, capacity, spread)) {
            return 1;
        }
        if (balance <= total(0, capacity, spread)) {
            return Math.min(rho[0], balance / capacity);
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (total(middle, capacity, spread) <= balance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double from = total(low, capacity, spread);
        double share = (balance - from) / (total(high, capacity, spread) - from);
        return rho[low] + share * (rho[high] - rho[low]);
    }

    private double total(int i, double capacity, double spread) {
        return length[i] * spread + capacity * rho[i];
    }
}
