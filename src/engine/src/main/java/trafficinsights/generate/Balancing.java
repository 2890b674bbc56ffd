package trafficinsights.generate;

import trafficinsights.stat.NormalLaw;

/// The share of a region's requests that each of its servers gets, by the balancer's policy.
///
/// Policies that look at the servers' load are described by their mean: open requests vary about as
/// a Poisson count around their mean, so that which of two servers has fewer follows a normal law,
/// and the shares follow from it. They are approached step by step, as the balancer itself sees the
/// effect of its choices only later. Threads: one.
final class Balancing {
    /// How far the shares move towards what the present load asks for, in one second.
    private static final double SECONDS_TO_FOLLOW = 1;

    /// Beyond this many servers each is compared with the mean only.
    private static final int MAX_PAIRED = 48;

    private final Fleet fleet;
    private final BalancerPolicy policy;
    private final double[] wanted;

    /// Servers in rotation that are given a weight: one of 0 takes no traffic by any policy.
    private final boolean[] isOpen;

    Balancing(Fleet fleet, BalancerPolicy policy) {
        this.fleet = fleet;
        this.policy = policy;
        wanted = new double[fleet.servers];
        isOpen = new boolean[fleet.servers];
    }

    /// Sets the shares of a region's servers that are in rotation.
    ///
    /// @param share changed; sums to 1 over the servers in rotation, if there are any
    /// @param connections mean open requests of each server
    void update(
            int region,
            boolean[] isInRotation,
            double[] connections,
            double[] share,
            double seconds) {
        int from = fleet.firstServer[region];
        int to = fleet.firstServer[region + 1];
        for (int s = from; s < to; s++) {
            isOpen[s] = isInRotation[s] && fleet.weight[s] > 0;
        }
        boolean isNew = false;
        double sum = 0;
        for (int s = from; s < to; s++) {
            wanted[s] = isOpen[s] ? wanted(s, from, to, isOpen, connections) : 0;
            isNew |= isOpen[s] != share[s] > 0;
            sum += wanted[s];
        }
        double part = isNew ? 1 : 1 - Math.exp(-seconds / SECONDS_TO_FOLLOW);
        for (int s = from; s < to; s++) {
            double target = sum > 0 ? wanted[s] / sum : 0;
            share[s] = isLoadAware() ? share[s] + part * (target - share[s]) : target;
        }
    }

    private boolean isLoadAware() {
        return policy == BalancerPolicy.LEAST_CONNECTIONS || policy == BalancerPolicy.POWER_OF_TWO;
    }

    private double wanted(int s, int from, int to, boolean[] isInRotation, double[] connections) {
        return switch (policy) {
            case ROUND_ROBIN, CLIENT_HASH -> 1;
            case WEIGHTED -> fleet.weight[s];
            case LEAST_CONNECTIONS -> fewest(s, from, to, isInRotation, connections);
            case POWER_OF_TWO -> lessOfTwo(s, from, to, isInRotation, connections);
        };
    }

    /// Probability that a server has the fewest open requests, up to a factor.
    private double fewest(int s, int from, int to, boolean[] isInRotation, double[] connections) {
        if (to - from > MAX_PAIRED) {
            double mean = mean(from, to, isInRotation, connections);
            return Math.pow(hasFewer(connections[s], mean), MAX_PAIRED);
        }
        double product = 1;
        for (int other = from; other < to; other++) {
            if (other != s && isInRotation[other]) {
                product *= hasFewer(connections[s], connections[other]);
            }
        }
        return product;
    }

    /// Probability to be drawn and to be the less busy of the two, up to a factor.
    private double lessOfTwo(
            int s, int from, int to, boolean[] isInRotation, double[] connections) {
        if (to - from > MAX_PAIRED) {
            return hasFewer(connections[s], mean(from, to, isInRotation, connections));
        }
        double sum = 0;
        boolean isAlone = true;
        for (int other = from; other < to; other++) {
            if (other != s && isInRotation[other]) {
                sum += hasFewer(connections[s], connections[other]);
                isAlone = false;
            }
        }
        return isAlone ? 1 : sum;
    }

    private static double mean(int from, int to, boolean[] isInRotation, double[] connections) {
        double sum = 0;
        int n = 0;
        for (int s = from; s < to; s++) {
            sum += isInRotation[s] ? connections[s] : 0;
            n += isInRotation[s] ? 1 : 0;
        }
        return sum / n;
    }

    /// Probability that a Poisson count of one mean is below one of another, ties shared.
    private static double hasFewer(double mean, double otherMean) {
        double z = (otherMean - mean) / Math.sqrt(mean + otherMean + 0.5);
        return Math.max(NormalLaw.cumulative(z), 1e-9);
    }
}
