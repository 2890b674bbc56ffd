package trafficinsights.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import trafficinsights.model.Anomaly;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Incident;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.Unit;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.RunReport.KeyedKpi;
import trafficinsights.model.rules.Alert;
import trafficinsights.model.rules.AlertState;
import trafficinsights.model.rules.ObjectiveResult;
import trafficinsights.model.rules.RuleResult;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.stat.LatencyHistogram;

/// Reports for tests and pictures, always the same: half an hour of six servers, of which one turns
/// slow for eight minutes. Longer than 400 lines: every part of a report has its example here.
final class RunReportFixture {
    static final long START_MICROS = 1_795_342_500_000_000L; // 2026-11-22T10:15:00Z
    static final long WINDOW_MICROS = 10_000_000;
    static final int WINDOWS = 180;
    static final int SLOW_FROM = 66;
    static final int SLOW_TO = 114;
    static final String HOSTILE_ROUTE = "/<script>alert(\"x\")</script>&'\n,";

    private static final String[] SERVERS = {"eu-1", "eu-2", "us-1", "us-2", "ap-1", "ap-2"};
    private static final String[] ROUTES = {
        "/api/products/{id}", "/api/cart", "/api/checkout", "/search", "/static/app.js", "/login"
    };
    private static final double MINUTES_PER_WINDOW = 1 / 6.0;

    private final Random random = new Random(42);
    private final Map<Dimension, Map<String, Sum>> whole = new EnumMap<>(Dimension.class);
    private final TreeMap<Integer, Long> byStatus = new TreeMap<>();
    private final List<KpiWindow> series = new ArrayList<>();

    /// A slow server and a surge, found and injected.
    static RunReport incident() {
        return Made.INCIDENT;
    }

    /// Half an hour in which nothing happens, read from a file.
    static RunReport quiet() {
        return Made.QUIET;
    }

    /// Two million requests each, so made once.
    private static final class Made {
        static final RunReport INCIDENT = simulated(true, anomalies(), truth());
        static final RunReport QUIET = asRead(simulated(false, List.of(), List.of()));
    }

    private static RunReport simulated(
            boolean withIncident, List<Anomaly> anomalies, List<TruthInterval> truth) {
        RunReportFixture fixture = new RunReportFixture();
        fixture.simulate(withIncident);
        return fixture.report(anomalies, truth);
    }

    private static RunReport asRead(RunReport report) {
        RunReport.Provenance p = report.provenance();
        RunReport.Input input =
                new RunReport.Input(
                        "web-2026-11-22.log.gz", 48_213_904, "b2".repeat(32), "", "nginx", "");
        return with(
                report,
                new RunReport.Provenance(
                        p.toolVersion(),
                        p.createdAtMicros(),
                        "web-2026-11-22.log.gz",
                        List.of(input),
                        null,
                        p.estimator(),
                        p.estimatorRelativeError()),
                report.breakdown());
    }

    /// The quiet one in which this was found.
    static RunReport withAnomalies(List<Anomaly> anomalies, List<Incident> incidents) {
        RunReport report = quiet();
        return new RunReport(
                report.provenance(),
                report.counts(),
                report.quality(),
                report.fleet(),
                report.span(),
                report.windowMicros(),
                report.totals(),
                report.breakdown(),
                report.byStatus(),
                report.series(),
                anomalies,
                incidents,
                report.truth(),
                report.scorecard(),
                report.insights());
    }

    /// Keys and names as an attacker would put them into a log.
    static RunReport hostile() {
        RunReport report = incident();
        Map<Dimension, List<KeyedKpi>> breakdown = new EnumMap<>(report.breakdown());
        List<KeyedKpi> routes = new ArrayList<>();
        routes.add(new KeyedKpi(HOSTILE_ROUTE, report.totals()));
        for (int i = 0; i < 120; i++) {
            routes.add(new KeyedKpi("/r/" + i + "/" + "x".repeat(i), report.totals()));
        }
        breakdown.put(Dimension.ROUTE, routes);
        RunReport.Provenance p = report.provenance();
        return with(
                report,
                new RunReport.Provenance(
                        p.toolVersion(),
                        p.createdAtMicros(),
                        "</title><img src=x onerror=alert(1)>",
                        p.inputs(),
                        p.scenario(),
                        p.estimator(),
                        p.estimatorRelativeError()),
                breakdown);
    }

    /// What a rules file may say, hostile names included.
    static RunReport.Insights insights() {
        Alert alert =
                new Alert(
                        AlertState.RESOLVED,
                        Severity.CRITICAL,
                        "Fast <b>enough</b>",
                        Dimension.SERVER,
                        "eu-2",
                        START_MICROS,
                        START_MICROS + 6 * WINDOW_MICROS,
                        900_000,
                        500_000,
                        "µs",
                        "p95 latency of server eu-2 reached 900 ms.");
        Alert pending =
                new Alert(
                        AlertState.PENDING,
                        Severity.MINOR,
                        "Available",
                        Dimension.TOTAL,
                        "all",
                        START_MICROS,
                        START_MICROS + WINDOW_MICROS,
                        Double.NaN,
                        0.99,
                        "share",
                        "Availability, \"quoted\".");
        return new RunReport.Insights(
                new RuleVerdicts(
                        "rules.yaml",
                        List.of(
                                new RuleResult(
                                        "Fast <b>enough</b>",
                                        "p95 by server < 500 ms for 1m",
                                        Severity.CRITICAL,
                                        AlertState.RESOLVED,
                                        6,
                                        1,
                                        60_000_000),
                                new RuleResult(
                                        "Available",
                                        "availability >= 99 %",
                                        Severity.MINOR,
                                        AlertState.PENDING,
                                        1,
                                        0,
                                        0)),
                        List.of(
                                new ObjectiveResult(
                                        "Up",
                                        "availability 99.9 % over 30d",
                                        Dimension.TOTAL,
                                        "all",
                                        0.999,
                                        30 * 86_400_000_000L,
                                        204_113,
                                        612,
                                        1_800_000_000L,
                                        0.002)),
                        List.of(alert, pending)),
                List.of(pattern()),
                List.of(forecast()),
                List.of());
    }

    private static final SeriesName CPU =
            new SeriesName(Dimension.SERVER, "<i>eu</i>", "cpu", Unit.SHARE);

    private static SeriesPattern pattern() {
        return new SeriesPattern(
                CPU,
                WINDOW_MICROS,
                0,
                0,
                0.5,
                0.25,
                0.75,
                true,
                List.of(new SeriesPattern.Change(START_MICROS, 0.25, 0.5)),
                "CPU of server <i>eu</i> changed its level.");
    }

    private static SeriesForecast forecast() {
        return new SeriesForecast(
                CPU,
                WINDOW_MICROS,
                0,
                "damped trend",
                new double[] {0.4, Double.NaN, 0.5, 0.55},
                List.of(
                        new SeriesForecast.Point(START_MICROS, 0.6, 0.5, 0.7, 0.4, 0.8),
                        new SeriesForecast.Point(
                                START_MICROS + WINDOW_MICROS, 0.7, 0.5, 0.8, 0.4, 0.9)),
                new SeriesForecast.Crossing(
                        0.8, START_MICROS, SeriesForecast.Crossing.NEVER, false),
                "CPU of server <i>eu</i> is not expected to reach 80 %.");
    }

    /// A file in which no line is a request.
    static RunReport empty() {
        TreeMap<String, Long> rejects = new TreeMap<>(Map.of("no timestamp", 117L, "cut off", 3L));
        return new RunReport(
                new RunReport.Provenance(
                        "0.1.0",
                        START_MICROS,
                        "notes.txt",
                        List.of(
                                new RunReport.Input(
                                        "notes.txt", 4_213, "", "0a1b2c3d", "auto", "")),
                        null,
                        "log-linear histogram",
                        LatencyHistogram.RELATIVE_ERROR),
                new RunReport.Counts(120, 0, new TreeMap<>(), rejects, 0, 0),
                new DataQuality(120, 120, 0, new TreeMap<>(), 0, 0, 0, 0, 0, 0, 0, 0),
                FleetHealth.UNKNOWN,
                null,
                WINDOW_MICROS,
                new Sum().kpi(),
                Map.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Scorecard.NONE,
                RunReport.Insights.NONE);
    }

    private static RunReport with(
            RunReport report,
            RunReport.Provenance provenance,
            Map<Dimension, List<KeyedKpi>> breakdown) {
        return new RunReport(
                provenance,
                report.counts(),
                report.quality(),
                report.fleet(),
                report.span(),
                report.windowMicros(),
                report.totals(),
                breakdown,
                report.byStatus(),
                report.series(),
                report.anomalies(),
                report.incidents(),
                report.truth(),
                report.scorecard(),
                report.insights());
    }

    private RunReport report(List<Anomaly> anomalies, List<TruthInterval> truth) {
        Map<Dimension, List<KeyedKpi>> breakdown = new EnumMap<>(Dimension.class);
        whole.forEach((dimension, sums) -> breakdown.put(dimension, sorted(sums)));
        Kpi totals = Objects.requireNonNull(breakdown.remove(Dimension.TOTAL)).getFirst().kpi();
        TreeMap<String, Long> others = new TreeMap<>(Map.of("health check", 1_080L));
        TreeMap<String, Long> rejects =
                new TreeMap<>(Map.of("latency is not a number", 12L, "cut off", 1L));
        return new RunReport(
                new RunReport.Provenance(
                        "0.1.0",
                        at(WINDOWS) + 4_000_000,
                        "bad-deploy",
                        List.of(),
                        new RunReport.ScenarioUsed("bad-deploy", 42, "a1".repeat(32)),
                        "log-linear histogram",
                        LatencyHistogram.RELATIVE_ERROR),
                new RunReport.Counts(
                        totals.requests() + 1_093, totals.requests(), others, rejects, 4_860, 17),
                quality(totals.requests()),
                fleet(),
                new TimeWindow(START_MICROS, WINDOWS * WINDOW_MICROS),
                WINDOW_MICROS,
                totals,
                breakdown,
                byStatus,
                series,
                anomalies,
                anomalies.isEmpty() ? List.of() : List.of(incident(anomalies.getFirst())),
                truth,
                truth.isEmpty() || anomalies.isEmpty() ? Scorecard.NONE : scorecard(truth),
                RunReport.Insights.NONE);
    }

    private static DataQuality quality(long requests) {
        TreeMap<String, Long> unknown = new TreeMap<>(Map.of("latency", 120L, "client", 0L));
        return new DataQuality(
                requests + 1_093,
                13,
                requests,
                unknown,
                25,
                60,
                31_000_000,
                0,
                2,
                WINDOWS,
                3,
                20_000_000);
    }

    private static FleetHealth fleet() {
        return new FleetHealth(
                List.of(
                        new FleetHealth.Server("eu-1", 0.41, 0.62, 0.55, 3.2, 0, 0),
                        new FleetHealth.Server("eu-2", 0.58, 0.99, 0.61, 14.7, 0.12, 90_000_000)),
                0.08,
                0.64,
                at(SLOW_FROM),
                0.11,
                at(SLOW_FROM));
    }

    private static Incident incident(Anomaly anomaly) {
        return new Incident(
                anomaly.startMicros(),
                anomaly.endMicros(),
                anomaly.startMicros() + 20_000_000,
                anomaly.severity(),
                anomaly.metric(),
                Dimension.SERVER,
                "eu-2",
                0.88,
                anomaly.expected(),
                anomaly.observed(),
                anomaly.deviation(),
                List.of(
                        new Incident.Cause(Dimension.SERVER, "eu-2", 0.88),
                        new Incident.Cause(Dimension.SERVER, "eu-1", 0.12)),
                4,
                "p95 latency of server eu-2 went from 91.0 ms to 318 ms at 09:13:20; 88 % of the"
                        + " added latency came from it.");
    }

    private static Scorecard scorecard(List<TruthInterval> truth) {
        Scorecard.Row row =
                new Scorecard.Row(
                        Scorecard.FUSED,
                        Map.of(
                                Measure.TRUTHS, 2.0,
                                Measure.FOUND, 1.0,
                                Measure.ALARMS, 2.0,
                                Measure.FALSE_ALARMS, 1.0,
                                Measure.PRECISION, 0.5,
                                Measure.RECALL, 0.5,
                                Measure.F1, 0.5,
                                Measure.MEDIAN_DETECT, 12.5,
                                Measure.FALSE_PER_DAY, 24.25,
                                Measure.MERGES, 0.0));
        return new Scorecard(
                List.of(row),
                List.of(
                        new Scorecard.Found(truth.getFirst(), 12.5, "eu-2", true, true, 2.5, -7, 1),
                        new Scorecard.Found(
                                truth.getLast(),
                                Double.NaN,
                                "",
                                false,
                                false,
                                Double.NaN,
                                Double.NaN,
                                0)),
                List.of(new Scorecard.Step(6, row)));
    }

    private static List<KeyedKpi> sorted(Map<String, Sum> sums) {
        return sums.entrySet().stream()
                .map(entry -> new KeyedKpi(entry.getKey(), entry.getValue().kpi()))
                .sorted((a, b) -> Long.compare(b.kpi().requests(), a.kpi().requests()))
                .toList();
    }

    private void simulate(boolean withIncident) {
        for (int w = 0; w < WINDOWS; w++) {
            Map<Dimension, Map<String, Sum>> window = new EnumMap<>(Dimension.class);
            for (int s = 0; s < SERVERS.length; s++) {
                // A minute of one server's log is missing.
                if (s != 4 || w < 140 || w >= 146) {
                    simulateServer(window, w, s, withIncident);
                }
            }
            TimeWindow time = new TimeWindow(at(w), WINDOW_MICROS);
            for (Dimension dimension :
                    List.of(Dimension.TOTAL, Dimension.REGION, Dimension.SERVER)) {
                window.getOrDefault(dimension, Map.of())
                        .forEach((k, v) -> series.add(new KpiWindow(time, dimension, k, v.kpi())));
            }
        }
    }

    private void simulateServer(
            Map<Dimension, Map<String, Sum>> window, int w, int s, boolean withIncident) {
        boolean isSlow = withIncident && s == 1 && w >= SLOW_FROM && w < SLOW_TO;
        boolean isSurge = withIncident && (s == 2 || s == 3) && w >= 150 && w < 166;
        double wave = 1 + 0.15 * Math.sin(w * MINUTES_PER_WINDOW / 12 + s);
        double rate = (220 - 18 * s) * wave * (isSurge ? 1.8 : 1);
        int requests = (int) Math.round(rate * 10 + random.nextGaussian() * Math.sqrt(rate * 10));
        double ramp = isSlow ? Math.min(1, (w - SLOW_FROM + 1) / 6.0) : 0;
        for (int i = 0; i < requests; i++) {
            double latency =
                    Math.exp(Math.log(24_000 + 2_500 * s) + 0.55 * random.nextGaussian())
                            * (1 + 6 * ramp);
            boolean isRetry = random.nextDouble() < 0.012 + 0.03 * ramp;
            int status = status(0.002 + 0.04 * ramp);
            request(window, s, (long) latency, status, isRetry);
        }
    }

    private int status(double errorShare) {
        double u = random.nextDouble();
        if (u < errorShare) {
            return u < errorShare / 10 ? -1 : 503;
        }
        return u < errorShare + 0.011 ? 404 : u < 0.06 ? 304 : 200;
    }

    private void request(
            Map<Dimension, Map<String, Sum>> window,
            int server,
            long latency,
            int status,
            boolean isRetry) {
        String statusClass = status < 0 ? "none" : status / 100 + "xx";
        String route = ROUTES[(int) (Math.pow(random.nextDouble(), 2) * ROUTES.length)];
        long bytes = 2_000L + random.nextInt(30_000);
        byStatus.merge(status, 1L, Long::sum);
        Map<Dimension, String> keys =
                Map.of(
                        Dimension.TOTAL,
                        Dimension.ALL,
                        Dimension.REGION,
                        SERVERS[server].substring(0, 2),
                        Dimension.SERVER,
                        SERVERS[server],
                        Dimension.ROUTE,
                        route,
                        Dimension.STATUS_CLASS,
                        statusClass);
        keys.forEach((dimension, key) -> {
            sum(whole, dimension, key).add(latency, status, bytes, isRetry);
            sum(window, dimension, key).add(latency, status, bytes, isRetry);
        });
    }

    private static Sum sum(Map<Dimension, Map<String, Sum>> sums, Dimension dimension, String key) {
        return sums.computeIfAbsent(dimension, d -> new LinkedHashMap<>())
                .computeIfAbsent(key, k -> new Sum());
    }

    private static List<Anomaly> anomalies() {
        return List.of(
                anomaly(
                        Dimension.SERVER,
                        "eu-2",
                        Figure.P95,
                        new double[] {461_000, 66_400, 58_000, 74_800},
                        Severity.CRITICAL,
                        SLOW_FROM + 1,
                        SLOW_TO),
                anomaly(
                        Dimension.TOTAL,
                        Dimension.ALL,
                        Figure.P95,
                        new double[] {268_000, 76_200, 66_000, 86_000},
                        Severity.MAJOR,
                        SLOW_FROM + 2,
                        SLOW_TO),
                anomaly(
                        Dimension.TOTAL,
                        Dimension.ALL,
                        Figure.ERROR_RATE,
                        new double[] {0.0113, 0.00203, 0, 0.0049},
                        Severity.MAJOR,
                        SLOW_FROM + 2,
                        SLOW_TO - 1),
                anomaly(
                        Dimension.REGION,
                        "us",
                        Figure.REQUEST_RATE,
                        new double[] {640, 351, 300, 402},
                        Severity.MINOR,
                        150,
                        166));
    }

    private static Anomaly anomaly(
            Dimension dimension,
            String key,
            Figure metric,
            double[] observedExpectedLowHigh,
            Severity severity,
            int fromWindow,
            int toWindow) {
        return new Anomaly(
                dimension,
                key,
                metric,
                at(fromWindow),
                at(toWindow),
                severity == Severity.MINOR ? 0.968 : 0.99997,
                observedExpectedLowHigh[0],
                observedExpectedLowHigh[1],
                observedExpectedLowHigh[2],
                observedExpectedLowHigh[3],
                severity == Severity.MINOR ? 6.4 : 21.5,
                severity);
    }

    private static List<TruthInterval> truth() {
        return List.of(
                new TruthInterval("slow_server", "server:eu-2", at(SLOW_FROM), at(SLOW_TO), 7),
                new TruthInterval("surge", "region:us", at(150), at(166), 1.8));
    }

    static long at(int window) {
        return START_MICROS + window * WINDOW_MICROS;
    }

    /// KPIs under construction.
    private static final class Sum {
        private final LatencyHistogram latencies = new LatencyHistogram();
        private long requests;
        private long retries;
        private long succeeded;
        private long clientErrors;
        private long serverErrors;
        private long bytes;
        private long satisfied;
        private long tolerating;
        private double latencySum;
        private double max;

        void add(long latency, int status, long size, boolean isRetry) {
            boolean isError = status < 0 || status >= 500;
            latencies.add(latency);
            requests++;
            retries += isRetry ? 1 : 0;
            succeeded += isRetry && !isError ? 1 : 0;
            clientErrors += status >= 400 && status < 500 ? 1 : 0;
            serverErrors += isError ? 1 : 0;
            bytes += size;
            satisfied += !isError && latency <= Kpi.APDEX_THRESHOLD_MICROS ? 1 : 0;
            tolerating +=
                    !isError
                                    && latency > Kpi.APDEX_THRESHOLD_MICROS
                                    && latency <= 4 * Kpi.APDEX_THRESHOLD_MICROS
                            ? 1
                            : 0;
            latencySum += latency;
            max = Math.max(max, (double) latency);
        }

        Kpi kpi() {
            double[] q = latencies.quantiles(0.5, 0.9, 0.95, 0.99, 0.999);
            return new Kpi(
                    requests,
                    requests,
                    requests - retries,
                    retries,
                    succeeded,
                    clientErrors,
                    serverErrors,
                    bytes,
                    requests,
                    satisfied,
                    tolerating,
                    requests == 0 ? Double.NaN : latencySum / requests,
                    q[0],
                    q[1],
                    q[2],
                    q[3],
                    q[4],
                    requests == 0 ? Double.NaN : max,
                    Double.NaN,
                    Double.NaN,
                    true);
        }
    }
}
