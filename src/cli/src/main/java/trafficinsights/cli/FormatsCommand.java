package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.LogLook;
import trafficinsights.run.explore.LogLooks;
import trafficinsights.run.spec.RunSource;

/// Shows how the first lines of logs are read.
@Command(
        name = "formats",
        description = {
            "Shows how the first lines of a log are read: the format and why,",
            "and the meaning of each part of a line."
        },
        mixinStandardHelpOptions = true)
final class FormatsCommand implements Callable<Integer> {
    private static final int MOST_LINES = 1_000;

    @Mixin private JsonOption output = new JsonOption();
    @Mixin private InputOptions input = new InputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Log files, plain, gzip or zstd; patterns are resolved.")
    private List<String> files = List.of();

    @Option(names = "--lines", paramLabel = "N", description = "Lines to show, 1 to 1000 (5).")
    private int lines = 5;

    @Override
    public Integer call() {
        if (lines < 1 || lines > MOST_LINES) {
            throw new ParameterException(
                    output.spec().commandLine(),
                    "--lines is " + lines + ", must be 1 to " + MOST_LINES);
        }
        RunSource.Logs logs = input.source(files);
        PrintWriter out = output.spec().commandLine().getOut();
        int code = 0;
        for (Path file : logs.files()) {
            switch (LogLooks.look(logs, file, lines)) {
                case Outcome.Ok<LogLook>(LogLook look) -> {
                    if (output.isJson()) {
                        out.println(json(look));
                    } else {
                        show(look, out);
                    }
                }
                case Outcome.Rejected<LogLook>(Problem problem) -> {
                    output.spec()
                            .commandLine()
                            .getErr()
                            .println("workbench: " + problem.userMessage());
                    code = 1;
                }
            }
        }
        return code;
    }

    private static void show(LogLook look, PrintWriter out) {
        out.println(TextCells.visible(look.name() + ": " + look.reading()));
        for (LogLook.Part part : look.parts()) {
            out.println(
                    TextCells.visible(
                            "  %s: %s"
                                    .formatted(
                                            part.name(),
                                            part.meaning().isEmpty()
                                                    ? "not used"
                                                    : part.meaning())));
        }
        for (LogLook.Line line : look.lines()) {
            out.println(TextCells.visible("line %d: %s".formatted(line.number(), line.text())));
            out.println("  " + TextCells.visible(line.verdict()));
            for (int i = 0; i < line.cells().size(); i++) {
                out.println(
                        TextCells.visible(
                                "  %-10s %s"
                                        .formatted(LogLook.TITLES.get(i), line.cells().get(i))));
            }
        }
    }

    private static String json(LogLook look) {
        return JsonText.object(json -> {
            json.writeStringProperty("name", look.name());
            json.writeStringProperty("reading", look.reading());
            json.writeArrayPropertyStart("parts");
            for (LogLook.Part part : look.parts()) {
                json.writeStartObject();
                json.writeStringProperty("name", part.name());
                json.writeStringProperty("meaning", part.meaning());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayPropertyStart("lines");
            look.lines().forEach(line -> write(line, json));
            json.writeEndArray();
        });
    }

    private static void write(LogLook.Line line, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("number", line.number());
        json.writeStringProperty("text", line.text());
        json.writeStringProperty("verdict", line.verdict());
        for (int i = 0; i < line.cells().size(); i++) {
            json.writeStringProperty(LogLook.TITLES.get(i), line.cells().get(i));
        }
        json.writeEndObject();
    }
}
