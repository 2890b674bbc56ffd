package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvRole;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.run.explore.Mappings;

/// Shows how a CSV file with any header would be read, and writes the mapping of its columns.
@Command(
        name = "mapping",
        description = {
            "Shows how a CSV file would be read and writes a mapping file.",
            "Shows the dialect, the meaning of each column and why, the first"
                    + " requests and rejects."
        },
        mixinStandardHelpOptions = true)
final class MappingCommand implements Callable<Integer> {
    private static final int MOST_ROWS = 1_000;
    private static final int CELL_WIDTH = 32;
    private static final int LAST_WIDTH = 200;

    @Mixin private JsonOption output = new JsonOption();
    @Mixin private InputOptions input = new InputOptions();

    @Parameters(paramLabel = "FILE", description = "CSV file, plain, gzip or zstd.")
    private String file = "";

    @Option(
            names = "--out",
            paramLabel = "FILE.yaml",
            description = "Mapping file to write. Check it and edit it by hand.")
    private @Nullable Path out;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the preview, 0 to 1000 (5).")
    private int rows = 5;

    @Override
    public Integer call() {
        if (rows < 0 || rows > MOST_ROWS) {
            throw new ParameterException(
                    output.spec().commandLine(),
                    "--rows is " + rows + ", must be 0 to " + MOST_ROWS);
        }
        return switch (Mappings.look(input.source(List.of(file)), rows)) {
            case Outcome.Ok<CsvLook>(CsvLook look) -> shown(look);
            case Outcome.Rejected<CsvLook>(Problem problem) -> failed(problem);
        };
    }

    private int failed(Problem problem) {
        output.spec().commandLine().getErr().println("workbench: " + problem.userMessage());
        return 1;
    }

    private int shown(CsvLook look) {
        if (!output.isJson()) {
            show(look, output.spec().commandLine().getOut());
        }
        Path target = out;
        if (target != null
                && Mappings.write(look, target)
                        instanceof Outcome.Rejected<Path>(Problem problem)) {
            return failed(problem);
        }
        if (output.isJson()) {
            output.spec().commandLine().getOut().println(json(look));
        } else if (target != null) {
            output.spec().commandLine().getOut().println("  " + target);
        }
        return 0;
    }

    // --- for people ---

    private static void show(CsvLook look, PrintWriter console) {
        console.printf("%s: %s%n", look.name(), look.dialect().words());
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("column", "type", "samples", "meaning", "confidence", "why"));
        for (CsvColumn column : look.columns()) {
            table.add(
                    List.of(
                            column.place() + " " + column.name(),
                            column.type(),
                            String.join(" | ", column.samples()),
                            takenFor(look, column),
                            confidence(look, column),
                            why(look, column)));
        }
        print(table, console);
        console.printf(
                "columns: %s; %s%n",
                look.origin(),
                look.doubt() == null
                        ? "used automatically"
                        : "not used automatically: " + look.doubt());
        CsvMapping mapping = look.mapping();
        if (mapping == null) {
            return;
        }
        mapping.gaps().forEach(console::println);
        showPreview(look, console);
    }

    private static void showPreview(CsvLook look, PrintWriter console) {
        console.printf(
                Locale.ROOT,
                "first %s: %s, %s%n",
                NumberText.counted(look.lines(), "line"),
                NumberText.counted(look.requestCount(), "request"),
                NumberText.counted(look.rejectCount(), "reject"));
        if (!look.requests().isEmpty()) {
            List<List<String>> preview = new ArrayList<>();
            preview.add(CsvLook.Row.TITLES);
            look.requests().forEach(row -> preview.add(row.cells()));
            print(preview, console);
        }
        for (Reject reject : look.rejects()) {
            console.printf(
                    Locale.ROOT,
                    "line %d of %s was rejected: %s%n    %s%n",
                    reject.lineNumber(),
                    reject.source(),
                    reject.cause(),
                    cut(reject.text(), 100));
        }
    }

    /// What the mapping in force takes a column for; the proposal is only one source of it.
    private static CsvMapping.@Nullable Assignment assignment(CsvLook look, CsvColumn column) {
        CsvMapping mapping = look.mapping();
        if (mapping == null) {
            return null;
        }
        for (CsvMapping.Assignment assignment : mapping.columns()) {
            boolean isNamed =
                    !column.name().isEmpty() && assignment.column().equalsIgnoreCase(column.name());
            if (isNamed || assignment.column().equals(Integer.toString(column.place()))) {
                return assignment;
            }
        }
        return null;
    }

    private static boolean isProposed(CsvLook look, CsvColumn column) {
        CsvMapping.Assignment assignment = assignment(look, column);
        return assignment != null
                && assignment.role() == column.role()
                && assignment.form().equals(column.form());
    }

    private static String takenFor(CsvLook look, CsvColumn column) {
        CsvMapping.Assignment assignment = assignment(look, column);
        if (assignment == null) {
            return "-";
        }
        String form = assignment.form().isEmpty() ? "" : " (" + assignment.form() + ")";
        return assignment.role().label() + form;
    }

    private static String confidence(CsvLook look, CsvColumn column) {
        return isProposed(look, column)
                ? String.format(Locale.ROOT, "%.2f", column.confidence())
                : "";
    }

    private static String why(CsvLook look, CsvColumn column) {
        boolean isChosen = assignment(look, column) != null && !isProposed(look, column);
        return isChosen ? "set in the mapping" : column.reason();
    }

    /// Unlike a [TextTable], which ends at the edge of the screen: why a column is taken for what
    /// is the point of this one, so its last column may be long.
    private static void print(List<List<String>> table, PrintWriter console) {
        int last = table.getFirst().size() - 1;
        int[] widths = new int[last];
        for (List<String> row : table) {
            for (int i = 0; i < last; i++) {
                widths[i] = Math.max(widths[i], TextCells.width(cut(row.get(i), CELL_WIDTH)));
            }
        }
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < last; i++) {
                line.append(TextCells.padded(cut(row.get(i), CELL_WIDTH), widths[i], false));
                line.append("  ");
            }
            console.println(line.append(cut(row.get(last), LAST_WIDTH)).toString().stripTrailing());
        }
    }

    private static String cut(String text, int most) {
        return TextCells.cut(TextCells.visible(text), most);
    }

    // --- for programs ---

    private static String json(CsvLook look) {
        return JsonText.object(json -> {
            json.writeStringProperty("file", look.name());
            dialect(json, look.dialect());
            json.writeArrayPropertyStart("columns");
            look.columns().forEach(column -> column(json, look, column));
            json.writeEndArray();
            json.writeStringProperty("origin", look.origin());
            json.writeBooleanProperty("isSure", look.isSure());
            String doubt = look.doubt();
            if (doubt != null) {
                json.writeStringProperty("doubt", doubt);
            }
            json.writeNumberProperty("lines", look.lines());
            json.writeNumberProperty("requestCount", look.requestCount());
            json.writeNumberProperty("rejectCount", look.rejectCount());
            json.writeArrayPropertyStart("requests");
            look.requests().forEach(row -> row(json, row));
            json.writeEndArray();
            json.writeArrayPropertyStart("rejects");
            look.rejects().forEach(reject -> reject(json, reject));
            json.writeEndArray();
        });
    }

    private static void dialect(JsonGenerator json, CsvDialect dialect) {
        json.writeObjectPropertyStart("dialect");
        json.writeStringProperty("delimiter", String.valueOf(dialect.delimiter()));
        json.writeStringProperty("quote", String.valueOf(dialect.quote()));
        json.writeStringProperty("decimal", String.valueOf(dialect.decimal()));
        json.writeStringProperty("thousands", dialect.thousands());
        json.writeStringProperty("encoding", dialect.encoding().label());
        json.writeBooleanProperty("header", dialect.hasHeader());
        json.writeBooleanProperty("comments", dialect.hasComments());
        json.writeEndObject();
    }

    private static void column(JsonGenerator json, CsvLook look, CsvColumn column) {
        json.writeStartObject();
        json.writeNumberProperty("place", column.place());
        json.writeStringProperty("name", column.name());
        json.writeStringProperty("type", column.type());
        json.writeStringProperty("evidence", column.evidence());
        json.writeArrayPropertyStart("samples");
        column.samples().forEach(json::writeString);
        json.writeEndArray();
        CsvMapping.Assignment assignment = assignment(look, column);
        if (assignment != null) {
            json.writeStringProperty("role", assignment.role().label());
            if (!assignment.form().isEmpty()) {
                json.writeStringProperty(assignment.role().formKey(), assignment.form());
            }
        }
        CsvRole proposed = column.role();
        if (proposed != null) {
            json.writeStringProperty("proposedRole", proposed.label());
            json.writeNumberProperty("confidence", column.confidence());
        }
        json.writeStringProperty("reason", column.reason());
        json.writeEndObject();
    }

    private static void row(JsonGenerator json, CsvLook.Row row) {
        json.writeStartObject();
        for (int i = 0; i < CsvLook.Row.TITLES.size(); i++) {
            json.writeStringProperty(CsvLook.Row.TITLES.get(i), row.cells().get(i));
        }
        json.writeEndObject();
    }

    private static void reject(JsonGenerator json, Reject reject) {
        json.writeStartObject();
        json.writeNumberProperty("line", reject.lineNumber());
        json.writeStringProperty("cause", reject.cause());
        json.writeStringProperty("text", reject.text());
        json.writeEndObject();
    }
}
