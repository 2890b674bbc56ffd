package trafficinsights.report;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.ComparedFigure;

/// Writes `whatif.json`, `whatif.csv` and `whatif.html`. Figures that are not known are `null` or
/// empty. Errors: as [WholeFile].
public final class ComparisonFiles {
    public static final String JSON_NAME = "whatif.json";
    public static final String CSV_NAME = "whatif.csv";
    public static final String HTML_NAME = "whatif.html";

    private ComparisonFiles() {}

    /// @return the files, in the order they were finished
    public static List<Path> write(Path folder, Comparison comparison) {
        Path json = folder.resolve(JSON_NAME);
        Path csv = folder.resolve(CSV_NAME);
        Path html = folder.resolve(HTML_NAME);
        writeJson(json, comparison);
        ComparedCsv.write(csv, ComparedCsv.CHANGED, comparison.rows());
        WholeFile.write(html, ComparisonHtml.of(comparison));
        return List.of(json, csv, html);
    }

    private static void writeJson(Path target, Comparison comparison) {
        try (WholeFile file = WholeFile.create(target);
                JsonGenerator json =
                        new JsonFactory().createGenerator(RowPrinter.context(), file.stream())) {
            json.writeStartObject();
            json.writeStringProperty("summary", comparison.sentence());
            json.writeArrayPropertyStart("changes");
            comparison.changes().forEach(json::writeString);
            json.writeEndArray();
            scenario(json, "base", comparison.base());
            scenario(json, "changed", comparison.changed());
            json.writeArrayPropertyStart("figures");
            comparison.rows().forEach(row -> write(json, row));
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
            file.commit();
        }
    }

    private static void scenario(JsonGenerator json, String name, RunReport report) {
        RunReport.ScenarioUsed scenario = report.provenance().scenario();
        json.writeObjectPropertyStart(name);
        if (scenario != null) {
            json.writeStringProperty("scenario", scenario.name());
            json.writeNumberProperty("seed", scenario.seed());
            json.writeStringProperty("sha256", scenario.sha256());
        }
        json.writeStringProperty("toolVersion", report.provenance().toolVersion());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ComparedFigure row) {
        json.writeStartObject();
        json.writeStringProperty("dimension", row.dimension().label());
        json.writeStringProperty("key", row.key());
        json.writeStringProperty("figure", row.figure().key());
        number(json, "base", row.before());
        number(json, "changed", row.after());
        number(json, "delta", row.delta());
        number(json, "deltaPercent", 100 * row.relative());
        json.writeEndObject();
    }

    /// JSON has no `NaN`.
    private static void number(JsonGenerator json, String name, double value) {
        if (Double.isFinite(value)) {
            json.writeNumberProperty(name, value);
        } else {
            json.writeNullProperty(name);
        }
    }
}
