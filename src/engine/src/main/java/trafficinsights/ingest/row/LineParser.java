package trafficinsights.ingest.row;

import trafficinsights.ingest.text.LineBlock;

/// Reads one line (or record) of one format. Made per worker; keeps caches. Threads: one.
public interface LineParser {
    /// Reads `[from, to)` of a line without its line end.
    ///
    /// @param bytes has at least 8 readable bytes behind `to`
    /// @param rows where a request is added; untouched unless the verdict is REQUEST
    LineVerdict parse(byte[] bytes, int from, int to, RowWriter rows);

    /// Reads the line `[at, end)` of a block, its line feed excluded. A carriage return at its end
    /// is not part of it. A line of NUL bytes is blank: servers that reserve room for their log
    /// leave them where they stopped.
    default LineVerdict verdict(LineBlock block, int at, int end, RowWriter rows) {
        int textEnd = end > at && block.bytes[end - 1] == '\r' ? end - 1 : end;
        int padding = at;
        while (padding < textEnd && block.bytes[padding] == 0) {
            padding++;
        }
        return padding == textEnd ? LineVerdict.BLANK : parse(block.bytes, at, textEnd, rows);
    }

    /// Says what header lines are in front of the lines that come now; they need not follow those
    /// read before. Only formats with headers care.
    default void startBlock(HeaderLines header) {}

    /// What is known behind the lines parsed since [#startBlock].
    ///
    /// @param before what was known in front of them
    default HeaderLines header(HeaderLines before) {
        return before;
    }

    /// End of the record that begins with the line `[at, lineEnd)`, its line end excluded. Only
    /// formats whose records may have several lines know better than the line's end.
    ///
    /// @param to end of the block, which is the end of a record
    default int recordEnd(byte[] bytes, int at, int lineEnd, int to) {
        return lineEnd;
    }

    /// Whether every request parsed so far has a dash in the place of its status: then none is
    /// known, which is not the same as a request without an answer.
    default boolean lacksStatus() {
        return false;
    }

    /// Why the line parsed last was rejected, in words; the same for the same mistake.
    default String cause(LineVerdict verdict) {
        return verdict.label();
    }
}
