package trafficinsights.ingest.csv;

import java.util.function.ToDoubleFunction;
import trafficinsights.model.TimeForm;

/// The form in which a column writes its times or days, by its sampled values.
///
/// @param fit share of the values that are in this form
public record TimeGuess(TimeForm form, double fit, Order order) {
    /// How the order of day and month is known.
    enum Order {
        /// By the values, or by a form that has only one.
        SHOWN,
        /// No number is above 12, but points are between day and month only where the day comes
        /// first.
        BY_POINTS,
        /// Nobody can tell.
        UNKNOWN
    }

    /// Whether nobody can tell if day or month comes first.
    public boolean isDoubtful() {
        return order == Order.UNKNOWN;
    }

    public static TimeGuess ofTimes(ColumnProfile profile) {
        return best(profile, profile::shareOfTimes);
    }

    public static TimeGuess ofDays(ColumnProfile profile) {
        return best(profile, profile::shareOfDays);
    }

    private static TimeGuess best(ColumnProfile profile, ToDoubleFunction<TimeForm> share) {
        TimeForm best = TimeForm.ISO;
        for (TimeForm form : TimeForm.values()) {
            best = share.applyAsDouble(form) > share.applyAsDouble(best) ? form : best;
        }
        double fit = share.applyAsDouble(best);
        boolean isDayOrMonth = best == TimeForm.DAY_FIRST || best == TimeForm.MONTH_FIRST;
        boolean isSwitched =
                share.applyAsDouble(TimeForm.DAY_FIRST)
                        == share.applyAsDouble(TimeForm.MONTH_FIRST);
        if (fit == 0 || !isDayOrMonth || !isSwitched) {
            return new TimeGuess(best, fit, Order.SHOWN);
        }
        String first = profile.values().getFirst();
        if (first.indexOf('.') > 0 && first.indexOf('/') < 0 && first.indexOf('.') < 3) {
            return new TimeGuess(TimeForm.DAY_FIRST, fit, Order.BY_POINTS);
        }
        boolean isAmerican = profile.values().stream().anyMatch(v -> v.matches("(?i).*[ap]m.*"));
        TimeForm form = isAmerican ? TimeForm.MONTH_FIRST : TimeForm.DAY_FIRST;
        return new TimeGuess(form, fit, Order.UNKNOWN);
    }
}
