package trafficinsights.pipeline;

import java.nio.file.Path;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

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

    /// Goes on with a run that was killed, cancelled or failed, from the folder that it was given.
    /// What it leaves in the end is what it would have left undisturbed.
    ///
    /// @throws trafficinsights.model.ProblemException when the folder holds no run, another program
    ///   is at work on it, or a file that it reads was changed
    public static Run resume(Path folder) {
        RunFolder held = RunFolder.resume(folder);
        RunEngine engine = new RunEngine(held.spec(), held);
        engine.start();
        return engine;
    }

    /// Whether what stopped a run can pass or be mended, so that going on makes sense: not where
    /// its input is what is wrong.
    public static boolean isWorthResuming(Problem problem) {
        String code = problem.code();
        return code.equals("run.cancelled")
                || code.equals("run.memory")
                || code.equals("run.failed")
                || code.startsWith("output.")
                || code.startsWith("store.");
    }

    /// Whether a folder holds a run of which something is missing.
    public static boolean isResumable(Path folder) {
        try {
            return !resumable(folder).isWhole();
        } catch (ProblemException e) {
            return false;
        }
    }

    /// How far the run in a folder came.
    ///
    /// @throws trafficinsights.model.ProblemException when it holds none
    public static Resumable resumable(Path folder) {
        RunFile file = RunFile.read(folder.toAbsolutePath().normalize());
        return new Resumable(
                file.state() == RunFile.State.WHOLE,
                file.state() == RunFile.State.PUSHING,
                file.spec(),
                file.problem());
    }

    /// Notes that a run was pushed to its warehouse, which was all that it lacked.
    public static void pushed(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        RunFile.read(absolute).with(RunFile.State.WHOLE, "").write(absolute);
    }

    /// A run that was begun before.
    ///
    /// @param isWhole whether nothing of it is missing
    /// @param isToPush whether only its push is missing
    /// @param problem why it stopped, in words; empty where it was killed
    public record Resumable(boolean isWhole, boolean isToPush, RunSpec spec, String problem) {}
}
