package trafficinsights.report;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.Anomaly;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.RunReport.KeyedKpi;

/// Writes `analytics_report.json`, whose shape is fixed by `docs/analytics_report.schema.json`.
///
/// Names are those of the records, unit last; times are ISO 8601 UTC; what is not known (`NaN`) is
/// `null`. [#SCHEMA_VERSION] grows with every change of the shape: the first number when a reader
/// of the old shape would fail.
///
/// Errors: as [WholeFile].
public final class ReportJson {
    public static final String FILE_NAME = "analytics_report.json";
    public static final String SCHEMA_VERSION = "1.5";

    /// The figures of a set of requests, in their order.
    static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUESTS,
                    Figure.REQUEST_RATE,
                    Figure.BYTES,
                    Figure.BYTE_RATE,
                    Figure.MEAN,
                    Figure.P50,
                    Figure.P90,
                    Figure.P95,
                    Figure.P99,
                    Figure.P999,
                    Figure.MAX,
                    Figure.LATENCY_COUNT,
                    Figure.SATISFIED,
                    Figure.TOLERATING,
                    Figure.APDEX,
                    Figure.CLIENT_ERRORS,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.SERVER_ERRORS,
                    Figure.ERROR_RATE,
                    Figure.AVAILABILITY,
                    Figure.ATTEMPTS,
                    Figure.LOGICAL_REQUESTS,
                    Figure.RETRY_AMPLIFICATION,
                    Figure.RETRIES,
                    Figure.RETRY_RATE,
                    Figure.SUCCEEDED_AFTER_RETRY,
                    Figure.SUCCESS_AFTER_RETRY,
                    Figure.TTFB_P50,
                    Figure.TTFB_P95);

    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    public static void write(Path target, RunReport report) {
        try (WholeFile file = WholeFile.create(target);
                JsonGenerator generator =
                        new JsonFactory().createGenerator(RowPrinter.context(), file.stream())) {
            new ReportJson(generator).writeReport(report);
            generator.flush();
            file.commit();
        }
    }

    /// The document as a text.
    public static String text(RunReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator =
                new JsonFactory().createGenerator(RowPrinter.context(), text)) {
            new ReportJson(generator).writeReport(report);
        }
        return text.toString();
    }

    private void writeReport(RunReport report) {
        json.writeStartObject();
        json.writeStringProperty("schemaVersion", SCHEMA_VERSION);
        writeProvenance(report.provenance());
        writeCounts(report.counts());
        writeQuality(report.quality());
        writeFleet(report.fleet());
        writeSpan(report);
        double spanSeconds = report.spanSeconds();
        json.writeName("totals");
        writeKpi(report.totals(), spanSeconds);
        writeBreakdown(report.breakdown(), spanSeconds);
        writeByStatus(report.byStatus());
        writeSeries(report);
        writeAnomalies(report.anomalies());
        FindingJson findings = new FindingJson(this, json);
        findings.writeIncidents(report);
        findings.writeEvents(report.events());
        writeTruth(report.truth());
        findings.writeScorecard(report.scorecard());
        new InsightJson(json).write(report.insights());
        json.writeEndObject();
    }

    private void writeHash(String name, String hash) {
        if (!hash.isEmpty()) {
            json.writeStringProperty(name, hash);
        }
    }

    private void writeProvenance(RunReport.Provenance provenance) {
        json.writeObjectPropertyStart("provenance");
        json.writeStringProperty("title", provenance.title());
        json.writeStringProperty("toolVersion", provenance.toolVersion());
        json.writeStringProperty("createdAt", IsoTime.of(provenance.createdAtMicros()));
        json.writeArrayPropertyStart("inputs");
        for (RunReport.Input input : provenance.inputs()) {
            json.writeStartObject();
            json.writeStringProperty("name", input.name());
            json.writeNumberProperty("bytes", input.bytes());
            writeHash("sha256", input.sha256());
            writeHash("crc32", input.crc32());
            json.writeStringProperty("format", input.format());
            json.writeStringProperty("reading", input.reading());
            json.writeEndObject();
        }
        json.writeEndArray();
        RunReport.ScenarioUsed scenario = provenance.scenario();
        if (scenario == null) {
            json.writeNullProperty("scenario");
        } else {
            json.writeObjectPropertyStart("scenario");
            json.writeStringProperty("name", scenario.name());
            json.writeNumberProperty("seed", scenario.seed());
            json.writeStringProperty("sha256", scenario.sha256());
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("estimator");
        json.writeStringProperty("name", provenance.estimator());
        number("relativeError", provenance.estimatorRelativeError());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeCounts(RunReport.Counts counts) {
        json.writeObjectPropertyStart("counts");
        json.writeNumberProperty("lines", counts.lines());
        json.writeNumberProperty("requests", counts.requests());
        json.writeNumberProperty("otherLines", counts.otherLines());
        json.writeNumberProperty("rejectedLines", counts.rejectedLines());
        writeTally("others", counts.others());
        writeTally("rejects", counts.rejects());
        json.writeNumberProperty("windows", counts.windows());
        json.writeNumberProperty("lateRows", counts.lateRows());
        json.writeEndObject();
    }

    private void writeQuality(@Nullable DataQuality quality) {
        if (quality == null) {
            return;
        }
        json.writeObjectPropertyStart("quality");
        number("score", quality.score());
        number("completeness", quality.completeness());
        number("readability", quality.readability());
        number("uniqueness", quality.uniqueness());
        number("timeliness", quality.timeliness());
        number("validity", quality.validity());
        number("continuity", quality.continuity());
        writeTally("unknown", quality.unknown());
        json.writeNumberProperty("duplicates", quality.duplicates());
        json.writeNumberProperty("outOfOrder", quality.outOfOrder());
        json.writeNumberProperty("latestMicros", quality.latestMicros());
        json.writeNumberProperty("inFuture", quality.inFuture());
        json.writeNumberProperty("outOfRange", quality.outOfRange());
        json.writeNumberProperty("silentWindows", quality.silentWindows());
        json.writeNumberProperty("longestSilenceMicros", quality.longestSilenceMicros());
        json.writeEndObject();
    }

    private void writeFleet(FleetHealth fleet) {
        json.writeObjectPropertyStart("fleet");
        number("imbalance", fleet.imbalance());
        number("worstImbalance", fleet.worstImbalance());
        time("worstImbalanceAt", fleet.worstImbalanceAtMicros(), fleet.worstImbalance());
        number("regionShiftBits", fleet.regionShift());
        time("regionShiftAt", fleet.regionShiftAtMicros(), fleet.regionShift());
        json.writeArrayPropertyStart("servers");
        for (FleetHealth.Server server : fleet.servers()) {
            json.writeStartObject();
            json.writeStringProperty("name", server.name());
            number("meanCpuUtilization", server.meanCpuUtilization());
            number("maxCpuUtilization", server.maxCpuUtilization());
            number("maxMemoryUtilization", server.maxMemoryUtilization());
            number("meanConnections", server.meanConnections());
            number("saturatedShare", server.saturatedShare());
            json.writeNumberProperty("unhealthyMicros", server.unhealthyMicros());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// A time that is only known where its figure is.
    private void time(String name, long epochMicros, double figure) {
        if (Double.isNaN(figure)) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, IsoTime.of(epochMicros));
        }
    }

    private void writeTally(String name, SortedMap<String, Long> tally) {
        json.writeObjectPropertyStart(name);
        tally.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private void writeSpan(RunReport report) {
        TimeWindow span = report.span();
        if (span == null) {
            json.writeNullProperty("span");
        } else {
            json.writeObjectPropertyStart("span");
            writeTimes(span.startMicros(), span.endMicros());
            json.writeEndObject();
        }
        number("windowSeconds", report.windowMicros() / 1e6);
    }

    private void writeBreakdown(Map<Dimension, List<KeyedKpi>> breakdown, double spanSeconds) {
        json.writeObjectPropertyStart("breakdown");
        for (Dimension dimension : Dimension.values()) {
            if (dimension == Dimension.TOTAL) {
                continue;
            }
            json.writeArrayPropertyStart(dimension.label());
            for (KeyedKpi row : breakdown.getOrDefault(dimension, List.of())) {
                json.writeStartObject();
                json.writeStringProperty("key", row.key());
                json.writeName("kpi");
                writeKpi(row.kpi(), spanSeconds);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeByStatus(SortedMap<Integer, Long> byStatus) {
        json.writeArrayPropertyStart("byStatus");
        byStatus.forEach((status, requests) -> {
            json.writeStartObject();
            json.writeNumberProperty("status", status.intValue());
            json.writeNumberProperty("requests", requests.longValue());
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private void writeSeries(RunReport report) {
        json.writeArrayPropertyStart("series");
        for (KpiWindow window : report.series()) {
            json.writeStartObject();
            json.writeStringProperty("start", IsoTime.of(window.window().startMicros()));
            number("windowSeconds", window.window().lengthSeconds());
            json.writeStringProperty("dimension", window.dimension().label());
            json.writeStringProperty("key", window.key());
            json.writeName("kpi");
            writeKpi(window.kpi(), window.window().lengthSeconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeAnomalies(List<Anomaly> anomalies) {
        json.writeArrayPropertyStart("anomalies");
        for (Anomaly anomaly : anomalies) {
            json.writeStartObject();
            writeTimes(anomaly.startMicros(), anomaly.endMicros());
            json.writeStringProperty("dimension", anomaly.dimension().label());
            json.writeStringProperty("key", anomaly.key());
            json.writeStringProperty("metric", anomaly.metric().seriesName());
            json.writeStringProperty("unit", anomaly.metric().unit().label());
            json.writeStringProperty("severity", anomaly.severity().label());
            number("score", anomaly.score());
            number("observed", anomaly.observed());
            number("expected", anomaly.expected());
            number("bandLow", anomaly.bandLow());
            number("bandHigh", anomaly.bandHigh());
            number("deviation", anomaly.deviation());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeTruth(List<TruthInterval> truth) {
        json.writeArrayPropertyStart("truth");
        for (TruthInterval interval : truth) {
            json.writeStartObject();
            json.writeStringProperty("kind", interval.kind());
            json.writeStringProperty("target", interval.target());
            writeTimes(interval.startMicros(), interval.endMicros());
            number("strength", interval.strength());
            writeEvidence(interval.evidence());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeEvidence(TruthInterval.Evidence evidence) {
        json.writeBooleanProperty("visible", evidence.isVisible());
        json.writeBooleanProperty("benign", evidence.isBenign());
        json.writeStringProperty("leadStart", IsoTime.of(evidence.leadStartMicros()));
        json.writeStringProperty("tailEnd", IsoTime.of(evidence.tailEndMicros()));
        writeTexts("metrics", evidence.metrics());
        writeTexts("also", evidence.also());
    }

    private void writeTexts(String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    void writeTimes(long startMicros, long endMicros) {
        json.writeStringProperty("start", IsoTime.of(startMicros));
        json.writeStringProperty("end", IsoTime.of(endMicros));
    }

    private void writeKpi(Kpi kpi, double seconds) {
        json.writeStartObject();
        for (Figure figure : FIGURES) {
            if (figure.isAmount() && figure.isKnown(kpi)) {
                json.writeNumberProperty(figure.key(), figure.count(kpi));
            } else {
                number(figure.key(), figure.of(kpi, seconds));
            }
        }
        json.writeEndObject();
    }

    /// JSON has no `NaN`.
    void number(String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
