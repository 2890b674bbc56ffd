package trafficinsights.ui.explore;

import java.util.Locale;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.ui.common.Texts;

/// Bars of a column in words.
final class BinText {
    private BinText() {}

    /// `10 – 20: 1,204 rows`
    static String of(Column column, ColumnSummary.Bin bin) {
        String span = isStatusClass(column, bin) ? statusClass(bin) : span(column, bin);
        return span + ": " + rows(bin.count());
    }

    /// Whether a bar stands for a class of statuses.
    static boolean isStatusClass(Column column, ColumnSummary.Bin bin) {
        return column.isStatus() && bin.to() % 100 == 0 && bin.to() - bin.from() <= 101;
    }

    /// `5xx`
    static String statusClass(ColumnSummary.Bin bin) {
        return bin.from() < 100 ? "none" : (int) (bin.from() / 100) + "xx";
    }

    private static String span(Column column, ColumnSummary.Bin bin) {
        return column.kind() == ColumnKind.TIME
                ? Texts.span(bin.from() / 1e6, bin.to() / 1e6)
                : number(bin.from()) + " – " + number(bin.to());
    }

    static String rows(long count) {
        return Texts.counted(count, "row");
    }

    /// At most four significant digits, whole ones below a million kept.
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e6) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 1e6) {
            return Texts.count(value);
        }
        return size >= 100
                ? String.format(Locale.ROOT, "%,.1f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
