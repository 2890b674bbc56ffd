package trafficinsights.cli;

import java.io.PrintWriter;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.OpenedData;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.ExploreSpec;

/// Opens data, shows the progress on standard error, and ends cleanly on Ctrl+C.
final class ExploreConsole {
    private static final long PROGRESS_NANOS = 200_000_000;
    private static final long PATIENCE_MILLIS = 10_000;

    private final ExploreOptions options;
    private final PrintWriter err;
    private final boolean showsProgress;
    private long lastShown = System.nanoTime();
    private volatile boolean isEnded;

    ExploreConsole(ExploreOptions options) {
        this.options = options;
        this.err = options.spec().commandLine().getErr();
        this.showsProgress = !options.isQuiet() && RunConsole.isTerminal();
    }

    /// What a command does with opened data.
    interface Work {
        void on(Exploration exploration, ExploreWatch watch);
    }

    /// The value, or the way out to [#run].
    static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem problem) -> throw problem.asException();
        };
    }

    /// @return the exit code
    int run(ExploreSpec spec, Work work) {
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(() -> cancel(worker), "cancel");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Exploration exploration = value(Explorations.open(spec, this::progress))) {
            work.on(exploration, this::progress);
            return RunConsole.OK;
        } catch (ProblemException e) {
            return failed(e.problem());
        } finally {
            isEnded = true;
            clear();
            RunConsole.removeHook(hook);
        }
    }

    private int failed(Problem problem) {
        clear();
        boolean isCancelled = problem.code().endsWith(".cancelled");
        err.println(
                "workbench: "
                        + (isCancelled
                                ? "cancelled; no output was saved."
                                : TextCells.visible(problem.userMessage())));
        return isCancelled ? RunConsole.CANCELLED : RunConsole.FAILED;
    }

    /// Ctrl+C: the program is ending, but not before the temporary files are gone.
    private void cancel(Thread worker) {
        worker.interrupt();
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            while (!isEnded && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void progress(String what, double share) {
        if (!showsProgress || System.nanoTime() - lastShown < PROGRESS_NANOS) {
            return;
        }
        lastShown = System.nanoTime();
        int filled = (int) (RunConsole.BAR_WIDTH * Math.max(0, share));
        String bar =
                share < 0
                        ? ""
                        : "  [%s%s] %3.0f %%"
                                .formatted(
                                        "#".repeat(filled),
                                        " ".repeat(RunConsole.BAR_WIDTH - filled),
                                        100 * share);
        err.print(RunConsole.CLEAR_LINE + TextCells.visible(what) + bar);
        err.flush();
    }

    void clear() {
        if (showsProgress) {
            err.print(RunConsole.CLEAR_LINE);
            err.flush();
        }
    }

    /// What was opened, in one line, and what is to be known of it.
    void introduce(OpenedData opened, PrintWriter out) {
        if (options.isQuiet()) {
            return;
        }
        clear();
        out.printf(
                "%s (%s): %s, %s%s%n",
                TextCells.visible(opened.title()),
                opened.form(),
                NumberText.counted(opened.rows(), "row"),
                NumberText.counted(opened.columns().size(), "column"),
                opened.rejects() == 0
                        ? ""
                        : "; %s could not be read: table Rejects"
                                .formatted(NumberText.counted(opened.rejects(), "line")));
        opened.notes().forEach(note -> out.println(TextCells.visible(note)));
    }
}
