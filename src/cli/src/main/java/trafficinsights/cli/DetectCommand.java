package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.run.series.DetectSummary;
import trafficinsights.run.series.DetectSummary.ScoredFile;
import trafficinsights.run.series.Detections;

/// Scores how unusual each row of a series is.
@Command(
        name = "detect",
        description = "Scores how unusual each row of a time series in CSV files is.",
        footer = {
            "",
            "Input files have the columns timestamp and value. Output files also have",
            "anomaly_score, 0 to 1. A score of 0.5 or more is an alarm; an"
                    + " incident has one alarm."
        },
        mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {
    private static final int SHOWN_REJECTS = 3;
    private static final long PATIENCE_SECONDS = 10;

    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
            names = "--input",
            paramLabel = "DIR|FILE",
            required = true,
            description = "A CSV file, or a folder with .csv files (subfolders included).")
    private Path input = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the scored files, with the same relative paths.")
    private Path out = Path.of("");

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Files to process at the same time (all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() {
        if (threads < 1 || threads > 1024) {
            throw new ParameterException(
                    output.spec().commandLine(), "--threads is " + threads + ", must be 1 to 1024");
        }
        return switch (detect()) {
            case Outcome.Ok<DetectSummary>(DetectSummary summary) -> {
                show(summary);
                yield summary.failures().isEmpty() ? RunConsole.OK : RunConsole.FAILED;
            }
            case Outcome.Rejected<DetectSummary>(Problem problem) -> {
                say(problem.userMessage());
                yield problem.code().endsWith(".cancelled")
                        ? RunConsole.CANCELLED
                        : RunConsole.FAILED;
            }
        };
    }

    /// Ctrl+C ends the program, but not before the part files are gone.
    private Outcome<DetectSummary> detect() {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            worker.interrupt();
                            await(ended);
                        },
                        "cancel");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return Detections.detect(input, out, threads, this::progress);
        } finally {
            ended.countDown();
            RunConsole.removeHook(hook);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(DetectCommand.class.getName())
                        .log(System.Logger.Level.DEBUG, "detection did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void progress(int done, int files) {
        if (output.isQuiet() || !RunConsole.isTerminal()) {
            return;
        }
        PrintWriter err = output.spec().commandLine().getErr();
        err.print(RunConsole.CLEAR_LINE);
        if (done < files) {
            err.printf(Locale.ROOT, "%d of %d files", done, files);
        }
        err.flush();
    }

    private void show(DetectSummary summary) {
        summary.failures().forEach(problem -> say(problem.userMessage()));
        for (ScoredFile file : summary.files()) {
            file.rejects().stream().limit(SHOWN_REJECTS).forEach(this::say);
            if (file.rejectCount() > SHOWN_REJECTS) {
                say(
                        "%s: %s could not be read and were skipped."
                                .formatted(
                                        file.name(),
                                        NumberText.counted(file.rejectCount(), "row")));
            }
        }
        PrintWriter console = output.spec().commandLine().getOut();
        if (output.isJson()) {
            console.println(json(summary));
        } else if (!output.isQuiet()) {
            console.printf(
                    Locale.ROOT,
                    "%s of %s in %.1f s: %s (score %s and above)%n  %s%n",
                    NumberText.counted(summary.rows(), "row"),
                    NumberText.counted(summary.files().size(), "file"),
                    summary.seconds(),
                    NumberText.counted(summary.alarms(), "alarm"),
                    Detections.ALARM_THRESHOLD,
                    summary.out());
        }
    }

    private void say(Reject reject) {
        say(
                ("line %d of %s was skipped: %s. A row needs a time such as"
                                + " 2026-11-22 20:19:28 and a number.")
                        .formatted(reject.lineNumber(), reject.source(), reject.cause()));
    }

    private void say(String message) {
        output.spec().commandLine().getErr().println("workbench: " + TextCells.visible(message));
    }

    private static String json(DetectSummary summary) {
        return JsonText.object(json -> {
            json.writeNumberProperty("files", summary.files().size());
            json.writeNumberProperty("failedFiles", summary.failures().size());
            json.writeNumberProperty("rows", summary.rows());
            json.writeNumberProperty("rejects", summary.rejects());
            json.writeNumberProperty("alarms", summary.alarms());
            json.writeNumberProperty("alarmThreshold", Detections.ALARM_THRESHOLD);
            json.writeNumberProperty("seconds", summary.seconds());
            json.writeStringProperty("out", summary.out().toString());
            json.writeArrayPropertyStart("failures");
            summary.failures().forEach(problem -> json.writeString(problem.userMessage()));
            json.writeEndArray();
            json.writeArrayPropertyStart("series");
            for (ScoredFile file : summary.files()) {
                json.writeStartObject();
                json.writeStringProperty("file", file.name());
                json.writeNumberProperty("rows", file.rows());
                json.writeNumberProperty("missing", file.missing());
                json.writeNumberProperty("rejects", file.rejectCount());
                json.writeNumberProperty("alarms", file.alarms());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
