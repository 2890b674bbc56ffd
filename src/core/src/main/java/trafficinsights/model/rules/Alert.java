package trafficinsights.model.rules;

import trafficinsights.model.Dimension;
import trafficinsights.model.Severity;

/// One time that one series broke one rule.
///
/// @param state how it stands, or ended: pending, firing, resolved or no data
/// @param rule name of the rule
/// @param startMicros start of the first window that broke the rule
/// @param endMicros end of the last window that broke it, so far
/// @param observed the worst figure meanwhile, in `unit`
/// @param limit what the rule allows, in `unit`
/// @param unit `µs`, `share`, `requests/s`, `bytes/s`, or `ratio`
/// @param sentence what happened, for people
public record Alert(
        AlertState state,
        Severity severity,
        String rule,
        Dimension dimension,
        String key,
        long startMicros,
        long endMicros,
        double observed,
        double limit,
        String unit,
        String sentence) {
    public Alert {
        if (state == AlertState.NORMAL) {
            throw new IllegalArgumentException("an alert of a rule that holds: " + rule);
        }
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException(
                    "alert ends at %d, not after its start %d".formatted(endMicros, startMicros));
        }
    }

    /// Whether the rule was broken for as long as it must be.
    public boolean hasFired() {
        return state != AlertState.PENDING;
    }
}
