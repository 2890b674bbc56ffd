package trafficinsights.run.engine;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;

/// What a worker made of one piece of the source.
///
/// @param sequence ordinal of the piece in the order of the source, without gaps
/// @param requests in the piece
/// @param lastMicros event time up to which the piece goes; `Long.MIN_VALUE` when it held nothing
/// @param batches kept for a sink; empty when only KPIs are wanted
/// @param csv the batches as CSV rows; null when no CSV is written
/// @param block counts of lines, for logs
/// @param metrics for generated traffic
record Unit(
        long sequence,
        long requests,
        long lastMicros,
        List<RequestBatch> batches,
        @Nullable ByteBuffer csv,
        @Nullable ParsedBlock block,
        @Nullable ServerMetricBatch metrics) {}
