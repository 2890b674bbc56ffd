package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.model.TimeWindow;
import trafficinsights.run.compare.Scorecards;

/// Scores what was found against what really happened.
@Command(
        name = "scorecard",
        description = "Scores anomalies or incidents against ground truth.",
        mixinStandardHelpOptions = true)
final class ScorecardCommand implements Callable<Integer> {
    private static final List<Measure> TABLE =
            List.of(
                    Measure.FOUND,
                    Measure.ALARMS,
                    Measure.FALSE_ALARMS,
                    Measure.PRECISION,
                    Measure.RECALL,
                    Measure.F1,
                    Measure.MEDIAN_DETECT);
    private static final List<Measure> SWEEP =
            List.of(
                    Measure.FOUND,
                    Measure.RECALL,
                    Measure.ALARMS,
                    Measure.FALSE_ALARMS,
                    Measure.FALSE_PER_DAY,
                    Measure.PRECISION,
                    Measure.F1);

    @Spec private CommandSpec spec;

    @Option(
            names = "--anomalies",
            paramLabel = "A.csv",
            required = true,
            description = "anomalies.csv or incidents.csv of a run.")
    private Path anomalies = Path.of("");

    @Option(
            names = "--truth",
            paramLabel = "T.csv",
            required = true,
            description =
                    "Ground truth: test_metrics.csv of a run, or a file with"
                            + " start,end,kind,target.")
    private Path truth = Path.of("");

    @Option(
            names = "--benign",
            paramLabel = "B.csv",
            description =
                    "Benign events (cron jobs, batches) with start,end,kind. Alarms for them are"
                            + " false and counted apart.")
    private @Nullable Path benign;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "Start of the log, UTC. Default: the first time in the files. False alarms a"
                            + " day are counted from here.")
    private @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "End of the log, UTC. Default: the last time in the files.")
    private @Nullable Long to;

    @Option(
            names = "--window",
            paramLabel = "LENGTH",
            converter = DurationConverter.class,
            description = "Length of the KPI windows used for detection (10s).")
    private Duration window = Duration.ofSeconds(10);

    @Option(names = "--sweep", description = "Show the scores at rising thresholds too.")
    private boolean hasSweep;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean isJson;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ScorecardCommand() {}

    @Override
    public Integer call() {
        Outcome<Scorecard> outcome =
                Scorecards.of(anomalies, truth, benign, span(), window.toNanos() / 1000);
        PrintWriter out = spec.commandLine().getOut();
        return switch (outcome) {
            case Outcome.Ok<Scorecard>(Scorecard scorecard) -> {
                if (isJson) {
                    out.println(json(scorecard));
                } else {
                    print(scorecard, out);
                }
                yield RunConsole.OK;
            }
            case Outcome.Rejected<Scorecard>(Problem problem) -> {
                spec.commandLine().getErr().println("workbench: " + problem.userMessage());
                yield RunConsole.FAILED;
            }
        };
    }

    private @Nullable TimeWindow span() {
        Long start = from;
        Long end = to;
        if (start == null && end == null) {
            return null;
        }
        if (start == null || end == null || end <= start) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from and --to go together, and --to is later. Give the start and the end of"
                            + " the log.");
        }
        return new TimeWindow(start, end - start);
    }

    private void print(Scorecard scorecard, PrintWriter out) {
        TextTable rows = table("detector", TABLE);
        scorecard.rows().forEach(row -> add(rows, row.detector(), TABLE, row));
        rows.print(out, TextTable.screenWidth());
        out.println();
        TextTable all =
                new TextTable(List.of("of all incidents", "value"), List.of(false, true), 60);
        Row fused = scorecard.rows().getFirst();
        for (Measure measure : Measure.values()) {
            if (!TABLE.contains(measure) && measure != Measure.TRUTHS) {
                all.add(measure.label(), fused.text(measure));
            }
        }
        all.print(out, TextTable.screenWidth());
        out.println();
        for (Found found : scorecard.truths()) {
            out.println(
                    "%s  %s of %s: %s"
                            .formatted(
                                    NumberText.clock(found.truth().startMicros()),
                                    found.truth().kind(),
                                    found.truth().target(),
                                    found.words()));
        }
        if (hasSweep) {
            out.println();
            TextTable sweep = table("certainty", SWEEP);
            for (Step step : scorecard.sweep()) {
                add(sweep, NumberText.ratio(step.limit()), SWEEP, step.row());
            }
            sweep.print(out, TextTable.screenWidth());
        }
    }

    private static TextTable table(String first, List<Measure> measures) {
        List<String> names = new ArrayList<>(List.of(first));
        measures.forEach(measure -> names.add(measure.label()));
        List<Boolean> isRight = new ArrayList<>(Collections.nCopies(names.size(), true));
        isRight.set(0, false);
        return new TextTable(names, isRight, 40);
    }

    private static void add(TextTable table, String name, List<Measure> measures, Row row) {
        table.add(
                Stream.concat(Stream.of(name), measures.stream().map(row::text))
                        .toArray(String[]::new));
    }

    private static String json(Scorecard scorecard) {
        return JsonText.object(json -> {
            json.writeArrayPropertyStart("detectors");
            for (Row row : scorecard.rows()) {
                json.writeStartObject();
                json.writeStringProperty("detector", row.detector());
                figures(json, row);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("truths");
            for (Found found : scorecard.truths()) {
                json.writeStartObject();
                json.writeStringProperty("kind", found.truth().kind());
                json.writeStringProperty("target", found.truth().target());
                json.writeBooleanProperty("found", found.isFound());
                JsonText.number(json, "secondsToDetect", found.secondsToDetect());
                json.writeStringProperty("key", found.key());
                json.writeBooleanProperty("visible", found.truth().evidence().isVisible());
                json.writeBooleanProperty("benign", found.truth().evidence().isBenign());
                json.writeBooleanProperty("rightTarget", found.isRightTarget());
                json.writeBooleanProperty("inTime", found.isInTime());
                JsonText.number(json, "startErrorSeconds", found.startErrorSeconds());
                JsonText.number(json, "endErrorSeconds", found.endErrorSeconds());
                json.writeNumberProperty("alarms", found.alarms());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("sweep");
            for (Step step : scorecard.sweep()) {
                json.writeStartObject();
                json.writeNumberProperty("limit", step.limit());
                figures(json, step.row());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void figures(JsonGenerator json, Row row) {
        for (Measure measure : Measure.values()) {
            double value = row.value(measure);
            if (measure.isCount() && !Double.isNaN(value)) {
                json.writeNumberProperty(measure.id(), Math.round(value));
            } else {
                JsonText.number(json, measure.id(), value);
            }
        }
    }
}
