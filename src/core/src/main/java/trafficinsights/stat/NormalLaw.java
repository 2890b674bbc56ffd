package trafficinsights.stat;

/// The standard normal distribution. Threads: any.
public final class NormalLaw {
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);
    private static final double[] P = {
        220.206867912376,
        221.213596169931,
        112.079291497871,
        33.912866078383,
        6.37396220353165,
        0.700383064443688,
        0.0352624965998911
    };
    private static final double[] Q = {
        440.413735824752,
        793.826512519948,
        637.333633378831,
        296.564248779674,
        86.7807322029461,
        16.064177579207,
        1.75566716318264,
        0.0883883476483184
    };

    private NormalLaw() {}

    /// Probability of at most `z`, to about 1e-15 (J. F. Hart, "Computer Approximations", 1968, in
    /// the form of G. West, "Better approximations to cumulative normal functions", Wilmott, 2005).
    public static double cumulative(double z) {
        double x = Math.abs(z);
        double tail;
        if (x > 37) {
            tail = 0;
        } else if (x < 7.07106781186547) {
            tail = Math.exp(-x * x / 2) * polynomial(P, x) / polynomial(Q, x);
        } else {
            double fraction = x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))));
            tail = Math.exp(-x * x / 2) / fraction / SQRT_2_PI;
        }
        return z > 0 ? 1 - tail : tail;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
