package trafficinsights.run.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;

/// What the doctor found, as lines of plain text for a terminal or a mail. It holds no password:
/// the doctor itself never learns more than whether one was given.
public final class DoctorText {
    private DoctorText() {}

    public static List<String> lines(DoctorReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("Server " + report.server());
        report.steps().forEach(step -> add(lines, step));
        lines.add(
                String.format(
                        Locale.ROOT,
                        report.isHealthy()
                                ? "All steps passed (%.1f s)."
                                : "A step failed, see above (%.1f s).",
                        report.millis() / 1e3));
        return lines;
    }

    private static void add(List<String> lines, DoctorStep step) {
        String mark =
                switch (step.verdict()) {
                    case PASSED -> "ok  ";
                    case WARNED -> "warn";
                    case FAILED -> "FAIL";
                    case SKIPPED -> "-   ";
                };
        lines.add("  %s  %-26s %s".formatted(mark, step.title(), step.evidence()));
        add(lines, "", step.cause());
        add(lines, "do:  ", step.mend());
        add(lines, "DBA: ", step.forDba());
    }

    private static void add(List<String> lines, String label, String text) {
        if (!text.isEmpty()) {
            lines.add(" ".repeat(35) + label + text);
        }
    }
}
