package trafficinsights.model.rules;

import trafficinsights.model.Severity;

/// What came of one rule, or of one burn rate of an objective, over all its series.
///
/// @param text the rule as it was written
/// @param state of the series that is worst off at the end
/// @param series that the rule was checked against
/// @param fired alerts that fired
/// @param firingMicros how long alerts lasted, added up over the series
public record RuleResult(
        String name,
        String text,
        Severity severity,
        AlertState state,
        int series,
        long fired,
        long firingMicros) {}
