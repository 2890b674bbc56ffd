package trafficinsights.run.engine;

import org.jspecify.annotations.Nullable;

/// What stays the same when a run is resumed.
///
/// @param key by which the store knows the run; null where it cannot be resumed
/// @param startedMicros when it was begun first; the report is dated by it
record RunIdentity(@Nullable String key, long startedMicros) {
    /// Of a run that is not kept in a folder.
    static RunIdentity now() {
        return new RunIdentity(null, System.currentTimeMillis() * 1000);
    }
}
