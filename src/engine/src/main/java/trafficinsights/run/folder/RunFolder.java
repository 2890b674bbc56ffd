package trafficinsights.run.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.report.OutputProblems;
import trafficinsights.run.folder.RunFile.Input;
import trafficinsights.run.folder.RunFile.State;
import trafficinsights.run.spec.RunSpec;

/// The folder of a run at work: held by one program at a time, with a checkpoint (`run.yaml`) that
/// outlives a kill, so that the run can be resumed.
///
/// A run is made of steps that are completely or not at all (each file, the store's transaction,
/// each batch of a push), and makes the same from the same: resumed, it makes again what is not
/// known to be whole, and leaves out what is.
///
/// Threads: one at a time.
public final class RunFolder implements AutoCloseable {
    /// Code of the problem that an input is not what it was.
    public static final String CHANGED = "resume.changed";

    private static final String LOCK_NAME = "run.lock";

    private final Path folder;
    private final FolderLock lock;
    private RunFile file;

    private RunFolder(Path folder, FolderLock lock, RunFile file) {
        this.folder = folder;
        this.lock = lock;
        this.file = file;
    }

    /// Whether a run of this kind leaves a folder that can be resumed: what is followed has no end
    /// that a second start could reach.
    public static boolean suits(RunSpec spec) {
        return spec.writing().out() != null && !spec.reading().source().isFollowed();
    }

    /// Begins a new run in the folder `out`; an older one's checkpoint is replaced.
    ///
    /// @throws trafficinsights.model.ProblemException when the folder cannot be written, or another
    ///   program is at work in it
    public static RunFolder begin(RunSpec spec) {
        Path out = spec.writing().out();
        if (out == null) {
            throw new IllegalArgumentException("a run without a folder");
        }
        Path folder = out.toAbsolutePath().normalize();
        // To the microsecond, as it is in the report.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        RunFile file =
                new RunFile(
                        UUID.randomUUID().toString(), now, spec, inputs(spec), State.RUNNING, "");
        return hold(folder, () -> file);
    }

    /// Takes up a run where it stopped.
    ///
    /// @throws trafficinsights.model.ProblemException when there is none, another program is at
    ///   work on it, or a file that it reads is not what it was
    public static RunFolder resume(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        // Before the folder is touched: it may hold no run at all.
        RunFile.read(absolute).inputs().forEach(RunFolder::requireUnchanged);
        // Once more while it is held: another program may have ended the run in between.
        return hold(absolute, () -> RunFile.read(absolute).with(State.RUNNING, ""));
    }

    private static RunFolder hold(Path folder, Supplier<RunFile> checkpoint) {
        FolderLock lock = null;
        try {
            Files.createDirectories(folder);
            lock = FolderLock.of(folder.resolve(LOCK_NAME));
            if (lock == null) {
                throw Problem.of(
                                "run.held",
                                ("Another program or window is using the run in"
                                                + " %s. Wait until it ends, or choose another folder.")
                                        .formatted(folder))
                        .asException();
            }
            RunFolder held = new RunFolder(folder, lock, checkpoint.get());
            held.file.write(folder);
            return held;
        } catch (IOException e) {
            close(lock);
            throw OutputProblems.of(folder.resolve(RunFile.NAME), e).asException();
        } catch (RuntimeException e) {
            close(lock);
            throw e;
        }
    }

    private static void close(@Nullable FolderLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    /// Whether a program is at work on the run in a folder now.
    public static boolean isHeld(Path folder) {
        return FolderLock.isHeld(folder.resolve(LOCK_NAME));
    }

    /// Those that can be looked at; of another one is reported when it is opened.
    private static List<Input> inputs(RunSpec spec) {
        List<Path> paths = new ArrayList<>(spec.reading().source().decidingFiles());
        Stream.of(spec.judging().truth(), spec.judging().rules(), spec.judging().alerts())
                .filter(Objects::nonNull)
                .forEach(paths::add);
        paths.addAll(spec.reading().events().files());
        List<Input> inputs = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isRegularFile(path)) {
                try {
                    inputs.add(Input.of(path.toAbsolutePath().normalize()));
                } catch (IOException e) {
                    System.getLogger(RunFolder.class.getName())
                            .log(System.Logger.Level.DEBUG, "an input cannot be looked at");
                }
            }
        }
        return inputs;
    }

    /// Why a run cannot go on: a file that it reads is gone, or is not what it was.
    public static Optional<Problem> blocked(RunFile file) {
        return blocked(file.inputs());
    }

    /// Why its requests cannot be had once more: one of their files is gone, or is not what it was.
    public static Optional<Problem> blockedSource(RunFile file) {
        Set<Path> read = new HashSet<>();
        for (Path path : file.spec().reading().source().decidingFiles()) {
            read.add(path.toAbsolutePath().normalize());
        }
        return blocked(file.inputs().stream().filter(in -> read.contains(in.file())).toList());
    }

    private static Optional<Problem> blocked(List<Input> inputs) {
        try {
            inputs.forEach(RunFolder::requireUnchanged);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private static void requireUnchanged(Input input) {
        try {
            if (!Files.isRegularFile(input.file())) {
                throw Problem.of(
                                "resume.missing",
                                "%s no longer exists. Restore it, then resume the run again."
                                        .formatted(input.file()))
                        .asException();
            }
            if (!Input.of(input.file()).equals(input)) {
                throw Problem.of(
                                CHANGED,
                                ("%s was changed after the run began, so the run"
                                                + " cannot be resumed. Start a new run.")
                                        .formatted(input.file()))
                        .asException();
            }
        } catch (IOException e) {
            throw Problem.of(
                            "resume.missing",
                            "%s cannot be read. Check its permissions.".formatted(input.file()),
                            e)
                    .asException();
        }
    }

    public RunSpec spec() {
        return file.spec();
    }

    /// By which the store knows the run.
    public String id() {
        return file.id();
    }

    public long startedMicros() {
        Instant started = file.started();
        return started.getEpochSecond() * 1_000_000 + started.getNano() / 1000;
    }

    /// Writes how the run ended; what cannot be written any more is not worth a second failure.
    public void end(State state, String problem) {
        file = file.with(state, problem);
        file.write(folder);
    }

    @Override
    public void close() {
        lock.close();
    }
}
