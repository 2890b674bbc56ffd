package trafficinsights.model.warehouse;

import java.time.Instant;

/// One quality metric of a pushed batch.
///
/// @param run title of its run
/// @param detail which column, kind or cause; may be empty
/// @param value a share of 0 to 1, or a count
public record QualityRow(
        Instant pushedAt, String run, String metric, String detail, double value) {}
