package trafficinsights.ingest.json;

import static trafficinsights.ingest.row.LineVerdict.*;

import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.OuterParser;
import trafficinsights.ingest.row.RowWriter;

/// Reads the records of a [JsonDocument], one object after the other. Threads: one.
public final class JsonDocumentParser extends OuterParser {
    public JsonDocumentParser(LineParser inner) {
        super(inner);
    }

    @Override
    public int recordEnd(byte[] b, int at, int lineEnd, int to) {
        int start = JsonDocument.objectStart(b, at, to);
        int end = start >= to ? to : JsonDocument.objectEnd(b, start, to);
        // One byte behind a record belongs to none; where the next begins at once, it is the last.
        boolean isAdjacent = end > 0 && end < to && (b[end] == '{' || b[end] == '[');
        return end < 0 ? to : isAdjacent ? end - 1 : end;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int start = JsonDocument.objectStart(b, from, to);
        if (start >= to) {
            return BLANK;
        }
        int end = JsonDocument.objectEnd(b, start, to) < 0 && b[to] == '}' ? to + 1 : to;
        return inner.parse(b, start, end, rows);
    }
}
