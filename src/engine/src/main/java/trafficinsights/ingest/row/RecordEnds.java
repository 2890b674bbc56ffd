package trafficinsights.ingest.row;

/// Finds where records end that may have several lines. Threads: one.
public interface RecordEnds {
    /// End of the last whole record in `[from, to)`, which begins with a record and ends with a
    /// line; `from` when there is none.
    int wholeRecordsEnd(byte[] bytes, int from, int to);
}
