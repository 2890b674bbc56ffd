package trafficinsights.ingest.flow;

import java.util.List;

/// What files of flows hold.
///
/// @param columns of the rows, in their order
/// @param rows flows, and records of Amazon that say that there are none
/// @param others lines of the formats that are not flows: headers, comments, sums
/// @param rejects lines or tuples that could not be read
/// @param firstMicros start of the first flow, µs since the epoch; `Long.MAX_VALUE` without one
/// @param lastMicros start of the last one; `Long.MIN_VALUE` without one
/// @param notes what a person should know of how they were read
public record FlowTable(
        List<FlowColumn> columns,
        long rows,
        long others,
        long rejects,
        long firstMicros,
        long lastMicros,
        List<String> notes) {
    public FlowTable {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }
}
