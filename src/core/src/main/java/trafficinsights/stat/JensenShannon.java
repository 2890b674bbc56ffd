package trafficinsights.stat;

import org.apache.commons.math3.special.Gamma;

/// How far two distributions over the same keys are apart (J. Lin, "Divergence measures based on
/// the Shannon entropy", 1991), with what chance alone makes of it. Threads: stateless.
///
/// @param divergence in bits, both weighted alike: 0 alike, 1 disjoint
/// @param byChance its mean if both samples come from one distribution: (k − 1)(1/n + 1/m) / (8 ln
///   2)
/// @param pValue of the G test of homogeneity (B. Woolf, 1957)
public record JensenShannon(double divergence, double byChance, double pValue) {

    /// @param a counts by key
    /// @param b counts of the same keys; both need at least one
    public static JensenShannon of(long[] a, long[] b) {
        double n = sum(a);
        double m = sum(b);
        if (!(n > 0 && m > 0)) {
            throw new IllegalArgumentException("divergence of %s and %s counts".formatted(n, m));
        }
        double divergence = 0;
        double weighted = 0;
        int keys = 0;
        for (int i = 0; i < a.length; i++) {
            double p = a[i] / n;
            double q = b[i] / m;
            divergence += (part(p, (p + q) / 2) + part(q, (p + q) / 2)) / 2;
            double all = (a[i] + b[i]) / (n + m);
            weighted += n * part(p, all) + m * part(q, all);
            keys += a[i] + b[i] > 0 ? 1 : 0;
        }
        double g = 2 * weighted;
        double chance = (keys - 1) * (1 / n + 1 / m) / (8 * Math.log(2));
        double pValue = keys < 2 || g <= 0 ? 1 : Gamma.regularizedGammaQ((keys - 1) / 2.0, g / 2);
        return new JensenShannon(
                Math.clamp(divergence / Math.log(2), 0, 1), chance, Math.clamp(pValue, 0, 1));
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double part(double p, double middle) {
        return p > 0 ? p * Math.log(p / middle) : 0;
    }
}
