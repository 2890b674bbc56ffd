package trafficinsights.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.events.Event;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.events.EventCsv;

/// What was found, as tables of the page: incidents, the anomalies they are made of, what really
/// happened, and how well the two agree.
final class FindingTables {
    private static final int MOST_ROWS = ReportTables.MOST_ROWS;

    private final RunReport report;
    private final Html html;
    private final ReportTables tables;

    FindingTables(RunReport report, Html html, ReportTables tables) {
        this.report = report;
        this.html = html;
        this.tables = tables;
    }

    void write() {
        if (report.totals().requests() == 0) {
            return;
        }
        tables.openSection("incidents", "Incidents");
        if (!report.incidents().isEmpty()) {
            writeIncidents();
        } else if (report.anomalies().isEmpty()) {
            html.element("p", "No figure left its expected range.").raw("\n");
        } else {
            html.element("p", "Anomalies are not grouped into incidents in this report.").raw("\n");
        }
        if (!report.events().isEmpty()) {
            writeEvents();
        }
        if (!report.anomalies().isEmpty()) {
            writeAnomalies();
        }
        tables.closeSection();
        if (!report.truth().isEmpty() || !report.scorecard().rows().isEmpty()) {
            tables.openSection("scorecard", "Detected and missed faults");
            if (!report.truth().isEmpty()) {
                writeTruth();
            }
            writeScorecard();
            tables.closeSection();
        }
    }

    private void writeIncidents() {
        List<Incident> shown =
                report.incidents().stream()
                        .sorted(
                                Comparator.comparing(Incident::severity)
                                        .thenComparingDouble(Incident::deviation)
                                        .reversed())
                        .limit(MOST_ROWS)
                        .sorted(Comparator.comparingLong(Incident::startMicros))
                        .toList();
        html.raw("<div class=\"table\"><table>\n<thead><tr>");
        tables.heads(2, "Severity", "What happened", "From", "For", "Anomalies");
        html.raw("</tr></thead>\n<tbody>\n");
        for (Incident incident : shown) {
            html.raw("<tr><td class=\"words severity\">");
            tables.writeSeverity(incident.severity());
            String before = report.eventBefore(incident).map(b -> " " + b.sentence()).orElse("");
            html.raw("</td>").element("td", "sentence", incident.sentence() + before);
            html.element("td", tables.moment(incident.startMicros()));
            html.element("td", NumberText.duration(incident.endMicros() - incident.startMicros()));
            html.element("td", NumberText.count(incident.anomalies())).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                report.incidents().size(), "only the most severe are shown", IncidentCsv.FILE_NAME);
    }

    private void writeEvents() {
        html.raw("<div class=\"table\"><table>\n<caption>Events</caption>\n<thead><tr>");
        tables.heads(3, "Kind", "What happened", "Server", "From", "For", "Times");
        html.raw("</tr></thead>\n<tbody>\n");
        for (Event event : Event.mostSevere(report.events(), MOST_ROWS)) {
            html.raw("<tr>").element("td", "words", event.kind());
            html.element("td", "sentence", event.brief());
            html.element(
                    "td", "words", event.server().isEmpty() ? NumberText.NONE : event.server());
            html.element("td", tables.moment(event.startMicros()));
            long micros = event.lastMicros() - event.startMicros();
            html.element("td", micros == 0 ? NumberText.NONE : NumberText.duration(micros));
            html.element("td", NumberText.count(event.count())).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                report.events().size(), "only the most severe are shown", EventCsv.FILE_NAME);
    }

    private void writeAnomalies() {
        List<Anomaly> shown =
                report.anomalies().stream()
                        .sorted(Comparator.comparing(Anomaly::severity).reversed())
                        .limit(MOST_ROWS)
                        .sorted(Comparator.comparingLong(Anomaly::startMicros))
                        .toList();
        html.raw("<div class=\"table\"><table>\n<caption>Anomalies</caption>\n<thead><tr>");
        tables.heads(2, "Severity", "What happened", "From", "For", "Score");
        html.raw("</tr></thead>\n<tbody>\n");
        for (Anomaly anomaly : shown) {
            html.raw("<tr><td class=\"words severity\">");
            tables.writeSeverity(anomaly.severity());
            html.raw("</td>").element("td", "sentence", Verdict.of(anomaly));
            html.element("td", tables.moment(anomaly.startMicros()));
            html.element("td", NumberText.duration(anomaly.endMicros() - anomaly.startMicros()));
            html.element("td", score(anomaly.score())).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(
                report.anomalies().size(), "only the most severe are shown", AnomalyCsv.FILE_NAME);
    }

    private void writeTruth() {
        Map<TruthInterval, Found> found = new HashMap<>();
        report.scorecard().truths().forEach(f -> found.put(f.truth(), f));
        html.raw("<div class=\"table\"><table>\n<caption>What really happened</caption>\n");
        html.raw("<thead><tr>");
        tables.heads(3, "Kind", "Target", "Found", "From", "For", "Strength");
        html.raw("</tr></thead>\n<tbody>\n");
        for (TruthInterval truth : report.truth().stream().limit(MOST_ROWS).toList()) {
            html.raw("<tr>");
            html.element("td", "words", truth.kind().replace('_', ' '));
            html.element("td", "words", truth.target());
            html.element("td", "words", found(found.get(truth)));
            html.element("td", tables.moment(truth.startMicros()));
            html.element("td", NumberText.duration(truth.endMicros() - truth.startMicros()));
            html.element("td", NumberText.ratio(truth.strength())).raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
        tables.writeMore(report.truth().size(), "only the first are shown", TruthCsv.FILE_NAME);
    }

    private static String found(@Nullable Found found) {
        if (found == null) {
            return NumberText.NONE;
        }
        return found.words();
    }

    private void writeScorecard() {
        if (report.scorecard().rows().isEmpty()) {
            return;
        }
        html.raw("<div class=\"table\"><table>\n<caption>Scorecard</caption>\n<thead><tr>");
        List<Row> rows = report.scorecard().rows();
        tables.heads(
                1,
                Stream.concat(Stream.of("Figure"), rows.stream().map(FindingTables::name))
                        .toArray(String[]::new));
        html.raw("</tr></thead>\n<tbody>\n");
        for (Measure measure : Measure.values()) {
            html.raw("<tr><th scope=\"row\" class=\"words\">").text(measure.label()).raw("</th>");
            rows.forEach(row -> html.element("td", row.text(measure)));
            html.raw("</tr>\n");
        }
        html.raw("</tbody>\n</table></div>\n");
    }

    private static String name(Row row) {
        return row.detector().equals(Scorecard.FUSED)
                ? "incidents (all)"
                : row.detector().replace('_', ' ');
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }
}
