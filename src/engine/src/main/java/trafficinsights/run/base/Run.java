package trafficinsights.run.base;

import java.util.List;
import java.util.Optional;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.SpanKpi;

/// A run that was started: what the window and the command line hold while it works.
///
/// Threads: every method may be called from any thread; none blocks but [#await()].
public interface Run extends AutoCloseable {

    /// The newest progress.
    RunProgress progress();

    /// What has changed in the live picture since `version` (0 for everything).
    LiveUpdate liveSince(long version);

    /// KPIs of the total, a region, a server or a class of status over the windows that begin in
    /// `[fromMicros, toMicros)`, percentiles from merged sketches, with the span that they cover.
    /// Empty without any, or while the run is busy with its windows.
    Optional<SpanKpi> between(Dimension dimension, String key, long fromMicros, long toMicros);

    /// Latencies of the total, a region or a server over those windows, in at most `mostColumns`
    /// columns. Empty as [#between].
    Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns);

    /// Holds the source; what is in flight is still measured. Ends with [#resume()].
    void pause();

    void resume();

    /// While paused, lets one more piece through: what waits now of one source that is followed, or
    /// the next fifth of a second of a run that plays in time.
    default void step() {}

    /// Ends a live source: what has come by now is its last, and the run reports. Any other run is
    /// cancelled.
    default void stopFollowing() {
        cancel();
    }

    /// Lines of a live source that have come while the run was paused, and wait.
    default long waitingLines() {
        return 0;
    }

    /// Metrics of the servers so far; the same object while nothing has changed.
    default ServerHistory serverMetrics() {
        return ServerHistory.NONE;
    }

    /// How each source of a live run is doing; empty for any other run.
    default List<LiveSource> liveSources() {
        return List.of();
    }

    /// Measured batches that wait to be put together. What is full blocks, and never drops.
    default QueueLength waitingBatches() {
        return QueueLength.NONE;
    }

    /// Stops as soon as possible, leaving whole files only. The outcome is then a problem with the
    /// code `run.cancelled`.
    void cancel();

    /// Waits for the end. A failed or cancelled run gives a [Outcome.Rejected].
    Outcome<RunSummary> await() throws InterruptedException;

    /// Cancels if it still works, and waits until its threads are gone.
    @Override
    void close();
}
