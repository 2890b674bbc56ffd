package trafficinsights.ingest.csv;

import java.util.Locale;
import trafficinsights.ingest.csv.ColumnProfile.Kind;
import trafficinsights.model.TimeForm;

/// What a person is told about the values of a column.
final class ColumnText {
    private ColumnText() {}

    /// Why a column is proposed.
    ///
    /// @param byName confidence that its name gives; 0 when the name says nothing
    /// @param values sentence with a place for how many fit, and for `more`
    /// @param share of the values that fit
    static String because(
            double byName, String values, ColumnProfile profile, double share, String more) {
        int all = profile.values().size();
        long fitting = Math.round(share * all);
        String counted =
                fitting == all
                        ? String.format(Locale.ROOT, "all %,d", all)
                        : String.format(Locale.ROOT, "%,d of %,d", fitting, all);
        String said = values.formatted(counted, more);
        if (byName == 0) {
            return "no hint in its name; " + said;
        }
        return (byName < RoleProposer.WHOLE_NAME ? "its name contains the words; " : "its name; ")
                + said;
    }

    /// What kind of values a column has, in a word or two.
    static String type(ColumnProfile profile) {
        if (profile.values().isEmpty()) {
            return "empty";
        }
        for (TimeForm form : TimeForm.values()) {
            if (profile.shareOfTimes(form) >= RoleProposer.FIT) {
                return "time";
            }
            if (profile.shareOfDays(form) >= RoleProposer.FIT) {
                return "day";
            }
        }
        for (Kind kind :
                new Kind[] {
                    Kind.STATUS,
                    Kind.WHOLE_NUMBER,
                    Kind.NUMBER,
                    Kind.DURATION,
                    Kind.TIME_OF_DAY,
                    Kind.METHOD,
                    Kind.REQUEST_LINE,
                    Kind.ADDRESS,
                    Kind.PATH
                }) {
            if (profile.share(kind) >= RoleProposer.FIT) {
                return kind.words();
            }
        }
        return "text";
    }

    /// How many values were seen, and their range.
    static String evidence(ColumnProfile profile) {
        int all = profile.values().size();
        long distinct = profile.values().stream().distinct().count();
        String range =
                profile.share(Kind.NUMBER) >= RoleProposer.FIT
                        ? ", from %s to %s".formatted(plain(profile.least()), plain(profile.most()))
                        : "";
        String empty =
                profile.empty() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d empty", profile.empty());
        return String.format(
                Locale.ROOT, "%,d values, %,d different%s%s", all, distinct, range, empty);
    }

    /// A number without needless decimals.
    static String plain(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
