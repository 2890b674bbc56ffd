package trafficinsights.ingest.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;

/// JSON objects that stand in an array, over several lines, several on one line, or in a list of an
/// object: `records` (Azure's Event Hub), `events` and `logEvents` (CloudWatch Logs), `hits.hits`
/// (Elasticsearch, OpenSearch), `streams` and `data.result` (Loki), `results` (Splunk). Each object
/// of the innermost list is a record, and each pair `["1772442639000000000", "line"]` of Loki;
/// brackets and commas between records belong to none. Threads: one.
public final class JsonDocument implements RecordEnds {
    /// Keys of an object that is nothing but a list of records, which is its first value.
    private static final Set<String> LISTS =
            Set.of("records", "Records", "value", "logs", "events");

    /// Keys of a list of records that may stand behind other values.
    private static final Set<String> LATER_LISTS =
            Set.of("logEvents", "streams", "hits.hits", "data.result", "results", "values");

    /// Keys of objects that have such a list.
    private static final Set<String> HOLDERS = Set.of("hits", "data");

    /// Digits of a time in ns.
    private static final int NANOS_DIGITS = 19;

    /// Whether records are not just an object a line in a file that begins with these lines.
    public static boolean isIn(List<String> lines) {
        long whole = lines.stream().filter(JsonDocument::hasObject).count();
        boolean isList = !lines.isEmpty() && isList(lines.getFirst());
        return isList
                || 2 * whole < lines.size()
                || lines.stream().anyMatch(JsonDocument::hasSeveral);
    }

    private static boolean isList(String line) {
        String text = line.strip();
        byte[] bytes = LineBlock.padded(text);
        return text.startsWith("[")
                || (text.startsWith("{")
                        && listStart(bytes, 0, bytes.length - LineBlock.SLACK) > 0);
    }

    /// Whether another object begins in the line behind the first.
    private static boolean hasSeveral(String line) {
        if (!line.startsWith("{") || line.indexOf('{', 1) < 0) {
            return false;
        }
        byte[] bytes = LineBlock.padded(line);
        int to = bytes.length - LineBlock.SLACK;
        int end = objectEnd(bytes, 0, to);
        int next = end < 0 ? to : skipBlanks(bytes, end, to);
        return next < to && bytes[next] == '{';
    }

    /// Whether an object begins and ends in a line.
    private static boolean hasObject(String line) {
        return line.indexOf('{') >= 0 && line.stripTrailing().endsWith("}");
    }

    /// The first objects of a file, each on one line.
    public static List<String> texts(LineBlock block, int most) {
        List<String> texts = new ArrayList<>();
        int at = skipBlanks(block.bytes, block.withoutMark(), block.to);
        // Only what begins as JSON: a brace somewhere in a line is no object.
        if (at >= block.to || (block.bytes[at] != '{' && block.bytes[at] != '[')) {
            return texts;
        }
        while (texts.size() < most) {
            int start = objectStart(block.bytes, at, block.to);
            int end = start >= block.to ? -1 : objectEnd(block.bytes, start, block.to);
            if (end < 0) {
                return texts;
            }
            texts.add(text(block.bytes, start, end));
            at = end;
        }
        return texts;
    }

    /// Where the object or the pair begins that is the next record; `to` when there is none.
    public static int objectStart(byte[] b, int from, int to) {
        int at = from;
        while (at < to) {
            byte c = b[at];
            if (c == '[' && isPair(b, at, to)) {
                return at;
            }
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

    /// Whether Loki's time and line begin at a bracket.
    private static boolean isPair(byte[] b, int bracket, int to) {
        int text = skipBlanks(b, bracket + 1, to);
        int end = text + 1 + NANOS_DIGITS;
        return end < to
                && b[text] == '"'
                && b[end] == '"'
                && Bytes.unsigned(b, text + 1, text + 10) >= 0
                && Bytes.unsigned(b, text + 10, end) >= 0;
    }

    /// Behind the bracket of the list that an object holds, or -1 where it holds none.
    private static int listStart(byte[] b, int brace, int to) {
        return listStart(b, brace, to, "");
    }

    /// @param holder the key of the object and a dot; empty for the outermost
    private static int listStart(byte[] b, int brace, int to, String holder) {
        int at = skipBlanks(b, brace + 1, to);
        boolean isFirst = holder.isEmpty();
        while (at < to && b[at] == '"') {
            int nameEnd = textEnd(b, at, to);
            int colon = nameEnd < 0 ? to : skipBlanks(b, nameEnd, to);
            int value = colon < to && b[colon] == ':' ? skipBlanks(b, colon + 1, to) : to;
            if (value >= to) {
                return -1;
            }
            if (b[value] == '[' || b[value] == '{') {
                String name = text(b, at + 1, nameEnd - 1);
                int inner = inValue(b, value, to, holder + name, isFirst);
                if (inner >= 0) {
                    return inner;
                }
            }
            int end = valueEnd(b, value, to);
            int comma = end < 0 ? to : skipBlanks(b, end, to);
            at = comma < to && b[comma] == ',' ? skipBlanks(b, comma + 1, to) : to;
            isFirst = false;
        }
        return -1;
    }

    private static int inValue(byte[] b, int value, int to, String path, boolean isFirst) {
        if (b[value] == '{') {
            return HOLDERS.contains(path) ? listStart(b, value, to, path + ".") : -1;
        }
        if (isFirst && LISTS.contains(path)) {
            return value + 1;
        }
        int item = skipBlanks(b, value + 1, to);
        boolean isOfRecords = item < to && (b[item] == '{' || b[item] == '[' || b[item] == ']');
        return isOfRecords && LATER_LISTS.contains(path) ? value + 1 : -1;
    }

    private static String text(byte[] b, int from, int to) {
        return new String(b, from, to - from, StandardCharsets.UTF_8);
    }

    /// Behind the quote that ends the text at `from`, or -1.
    private static int textEnd(byte[] b, int from, int to) {
        int at = from + 1;
        while (at < to && b[at] != '"') {
            at += b[at] == '\\' ? 2 : 1;
        }
        return at < to ? at + 1 : -1;
    }

    /// Behind a value, or -1 when it does not end.
    private static int valueEnd(byte[] b, int from, int to) {
        if (b[from] == '"') {
            return textEnd(b, from, to);
        }
        if (b[from] == '{' || b[from] == '[') {
            return objectEnd(b, from, to);
        }
        int at = from;
        while (at < to && b[at] != ',' && b[at] != '}' && b[at] != ']') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(byte[] b, int from, int to) {
        int at = from;
        while (at < to && (b[at] == ' ' || b[at] == '\t' || b[at] == '\n' || b[at] == '\r')) {
            at++;
        }
        return at;
    }

    /// Behind the brace that ends the object at `from`, or the bracket of a pair; -1 when it does
    /// not end.
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
