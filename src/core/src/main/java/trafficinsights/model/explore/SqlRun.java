package trafficinsights.model.explore;

import java.time.Duration;

/// How the SQL of a person is run.
///
/// @param maxRows after which the result is cut; [#ALL_ROWS] for no end
/// @param limit after which the query is given up
public record SqlRun(long maxRows, Duration limit) {
    public static final long ALL_ROWS = Long.MAX_VALUE;

    /// A thousand rows, ten minutes.
    public static final SqlRun DEFAULT = new SqlRun(1_000, Duration.ofMinutes(10));

    public SqlRun {
        if (maxRows < 0 || limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(
                    "at most " + maxRows + " rows in " + limit + ": both are to be positive");
        }
    }
}
