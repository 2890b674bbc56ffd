package trafficinsights.model;

import java.util.List;

/// How well alarms agree with what really happened.
///
/// @param rows one for each detector, and one for all of them put together
/// @param truths what happened, and how the whole found it, in order of start
/// @param sweep the whole once more, at rising limits
public record Scorecard(List<Row> rows, List<Found> truths, List<Step> sweep) {
    /// Name of the row for all detectors put together.
    public static final String FUSED = "incidents";

    /// No truth, nothing to score.
    public static final Scorecard NONE = new Scorecard(List.of(), List.of(), List.of());

    public Scorecard {
        rows = List.copyOf(rows);
        truths = List.copyOf(truths);
        sweep = List.copyOf(sweep);
    }

    /// Figures of one detector. Shares are `NaN` where there is nothing to divide by.
    ///
    /// @param found truths that an alarm was raised for
    /// @param alarms raised
    /// @param falseAlarms alarms at a time when nothing had happened
    /// @param precision share of alarms that were not false
    /// @param recall share of truths found
    /// @param f1 harmonic mean of the two (van Rijsbergen 1979)
    /// @param medianSecondsToDetect from a truth's start to the end of the first window outside
    /// @param falseAlarmsPerDay per day without a fault
    public record Row(
            String detector,
            int truths,
            int found,
            int alarms,
            int falseAlarms,
            double precision,
            double recall,
            double f1,
            double medianSecondsToDetect,
            double falseAlarmsPerDay) {}

    /// @param secondsToDetect `NaN` when it was not found
    /// @param key that the first alarm for it names; empty when it was not found
    public record Found(TruthInterval truth, double secondsToDetect, String key) {
        public boolean isFound() {
            return !Double.isNaN(secondsToDetect);
        }

        /// Whether it was found, but as something of another part: `eu-1` where `eu-2` was hit. A
        /// part of the target (`eu-2` of `eu`), what holds it, and all of the traffic are not
        /// wrong.
        public boolean isElsewhere() {
            String target = name(truth.target());
            return isFound() && !isWithin(name(key), target) && !isWithin(target, name(key));
        }

        /// `eu-2` of `server:eu-2`: a target may say of which kind it is.
        private static String name(String target) {
            for (Dimension dimension : Dimension.values()) {
                if (target.startsWith(dimension.label() + ":")) {
                    return target.substring(dimension.label().length() + 1);
                }
            }
            return target;
        }

        /// A server of a back end (`api/eu-2`) is within its host.
        private static boolean isWithin(String part, String whole) {
            return whole.isEmpty()
                    || whole.equals(Dimension.ALL)
                    || part.equals(whole)
                    || part.startsWith(whole + "-")
                    || part.startsWith(whole + "/")
                    || (!whole.startsWith("/") && part.endsWith("/" + whole));
        }
    }

    /// @param limit in spreads: what deviates less raises no alarm
    public record Step(double limit, Row row) {}
}
