package trafficinsights.generate;

import trafficinsights.model.RequestBatch;

/// Moves rows between batches. Threads: any, as far as the batches allow.
final class BatchRows {
    private BatchRows() {}

    static void copy(RequestBatch from, int at, RequestBatch to, int toAt, int rows) {
        System.arraycopy(from.epochMicros(), at, to.epochMicros(), toAt, rows);
        System.arraycopy(from.requestId(), at, to.requestId(), toAt, rows);
        System.arraycopy(from.firstRequestId(), at, to.firstRequestId(), toAt, rows);
        System.arraycopy(from.clientId(), at, to.clientId(), toAt, rows);
        System.arraycopy(from.latencyMicros(), at, to.latencyMicros(), toAt, rows);
        System.arraycopy(from.bytes(), at, to.bytes(), toAt, rows);
        System.arraycopy(from.region(), at, to.region(), toAt, rows);
        System.arraycopy(from.server(), at, to.server(), toAt, rows);
        System.arraycopy(from.route(), at, to.route(), toAt, rows);
        System.arraycopy(from.status(), at, to.status(), toAt, rows);
        System.arraycopy(from.method(), at, to.method(), toAt, rows);
        System.arraycopy(from.attempt(), at, to.attempt(), toAt, rows);
        System.arraycopy(from.scenario(), at, to.scenario(), toAt, rows);
    }
}
