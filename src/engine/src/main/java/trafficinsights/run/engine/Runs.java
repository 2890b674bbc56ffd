package trafficinsights.run.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.run.base.Run;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.folder.RunFolder;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.run.spec.RunSpec;

/// Starts runs: the one way in, for the window and for the command line.
public final class Runs {
    /// A folder with more is none where runs are kept.
    private static final int MOST_FOLDERS = 500;

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

    /// Whether a program is at work on the run in a folder. Looks at the disk.
    public static boolean isAtWork(Path folder) {
        return RunFolder.isHeld(folder);
    }

    /// The run in a folder, if it stopped before its end and no program is at work on it. Looks at
    /// the disk.
    public static Optional<StoppedRun> stopped(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute.resolve(RunFile.NAME)) || RunFolder.isHeld(absolute)) {
            return Optional.empty();
        }
        try {
            RunFile file = RunFile.read(absolute);
            return file.state() == RunFile.State.WHOLE
                    ? Optional.empty()
                    : Optional.of(stopped(absolute, file));
        } catch (ProblemException e) {
            // What is not a run is none that stopped.
            return Optional.empty();
        }
    }

    private static StoppedRun stopped(Path folder, RunFile file) {
        return new StoppedRun(
                folder,
                "%s in %s"
                        .formatted(
                                file.spec().reading().source().title(),
                                String.valueOf(folder.getFileName())),
                file.started(),
                file.spec(),
                file.state() == RunFile.State.PUSHING,
                file.problem(),
                RunFolder.blocked(file).map(Problem::userMessage).orElse(""));
    }

    /// The runs in these folders, and in those that lie in them, that stopped before their end; the
    /// latest first. Looks at the disk.
    ///
    /// @param parents folders that may hold runs' folders
    public static List<StoppedRun> stopped(List<Path> folders, List<Path> parents) {
        Set<Path> all = new LinkedHashSet<>();
        folders.forEach(folder -> all.add(folder.toAbsolutePath().normalize()));
        parents.forEach(parent -> all.addAll(within(parent.toAbsolutePath().normalize())));
        return all.stream()
                .map(Runs::stopped)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(StoppedRun::started).reversed())
                .toList();
    }

    private static List<Path> within(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.limit(MOST_FOLDERS).toList();
        } catch (IOException | UncheckedIOException none) {
            // Unchecked: a folder that changes while it is listed.
            return List.of();
        }
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
