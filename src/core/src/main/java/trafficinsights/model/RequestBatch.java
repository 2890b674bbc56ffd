package trafficinsights.model;

import java.util.Arrays;

/// Up to [#CAPACITY] requests, one array a column; the unit that moves between stages.
///
/// All columns share the index `0..size()-1`; what lies behind is stale. Whoever is handed a batch
/// owns it: the producer keeps no reference and never reuses its arrays. Nobody writes to a batch
/// once it was handed over, so several stages may read it at the same time.
///
/// @param size number of rows
/// @param names dictionaries of the run, which the codes refer to
/// @param epochMicros when the request was accepted, µs since 1970 UTC
/// @param requestId unique within the run
/// @param firstRequestId id of the first attempt; equal to `requestId` for a first attempt
/// @param clientId see [ClientId]
/// @param latencyMicros from accept to the end of the response, µs; [#UNKNOWN] where the log has
///   none
/// @param ttfbMicros from the request's way to the server until the first byte of its answer, µs;
///   [#UNKNOWN] where the log has none
/// @param bytes sent to the client; [#UNKNOWN] where the log has none
/// @param region code
/// @param server code
/// @param route code
/// @param status HTTP status; [#NO_STATUS] where no response was sent, [#UNKNOWN_STATUS] where the
///   source has none
/// @param method code
/// @param attempt ordinal of this attempt, from 1
/// @param scenario code of the ground-truth label; 0 where nothing was injected
public record RequestBatch(
        int size,
        Names names,
        long[] epochMicros,
        long[] requestId,
        long[] firstRequestId,
        long[] clientId,
        long[] latencyMicros,
        long[] ttfbMicros,
        long[] bytes,
        short[] region,
        short[] server,
        short[] route,
        short[] status,
        byte[] method,
        byte[] attempt,
        byte[] scenario) {

    /// Rows of a full batch.
    public static final int CAPACITY = 65_536;

    /// Marks a latency or a size that the source does not tell.
    public static final long UNKNOWN = -1;

    /// Status of a request that was never answered.
    public static final short NO_STATUS = -1;

    /// Status of a request whose source does not have one: whether it failed is not known.
    public static final short UNKNOWN_STATUS = 0;

    public RequestBatch {
        if (size < 0 || size > epochMicros.length) {
            throw new IllegalArgumentException(
                    "size %d of a batch with room for %d".formatted(size, epochMicros.length));
        }
    }

    /// An empty batch whose columns have room for `capacity` rows; its owner fills the arrays.
    /// Times to first byte, which few sources have, are unknown until then.
    public static RequestBatch allocate(int capacity, Names names) {
        long[] ttfbMicros = new long[capacity];
        Arrays.fill(ttfbMicros, UNKNOWN);
        return new RequestBatch(
                0,
                names,
                new long[capacity],
                new long[capacity],
                new long[capacity],
                new long[capacity],
                new long[capacity],
                ttfbMicros,
                new long[capacity],
                new short[capacity],
                new short[capacity],
                new short[capacity],
                new short[capacity],
                new byte[capacity],
                new byte[capacity],
                new byte[capacity]);
    }

    /// The same columns with another number of valid rows.
    public RequestBatch withSize(int newSize) {
        return new RequestBatch(
                newSize,
                names,
                epochMicros,
                requestId,
                firstRequestId,
                clientId,
                latencyMicros,
                ttfbMicros,
                bytes,
                region,
                server,
                route,
                status,
                method,
                attempt,
                scenario);
    }

    public int capacity() {
        return epochMicros.length;
    }
}
