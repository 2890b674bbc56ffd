package trafficinsights.ingest.events;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.json.JsonDocument;
import trafficinsights.ingest.json.JsonLeaves;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.JsonScanner;
import trafficinsights.ingest.text.LineBlock;

/// Events of JSON objects, one on a line, over several lines, in an array, or under `events` of an
/// object. What stands in front of the brace of a line belongs to a collector. Threads: one.
final class JsonEvents {
    private static final int SAMPLED = 1_000;

    /// Levels of pino and bunyan by their tens.
    private static final List<String> TENS =
            List.of("trace", "debug", "info", "warning", "error", "critical");

    private final EventFile file;
    private final boolean isDocument;
    private final EventColumns columns;
    private final boolean hasTens;

    private JsonEvents(EventFile file, boolean isDocument, EventColumns columns, boolean hasTens) {
        this.file = file;
        this.isDocument = isDocument;
        this.columns = columns;
        this.hasTens = hasTens;
    }

    /// Null when the file does not hold JSON objects.
    static @Nullable JsonEvents of(EventFile file, EventOptions options) {
        List<String> lines = file.lines();
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            if (line.indexOf('{') >= 0 && line.stripTrailing().endsWith("}")) {
                texts.add(line.substring(line.indexOf('{')));
            }
        }
        boolean isDocument = JsonDocument.isIn(lines);
        if (isDocument) {
            texts = JsonDocument.texts(file.first(), SAMPLED);
        }
        List<Map<String, String>> objects = new ArrayList<>();
        for (String text : texts) {
            Map<String, String> object = object(text);
            if (object != null && !object.isEmpty()) {
                objects.add(object);
            }
        }
        if (objects.isEmpty() || 2 * objects.size() < texts.size()) {
            return null;
        }
        Set<String> keys = new TreeSet<>();
        objects.forEach(object -> keys.addAll(object.keySet()));
        List<String> names = List.copyOf(keys);
        List<List<String>> rows = objects.stream().map(object -> cells(object, names)).toList();
        EventColumns columns = EventColumns.of(names, rows, options, file.path());
        boolean hasTens =
                rows.stream().allMatch(row -> columns.cell(row, EventRole.KIND).matches("[1-6]0"));
        return new JsonEvents(file, isDocument, columns, hasTens);
    }

    private static @Nullable Map<String, String> object(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (!JsonLeaves.gather(text, values)) {
            return null;
        }
        Map<String, String> object = new LinkedHashMap<>();
        values.forEach((path, all) ->
                object.put(path.replace(JsonScanner.JOINT, '.'), all.getFirst().strip()));
        return object;
    }

    private static List<String> cells(Map<String, String> object, List<String> names) {
        return names.stream().map(name -> object.getOrDefault(name, "")).toList();
    }

    /// `JSON: start is ts, kind is level`
    String words() {
        return "JSON: " + columns.words();
    }

    void read(EventOptions options, EventSink sink) {
        TableEvents events = new TableEvents(columns, options, sink);
        try {
            if (isDocument) {
                file.each(
                        file.blocks(new JsonDocument()),
                        (block, line) -> document(block, line, events, sink));
            } else {
                file.each(file.blocks(), (block, line) -> lines(block, line, events, sink));
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(file.path(), e);
        }
    }

    private long document(LineBlock block, long line, TableEvents events, EventSink sink) {
        int at = block.withoutMark();
        int counted = block.from;
        long number = line;
        while (true) {
            int start = JsonDocument.objectStart(block.bytes, at, block.to);
            if (start >= block.to) {
                break;
            }
            int end = JsonDocument.objectEnd(block.bytes, start, block.to);
            number += Bytes.newLines(block.bytes, counted, start);
            counted = start;
            int to = end < 0 ? block.to : end;
            put(EventFile.text(block, start, to), number, events, sink);
            at = to;
        }
        return number - line + Bytes.newLines(block.bytes, counted, block.to);
    }

    private long lines(LineBlock block, long line, TableEvents events, EventSink sink) {
        int at = block.withoutMark();
        long number = line;
        while (at < block.to) {
            int end = block.lineEnd(at);
            String text = EventFile.text(block, at, end);
            if (!text.isBlank()) {
                put(text.substring(Math.max(0, text.indexOf('{'))), number, events, sink);
            }
            number++;
            at = end + 1;
        }
        return number - line;
    }

    private void put(String text, long line, TableEvents events, EventSink sink) {
        Map<String, String> object = object(text);
        if (object == null) {
            sink.reject(line, "not a JSON object", text);
            return;
        }
        List<String> cells = new ArrayList<>(cells(object, columns.names()));
        Integer kind = columns.places().get(EventRole.KIND);
        if (hasTens && kind != null && cells.get(kind).matches("[1-6]0")) {
            cells.set(kind, TENS.get(cells.get(kind).charAt(0) - '1'));
        }
        events.row(cells, line, text);
    }
}
