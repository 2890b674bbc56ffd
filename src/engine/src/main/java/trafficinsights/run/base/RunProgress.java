package trafficinsights.run.base;

/// How far a run is; a snapshot.
///
/// @param stage what it does now
/// @param rows requests so far
/// @param lines read so far (rows made, for a generated run)
/// @param rejects lines refused so far
/// @param doneShare 0 to 1; negative when the end is not known
/// @param elapsedSeconds since the start, pauses included
/// @param rowsPerSecond over the last few seconds
/// @param secondsLeft estimate; negative when it is not known
/// @param storedRows handed to the store so far
/// @param isPaused whether the source is held
public record RunProgress(
        Stage stage,
        long rows,
        long lines,
        long rejects,
        double doneShare,
        double elapsedSeconds,
        double rowsPerSecond,
        double secondsLeft,
        long storedRows,
        boolean isPaused) {

    /// The stages in their order; the last three are ends.
    public enum Stage {
        STARTING("starting"),
        /// Another program has the store; the run tries again.
        WAITING("waiting for the store"),
        READING("reading"),
        GENERATING("generating"),
        REPORTING("writing the report"),
        STORING("storing"),
        DONE("done"),
        CANCELLED("cancelled"),
        FAILED("failed");

        private final String label;

        Stage(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public boolean isEnd() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }
}
