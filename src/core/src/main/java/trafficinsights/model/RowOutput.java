package trafficinsights.model;

/// Takes a table row by row, each as its fields in the order of the columns: a CSV file, a table of
/// a store. Both get the same numbers: those that the file can tell.
///
/// Errors: those of what is written to. Threads: one at a time.
public interface RowOutput {
    RowOutput text(String value);

    RowOutput number(long value);

    /// Rounded to at most this many decimals; nothing for `NaN` and infinity.
    ///
    /// @param decimals 0 to 9
    RowOutput number(double value, int decimals);

    RowOutput time(long epochMicros);

    /// A field whose value is not known.
    RowOutput empty();

    void endRow();
}
