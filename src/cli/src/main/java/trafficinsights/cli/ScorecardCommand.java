package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.run.compare.Scorecards;

/// Scores what was found against what really happened.
@Command(
        name = "scorecard",
        description = "Scores anomalies or incidents against ground truth.",
        mixinStandardHelpOptions = true)
final class ScorecardCommand implements Callable<Integer> {
    private static final List<Boolean> IS_RIGHT =
            List.of(false, true, true, true, true, true, true, true, true);

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
        Outcome<Scorecard> outcome = Scorecards.of(anomalies, truth, window.toNanos() / 1000);
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

    private void print(Scorecard scorecard, PrintWriter out) {
        TextTable rows = table("detector");
        scorecard.rows().forEach(row -> add(rows, row.detector(), row));
        rows.print(out, TextTable.screenWidth());
        out.println();
        for (Found found : scorecard.truths()) {
            String what =
                    found.isFound()
                            ? "found%s after %s, as %s"
                                    .formatted(
                                            found.isElsewhere() ? ", wrong target," : "",
                                            NumberText.duration(
                                                    Math.round(found.secondsToDetect() * 1e6)),
                                            found.key().isEmpty() ? "all requests" : found.key())
                            : "missed";
            out.println(
                    "%s  %s of %s: %s"
                            .formatted(
                                    NumberText.clock(found.truth().startMicros()),
                                    found.truth().kind(),
                                    found.truth().target(),
                                    what));
        }
        if (hasSweep) {
            out.println();
            TextTable sweep = table("limit");
            for (Step step : scorecard.sweep()) {
                add(sweep, NumberText.ratio(step.limit()), step.row());
            }
            sweep.print(out, TextTable.screenWidth());
        }
    }

    private static TextTable table(String first) {
        return new TextTable(
                List.of(
                        first,
                        "truths",
                        "found",
                        "alarms",
                        "false",
                        "precision",
                        "recall",
                        "F1",
                        "time to detect (s)"),
                IS_RIGHT,
                40);
    }

    private static void add(TextTable table, String name, Row row) {
        table.add(
                name,
                NumberText.count(row.truths()),
                NumberText.count(row.found()),
                NumberText.count(row.alarms()),
                NumberText.count(row.falseAlarms()),
                NumberText.ratio(row.precision()),
                NumberText.ratio(row.recall()),
                NumberText.ratio(row.f1()),
                NumberText.ratio(row.medianSecondsToDetect()));
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
        json.writeNumberProperty("truths", row.truths());
        json.writeNumberProperty("found", row.found());
        json.writeNumberProperty("alarms", row.alarms());
        json.writeNumberProperty("falseAlarms", row.falseAlarms());
        JsonText.number(json, "precision", row.precision());
        JsonText.number(json, "recall", row.recall());
        JsonText.number(json, "f1", row.f1());
        JsonText.number(json, "medianSecondsToDetect", row.medianSecondsToDetect());
        JsonText.number(json, "falseAlarmsPerDay", row.falseAlarmsPerDay());
    }
}
