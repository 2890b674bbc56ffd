package trafficinsights.detect;

import java.util.Arrays;

/// What the next point should be, and how far off that usually is.
///
/// Of several forecasts the one with the smallest mean error over the last [#POINTS] points is
/// taken. The band is [#BAND_ERRORS] mean errors to either side: for a normal law that holds 99.9 %
/// of the points. Threads: one.
final class Expectation {
    private static final int POINTS = 288;
    private static final double BAND_ERRORS = 4;

    /// A larger error, in mean errors, counts as this: an incident does not open the band.
    private static final double MOST_ERRORS = 8;

    private final double[] forecasts;
    private final double[] meanErrors;
    private final int[] points;

    Expectation(int forecastCount) {
        forecasts = new double[forecastCount];
        meanErrors = new double[forecastCount];
        points = new int[forecastCount];
        Arrays.fill(forecasts, Double.NaN);
    }

    /// @param value of the next point as this forecast has it, or NaN
    void foretell(int forecast, double value) {
        forecasts[forecast] = value;
    }

    /// The forecast to believe, or -1 when there is none.
    int best() {
        int best = -1;
        for (int i = 0; i < forecasts.length; i++) {
            boolean isKnown = !Double.isNaN(forecasts[i]);
            if (isKnown && (best < 0 || isBetter(i, best))) {
                best = i;
            }
        }
        return best;
    }

    private boolean isBetter(int one, int other) {
        boolean isTried = points[one] >= POINTS / 8 || points[one] >= points[other];
        return isTried && meanErrors[one] < meanErrors[other];
    }

    double expected(int forecast) {
        return forecast < 0 ? Double.NaN : forecasts[forecast];
    }

    double halfBand(int forecast) {
        return forecast < 0 ? Double.NaN : BAND_ERRORS * meanErrors[forecast];
    }

    /// Looks how far off each forecast was.
    void compare(double value) {
        for (int i = 0; i < forecasts.length; i++) {
            double error = Math.abs(value - forecasts[i]);
            if (Double.isNaN(error)) {
                continue;
            }
            double most = MOST_ERRORS * meanErrors[i];
            double counted = points[i] >= POINTS / 8 && most > 0 ? Math.min(error, most) : error;
            points[i] = Math.min(POINTS, points[i] + 1);
            meanErrors[i] += (counted - meanErrors[i]) / points[i];
        }
    }
}
