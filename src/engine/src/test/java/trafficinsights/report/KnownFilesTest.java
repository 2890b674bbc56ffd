package trafficinsights.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.KnownText;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;

/// What readers of a run's files see of the figures: names, order, digits, what is where a figure
/// is not known.
class KnownFilesTest {
    private static final double NONE = Double.NaN;

    @TempDir private Path folder;

    private static KpiWindow window(String key, Kpi kpi) {
        return new KpiWindow(
                new TimeWindow(RunReportFixture.START_MICROS, 10_000_000),
                Dimension.SERVER,
                key,
                kpi);
    }

    private static KpiWindow silent() {
        return window("silent", withoutTimes(0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static KpiWindow withoutLatency() {
        return window(
                "no latency, \"quoted\"",
                withoutTimes(7, 9, 4, 3, 2, 1, 2, 9_007_199_254_740_993L));
    }

    /// @param counts in the order of [Kpi], up to the bytes
    private static Kpi withoutTimes(long... counts) {
        return new Kpi(
                counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6],
                counts[7], 0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, true);
    }

    @Test
    void kpiWindowsAreWrittenAsEver() throws IOException {
        List<KpiWindow> windows = new ArrayList<>(RunReportFixture.incident().series());
        List<KpiWindow> some = new ArrayList<>(windows.subList(0, 12));
        some.addAll(windows.subList(windows.size() / 2, windows.size() / 2 + 12));
        some.add(silent());
        some.add(withoutLatency());
        Path target = folder.resolve(KpiWindowCsv.FILE_NAME);
        try (KpiWindowCsv csv = KpiWindowCsv.create(target)) {
            some.forEach(csv::write);
            csv.commit();
        }
        KnownText.check("kpi_windows.csv", Files.readString(target));
    }

    @Test
    void anomaliesAreWrittenAsEver() throws IOException {
        Path target = folder.resolve("anomalies.csv");
        AnomalyCsv.write(target, RunReportFixture.incident().anomalies());
        KnownText.check("anomalies.csv", Files.readString(target));
    }

    @Test
    void theReportsFiguresAreWrittenAsEver() {
        String incident = ReportJson.text(RunReportFixture.incident());
        KnownText.check(
                "analytics_report.txt",
                between(incident, "\"totals\":", "\"breakdown\":")
                        + "\n"
                        + between(incident, "\"anomalies\":", "\"truth\":")
                        + "\n"
                        + between(
                                ReportJson.text(RunReportFixture.empty()),
                                "\"totals\":",
                                "\"breakdown\":")
                        + "\n");
    }

    @Test
    void thePagesFiguresAreWrittenAsEver() {
        String page = ReportHtml.of(RunReportFixture.incident());
        String section = "<section aria-labelledby=\"";
        KnownText.check(
                "report.html",
                between(page, "<section class=\"headline", section + "over-time")
                        + between(page, section + "breakdown", section + "reading"));
    }

    @Test
    void thePageOfAComparisonIsWrittenAsEver() {
        Comparison comparison =
                new Comparison(
                        RunReportFixture.quiet(), RunReportFixture.incident(), List.of("a fault"));
        String page = ComparisonHtml.of(comparison);
        KnownText.check(
                "comparison.html", between(page, "<div class=\"table narrow\">", "</table>"));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to, start);
        if (start < 0 || end < 0) {
            throw new AssertionError("not in the text: " + from + " … " + to);
        }
        return text.substring(start, end);
    }
}
