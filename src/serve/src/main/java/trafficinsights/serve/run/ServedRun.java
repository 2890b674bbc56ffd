package trafficinsights.serve.run;

import java.util.List;
import java.util.Optional;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.alerts.Sample;
import trafficinsights.model.explore.RowPage;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;

/// A run that viewers see. Threads: any.
public interface ServedRun extends AutoCloseable {
    /// In addresses: letters, digits and `-`.
    String id();

    /// The newest; the same object until something changed.
    Snapshot snapshot();

    /// Whether windows can be merged into longer ones. A run that was read from a report has no
    /// histograms, so its percentiles cannot.
    boolean canMerge();

    /// Figures of a part over the windows that begin in `[fromMicros, toMicros)`, percentiles from
    /// merged sketches. Empty without any, while the run is busy, or where they cannot be merged.
    Optional<SpanKpi> between(Dimension dimension, String key, long fromMicros, long toMicros);

    /// Latencies of a part over those windows; empty as [#between].
    Optional<LatencyGrid> latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns);

    /// What differs between two spans. Reads the source again, so it may take seconds.
    Outcome<WhatChanged> whatChanged(Spans spans) throws InterruptedException;

    /// Requests from an offset on, in the order of the data.
    Outcome<RowPage> rows(long offset, int count);

    /// The newest figures for monitoring systems.
    List<Sample> samples();

    @Override
    void close();
}
