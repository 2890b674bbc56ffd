package trafficinsights.model.outlook;

import java.util.List;

/// What is regular in a series, and where it changed.
///
/// @param stepMicros between values
/// @param seasonMicros length of the pattern that repeats; 0 for none
/// @param seasonStrength share of the variance that it explains
/// @param slopePerDay robust slope, in the series' unit
/// @param slopeLow lower end of its 95 % interval
/// @param slopeHigh upper end
/// @param hasTrend whether the slope is more than chance
/// @param changes of the level, in order of time
/// @param sentence all of it in words
public record SeriesPattern(
        SeriesName name,
        long stepMicros,
        long seasonMicros,
        double seasonStrength,
        double slopePerDay,
        double slopeLow,
        double slopeHigh,
        boolean hasTrend,
        List<Change> changes,
        String sentence) {
    /// A change of the level, from its first step on.
    public record Change(long atMicros, double before, double after) {}

    public SeriesPattern {
        changes = List.copyOf(changes);
    }
}
