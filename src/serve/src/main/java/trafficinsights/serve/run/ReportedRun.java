package trafficinsights.serve.run;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.alerts.Sample;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.alert.RunFigures;
import trafficinsights.run.base.RunProgress;

/// A run of which only the report is left: from a folder, a store or a warehouse. It has the
/// figures of its windows and of the whole, and nothing between the two.
public final class ReportedRun implements ServedRun {
    private final String id;
    private final Snapshot snapshot;
    private final RequestRows rows;
    private final RunFigures figures;

    public ReportedRun(String id, RunReport report, RequestRows rows) {
        this.id = id;
        this.rows = rows;
        RunProgress progress =
                new RunProgress(
                        RunProgress.Stage.DONE,
                        report.counts().requests(),
                        report.counts().lines(),
                        report.counts().rejectedLines(),
                        1,
                        0,
                        0,
                        0,
                        0,
                        false);
        this.snapshot = new Snapshot(1, report, progress, true, "");
        this.figures = new RunFigures(() -> progress);
        figures.accept(report.series(), Long.MAX_VALUE);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public boolean canMerge() {
        return false;
    }

    /// Of one window, or of the whole run.
    @Override
    public Optional<SpanKpi> between(
            Dimension dimension, String key, long fromMicros, long toMicros) {
        RunReport report = snapshot.report();
        TimeWindow span = report.span();
        if (span == null) {
            return Optional.empty();
        }
        if (fromMicros <= snapshot.startMicros() && toMicros >= span.endMicros()) {
            Kpi whole = whole(dimension, key);
            return whole == null ? Optional.empty() : Optional.of(new SpanKpi(whole, span));
        }
        List<KpiWindow> within =
                report.series().stream()
                        .filter(window ->
                                window.dimension() == dimension
                                        && window.key().equals(key)
                                        && window.window().startMicros() >= fromMicros
                                        && window.window().startMicros() < toMicros)
                        .limit(2)
                        .toList();
        return within.size() == 1
                ? Optional.of(SpanKpi.of(within.getFirst().kpi(), within.getFirst().window(), span))
                : Optional.empty();
    }

    private @Nullable Kpi whole(Dimension dimension, String key) {
        RunReport report = snapshot.report();
        if (dimension == Dimension.TOTAL) {
            return report.totals();
        }
        return report.breakdown().getOrDefault(dimension, List.of()).stream()
                .filter(keyed -> keyed.key().equals(key))
                .map(RunReport.KeyedKpi::kpi)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        return Optional.empty();
    }

    @Override
    public Outcome<WhatChanged> whatChanged(Spans spans) {
        return Outcome.rejected(
                Problem.of(
                        "serve.no-source",
                        "What changed needs the requests, and this run is read from its report."
                                + " Serve the store or the log instead."));
    }

    @Override
    public Outcome<RowPage> rows(long offset, int count) {
        return rows.page(offset, count);
    }

    @Override
    public List<Sample> samples() {
        return figures.samples();
    }

    @Override
    public void close() {
        rows.close();
    }
}
