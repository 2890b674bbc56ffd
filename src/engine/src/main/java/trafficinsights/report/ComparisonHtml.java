package trafficinsights.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Chart.Form;
import trafficinsights.chart.Series;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.ComparedFigure;

/// The page of a [Comparison], in the style of [ReportHtml] and under the same security policy.
final class ComparisonHtml {
    private static final String NOTHING = "Neither run has values to draw.";

    private final Comparison comparison;
    private final Html html = new Html();
    private final long[] times;

    private ComparisonHtml(Comparison comparison) {
        this.comparison = comparison;
        times =
                LongStream.concat(starts(comparison.base()), starts(comparison.changed()))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private static LongStream starts(RunReport report) {
        return report.series().stream().mapToLong(w -> w.window().startMicros());
    }

    static String of(Comparison comparison) {
        ComparisonHtml page = new ComparisonHtml(comparison);
        page.writePage();
        return page.html.toString();
    }

    private void writePage() {
        String script = ReportHtml.resource("report.js");
        String title = comparison.base().provenance().title();
        ReportHtml.writeHead(html, title + ": what if", script);
        html.raw("<body>\n<main>\n<header>\n").element("p", "eyebrow", "What if");
        html.element("h1", title);
        html.element("p", "span", "Same scenario and seed, without and with the changes");
        html.element("p", "verdict", comparison.sentence()).raw("\n</header>\n");
        html.raw("<section aria-labelledby=\"over-time\">\n<h2 id=\"over-time\">Over time</h2>\n");
        ReportHtml.writeFigures(html, charts());
        html.raw("</section>\n<section aria-labelledby=\"figures\">\n");
        html.raw("<h2 id=\"figures\">Side by side</h2>\n");
        writeTables(comparison.rows());
        html.raw("</section>\n");
        html.raw("</main>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    }

    private List<Chart> charts() {
        return List.of(
                chart(
                        Figure.REQUEST_RATE.id(),
                        "Requests per second",
                        Figure.REQUEST_RATE.unit(),
                        (report, w) ->
                                report.series().size() == 1
                                        ? w.requestsPerSecond()
                                        : w.fullRequestsPerSecond(report.endMicros())),
                chart(
                        Figure.P95.id(),
                        Figure.P95.label(),
                        Figure.P95.unit(),
                        (report, w) -> Figure.P95.of(w)),
                chart(
                        Figure.ERROR_RATE.id(),
                        Figure.ERROR_RATE.label(),
                        Figure.ERROR_RATE.unit(),
                        (report, w) -> Figure.ERROR_RATE.of(w)));
    }

    private Chart chart(
            String id, String title, Unit unit, ToDoubleBiFunction<RunReport, KpiWindow> value) {
        List<KpiWindow> windows = comparison.base().series();
        long windowMicros =
                windows.isEmpty()
                        ? comparison.base().windowMicros()
                        : windows.getFirst().window().lengthMicros();
        return new Chart(
                id,
                title,
                "all requests, both runs, " + NumberText.duration(windowMicros) + " windows",
                unit,
                Form.LINES,
                false,
                times,
                windowMicros,
                List.of(
                        new Series("base", "1", values(comparison.base(), value), true),
                        new Series("changed", "2", values(comparison.changed(), value), true)),
                List.of(),
                NOTHING);
    }

    private double[] values(RunReport report, ToDoubleBiFunction<RunReport, KpiWindow> value) {
        double[] values = new double[times.length];
        Arrays.fill(values, Double.NaN);
        for (KpiWindow window : report.series()) {
            if (window.dimension() == Dimension.TOTAL) {
                int at = Arrays.binarySearch(times, window.window().startMicros());
                values[at] = value.applyAsDouble(report, window);
            }
        }
        return values;
    }

    /// Rows come series by series; the first tables are what matters most.
    private void writeTables(List<ComparedFigure> rows) {
        List<List<ComparedFigure>> tables = bySeries(rows);
        int series = tables.size();
        int shown = Math.min(series, ReportTables.MOST_ROWS);
        tables.subList(0, shown).forEach(this::writeTable);
        if (series > shown) {
            String more = NumberText.exact(series - shown) + " more tables; all are in ";
            html.element("p", "more", more + ComparisonFiles.CSV_NAME + ".").raw("\n");
        }
    }

    private static List<List<ComparedFigure>> bySeries(List<ComparedFigure> rows) {
        List<List<ComparedFigure>> tables = new ArrayList<>();
        for (ComparedFigure row : rows) {
            ComparedFigure first = tables.isEmpty() ? null : tables.getLast().getFirst();
            boolean isNext =
                    first == null
                            || first.dimension() != row.dimension()
                            || !first.key().equals(row.key());
            if (isNext) {
                tables.add(new ArrayList<>());
            }
            tables.getLast().add(row);
        }
        return tables;
    }

    private void writeTable(List<ComparedFigure> rows) {
        ComparedFigure first = rows.getFirst();
        String caption =
                first.dimension() == Dimension.TOTAL
                        ? "All requests"
                        : Verdict.words(first.dimension()) + " " + first.key();
        html.raw("<div class=\"table narrow\"><table>\n").element("caption", caption);
        html.raw("\n<thead><tr><th scope=\"col\" class=\"words\">Figure</th>");
        for (String head : List.of("Base", "Changed", "Difference", "Percent")) {
            html.raw("<th scope=\"col\">").text(head).raw("</th>");
        }
        html.raw("</tr></thead>\n<tbody>\n");
        for (ComparedFigure row : rows) {
            html.raw("<tr><th scope=\"row\" class=\"words\">").text(row.figure().label());
            html.raw("</th>").element("td", row.beforeText());
            html.element("td", row.afterText());
            html.element("td", row.deltaText());
            html.element("td", row.relativeText()).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
    }
}
