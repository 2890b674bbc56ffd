package trafficinsights.ingest.json;

import static trafficinsights.ingest.row.LineVerdict.*;

import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RowWriter;

/// Reads the records of a [JsonDocument], one object after the other. Threads: one.
public final class JsonDocumentParser implements LineParser {
    private final LineParser inner;

    public JsonDocumentParser(LineParser inner) {
        this.inner = inner;
    }

    @Override
    public void startBlock(HeaderLines header) {
        inner.startBlock(header);
    }

    @Override
    public HeaderLines header(HeaderLines before) {
        return inner.header(before);
    }

    @Override
    public boolean lacksStatus() {
        return inner.lacksStatus();
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

    @Override
    public String cause(LineVerdict verdict) {
        return inner.cause(verdict);
    }
}
