package trafficinsights.ingest.csv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnProfile.Kind;
import trafficinsights.ingest.csv.ColumnWords.Match;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.model.CsvRole;
import trafficinsights.model.TimeForm;

/// Proposes which column is the time, or the day.
final class TimeProposer {
    private static final double DAY_OR_MONTH = 0.4;

    private TimeProposer() {}

    static @Nullable Proposal time(int column, ColumnProfile profile, Name name, double byName) {
        TimeGuess guess = TimeGuess.ofTimes(profile);
        TimeForm best = guess.form();
        double fit = guess.fit();
        if (fit < (byName > 0 ? RoleProposer.NAMED_FIT : RoleProposer.FIT)) {
            return null;
        }
        boolean isNumber = profile.share(Kind.NUMBER) > 0;
        if (isNumber && byName == 0 && saysOther(name)) {
            return null;
        }
        // A number can be many things; a calendar's time is always one.
        double confidence = byName > 0 ? byName : isNumber ? 0.4 : 0.65;
        String reason =
                ColumnText.because(
                        byName, "%s of its values are times, %s", profile, fit, best.words());
        if (guess.order() != TimeGuess.Order.SHOWN) {
            return ambiguous(column, CsvRole.TIME, guess);
        }
        String unit = name.unit();
        boolean isOther = isNumber && !unit.isEmpty() && !best.label().equals("epoch-" + unit);
        if (isOther) {
            return new Proposal(
                    column,
                    CsvRole.TIME,
                    best.label(),
                    0.5,
                    "its name says %s, its values look like %s".formatted(unit, best.words()));
        }
        return new Proposal(column, CsvRole.TIME, best.label(), confidence * fit, reason);
    }

    /// Whether a name says that numbers are no times, whatever they look like: it has a unit, or
    /// another role.
    private static boolean saysOther(Name name) {
        return !name.unit().isEmpty()
                || Arrays.stream(CsvRole.values())
                        .anyMatch(role -> ColumnWords.match(role, name) != Match.NONE);
    }

    /// Whether a column that could be a latency by its name is a time: its name says so, too, and
    /// its values are times in the unit of the name.
    static boolean isTime(int column, ColumnProfile profile, Name name, double byName) {
        if (ColumnWords.match(CsvRole.TIME, name) == Match.NONE) {
            return false;
        }
        Proposal time = time(column, profile, name, byName);
        return time != null
                && (name.unit().isEmpty() || time.form().equals("epoch-" + name.unit()));
    }

    private static Proposal ambiguous(int column, CsvRole role, TimeGuess guess) {
        boolean isByPoints = guess.order() == TimeGuess.Order.BY_POINTS;
        return new Proposal(
                column,
                role,
                guess.form().label(),
                isByPoints ? 0.85 : DAY_OR_MONTH,
                isByPoints
                        ? "days with points between are written with the day first"
                        : "whether day or month comes first is uncertain: no number is above 12");
    }

    static @Nullable Proposal date(int column, ColumnProfile profile, double byName) {
        TimeGuess guess = TimeGuess.ofDays(profile);
        double fit = guess.fit();
        if (fit < (byName > 0 ? RoleProposer.NAMED_FIT : RoleProposer.FIT)) {
            return null;
        }
        if (guess.order() != TimeGuess.Order.SHOWN) {
            return ambiguous(column, CsvRole.DATE, guess);
        }
        double confidence = byName > 0 ? byName : 0.6;
        String reason =
                ColumnText.because(
                        byName,
                        "%s of its values are days, %s",
                        profile,
                        fit,
                        guess.form().words());
        return new Proposal(column, CsvRole.DATE, guess.form().label(), confidence * fit, reason);
    }
}
