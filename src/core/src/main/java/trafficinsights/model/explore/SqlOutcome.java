package trafficinsights.model.explore;

/// What became of a query whose rows went to a [RowSink].
///
/// @param rows given
/// @param isCut whether there are more rows than were given
/// @param changedRows rows that a writing statement changed; -1 when it was none
/// @param seconds from the start to the last row
public record SqlOutcome(long rows, boolean isCut, long changedRows, double seconds) {}
