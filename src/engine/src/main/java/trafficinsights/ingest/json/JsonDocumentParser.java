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
    public int recordEnd(byte[] b, int at, int lineEnd, int to) {
        int start = JsonDocument.objectStart(b, at, to);
        int end = start >= to ? to : JsonDocument.objectEnd(b, start, to);
        return end < 0 ? to : end;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int start = JsonDocument.objectStart(b, from, to);
        return start >= to ? BLANK : inner.parse(b, start, to, rows);
    }

    @Override
    public String cause(LineVerdict verdict) {
        return inner.cause(verdict);
    }
}
