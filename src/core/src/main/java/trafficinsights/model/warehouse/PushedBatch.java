package trafficinsights.model.warehouse;

import java.util.Locale;

/// What became of one batch of a push so far.
///
/// @param number from 0, in the order in which batches were read
/// @param rows requests in it; 0 for what was measured of a run
public record PushedBatch(int number, State state, long rows) {
    public enum State {
        /// Read, and waiting for a stream.
        WAITING,
        /// On its way.
        SENT,
        /// In the warehouse, by this push.
        COMMITTED,
        /// In the warehouse since an earlier push, and left out.
        REPEATED,
        /// On this machine's disk, for want of a server.
        OUTBOX;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public PushedBatch {
        if (number < 0 || rows < 0) {
            throw new IllegalArgumentException("batch " + number + " with " + rows + " rows");
        }
    }
}
