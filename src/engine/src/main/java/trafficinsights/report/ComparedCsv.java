package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import trafficinsights.model.shift.ComparedFigure;

/// Writes compared figures as CSV, a row each. What is not known is empty. Errors: as [WholeFile].
public final class ComparedCsv {
    /// Sides of one scenario without and with changes.
    public static final Sides CHANGED = new Sides("base", "changed", false);

    /// Sides of two runs.
    public static final Sides RUNS = new Sides("a", "b", true);

    private static final int DECIMALS = 6;

    private ComparedCsv() {}

    /// What the two sides are called.
    ///
    /// @param withParts whether the keys' parts in the change are reported
    public record Sides(String before, String after, boolean withParts) {}

    public static void write(Path target, Sides sides, List<ComparedFigure> rows) {
        try (CsvOutput csv = CsvOutput.create(target, header(sides))) {
            for (ComparedFigure row : rows) {
                csv.text(row.dimension().label()).text(row.key()).text(row.figure().key());
                number(csv, row.before());
                number(csv, row.after());
                number(csv, row.delta());
                number(csv, 100 * row.relative());
                if (sides.withParts) {
                    number(csv, row.standardErrors());
                    number(csv, 100 * row.contribution());
                }
                csv.endRow();
            }
            csv.commit();
        }
    }

    private static String[] header(Sides sides) {
        List<String> all =
                List.of(
                        "dimension",
                        "key",
                        "figure",
                        sides.before,
                        sides.after,
                        "delta",
                        "delta_percent",
                        "standard_errors",
                        "contribution_percent");
        return all.subList(0, sides.withParts ? all.size() : all.size() - 2).toArray(String[]::new);
    }

    private static void number(CsvOutput csv, double value) {
        if (Double.isFinite(value)) {
            csv.number(value, DECIMALS);
        } else {
            csv.empty();
        }
    }
}
