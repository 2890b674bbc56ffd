package trafficinsights.ui.explore;

import java.util.List;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Filter;
import trafficinsights.ui.common.Texts;

/// A condition as people see it, and what it means.
///
/// @param label `region = eu`
record Chip(String label, Filter filter) {
    private static final int LONGEST_VALUE = 40;

    static Chip equalTo(String column, String value) {
        return new Chip(column + " = " + shortened(value), new Filter.Equals(column, value));
    }

    static Chip without(String column, String value) {
        return new Chip(
                column + " ≠ " + shortened(value),
                new Filter.Not(new Filter.Equals(column, value)));
    }

    static Chip missing(String column) {
        return new Chip(column + " is missing", new Filter.IsNull(column));
    }

    static Chip present(String column) {
        return new Chip(column + " is present", new Filter.Not(new Filter.IsNull(column)));
    }

    static Chip containing(String column, String text) {
        return new Chip(
                column + " contains " + shortened(text), new Filter.Contains(column, text, true));
    }

    /// The values of a bar. Bars include their start and leave out their end, but for the last.
    static Chip bar(Column column, ColumnSummary.Bin bin, boolean isLast) {
        String name = column.name();
        if (column.kind() == ColumnKind.TIME) {
            long from = (long) Math.ceil(bin.from());
            long to = (long) Math.ceil(bin.to()) + (isLast ? 1 : 0);
            String label = Texts.span(bin.from() / 1e6, bin.to() / 1e6);
            return new Chip(name + ": " + label, new Filter.TimeSpan(name, from, to));
        }
        if (BinText.isStatusClass(column, bin)) {
            String low = String.valueOf((long) bin.from());
            String high = String.valueOf((long) bin.to() - 1);
            return new Chip(
                    name + " = " + BinText.statusClass(bin), new Filter.Range(name, low, high));
        }
        if (Column.isWhole(column.type())) {
            long from = (long) Math.ceil(bin.from());
            long end = (long) Math.ceil(bin.to());
            long to = isLast ? (long) Math.floor(bin.to()) : end - 1;
            String low = String.valueOf(from);
            String high = String.valueOf(Math.max(from, to));
            String label = low.equals(high) ? " = " + low : ": " + low + " – " + high;
            return new Chip(name + label, new Filter.Range(name, low, high));
        }
        double to = isLast ? bin.to() : Math.nextDown(bin.to());
        return new Chip(
                name + ": " + BinText.number(bin.from()) + " – " + BinText.number(bin.to()),
                new Filter.Range(name, String.valueOf(bin.from()), String.valueOf(to)));
    }

    private static String shortened(String value) {
        String line = value.replace('\n', ' ');
        if (line.isEmpty()) {
            return "“”";
        }
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    /// All chips together.
    static Filter all(List<Chip> chips) {
        return chips.isEmpty()
                ? Filter.ALL
                : new Filter.And(chips.stream().map(Chip::filter).toList());
    }
}
