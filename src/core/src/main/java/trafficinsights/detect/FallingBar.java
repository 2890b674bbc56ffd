package trafficinsights.detect;

/// Quiet time behind a surprise: a bar as high as the surprise, that falls to the ground within
/// [#QUIET_POINTS] points. Only what passes over it counts, and puts it up again; so an incident is
/// told once, and a greater one within it once more. Threads: one.
final class FallingBar {
    /// Points, so that the time is that of the series: 17 minutes at 5 s, 17 hours at 5 min.
    static final int QUIET_POINTS = 200;

    private double height;
    private int points = QUIET_POINTS;

    /// The surprise if it passes, otherwise 0.
    double pass(double surprise) {
        points = Math.min(QUIET_POINTS, points + 1);
        double fallen = points / (double) QUIET_POINTS;
        if (surprise <= height * (1 - fallen * fallen)) {
            return 0;
        }
        height = surprise;
        points = 0;
        return surprise;
    }
}
