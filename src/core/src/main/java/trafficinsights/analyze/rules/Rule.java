package trafficinsights.analyze.rules;

import java.util.List;
import trafficinsights.model.Severity;

/// Something that should be so of a run's traffic.
public sealed interface Rule {
    String name();

    /// As it was written.
    String text();

    /// Which series it is checked against.
    Scope scope();

    /// A figure that must stay within a limit.
    ///
    /// @param overMicros span that the figure is over, ending with each window; 0: the window
    ///   itself
    /// @param limit in the unit of the indicator
    /// @param forMicros how long it must be broken before it fires
    /// @param clearLimit the limit that a firing alert must get back to (hysteresis)
    /// @param clearMicros how long it must have been back before the alert is resolved
    /// @param minRequests in a figure's span, below which there is no figure (rates always have
    ///   one)
    record Threshold(
            String name,
            String text,
            Severity severity,
            Scope scope,
            Indicator indicator,
            long overMicros,
            Comparison comparison,
            double limit,
            long forMicros,
            double clearLimit,
            long clearMicros,
            long minRequests)
            implements Rule {}

    /// A share of good requests over a long period, watched by how fast its error budget is used.
    record Objective(
            String name,
            String text,
            Scope scope,
            Indicator indicator,
            double target,
            long periodMicros,
            List<Burn> burns)
            implements Rule {
        public Objective {
            burns = List.copyOf(burns);
        }
    }

    /// Fires while the budget is used more than `factor` times as fast as the period allows, over
    /// both spans: the long one shows that it matters, the short one that it still goes on (Google,
    /// The Site Reliability Workbook, 2018, chapter 5).
    record Burn(long longMicros, long shortMicros, double factor, Severity severity) {
        private static final long MINUTE = 60_000_000L;
        private static final long HOUR = 60 * MINUTE;

        /// What an objective without its own burn rates has: those that the workbook's chapter 5
        /// recommends (table 5-8), with pages as critical and major and a ticket as minor.
        public static final List<Burn> WORKBOOK =
                List.of(
                        new Burn(HOUR, 5 * MINUTE, 14.4, Severity.CRITICAL),
                        new Burn(6 * HOUR, 30 * MINUTE, 6, Severity.MAJOR),
                        new Burn(72 * HOUR, 6 * HOUR, 1, Severity.MINOR));
    }
}
