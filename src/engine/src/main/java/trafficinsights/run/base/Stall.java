package trafficinsights.run.base;

/// Points between two steps of a hand-over from one thread of a run to another.
///
/// A test holds a thread there for a while, so that an order of events that is rare becomes usual.
/// Outside of tests nothing happens.
@FunctionalInterface
public interface Stall {
    Stall NONE = _ -> {};

    /// Where a thread may be held.
    enum Point {
        /// A worker has worked on a piece and passes it on.
        WORKER_PASSES_ON,
        /// A worker has taken its table out and gives it to the merger.
        WORKER_HANDS_OVER,
        /// A worker has handed over its last table.
        WORKER_ENDS,
        /// The sink has taken a unit.
        SINK_TOOK,
        /// The merger has looked for a table and has not yet used what it found.
        MERGER_LOOKED
    }

    void at(Point point) throws InterruptedException;
}
