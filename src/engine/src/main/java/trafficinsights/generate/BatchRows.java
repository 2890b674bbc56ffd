package trafficinsights.generate;

import trafficinsights.model.RequestBatch;
import trafficinsights.model.RequestColumn;

/// Moves rows between batches. Threads: any, as far as the batches allow.
final class BatchRows {
    private static final RequestColumn[] COLUMNS = RequestColumn.values();

    private BatchRows() {}

    static void copy(RequestBatch from, int at, RequestBatch to, int toAt, int rows) {
        for (RequestColumn column : COLUMNS) {
            System.arraycopy(column.array(from), at, column.array(to), toAt, rows);
        }
    }
}
