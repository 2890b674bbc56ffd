package trafficinsights.ingest.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// JSON objects that stand in an array, over several lines, or under `records` of an object
/// (Azure's Event Hub). Each object of the innermost list is a record; brackets and commas between
/// records belong to none. Threads: one.
public final class JsonDocument implements RecordEnds {
    /// Keys of an object that is nothing but a list of records.
    private static final String[] LISTS = {"records", "Records", "value", "logs", "events"};

    /// Whether objects stand in an array or over several lines in a file that begins with these
    /// lines: then not most of them are an object each.
    public static boolean isIn(List<String> lines) {
        long whole = lines.stream().filter(JsonDocument::hasObject).count();
        boolean isList =
                !lines.isEmpty()
                        && lines.getFirst()
                                .matches(
                                        "\\s*\\[.*|\\s*\\{\\s*\"(?:records|Records|value|logs|events)\"\\s*:\\s*\\[.*");
        return isList || 2 * whole < lines.size();
    }

    /// Whether an object begins and ends in a line.
    private static boolean hasObject(String line) {
        return line.indexOf('{') >= 0 && line.stripTrailing().endsWith("}");
    }

    /// The first objects of a file, each on one line.
    public static List<String> texts(LineBlock block, int most) {
        List<String> texts = new ArrayList<>();
        int at = block.withoutMark();
        // Only what begins as JSON: a brace somewhere in a line is no object.
        int first = at;
        while (first < block.to && Character.isWhitespace(block.bytes[first])) {
            first++;
        }
        if (first >= block.to || (block.bytes[first] != '{' && block.bytes[first] != '[')) {
            return texts;
        }
        while (texts.size() < most) {
            int start = objectStart(block.bytes, at, block.to);
            int end = start >= block.to ? -1 : objectEnd(block.bytes, start, block.to);
            if (end < 0) {
                return texts;
            }
            texts.add(new String(block.bytes, start, end - start, StandardCharsets.UTF_8));
            at = end;
        }
        return texts;
    }

    /// Where the object begins that is the next record; `to` when there is none.
    public static int objectStart(byte[] b, int from, int to) {
        int at = from;
        while (at < to) {
            byte c = b[at];
            if (c != '{') {
                at++;
                continue;
            }
            int inner = listStart(b, at, to);
            if (inner < 0) {
                return at;
            }
            at = inner;
        }
        return to;
    }

    /// Behind the bracket of `{"records":[`, or -1.
    private static int listStart(byte[] b, int brace, int to) {
        int at = skipBlanks(b, brace + 1, to);
        if (at >= to || b[at] != '"') {
            return -1;
        }
        for (String list : LISTS) {
            int end = at + 1 + list.length();
            if (Bytes.startsWith(b, at + 1, to, list) && end < to && b[end] == '"') {
                int colon = skipBlanks(b, end + 1, to);
                int open = colon < to && b[colon] == ':' ? skipBlanks(b, colon + 1, to) : to;
                return open < to && b[open] == '[' ? open + 1 : -1;
            }
        }
        return -1;
    }

    private static int skipBlanks(byte[] b, int from, int to) {
        int at = from;
        while (at < to && (b[at] == ' ' || b[at] == '\t' || b[at] == '\n' || b[at] == '\r')) {
            at++;
        }
        return at;
    }

    /// Behind the brace that ends the object at `from`; -1 when it does not end.
    public static int objectEnd(byte[] b, int from, int to) {
        int depth = 0;
        boolean isInText = false;
        for (int at = from; at < to; at++) {
            byte c = b[at];
            if (isInText) {
                if (c == '\\') {
                    at++;
                } else if (c == '"') {
                    isInText = false;
                }
            } else if (c == '"') {
                isInText = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public int wholeRecordsEnd(byte[] b, int from, int to) {
        int whole = from;
        while (whole < to) {
            int start = objectStart(b, whole, to);
            if (start >= to) {
                return to;
            }
            int end = objectEnd(b, start, to);
            if (end < 0) {
                return whole;
            }
            whole = end;
        }
        return whole;
    }
}
