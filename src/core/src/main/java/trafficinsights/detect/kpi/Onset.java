package trafficinsights.detect.kpi;

import java.util.Arrays;

/// When a drift began: the bend of the line through a level and a rise from there on, by weighted
/// least squares over the windows kept (a broken line, D. Hinkley, Biometrika 1969). A step is not
/// a drift. Threads: one at a time.
final class Onset {
    /// By how much the bend must be likelier than a step, as a logarithm.
    private static final double CLEARLY = Finding.END_AT;

    /// A bend that is so much less likely than the best one, as a logarithm, is possible too.
    private static final double POSSIBLY = 2;

    /// Windows on each side of a bend.
    private static final int LEAST_WINDOWS = 4;

    private final double[] values;
    private final double[] weights;

    /// @param values one for each window, oldest first
    /// @param weights what each counts; 0 where nothing is known
    Onset(double[] values, double[] weights) {
        this.values = values;
        this.weights = weights;
    }

    /// The window in which the values began to rise, the latest that is possible; -1 where they
    /// rose in a step, or did not clearly rise.
    int ofRise() {
        int n = values.length;
        double[] bends = new double[n];
        double step = Double.POSITIVE_INFINITY;
        double bend = Double.POSITIVE_INFINITY;
        for (int s = LEAST_WINDOWS; s <= n - LEAST_WINDOWS; s++) {
            bends[s] = residual(line(s));
            bend = Math.min(bend, bends[s]);
            step = Math.min(step, residual(jump(s)));
        }
        double variance = bend / Math.max(1, known() - 3);
        if (!(step - bend > 2 * CLEARLY * variance)) {
            return -1;
        }
        int best = -1;
        int latest = -1;
        for (int s = LEAST_WINDOWS; s <= n - LEAST_WINDOWS; s++) {
            best = bends[s] <= bend ? s : best;
            latest = bends[s] - bend <= 2 * POSSIBLY * variance ? s : latest;
        }
        // Without a level before it, it is the rise of a day.
        return best < n / 4 ? -1 : latest;
    }

    private int known() {
        int known = 0;
        for (double weight : weights) {
            known += weight > 0 ? 1 : 0;
        }
        return known;
    }

    private double[] line(int from) {
        double[] line = new double[values.length];
        for (int u = from; u < line.length; u++) {
            line[u] = u - from + 1;
        }
        return line;
    }

    private double[] jump(int from) {
        double[] jump = new double[values.length];
        Arrays.fill(jump, from, jump.length, 1);
        return jump;
    }

    /// Weighted sum of squares that is left of the values after a level and a shape; infinite where
    /// the shape goes down. By Gram and Schmidt.
    private double residual(double[] shape) {
        double[] level = jump(0);
        double[] rest = values.clone();
        takeOff(rest, level);
        takeOff(shape, level);
        double slope = takeOff(rest, shape);
        return slope > 0 ? product(rest, rest) : Double.POSITIVE_INFINITY;
    }

    /// Takes off what lies along `direction`.
    ///
    /// @return how much of it
    private double takeOff(double[] from, double[] direction) {
        double length = product(direction, direction);
        double part = length > 0 ? product(from, direction) / length : 0;
        for (int u = 0; u < from.length; u++) {
            from[u] -= part * direction[u];
        }
        return part;
    }

    private double product(double[] a, double[] b) {
        double sum = 0;
        for (int u = 0; u < a.length; u++) {
            sum += weights[u] * a[u] * b[u];
        }
        return sum;
    }
}
