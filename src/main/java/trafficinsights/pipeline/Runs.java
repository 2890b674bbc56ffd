package trafficinsights.pipeline;

/// Starts runs: the one way in, for the window and for the command line.
public final class Runs {
    private Runs() {}

    /// Starts a run on threads of its own and returns at once. Whatever is wrong with the input or
    /// the output comes as the run's outcome.
    public static Run start(RunSpec spec) {
        RunEngine engine = new RunEngine(spec);
        engine.start();
        return engine;
    }
}
