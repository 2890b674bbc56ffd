package trafficinsights.report.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.RunReport.KeyedKpi;

/// Reads `analytics_report.json` back. What every version has must be there: times, counts, totals.
/// What came later may be missing, and is then unknown. Keys that are not known are passed over, so
/// that reports of newer versions can be looked at.
///
/// What the file does not have: the past of forecasts, and their season.
///
/// Threads: stateless.
public final class ReportReading {
    private ReportReading() {}

    /// @throws trafficinsights.model.ProblemException when it is not a report
    public static RunReport of(String json) {
        try {
            JsonTree root = JsonTree.of(json);
            if (root.has("schemaVersion") && root.at("totals").has("requests")) {
                return report(root);
            }
        } catch (JacksonException broken) {
            throw Problem.of(
                            "report.broken",
                            "This is not a valid report: the JSON is damaged."
                                    + " Open an analytics_report.json written by a run.",
                            broken)
                    .asException();
        } catch (IllegalArgumentException | ArithmeticException impossible) {
            throw unknown(impossible).asException();
        }
        throw unknown(null).asException();
    }

    private static Problem unknown(@Nullable Exception cause) {
        String sentence =
                "This JSON file is not a report of this program. Open an"
                        + " analytics_report.json written by a run.";
        return cause == null
                ? Problem.of("report.unknown", sentence)
                : Problem.of("report.unknown", sentence, cause);
    }

    private static RunReport report(JsonTree root) {
        RunReport.Counts counts = counts(root.at("counts"));
        TimeWindow span = span(root.at("span"));
        long windowMicros = root.secondsAsMicros("windowSeconds");
        List<TruthInterval> truth = root.each("truth", FindingReading::truth);
        return new RunReport(
                provenance(root.at("provenance")),
                counts,
                root.has("quality")
                        ? quality(root.at("quality"), counts, span, windowMicros)
                        : null,
                root.has("fleet") ? fleet(root.at("fleet")) : FleetHealth.UNKNOWN,
                span,
                windowMicros,
                kpi(root.at("totals")),
                breakdown(root.at("breakdown")),
                byStatus(root),
                root.each("series", ReportReading::window),
                root.each("anomalies", FindingReading::anomaly),
                root.each("incidents", FindingReading::incident),
                truth,
                FindingReading.scorecard(root.at("scorecard"), truth),
                InsightReading.of(root));
    }

    private static RunReport.Provenance provenance(JsonTree provenance) {
        JsonTree scenario = provenance.at("scenario");
        JsonTree estimator = provenance.at("estimator");
        return new RunReport.Provenance(
                provenance.text("toolVersion"),
                provenance.time("createdAt"),
                provenance.text("title"),
                provenance.each("inputs", ReportReading::input),
                scenario.has("name")
                        ? new RunReport.ScenarioUsed(
                                scenario.text("name"),
                                scenario.whole("seed"),
                                scenario.text("sha256"))
                        : null,
                estimator.text("name"),
                estimator.number("relativeError"));
    }

    private static RunReport.Input input(JsonTree input) {
        return new RunReport.Input(
                input.text("name"),
                input.whole("bytes"),
                input.text("sha256"),
                input.text("crc32"),
                input.text("format"),
                input.text("reading"));
    }

    private static RunReport.Counts counts(JsonTree counts) {
        return new RunReport.Counts(
                counts.whole("lines"),
                counts.whole("requests"),
                counts.tally("others"),
                counts.tally("rejects"),
                counts.whole("windows"),
                counts.whole("lateRows"));
    }

    private static DataQuality quality(
            JsonTree quality,
            RunReport.Counts counts,
            @Nullable TimeWindow span,
            long windowMicros) {
        long silent = quality.whole("silentWindows");
        // The share of windows with requests says how many there are.
        long windows =
                silent > 0
                        ? Math.round(silent / (1 - quality.number("continuity")))
                        : windows(span, windowMicros);
        return new DataQuality(
                counts.lines(),
                counts.rejectedLines(),
                counts.requests(),
                quality.tally("unknown"),
                quality.whole("duplicates"),
                quality.whole("outOfOrder"),
                quality.whole("latestMicros"),
                quality.whole("inFuture"),
                quality.whole("outOfRange"),
                windows,
                silent,
                quality.whole("longestSilenceMicros"));
    }

    /// From the window of the first to that of the last request.
    private static long windows(@Nullable TimeWindow span, long windowMicros) {
        return span == null
                ? 0
                : Math.floorDiv(span.endMicros(), windowMicros)
                        - Math.floorDiv(span.startMicros(), windowMicros)
                        + 1;
    }

    private static FleetHealth fleet(JsonTree fleet) {
        return new FleetHealth(
                fleet.each("servers", ReportReading::server),
                fleet.number("imbalance"),
                fleet.number("worstImbalance"),
                fleet.time("worstImbalanceAt", 0),
                fleet.number("regionShiftBits"),
                fleet.time("regionShiftAt", 0));
    }

    private static FleetHealth.Server server(JsonTree server) {
        return new FleetHealth.Server(
                server.text("name"),
                server.number("meanCpuUtilization"),
                server.number("maxCpuUtilization"),
                server.number("maxMemoryUtilization"),
                server.number("meanConnections"),
                server.number("saturatedShare"),
                server.whole("unhealthyMicros"));
    }

    private static @Nullable TimeWindow span(JsonTree span) {
        if (!span.has("start")) {
            return null;
        }
        long start = span.time("start");
        return new TimeWindow(start, span.time("end") - start);
    }

    private static Map<Dimension, List<KeyedKpi>> breakdown(JsonTree breakdown) {
        Map<Dimension, List<KeyedKpi>> rows = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<KeyedKpi> keyed =
                    breakdown.each(
                            dimension.label(),
                            row -> new KeyedKpi(row.text("key"), kpi(row.at("kpi"))));
            if (!keyed.isEmpty()) {
                rows.put(dimension, keyed);
            }
        }
        return rows;
    }

    private static SortedMap<Integer, Long> byStatus(JsonTree root) {
        SortedMap<Integer, Long> byStatus = new TreeMap<>();
        root.each("byStatus", row -> Map.entry(row.count("status"), row.whole("requests")))
                .forEach(row -> byStatus.put(row.getKey(), row.getValue()));
        return byStatus;
    }

    private static KpiWindow window(JsonTree window) {
        return new KpiWindow(
                new TimeWindow(window.time("start"), window.secondsAsMicros("windowSeconds")),
                Dimension.ofLabel(window.text("dimension")),
                window.text("key"),
                kpi(window.at("kpi")));
    }

    /// Rates are not read: they follow from counts and times.
    private static Kpi kpi(JsonTree kpi) {
        return new Kpi(
                kpi.whole(Figure.REQUESTS.key()),
                kpi.whole(Figure.ATTEMPTS.key()),
                kpi.whole(Figure.LOGICAL_REQUESTS.key()),
                kpi.whole(Figure.RETRIES.key()),
                kpi.whole(Figure.SUCCEEDED_AFTER_RETRY.key()),
                kpi.whole(Figure.CLIENT_ERRORS.key()),
                kpi.whole(Figure.SERVER_ERRORS.key()),
                kpi.whole(Figure.BYTES.key()),
                kpi.whole(Figure.LATENCY_COUNT.key()),
                kpi.whole(Figure.SATISFIED.key()),
                kpi.whole(Figure.TOLERATING.key()),
                kpi.number(Figure.MEAN.key()),
                kpi.number(Figure.P50.key()),
                kpi.number(Figure.P90.key()),
                kpi.number(Figure.P95.key()),
                kpi.number(Figure.P99.key()),
                kpi.number(Figure.P999.key()),
                kpi.number(Figure.MAX.key()),
                kpi.number(Figure.TTFB_P50.key()),
                kpi.number(Figure.TTFB_P95.key()),
                kpi.has(Figure.SERVER_ERRORS.key()));
    }
}
