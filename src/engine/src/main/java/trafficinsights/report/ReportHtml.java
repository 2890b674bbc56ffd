package trafficinsights.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import trafficinsights.chart.Chart;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.NumberText;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.report.chart.ChartDrawing;
import trafficinsights.report.chart.Frame;
import trafficinsights.report.chart.Ink;
import trafficinsights.report.chart.Look;

/// Writes `report.html`: one file that asks nothing of the network, reads on screen (light and
/// dark) and on paper, and works without scripts; with them, charts tell their values on hover.
///
/// Its security policy allows the one script that is part of it, by hash, and no loading at all.
///
/// Errors: as [WholeFile].
public final class ReportHtml {
    public static final String FILE_NAME = "report.html";

    private static final String WITHOUT_REQUESTS =
            "Charts and tables need requests. Check that this is a request log,"
                    + " set its format instead of having it detected, and see the rejected"
                    + " lines in rejects.csv.";

    private static final double CHART_WIDTH = 928;
    private static final double CHART_HEIGHT = 250;

    private final RunReport report;
    private final Html html = new Html();

    private ReportHtml(RunReport report) {
        this.report = report;
    }

    public static void write(Path target, RunReport report) {
        WholeFile.write(target, of(report));
    }

    /// The page's source.
    static String of(RunReport report) {
        ReportHtml page = new ReportHtml(report);
        page.writePage();
        return page.html.toString();
    }

    private void writePage() {
        String script = resource("report.js");
        writeHead(html, report.provenance().title(), script);
        html.raw("<body>\n<main>\n");
        writeHeader();
        if (report.totals().requests() > 0) {
            writeHeadline();
            writeCharts();
        } else if (report.counts().rejectedLines() > 0) {
            html.element("p", "more", WITHOUT_REQUESTS).raw("\n");
        }
        ReportTables tables = new ReportTables(report, html);
        new FindingTables(report, html, tables).write();
        RuleVerdicts rules = report.insights().rules();
        if (rules != null) {
            new ReportObjectives(rules, html, tables).write();
        }
        RunReport.Insights insights = report.insights();
        if (!insights.patterns().isEmpty() || !insights.forecasts().isEmpty()) {
            new ReportOutlook(insights, html, tables).write();
        }
        tables.writeBreakdowns();
        QualityTables quality = new QualityTables(report, html, tables);
        quality.writeFleet();
        quality.writeQuality();
        tables.writeReadingQuality();
        tables.writeProvenance();
        html.raw("</main>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
    }

    /// Everything before the body, which [#writePage] and other pages of the house have alike.
    static void writeHead(Html html, String title, String script) {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n");
        html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        html.raw("style-src 'unsafe-inline'; script-src 'sha256-" + hash(script) + "'\"/>\n");
        html.element("title", title + " – Traffic Insights");
        html.raw("\n<style>\n").raw(variables("", Ink::light));
        html.raw("@media screen and (prefers-color-scheme: dark) {\n");
        html.raw(variables("  ", Ink::dark)).raw("}\n").raw(resource("report.css"));
        html.raw("</style>\n</head>\n");
    }

    private static String variables(String indent, Function<Ink, String> color) {
        StringBuilder css = new StringBuilder(indent).append(":root {\n");
        for (Ink ink : Ink.values()) {
            css.append(indent).append("  ").append(ink.variable()).append(": ");
            css.append(color.apply(ink)).append(";\n");
        }
        return css.append(indent).append("}\n").toString();
    }

    private void writeHeader() {
        html.raw("<header>\n").element("p", "eyebrow", "Traffic report");
        html.element("h1", report.provenance().title());
        TimeWindow span = report.span();
        if (span != null) {
            String length = NumberText.duration(span.lengthMicros());
            String times = NumberText.span(span.startMicros(), span.endMicros());
            html.element("p", "span", times + " (" + length + ")");
        }
        boolean isCalm = report.anomalies().isEmpty() && report.totals().requests() > 0;
        String mood = isCalm ? "calm" : "alert";
        html.element("p", "verdict " + mood, Verdict.of(report)).raw("\n");
        if (!report.counts().doubt().isEmpty()) {
            html.element("p", "verdict alert", report.counts().doubt()).raw("\n");
        }
        RuleVerdicts rules = report.insights().rules();
        if (rules != null) {
            String held = rules.isBroken() ? "alert" : "calm";
            html.element("p", "verdict " + held, ReportObjectives.verdict(rules)).raw("\n");
        }
        html.raw("</header>\n");
    }

    private void writeHeadline() {
        Kpi kpi = report.totals();
        double seconds = report.spanSeconds();
        html.raw("<section class=\"headline\" aria-label=\"Key figures\">\n<dl>\n");
        writeFigure(
                Figure.REQUEST_RATE.brief(),
                Figure.REQUEST_RATE.text(Figure.REQUEST_RATE.of(kpi, seconds)),
                NumberText.count(kpi.requests())
                        + " "
                        + NumberText.noun(kpi.requests(), "request"));
        writeFigure(
                Figure.P95.label(),
                text(Figure.P95, kpi),
                Figure.P99.brief() + " " + text(Figure.P99, kpi));
        writeFigure(
                Figure.ERROR_RATE.label(),
                text(Figure.ERROR_RATE, kpi),
                "client error rate " + text(Figure.CLIENT_ERROR_RATE, kpi));
        writeFigure(
                Figure.RETRY_RATE.label(),
                text(Figure.RETRY_RATE, kpi),
                text(Figure.RETRY_AMPLIFICATION, kpi) + " attempts per request");
        writeFigure(
                Figure.APDEX.label(),
                text(Figure.APDEX, kpi),
                "satisfied up to " + NumberText.duration(Kpi.APDEX_THRESHOLD_MICROS));
        if (Double.isFinite(kpi.ttfbP95Micros())) {
            writeFigure(
                    Figure.TTFB_P95.label(),
                    text(Figure.TTFB_P95, kpi),
                    Figure.P50.brief() + " " + text(Figure.TTFB_P50, kpi));
        }
        html.raw("</dl>\n</section>\n");
    }

    private static String text(Figure figure, Kpi kpi) {
        return figure.text(figure.of(kpi, Double.NaN));
    }

    private void writeFigure(String name, String value, String note) {
        html.raw("<div>").element("dt", name).element("dd", "figure", value);
        html.element("dd", "note", note).raw("</div>\n");
    }

    private void writeCharts() {
        html.raw("<section aria-labelledby=\"over-time\">\n<h2 id=\"over-time\">Over time</h2>\n");
        writeKey();
        writeFigures(html, ReportCharts.of(report));
        html.raw("</section>\n");
    }

    /// Charts one below the other, with the values that the page's script shows.
    static void writeFigures(Html html, List<Chart> charts) {
        Frame frame = Frame.shared(CHART_WIDTH, CHART_HEIGHT, charts);
        for (Chart chart : charts) {
            html.raw("<figure data-chart=\"" + chart.id() + "\">\n<figcaption>");
            html.element("h3", chart.title()).element("p", chart.subtitle());
            html.raw("</figcaption>\n<div class=\"plot\">");
            html.raw(new ChartDrawing(chart, frame, Look.PAGE).svg());
            html.raw("</div>\n</figure>\n");
        }
        html.raw("<script type=\"application/json\" id=\"chart-values\">");
        html.raw(ChartValues.json(charts, frame)).raw("</script>\n");
    }

    private void writeKey() {
        boolean hasTruth = !report.truth().isEmpty();
        boolean hasEvents = !report.events().isEmpty();
        if (report.anomalies().isEmpty() && !hasTruth && !hasEvents) {
            return;
        }
        html.raw("<p class=\"key\">");
        if (!report.anomalies().isEmpty()) {
            html.raw(
                    "<span><i class=\"found\"></i>anomaly detected in this"
                            + " figure, coloured by severity</span> ");
        }
        if (hasTruth) {
            html.raw("<span><i class=\"truth\"></i>actual fault</span> ");
        }
        if (hasEvents) {
            html.raw("<span><i class=\"event\"></i>event</span>");
        }
        html.raw("</p>\n");
    }

    static String resource(String name) {
        try (InputStream file = ReportHtml.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String script) {
        try {
            byte[] sha256 =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
