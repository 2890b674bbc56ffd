package trafficinsights.model.outlook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a series will do.
///
/// @param stepMicros between points
/// @param seasonMicros length of the season that was used; 0 for none
/// @param method in words
/// @param past values before the first point, the newest last; `NaN` where there is none
/// @param crossing of a limit; null when none was asked for
/// @param sentence the main of it in words
public record SeriesForecast(
        SeriesName name,
        long stepMicros,
        long seasonMicros,
        String method,
        double[] past,
        List<Point> points,
        @Nullable Crossing crossing,
        String sentence) {
    /// @param atMicros start of the step
    public record Point(
            long atMicros,
            double expected,
            double low80,
            double high80,
            double low95,
            double high95) {}

    /// When a limit is reached; [#NEVER] where it is not, within the horizon.
    ///
    /// @param earliestMicros when the upper end of the 95 % interval does
    /// @param expectedMicros when the middle course does
    /// @param isReached whether the series is there already
    public record Crossing(
            double limit, long earliestMicros, long expectedMicros, boolean isReached) {
        public static final long NEVER = Long.MAX_VALUE;
    }

    public SeriesForecast {
        points = List.copyOf(points);
    }
}
