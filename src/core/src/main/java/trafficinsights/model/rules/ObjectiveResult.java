package trafficinsights.model.rules;

import trafficinsights.model.Dimension;

/// How one series stands with an objective.
///
/// @param text the objective as it was written
/// @param target share of requests that must be good, 0 to 1
/// @param periodMicros over which the target holds
/// @param requests that count, over the run
/// @param failures those of them that were not good
/// @param coveredMicros from the series' first to its last window
/// @param budgetUsed the largest share of the period's error budget that was used up at a time; of
///   a run shorter than the period, what it used of the whole period's budget
public record ObjectiveResult(
        String name,
        String text,
        Dimension dimension,
        String key,
        double target,
        long periodMicros,
        long requests,
        long failures,
        long coveredMicros,
        double budgetUsed) {
    public ObjectiveResult {
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target " + target + " is not between 0 and 1");
        }
    }

    /// Share of good requests over the run; `NaN` without any that counts.
    public double attained() {
        return requests == 0 ? Double.NaN : 1 - (double) failures / requests;
    }

    /// How many times as fast as the target allows the run used its budget up.
    public double burnRate() {
        return requests == 0 ? Double.NaN : (double) failures / requests / (1 - target);
    }

    /// Whether the budget of a period is used up.
    public boolean isUsedUp() {
        return budgetUsed >= 1;
    }
}
