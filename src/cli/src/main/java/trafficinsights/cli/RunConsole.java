package trafficinsights.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.Incident;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.rules.RuleVerdicts;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSpec;

/// Starts a run, shows its progress on standard error, and says on standard output what came of it.
final class RunConsole {
    static final int OK = 0;
    static final int FAILED = 1;

    /// A rule was broken or a budget used up; the run itself went well.
    static final int BROKEN = 99;

    static final int CANCELLED = 130;
    private static final long PROGRESS_MILLIS = 200;
    private static final int MOST_INCIDENTS = 10;
    static final int BAR_WIDTH = 24;
    static final String CLEAR_LINE = "\r\u001b[K";

    private final OutputOptions options;
    private final PrintWriter out;
    private final PrintWriter err;

    RunConsole(OutputOptions options) {
        this.options = options;
        this.out = options.spec().commandLine().getOut();
        this.err = options.spec().commandLine().getErr();
    }

    /// @return the exit code
    int run(RunSpec spec) {
        return ended(outcome(spec), spec.writing().out());
    }

    /// Goes on with the run of a folder.
    ///
    /// @return the exit code
    /// @throws trafficinsights.model.ProblemException when it cannot go on
    int resume(Path folder) {
        return ended(outcome(Runs.resume(folder), folder), folder);
    }

    /// Says what came of a run, and how it can be resumed.
    private int ended(Outcome<RunSummary> outcome, @Nullable Path folder) {
        int code = exitCode(outcome);
        if (outcome instanceof Outcome.Rejected<RunSummary>(Problem problem)
                && Runs.isWorthResuming(problem)) {
            offerResumption(folder);
        }
        return code;
    }

    private void offerResumption(@Nullable Path folder) {
        if (folder != null && Runs.isResumable(folder)) {
            err.println("Resume with: workbench resume " + TextCells.visible(folder.toString()));
        }
    }

    /// Brings a run to its end with its progress shown, and says nothing of its result.
    Outcome<RunSummary> outcome(RunSpec spec) {
        return outcome(Runs.start(spec), spec.writing().out());
    }

    private Outcome<RunSummary> outcome(Run started, @Nullable Path folder) {
        try (Run run = started) {
            Thread onInterrupt = new Thread(() -> cancelAtShutdown(run, folder), "cancel");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            Outcome<RunSummary> outcome = await(run);
            removeHook(onInterrupt);
            return outcome;
        }
    }

    /// Brings a run to its end and shows nothing; an interrupt cancels it.
    static Outcome<RunSummary> quietly(RunSpec spec) {
        try (Run run = Runs.start(spec)) {
            return run.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(Problem.of("run.cancelled", "The run was cancelled."));
        }
    }

    /// Runs a live source until Ctrl+C or the end of a time; what was measured is kept then.
    ///
    /// @param length null for no end
    /// @return the exit code
    int follow(RunSpec spec, @Nullable Duration length) {
        try (Run run = Runs.start(spec)) {
            Thread onInterrupt = new Thread(() -> finishAtShutdown(run), "finish");
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            PrintWriter windows = options.isJson() || options.isQuiet() ? err : out;
            new TailScreen(run, windows, length).show();
            Outcome<RunSummary> outcome = run.await();
            removeHook(onInterrupt);
            return exitCode(outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CANCELLED;
        }
    }

    private int exitCode(Outcome<RunSummary> outcome) {
        return switch (outcome) {
            case Outcome.Ok<RunSummary>(RunSummary summary) -> {
                show(summary);
                RuleVerdicts rules = summary.rules();
                yield rules != null && rules.isBroken() ? BROKEN : OK;
            }
            case Outcome.Rejected<RunSummary>(Problem problem) -> failed(problem);
        };
    }

    /// Ctrl+C: the program is ending, so this thread says what came of the run.
    private void finishAtShutdown(Run run) {
        if (run.progress().stage().isEnd()) {
            return;
        }
        run.stopFollowing();
        try {
            exitCode(run.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A line for people.
    void say(String line) {
        if (!options.isQuiet() && !options.isJson()) {
            out.println(TextCells.visible(line));
        }
    }

    /// @return the exit code
    int failed(Problem problem) {
        if (problem.code().equals("run.cancelled")) {
            return CANCELLED;
        }
        err.println("workbench: " + problem.userMessage());
        return FAILED;
    }

    /// Ctrl+C: the program is ending, so whoever waits for the run may not get to say anything.
    private void cancelAtShutdown(Run run, @Nullable Path folder) {
        if (!run.progress().stage().isEnd()) {
            run.close();
            err.println("workbench: cancelled. Only complete files were kept.");
            offerResumption(folder);
        }
    }

    static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending already: the hook is what made the run stop.
            Thread.onSpinWait();
        }
    }

    private Outcome<RunSummary> await(Run run) {
        boolean showsProgress = !options.isQuiet() && isTerminal();
        Thread progress = null;
        if (showsProgress) {
            progress = Thread.ofVirtual().name("progress").start(() -> progress(run));
        }
        try {
            return run.await();
        } catch (InterruptedException e) {
            run.close();
            Thread.currentThread().interrupt();
            return Outcome.rejected(Problem.of("run.cancelled", "The run was cancelled."));
        } finally {
            if (progress != null) {
                progress.interrupt();
                err.print(CLEAR_LINE);
                err.flush();
            }
        }
    }

    private void progress(Run run) {
        try {
            while (!run.progress().stage().isEnd()) {
                Thread.sleep(PROGRESS_MILLIS);
                err.print(CLEAR_LINE + line(run.progress()));
                err.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// `generating [##### ] 62 % 8.1 M rows/s 12 s left`
    static String line(RunProgress progress) {
        boolean isMoving =
                switch (progress.stage()) {
                    case READING, GENERATING -> true;
                    case STARTING, WAITING, REPORTING, STORING, DONE, CANCELLED, FAILED -> false;
                };
        if (!isMoving) {
            return progress.stage().label();
        }
        if (progress.doneShare() < 0) {
            return "following  %s rows  %s rows/s"
                    .formatted(
                            NumberText.count(progress.rows()),
                            NumberText.count(progress.rowsPerSecond()));
        }
        int filled = (int) (BAR_WIDTH * progress.doneShare());
        String bar = "#".repeat(filled) + " ".repeat(BAR_WIDTH - filled);
        String left =
                progress.secondsLeft() < 0 ? "" : "  %.0f s left".formatted(progress.secondsLeft());
        return "%-12s [%s] %3.0f %%  %s rows/s%s"
                .formatted(
                        progress.stage().label(),
                        bar,
                        100 * progress.doneShare(),
                        NumberText.count(progress.rowsPerSecond()),
                        left);
    }

    /// Whether standard error is a terminal, whatever standard output is.
    static boolean isTerminal() {
        Path link = Path.of("/proc/self/fd/2");
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
            }
        } catch (IOException e) {
            return false;
        }
        Optional<Console> console = Optional.ofNullable(System.console());
        return console.isPresent() && console.get().isTerminal();
    }

    private void show(RunSummary summary) {
        if (options.isJson()) {
            out.println(json(summary));
        } else if (!options.isQuiet()) {
            summary.notes().forEach(out::println);
            out.printf(
                    Locale.ROOT,
                    "%s: %s, %s, %s; %s, %s in %s; %.2f s, %,.0f rows/s%n",
                    NumberText.counted(summary.lines(), "line"),
                    NumberText.counted(summary.requests(), "request"),
                    NumberText.counted(summary.others(), "other line"),
                    NumberText.counted(summary.rejects(), "reject"),
                    NumberText.counted(summary.windows(), "window"),
                    NumberText.counted(summary.anomalies(), "anomaly"),
                    NumberText.counted(summary.incidents(), "incident"),
                    summary.seconds(),
                    summary.rowsPerSecond());
            RunReport report = summary.report();
            if (report != null) {
                showEvents(report);
            }
            summary.files().forEach(file -> out.println("  " + file));
            RuleVerdicts rules = summary.rules();
            if (rules != null) {
                out.println();
                RuleTable.print(rules, out);
            }
            AlertsTable.print(summary.deliveries(), out);
        }
    }

    /// The incidents that an event was just before.
    private void showEvents(RunReport report) {
        List<String> after = new ArrayList<>();
        for (Incident incident : report.incidents()) {
            report.eventBefore(incident)
                    .map(EventBefore::sentence)
                    .ifPresent(before -> after.add(incident.sentence() + " " + before));
        }
        after.stream().limit(MOST_INCIDENTS).map(TextCells::visible).forEach(out::println);
        if (after.size() > MOST_INCIDENTS) {
            out.printf(
                    "%s with an event just before: see analytics_report.json%n",
                    NumberText.counted(after.size() - MOST_INCIDENTS, "more incident"));
        }
    }

    private static String json(RunSummary summary) {
        return JsonText.object(json -> {
            json.writeNumberProperty("lines", summary.lines());
            json.writeNumberProperty("requests", summary.requests());
            json.writeNumberProperty("others", summary.others());
            json.writeNumberProperty("rejects", summary.rejects());
            json.writeNumberProperty("windows", summary.windows());
            json.writeNumberProperty("anomalies", summary.anomalies());
            json.writeNumberProperty("incidents", summary.incidents());
            json.writeNumberProperty("seconds", Math.round(summary.seconds() * 1000) / 1000.0);
            json.writeNumberProperty("rowsPerSecond", Math.round(summary.rowsPerSecond()));
            json.writeArrayPropertyStart("notes");
            summary.notes().forEach(json::writeString);
            json.writeEndArray();
            counts(json, "byStatus", summary.byStatus());
            counts(json, "byServer", summary.byServer());
            RuleVerdicts rules = summary.rules();
            if (rules != null) {
                RuleTable.write(rules, json);
            }
            AlertsTable.write(summary.deliveries(), json);
        });
    }

    private static void counts(JsonGenerator json, String name, SortedMap<String, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }
}
