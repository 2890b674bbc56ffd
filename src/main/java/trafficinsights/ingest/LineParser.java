package trafficinsights.ingest;

/// Reads one line of one format. Made per worker; keeps caches. Threads: one.
interface LineParser {
    /// Reads `[from, to)` of a line without its line end.
    ///
    /// @param bytes has at least 8 readable bytes behind `to`
    /// @param rows where a request is added; untouched unless the verdict is REQUEST
    LineVerdict parse(byte[] bytes, int from, int to, RowWriter rows);

    /// Says what header lines stand in front of the lines that come now; they need not follow those
    /// read before. Only formats with headers care.
    default void startBlock(HeaderLines header) {}
}
