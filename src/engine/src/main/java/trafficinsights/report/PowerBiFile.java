package trafficinsights.report;

import java.io.StringWriter;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/// Writes a `.pbids` file: with it Power BI Desktop opens the warehouse. It holds no sign-in; Power
/// BI asks for that itself.
///
/// Errors: as [WholeFile].
public final class PowerBiFile {
    private PowerBiFile() {}

    /// @param server as people write it (`F2D2\SQLEXPRESS`)
    public static void write(Path target, String server, String database) {
        WholeFile.write(target, text(server, database));
    }

    static String text(String server, String database) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(RowPrinter.context(), out)) {
            json.writeStartObject();
            json.writeStringProperty("version", "0.1");
            json.writeArrayPropertyStart("connections");
            json.writeStartObject();
            json.writeObjectPropertyStart("details");
            json.writeStringProperty("protocol", "tds");
            json.writeObjectPropertyStart("address");
            json.writeStringProperty("server", server);
            json.writeStringProperty("database", database);
            json.writeEndObject();
            json.writeNullProperty("authentication");
            json.writeNullProperty("query");
            json.writeEndObject();
            json.writeObjectPropertyStart("options");
            json.writeEndObject();
            json.writeStringProperty("mode", "Import");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }
        return out + "\n";
    }
}
