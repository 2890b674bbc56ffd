package trafficinsights.stat;

/// What a series will do, one value a step from its end.
///
/// @param expected the middle course
/// @param low80 lower end of the interval that is to hold 80 % of what comes
/// @param high80 its upper end
/// @param low95 lower end of the interval that is to hold 95 %
/// @param high95 its upper end
/// @param period of the season that was used, in steps; 0 for none
/// @param method in words
public record Forecast(
        double[] expected,
        double[] low80,
        double[] high80,
        double[] low95,
        double[] high95,
        int period,
        String method) {
    public int steps() {
        return expected.length;
    }
}
