package trafficinsights.model.rules;

import java.util.Locale;

/// Where a series stands with a rule.
public enum AlertState {
    /// The rule holds.
    NORMAL,
    /// The rule is broken, but not yet for as long as it must be.
    PENDING,
    /// The rule is broken.
    FIRING,
    /// The rule was broken and holds again.
    RESOLVED,
    /// The series fell silent, so nothing is known.
    NO_DATA;

    /// The name in files and tables.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
