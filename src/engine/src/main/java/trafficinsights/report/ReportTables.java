package trafficinsights.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.NumberText;
import trafficinsights.model.RunChart;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.RunReport.KeyedKpi;

/// The tables of the page. Each shows at most [#MOST_ROWS] rows and says how many there are more.
final class ReportTables {
    static final int MOST_ROWS = 50;

    /// The bar repeats the figure beside it, so its column has no name.
    private static final String BAR_HEAD = "<td class=\"bar\"></td>";

    private static final List<Figure> LATENCIES = RunChart.LATENCY.figures();
    private static final List<Figure> QUALITY =
            List.of(Figure.CLIENT_ERROR_RATE, Figure.ERROR_RATE, Figure.RETRY_RATE, Figure.APDEX);

    private final RunReport report;
    private final Html html;

    ReportTables(RunReport report, Html html) {
        this.report = report;
        this.html = html;
    }

    /// A shape for each severity, so that colour is not the only sign.
    void writeSeverity(Severity severity) {
        String shape =
                switch (severity) {
                    case MINOR -> "<circle cx=\"6\" cy=\"6\" r=\"4\"/>";
                    case MAJOR -> "<path d=\"M6,1 L11.5,11 H.5 Z\"/>";
                    case CRITICAL -> "<path d=\"M6,0 L12,6 L6,12 L0,6 Z\"/>";
                };
        html.raw("<span class=\"" + severity.label() + "\">");
        html.raw("<svg viewBox=\"0 0 12 12\" fill=\"currentColor\" aria-hidden=\"true\">");
        html.raw(shape + "</svg>").text(severity.label()).raw("</span>");
    }

    void writeBreakdowns() {
        if (report.totals().requests() == 0) {
            return;
        }
        openSection("breakdown", "Breakdown");
        writeBreakdown(Dimension.REGION, "By region");
        writeBreakdown(Dimension.SERVER, "By server");
        writeBreakdown(Dimension.ROUTE, "By route");
        writeBreakdown(Dimension.STATUS_CLASS, "By status class");
        writeByStatus();
        closeSection();
    }

    private void writeBreakdown(Dimension dimension, String caption) {
        List<KeyedKpi> rows = report.breakdown().getOrDefault(dimension, List.of());
        if (rows.isEmpty()) {
            return;
        }
        boolean hasErrors = dimension != Dimension.STATUS_CLASS;
        html.raw(hasErrors ? "<div class=\"table wide\">" : "<div class=\"table narrow\">");
        html.raw("<table>\n").element("caption", caption);
        html.raw("\n<thead><tr>");
        heads(1, Verdict.words(dimension), "Requests", "Share");
        html.raw(BAR_HEAD);
        heads(0, briefs(LATENCIES));
        if (hasErrors) {
            heads(0, briefs(QUALITY));
        }
        html.raw("</tr></thead>\n<tbody>\n");
        long most = rows.stream().mapToLong(r -> r.kpi().requests()).max().orElse(1);
        for (KeyedKpi row : rows.stream().limit(MOST_ROWS).toList()) {
            writeRow(row, most, hasErrors);
        }
        html.raw("</tbody>\n</table></div>\n");
        writeMore(rows.size(), "only those with the most requests are shown", ReportJson.FILE_NAME);
    }

    private void writeRow(KeyedKpi row, long most, boolean hasErrors) {
        Kpi kpi = row.kpi();
        html.raw("<tr><th scope=\"row\" class=\"words\">").text(shown(row.key())).raw("</th>");
        requests(kpi.requests(), most);
        LATENCIES.forEach(figure -> cell(figure, kpi));
        if (hasErrors) {
            QUALITY.forEach(figure -> cell(figure, kpi));
        }
        html.raw("</tr>\n");
    }

    private static String[] briefs(List<Figure> figures) {
        return figures.stream().map(Figure::brief).toArray(String[]::new);
    }

    private void cell(Figure figure, Kpi kpi) {
        html.element("td", figure.text(figure.of(kpi, Double.NaN)));
    }

    private void writeByStatus() {
        html.raw("<div class=\"table narrow\"><table>\n<caption>By status</caption>\n<thead><tr>");
        heads(1, "Status", "Requests", "Share");
        html.raw(BAR_HEAD);
        html.raw("</tr></thead>\n<tbody>\n");
        long most = report.byStatus().values().stream().mapToLong(n -> n).max().orElse(1);
        List<Map.Entry<Integer, Long>> rows =
                report.byStatus().entrySet().stream()
                        .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                        .limit(MOST_ROWS)
                        .toList();
        for (Map.Entry<Integer, Long> row : rows) {
            html.raw("<tr><th scope=\"row\" class=\"words\">")
                    .text(NumberText.status(row.getKey()))
                    .raw("</th>");
            requests(row.getValue(), most);
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        writeMore(
                report.byStatus().size(), "only the most frequent are shown", ReportJson.FILE_NAME);
    }

    /// Count, share of all requests, and a bar against the largest of the table.
    private void requests(long count, long most) {
        html.element("td", NumberText.count(count));
        html.element("td", NumberText.share((double) count / report.totals().requests()));
        long percent = Math.round(100.0 * count / most);
        html.raw("<td class=\"bar\"><i style=\"width:" + percent + "%\"></i></td>");
    }

    /// What became of the lines, and that the sum is right.
    void writeReadingQuality() {
        RunReport.Counts counts = report.counts();
        boolean isGenerated = report.provenance().scenario() != null;
        openSection("reading", isGenerated ? "Generated rows" : "Reading quality");
        html.raw("<div class=\"table narrow\"><table>\n<thead><tr>");
        heads(1, isGenerated ? "rows" : "lines", "Count", "Share");
        html.raw("</tr></thead>\n<tbody>\n");
        line(isGenerated ? "All rows" : "All lines", counts.lines());
        line("Requests", counts.requests());
        lines("Other: ", counts.others());
        lines("Rejected: ", counts.rejects());
        html.raw("</tbody>\n</table></div>\n");
        writeMore(
                counts.others().size(),
                "only the most frequent other kinds are shown",
                ReportJson.FILE_NAME);
        writeMore(
                counts.rejects().size(),
                "only the most frequent reject causes are shown",
                ReportJson.FILE_NAME);
        String late =
                counts.lateRows() == 0
                        ? "No request came too late for its window."
                        : ("Requests that came after their window was closed: %s."
                                        + " They are counted in the figures of all requests, but not"
                                        + " in windows or charts.")
                                .formatted(NumberText.exact(counts.lateRows()));
        html.element("p", "more", late).raw("\n");
        closeSection();
    }

    private void lines(String prefix, SortedMap<String, Long> tally) {
        tally.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(MOST_ROWS)
                .forEach(entry -> line(prefix + entry.getKey(), entry.getValue()));
    }

    private void line(String name, long count) {
        html.raw("<tr><th scope=\"row\" class=\"words\">").text(name).raw("</th>");
        html.element("td", NumberText.exact(count));
        long lines = report.counts().lines();
        html.element("td", lines == 0 ? NumberText.NONE : NumberText.share((double) count / lines));
        html.raw("</tr>\n");
    }

    void writeProvenance() {
        RunReport.Provenance provenance = report.provenance();
        openSection("provenance", "Source");
        html.raw("<dl class=\"facts\">\n");
        RunReport.ScenarioUsed scenario = provenance.scenario();
        if (scenario != null) {
            fact("Scenario", scenario.name() + ", seed " + scenario.seed());
            html.element("dt", "Scenario SHA-256").raw("<dd>");
            html.element("code", scenario.sha256()).raw("</dd>\n");
        }
        for (RunReport.Input input : provenance.inputs().stream().limit(MOST_ROWS).toList()) {
            html.element("dt", "Input").raw("<dd>").text(input.name());
            html.text(
                    ", %s, read as %s".formatted(NumberText.bytes(input.bytes()), input.format()));
            String hash = input.sha256().isEmpty() ? "CRC-32 " + input.crc32() : input.sha256();
            html.raw("<br/>").element("code", hash);
            if (!input.reading().isEmpty()) {
                html.raw("<br/>").element("span", "note", input.reading());
            }
            html.raw("</dd>\n");
        }
        fact(
                "Percentiles",
                "%s, at most %s from the exact value"
                        .formatted(
                                provenance.estimator(),
                                NumberText.share(provenance.estimatorRelativeError())));
        fact("KPI windows", windows());
        fact("Created", NumberText.dateTime(provenance.createdAtMicros()));
        fact("Traffic Insights", "version " + provenance.toolVersion());
        html.raw("</dl>\n");
        writeMore(
                provenance.inputs().size(),
                "only the first inputs are shown",
                ReportJson.FILE_NAME);
        closeSection();
    }

    private String windows() {
        return "%s of %s over all series"
                .formatted(
                        NumberText.exact(report.counts().windows()),
                        NumberText.duration(report.windowMicros()));
    }

    private void fact(String name, String value) {
        html.element("dt", name).element("dd", value).raw("\n");
    }

    /// @param wordColumns leading columns that hold words and stand to the left
    void heads(int wordColumns, String... names) {
        for (int i = 0; i < names.length; i++) {
            String name = names[i].substring(0, 1).toUpperCase(Locale.ROOT) + names[i].substring(1);
            boolean isFigure = names[i].matches("p\\d+");
            html.raw("<th scope=\"col\"" + (i < wordColumns ? " class=\"words\">" : ">"));
            html.text(isFigure ? names[i] : name).raw("</th>");
        }
    }

    void openSection(String id, String title) {
        html.raw("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
        html.text(title).raw("</h2>\n");
    }

    void closeSection() {
        html.raw("</section>\n");
    }

    void writeMore(int rows, String what, String file) {
        if (rows > MOST_ROWS) {
            String all = NumberText.exact(rows - MOST_ROWS) + " more rows; " + what;
            html.element("p", "more", all + ", all are in " + file + ".").raw("\n");
        }
    }

    private static String shown(String key) {
        return key.isEmpty() ? "(empty)" : key;
    }

    /// Clock time; with the date where the run lasts longer than a day.
    String moment(long epochMicros) {
        TimeWindow span = report.span();
        boolean isOneDay =
                span != null
                        && NumberText.date(span.startMicros())
                                .equals(NumberText.date(span.endMicros()));
        String clock = NumberText.clock(epochMicros);
        return isOneDay ? clock : NumberText.date(epochMicros) + " " + clock;
    }
}
