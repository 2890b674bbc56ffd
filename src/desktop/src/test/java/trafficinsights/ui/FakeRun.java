package trafficinsights.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.events.Event;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSpec;

/// A run whose windows a test gives out by hand, or a clock by itself.
public final class FakeRun implements Run {
    private final RunSpec spec;
    private int windows;
    private boolean paused;
    private boolean closed;
    private @Nullable Outcome<RunSummary> outcome;
    private Stage stage = Stage.GENERATING;

    public FakeRun(RunSpec spec) {
        this.spec = spec;
    }

    RunSpec spec() {
        return spec;
    }

    private List<Event> events = List.of();
    private List<LiveSource> sources = List.of();
    private long waitingLines;

    /// Lets so many further windows become known.
    public synchronized FakeRun give(int more) {
        if (!paused && outcome == null) {
            windows = Math.min(ScriptedTraffic.WINDOWS, windows + more);
        }
        return this;
    }

    public synchronized void finish() {
        end(
                Stage.DONE,
                Outcome.ok(
                        new RunSummary(
                                rows(),
                                rows(),
                                0,
                                0,
                                windows,
                                3,
                                2,
                                12.4,
                                rows() / 12.4,
                                new TreeMap<>(),
                                new TreeMap<>(),
                                List.of(),
                                List.of(),
                                null,
                                null,
                                changed(),
                                null,
                                List.of())));
    }

    private @Nullable WhatChanged changed() {
        Spans spans = spec.judging().spans();
        return spans == null ? null : ScriptedTraffic.changed(spans);
    }

    /// The script has no sketches to merge: counts are summed, and the latencies of the span's last
    /// window stand for it.
    @Override
    public Optional<SpanKpi> between(
            Dimension dimension, String key, long fromMicros, long toMicros) {
        return ScriptedTraffic.sum(windows(dimension, key, fromMicros, toMicros));
    }

    private List<KpiWindow> windows(Dimension dimension, String key, long from, long to) {
        return liveSince(0).windows().stream()
                .filter(w -> w.dimension() == dimension && w.key().equals(key))
                .filter(w -> w.window().startMicros() >= from)
                .filter(w -> w.window().startMicros() < to)
                .toList();
    }

    /// One column for each window: half of its requests at p50, the others at p95.
    @Override
    public Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        List<KpiWindow> found = windows(dimension, key, fromMicros, toMicros);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        long[] counts = new long[found.size() * LatencyGrid.ROWS];
        for (int i = 0; i < found.size(); i++) {
            Kpi kpi = found.get(i).kpi();
            for (double latency : new double[] {kpi.p50Micros(), kpi.p95Micros()}) {
                int row = (int) LatencyGrid.rowOf(latency);
                counts[i * LatencyGrid.ROWS + row] += kpi.requests() / 2;
            }
        }
        return Optional.of(
                new LatencyGrid(
                        found.getFirst().window().startMicros(),
                        ScriptedTraffic.WINDOW_MICROS,
                        found.size(),
                        counts));
    }

    public synchronized void fail(Problem problem) {
        end(Stage.FAILED, Outcome.rejected(problem));
    }

    private synchronized void end(Stage last, Outcome<RunSummary> result) {
        if (outcome == null) {
            stage = last;
            outcome = result;
            notifyAll();
        }
    }

    private long rows() {
        return windows * 10_500L;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized RunProgress progress() {
        double share = (double) windows / ScriptedTraffic.WINDOWS;
        return new RunProgress(
                stage,
                rows(),
                rows(),
                0,
                share,
                windows / 6.0,
                612_000,
                (1 - share) * 60,
                0,
                paused);
    }

    @Override
    public synchronized LiveUpdate liveSince(long version) {
        List<KpiWindow> news = new ArrayList<>();
        for (int i = (int) version; i < windows; i++) {
            news.addAll(ScriptedTraffic.windows(i));
        }
        return new LiveUpdate(
                windows,
                false,
                false,
                news,
                ScriptedTraffic.anomalies(windows),
                ScriptedTraffic.incidents(windows),
                ScriptedTraffic.truth(),
                windows == 0 ? Long.MIN_VALUE : ScriptedTraffic.start(windows),
                events);
    }

    /// What a followed run says of its sources, and what waits while it is paused.
    synchronized void setSources(List<LiveSource> newSources, long newWaiting) {
        sources = newSources;
        waitingLines = newWaiting;
    }

    @Override
    public synchronized List<LiveSource> liveSources() {
        return sources;
    }

    @Override
    public synchronized long waitingLines() {
        return waitingLines;
    }

    @Override
    public void stopFollowing() {
        finish();
    }

    /// What the run is shown with.
    synchronized void setEvents(List<Event> newEvents) {
        events = newEvents;
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public synchronized void resume() {
        paused = false;
    }

    @Override
    public void cancel() {
        end(
                Stage.CANCELLED,
                Outcome.rejected(Problem.of("run.cancelled", "The run was cancelled.")));
    }

    @Override
    public synchronized Outcome<RunSummary> await() throws InterruptedException {
        while (outcome == null) {
            wait();
        }
        return outcome;
    }

    @Override
    public synchronized void close() {
        cancel();
        closed = true;
    }
}
