package trafficinsights.store.explore;

/// The rows of a query, found: from an offset to the rows themselves without looking for them
/// again.
sealed interface RowSet {
    long count();

    /// Every row of a source whose k-th row has the number k.
    record Whole(long count) implements RowSet {}

    /// Rows of the source, in its order.
    record Marked(RowMarks marks) implements RowSet {
        @Override
        public long count() {
            return marks.count();
        }
    }

    /// A copy of the rows in the order of the query, in a temporary table.
    record Copied(String table, long count) implements RowSet {}
}
