package trafficinsights.ingest.flow;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.flow.FlowFields.Own;
import trafficinsights.ingest.flow.FlowLayout.Form;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// Reads flows that have a line each: fields in an order, or a JSON object. Every line is a flow,
/// another line of the format, or a reject. Threads: one.
final class FlowLines {
    private static final String SUMMARY = "Summary";

    private final FlowLayout layout;
    private final ZoneId zone;
    private final FlowSink sink;
    private final List<Own> own;
    private final FlowCells cells;
    private final ZeekHeader header = new ZeekHeader();
    private final Map<String, @Nullable String> values = new HashMap<>();
    private List<String> fields;
    private boolean isBehindSummary;
    private long number;

    FlowLines(FlowLayout layout, ZoneId zone, FlowSink sink) {
        this.layout = layout;
        this.zone = zone;
        this.sink = sink;
        own = FlowFields.own(layout.fields());
        cells = new FlowCells(FlowFields.COMMON.size() + own.size());
        fields = layout.fields();
    }

    /// Reads the lines of a block.
    void read(LineBlock block) {
        int at = block.withoutMark();
        while (at < block.to) {
            int end = block.lineEnd(at);
            number++;
            boolean hasZero = Bytes.indexOf(block.bytes, at, end, (byte) 0) >= 0;
            String line = new String(block.bytes, at, end - at, StandardCharsets.UTF_8);
            if (hasZero) {
                reject(LineVerdict.UNKNOWN_LINE, line);
            } else {
                line(line);
            }
            at = end + 1;
        }
    }

    private void line(String line) {
        if (line.isBlank() || isAside(line)) {
            sink.other();
        } else if (layout.form() == Form.OBJECTS) {
            object(line);
        } else {
            fields(line);
        }
    }

    /// A header, a comment, or a line below the flows.
    private boolean isAside(String line) {
        if (layout.format() == FlowFormat.ZEEK && line.startsWith("#")) {
            header.read(line);
            if (line.startsWith("#fields")) {
                newFields(header.fields());
            }
            return true;
        }
        if (layout.format() == FlowFormat.NFDUMP) {
            String text = line.strip();
            isBehindSummary |= text.equals(SUMMARY);
            if (isBehindSummary || text.startsWith("No match")) {
                return true;
            }
        }
        return number == 1 && isHeader(line);
    }

    /// The line with the names; a file that several were joined to has it again.
    private boolean isHeader(String line) {
        if (layout.format() == FlowFormat.AWS) {
            List<String> names =
                    FlowLayout.split(line.replace('_', '-'), layout.delimiter()).stream()
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList();
            return names.equals(layout.fields());
        }
        return FlowLayout.split(line, layout.delimiter()).equals(layout.fields());
    }

    private void newFields(List<String> now) {
        fields = now;
        for (String field : now) {
            if (!layout.fields().contains(field)) {
                sink.unknownField(field);
            }
        }
    }

    private void fields(String line) {
        List<String> parts = FlowLayout.split(line, layout.delimiter());
        if (layout.format() == FlowFormat.AWS) {
            parts = FlowLayout.withoutTime(parts);
        }
        if (parts.size() != fields.size()) {
            if (isHeader(line)) {
                sink.other();
                return;
            }
            reject(
                    parts.size() < fields.size()
                            ? LineVerdict.ENDS_EARLY
                            : LineVerdict.BAD_FIELD_COUNT,
                    line);
            return;
        }
        values.clear();
        for (int i = 0; i < fields.size(); i++) {
            String value = parts.get(i);
            values.put(fields.get(i), isUnset(value) ? null : value);
        }
        boolean isAgain = fields.getFirst().equals(parts.getFirst()) && isHeader(line);
        if (isAgain) {
            sink.other();
        } else {
            flow(line);
        }
    }

    private boolean isUnset(String value) {
        return value.isEmpty()
                || switch (layout.format()) {
                    case ZEEK -> header.isUnset(value);
                    case AWS -> value.equals("-");
                    case NFDUMP, AZURE_NSG, AZURE_VNET -> false;
                };
    }

    private void object(String line) {
        values.clear();
        if (!FlowObject.read(line, values)) {
            reject(LineVerdict.UNKNOWN_LINE, line);
            return;
        }
        for (String name : values.keySet()) {
            if (!fields.contains(name)) {
                sink.unknownField(name);
            }
        }
        flow(line);
    }

    private void flow(String line) {
        cells.clear();
        FlowMeaning.fill(layout.format(), values::get, zone, cells);
        for (int i = 0; i < own.size(); i++) {
            int column = FlowFields.COMMON.size() + i;
            String value = values.get(own.get(i).field());
            FlowColumn.Type type = own.get(i).column().type();
            switch (type) {
                case NUMBER -> cells.number(column, value);
                case SECONDS -> cells.decimal(column, value);
                case TEXT, TIME -> cells.text(column, value);
            }
        }
        String cause = cells.cause();
        if (cause == null) {
            sink.flow(own, cells, number, line);
        } else {
            sink.reject(number, cause, line);
        }
    }

    private void reject(LineVerdict verdict, String line) {
        sink.reject(number, verdict.label(), line);
    }
}
