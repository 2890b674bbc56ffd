package trafficinsights.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToLongFunction;
import trafficinsights.MarkedCharts;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.model.Incident.Cause;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.NumberText;
import trafficinsights.model.Severity;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.shift.Change;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Shares;

/// An hour of windows as an engine would give them: a rate that swings, one server that is slow for
/// eight minutes, and a bad deploy later on. Always the same.
public final class ScriptedTraffic {
    public static final long WINDOW_MICROS = MarkedCharts.WINDOW_MICROS;
    public static final int WINDOWS = 360;
    // 22 November 2026, 10:00 UTC.
    public static final long START_MICROS = MarkedCharts.START_MICROS;

    private static final String[] REGIONS = {"eu", "us-east", "us-west", "asia"};
    private static final double[] SHARES = {0.42, 0.31, 0.17, 0.10};
    private static final int SERVERS = 24;
    private static final int SLOW_FROM = 110;
    private static final int SLOW_TO = 158;
    private static final int DEPLOY_FROM = 250;
    private static final int DEPLOY_TO = 286;

    private ScriptedTraffic() {}

    public static long start(int index) {
        return MarkedCharts.start(index);
    }

    /// Counts of windows of one series together, with the latencies of the last one.
    static Optional<SpanKpi> sum(List<KpiWindow> windows) {
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        Kpi last = windows.getLast().kpi();
        Kpi sum =
                new Kpi(
                        sum(windows, Kpi::requests),
                        sum(windows, Kpi::attempts),
                        sum(windows, Kpi::logicalRequests),
                        sum(windows, Kpi::retries),
                        sum(windows, Kpi::succeededAfterRetry),
                        sum(windows, Kpi::clientErrors),
                        sum(windows, Kpi::serverErrors),
                        sum(windows, Kpi::bytes),
                        sum(windows, Kpi::latencyCount),
                        sum(windows, Kpi::satisfied),
                        sum(windows, Kpi::tolerating),
                        last.meanMicros(),
                        last.p50Micros(),
                        last.p90Micros(),
                        last.p95Micros(),
                        last.p99Micros(),
                        last.p999Micros(),
                        last.maxMicros(),
                        Double.NaN,
                        Double.NaN,
                        true);
        TimeWindow span = windows.getFirst().window().and(windows.getLast().window());
        return Optional.of(new SpanKpi(sum, span));
    }

    private static long sum(List<KpiWindow> windows, ToLongFunction<Kpi> count) {
        return windows.stream().mapToLong(w -> count.applyAsLong(w.kpi())).sum();
    }

    /// The windows of one step: the total and each region.
    public static List<KpiWindow> windows(int index) {
        List<KpiWindow> windows = new ArrayList<>();
        Random noise = new Random(index * 7919L + 13);
        double rate =
                1_050
                        + 240 * Math.sin(index / 58.0)
                        + 60 * Math.sin(index / 9.0)
                        + noise.nextGaussian() * 22;
        boolean slow = index >= SLOW_FROM && index < SLOW_TO;
        boolean deploy = index >= DEPLOY_FROM && index < DEPLOY_TO;
        double p95 = 84 + 12 * Math.sin(index / 40.0) + noise.nextGaussian() * 4;
        p95 += slow ? 210 + 40 * noise.nextDouble() : 0;
        double errors = 0.0021 + 0.0006 * noise.nextDouble() + (deploy ? 0.038 : 0);
        TimeWindow window = new TimeWindow(start(index), WINDOW_MICROS);
        windows.add(
                new KpiWindow(
                        window,
                        Dimension.TOTAL,
                        Dimension.ALL,
                        kpi(rate, p95, errors, noise.nextDouble())));
        for (int i = 0; i < REGIONS.length; i++) {
            double share = SHARES[i] * (1 + 0.25 * Math.sin(index / 70.0 + i * 1.4));
            double own = rate * share * (1 + noise.nextGaussian() * 0.03);
            windows.add(
                    new KpiWindow(
                            window,
                            Dimension.REGION,
                            REGIONS[i],
                            kpi(own, p95, errors, noise.nextDouble())));
        }
        for (int i = 0; i < SERVERS; i++) {
            String name = REGIONS[i % REGIONS.length] + "-" + (1 + i / REGIONS.length);
            double own = slow && name.equals("eu-2") ? p95 * 3 : 70 + i;
            windows.add(
                    new KpiWindow(
                            window,
                            Dimension.SERVER,
                            name,
                            kpi(rate / SERVERS, own, errors, noise.nextDouble())));
        }
        return windows;
    }

    private static Kpi kpi(double rate, double p95, double errorRate, double luck) {
        long requests = Math.max(1, Math.round(rate * WINDOW_MICROS / 1e6));
        long errors = Math.round(requests * errorRate);
        long retries = Math.round(requests * (0.011 + errorRate * 0.6 + luck * 0.002));
        long tolerating = Math.round(requests * (0.012 + Math.max(0, p95 - 100) / 3_000));
        return new Kpi(
                requests,
                requests,
                requests - retries,
                retries,
                retries / 2,
                Math.round(requests * (0.012 + luck * 0.004)),
                errors,
                requests * 5_400,
                requests,
                requests - tolerating - errors,
                tolerating,
                p95 * 480,
                p95 * 380,
                p95 * 800,
                p95 * 1_000,
                p95 * (1_900 + 300 * luck),
                p95 * 3_000,
                p95 * 6_000,
                Double.NaN,
                Double.NaN,
                true);
    }

    /// What a detector would have said after so many windows.
    public static List<Anomaly> anomalies(int windows) {
        List<Anomaly> found = new ArrayList<>();
        if (windows > 64) {
            found.add(
                    anomaly(
                            Dimension.REGION,
                            "asia",
                            Figure.REQUEST_RATE,
                            58,
                            64,
                            0.81,
                            152,
                            104,
                            Severity.MINOR));
        }
        if (windows > SLOW_FROM + 3) {
            found.add(
                    anomaly(
                            Dimension.SERVER,
                            "eu-2",
                            Figure.P95,
                            SLOW_FROM + 2,
                            Math.min(windows, SLOW_TO),
                            0.97,
                            318_000,
                            91_000,
                            Severity.MAJOR));
        }
        if (windows > DEPLOY_FROM + 2) {
            found.add(
                    anomaly(
                            Dimension.TOTAL,
                            Dimension.ALL,
                            Figure.ERROR_RATE,
                            DEPLOY_FROM + 1,
                            Math.min(windows, DEPLOY_TO),
                            0.99,
                            0.041,
                            0.0024,
                            Severity.CRITICAL));
        }
        return found;
    }

    /// The same, told as incidents.
    public static List<Incident> incidents(int windows) {
        return anomalies(windows).stream()
                .filter(found -> found.severity() != Severity.MINOR)
                .map(ScriptedTraffic::incident)
                .toList();
    }

    /// What a comparison of two spans would say.
    public static WhatChanged changed(Spans spans) {
        return new WhatChanged(
                spans,
                48_100,
                50_200,
                List.of(
                        new Change(
                                ComparedFigure.ofAll(Figure.P95, 91_000, 318_000, 41),
                                "server eu-2 explains 88 % of it",
                                "p95 latency went from 91.0 ms to 318 ms; server eu-2 explains 88 %"
                                        + " of it."),
                        new Change(
                                ComparedFigure.ofAll(Figure.ERROR_RATE, 0.002, 0.021, 9),
                                "",
                                "Server error rate rose from 0.20 % to 2.10 %.")),
                List.of(
                        ComparedFigure.ofAll(Figure.P95, 91_000, 318_000, 41),
                        ComparedFigure.ofAll(Figure.REQUEST_RATE, 1_050, 1_004, 2.1),
                        ComparedFigure.ofAll(Figure.APDEX, 0.98, 0.87, -12)),
                List.of(
                        new Shares(
                                Dimension.SERVER,
                                0.031,
                                0.0004,
                                1e-9,
                                List.of(
                                        new WhatChanged.Key("eu-2", 0.08, 0.06, 0.4, 0.88, 0.1),
                                        new WhatChanged.Key("eu-1", 0.08, 0.09, 0.1, 0.02, 0.1)))),
                "p95 latency went from 91.0 ms to 318 ms; server eu-2 explains most of it.");
    }

    private static Incident incident(Anomaly found) {
        boolean isTotal = found.dimension() == Dimension.TOTAL;
        String subject = found.metric() == Figure.P95 ? "p95 latency" : "Server error rate";
        return new Incident(
                found.startMicros(),
                found.endMicros(),
                found.endMicros(),
                found.severity(),
                found.metric(),
                found.dimension(),
                found.key(),
                isTotal ? 1 : 0.88,
                found.expected(),
                found.observed(),
                found.deviation(),
                isTotal ? List.of() : List.of(new Cause(found.dimension(), found.key(), 0.88)),
                1,
                subject
                        + (isTotal ? " of all requests" : " of server " + found.key())
                        + " went from "
                        + found.metric().text(found.expected())
                        + " to "
                        + found.metric().text(found.observed())
                        + " at "
                        + NumberText.clock(found.startMicros())
                        + ".");
    }

    private static Anomaly anomaly(
            Dimension dimension,
            String key,
            Figure metric,
            int from,
            int to,
            double score,
            double observed,
            double expected,
            Severity severity) {
        return new Anomaly(
                dimension,
                key,
                metric,
                start(from),
                start(to),
                score,
                observed,
                expected,
                expected * 0.75,
                expected * 1.25,
                8,
                severity);
    }

    public static List<TruthInterval> truth() {
        return List.of(
                new TruthInterval(
                        "slow_server", "server:eu-2", start(SLOW_FROM), start(SLOW_TO), 4),
                new TruthInterval("bad_deploy", "all", start(DEPLOY_FROM), start(DEPLOY_TO), 0.04));
    }
}
