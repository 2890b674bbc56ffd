package trafficinsights.model;

/// What was really injected: the ground truth that detectors are scored against.
///
/// @param kind of failure, as in the scenario file (`slow_server`)
/// @param target what it hit (`eu-2`, `all`)
/// @param startMicros µs since 1970 UTC
/// @param endMicros µs since 1970 UTC, after the start
/// @param strength in the unit of its kind (a factor, or a share)
public record TruthInterval(
        String kind, String target, long startMicros, long endMicros, double strength) {
    public TruthInterval {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException(
                    "ground truth %s ends at %d, not after its start %d"
                            .formatted(kind, endMicros, startMicros));
        }
    }

    /// `Injected: slow server, server eu-2`
    public String sentence() {
        return "Injected: " + kind.replace('_', ' ') + ", " + target.replace(":", " ");
    }
}
