package trafficinsights.ingest.flow;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import trafficinsights.ingest.flow.FlowFields.Own;
import trafficinsights.ingest.row.LineVerdict;

/// Reads the tuples of Azure's flow logs, wherever they are in a JSON document of any size: texts
/// of fields separated by commas, in arrays called `flowTuples`. What the objects around them say
/// of them (rule, interface, resource) comes with each. Threads: one.
final class FlowTuples {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

    private static final Map<String, String> AROUND =
            Map.of(
                    "rule", "rule",
                    "mac", "mac",
                    "macAddress", "mac",
                    "aclID", "acl",
                    "resourceId", "resource",
                    "targetResourceID", "resource",
                    "Version", "version",
                    "flowLogVersion", "version");

    private static final Map<String, String> STATES =
            Map.of("B", "begin", "C", "continuing", "E", "end", "D", "denied");

    private static final int NSG_FIRST_FIELDS = 8;
    private static final int FIELDS = 13;

    private final FlowSink sink;
    private final List<Own> own = FlowFields.own(FlowFields.AZURE);
    private final FlowCells cells = new FlowCells(FlowFields.COMMON.size() + own.size());

    /// What the objects that are open say, the outermost first.
    private final List<Map<String, String>> around = new ArrayList<>();

    private long number;

    FlowTuples(FlowSink sink) {
        this.sink = sink;
    }

    /// @return whether the document is complete
    boolean read(InputStream in) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> around.add(new HashMap<>());
                    case END_OBJECT -> around.removeLast();
                    case PROPERTY_NAME -> property(parser);
                    default -> {
                        // Arrays of objects, and what is in arrays of other names.
                    }
                }
            }
            return true;
        } catch (JacksonException notWhole) {
            return false;
        }
    }

    private void property(JsonParser parser) {
        String name = parser.currentName();
        if (name.equals("flowTuples")) {
            tuples(parser);
            return;
        }
        String meaning = AROUND.get(name);
        if (meaning == null) {
            return;
        }
        JsonToken token = parser.nextToken();
        if (token.isScalarValue()) {
            around.getLast().put(meaning, parser.getString());
        } else if (token == JsonToken.START_OBJECT) {
            around.add(new HashMap<>());
        }
    }

    private void tuples(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (parser.currentToken() == null) {
                return;
            }
            number++;
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                tuple(parser.getString());
            } else {
                parser.skipChildren();
                sink.reject(number, LineVerdict.UNKNOWN_LINE.label(), "");
            }
        }
    }

    private void tuple(String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != FIELDS && fields.length != NSG_FIRST_FIELDS) {
            LineVerdict verdict =
                    fields.length < FIELDS ? LineVerdict.ENDS_EARLY : LineVerdict.BAD_FIELD_COUNT;
            sink.reject(number, verdict.label(), text);
            return;
        }
        cells.clear();
        // Microsoft's later logs have numbers of protocols and milliseconds.
        boolean isOfGroup = fields[5].equals("T") || fields[5].equals("U");
        ends(fields);
        if (isOfGroup) {
            ofGroup(fields);
        } else {
            ofNetwork(fields);
        }
        for (Map<String, String> object : around) {
            object.forEach((name, value) -> {
                if (name.equals("version")) {
                    cells.number(column(name), value);
                } else {
                    cells.text(column(name), value);
                }
            });
        }
        String cause = cells.cause();
        if (cause == null) {
            sink.flow(own, cells, number, text);
        } else {
            sink.reject(number, cause, text);
        }
    }

    private void ends(String[] fields) {
        cells.text(FlowCells.SOURCE, set(fields[1]));
        cells.text(FlowCells.DESTINATION, set(fields[2]));
        cells.number(FlowCells.SOURCE_PORT, set(fields[3]));
        cells.number(FlowCells.DESTINATION_PORT, set(fields[4]));
        cells.protocol(set(fields[5]));
        String direction = fields[6];
        cells.text(
                column("direction"),
                direction.equals("I") ? "inbound" : direction.equals("O") ? "outbound" : null);
    }

    /// Time, ends, protocol, direction, decision; in version 2 state, and packets and bytes there
    /// and back.
    private void ofGroup(String[] fields) {
        cells.seconds(FlowCells.START, fields[0]);
        decision(fields[7], "A", "D");
        if (fields.length == FIELDS) {
            cells.text(column("flow_state"), STATES.get(fields[8]));
            sizes(fields);
        }
    }

    /// Time, ends, protocol, direction, state, encryption, packets and bytes there and back.
    private void ofNetwork(String[] fields) {
        if (fields.length != FIELDS) {
            cells.fail(LineVerdict.ENDS_EARLY);
            return;
        }
        cells.millis(FlowCells.START, fields[0]);
        String state = STATES.get(fields[7]);
        cells.text(column("flow_state"), state);
        cells.text(
                FlowCells.ACTION,
                state == null ? null : fields[7].equals("D") ? FlowCells.REJECT : FlowCells.ACCEPT);
        cells.text(column("encryption"), set(fields[8]));
        sizes(fields);
    }

    private void decision(String text, String allowed, String denied) {
        if (text.equals(allowed) || text.equals(denied)) {
            cells.text(
                    FlowCells.ACTION, text.equals(allowed) ? FlowCells.ACCEPT : FlowCells.REJECT);
        } else {
            cells.fail(LineVerdict.UNKNOWN_LINE);
        }
    }

    private void sizes(String[] fields) {
        cells.number(column("packets_sent"), set(fields[9]));
        cells.number(column("bytes_sent"), set(fields[10]));
        cells.number(column("packets_received"), set(fields[11]));
        cells.number(column("bytes_received"), set(fields[12]));
        cells.sum(FlowCells.PACKETS, set(fields[9]), set(fields[11]));
        cells.sum(FlowCells.BYTES, set(fields[10]), set(fields[12]));
    }

    private static @Nullable String set(String field) {
        return field.isEmpty() ? null : field;
    }

    private static int column(String name) {
        return FlowFields.COMMON.size() + FlowFields.AZURE.indexOf(name);
    }
}
