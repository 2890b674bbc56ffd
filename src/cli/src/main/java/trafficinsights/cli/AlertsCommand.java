package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.alerts.Answer;
import trafficinsights.run.alert.AlertFiles;

/// Receivers of alerts.
@Command(
        name = "alerts",
        description = "Checks the receivers of a run's alerts (--alerts FILE.yaml).",
        subcommands = AlertsCommand.Test.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class AlertsCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    AlertsCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return RunConsole.OK;
    }

    /// Sends a test to each receiver.
    @Command(
            name = "test",
            description = "Sends a test message to each receiver and shows the response.",
            footer = {"", "Exit code 1 if a receiver did not accept it."},
            mixinStandardHelpOptions = true)
    static final class Test implements Callable<Integer> {
        @Mixin private JsonOption output = new JsonOption();

        @Parameters(paramLabel = "FILE.yaml", description = "Receivers file.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            return switch (AlertFiles.test(file)) {
                case Outcome.Ok<List<Answer>>(List<Answer> answers) -> shown(answers);
                case Outcome.Rejected<List<Answer>>(Problem problem) -> {
                    output.spec()
                            .commandLine()
                            .getErr()
                            .println("workbench: " + problem.userMessage());
                    yield RunConsole.FAILED;
                }
            };
        }

        private int shown(List<Answer> answers) {
            PrintWriter out = output.spec().commandLine().getOut();
            if (output.isJson()) {
                out.println(json(answers));
            } else {
                for (Answer answer : answers) {
                    out.printf(
                            Locale.ROOT,
                            "%-4s  %-20s %-10s %s (%.0f ms)%n",
                            answer.isDelivered() ? "ok" : "FAIL",
                            TextCells.visible(answer.receiver()),
                            answer.kind(),
                            TextCells.visible(answer.text()),
                            answer.millis());
                }
            }
            return answers.stream().allMatch(Answer::isDelivered)
                    ? RunConsole.OK
                    : RunConsole.FAILED;
        }

        private static String json(List<Answer> answers) {
            return JsonText.object(json -> {
                json.writeArrayPropertyStart("receivers");
                for (Answer answer : answers) {
                    json.writeStartObject();
                    json.writeStringProperty("receiver", answer.receiver());
                    json.writeStringProperty("kind", answer.kind());
                    json.writeBooleanProperty("delivered", answer.isDelivered());
                    json.writeStringProperty("text", answer.text());
                    json.writeNumberProperty("millis", Math.round(answer.millis()));
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
    }
}
