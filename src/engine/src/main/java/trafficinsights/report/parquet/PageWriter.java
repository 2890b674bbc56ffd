package trafficinsights.report.parquet;

import trafficinsights.report.parquet.ColumnChunk.Encoding;

/// Appends pages with their headers. Pages are not compressed: what the encodings leave is close to
/// random (decision 0009). Threads: one at a time.
final class PageWriter {
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;

    private final PageBytes out;
    private final CompactStruct header;

    PageWriter(PageBytes out) {
        this.out = out;
        this.header = new CompactStruct(out);
    }

    void dictionary(int values, PageBytes plain) {
        begin(DICTIONARY_PAGE, plain)
                .struct(7)
                .i32(1, values)
                .i32(2, Encoding.PLAIN.number)
                .end()
                .end();
        out.put(plain);
    }

    /// @param rows those without a value included
    void data(int rows, Encoding encoding, PageBytes body) {
        begin(DATA_PAGE, body)
                .struct(5)
                .i32(1, rows)
                .i32(2, encoding.number)
                .i32(3, Encoding.RLE.number)
                .i32(4, Encoding.RLE.number)
                .end()
                .end();
        out.put(body);
    }

    private CompactStruct begin(int type, PageBytes body) {
        return header.begin().i32(1, type).i32(2, body.length()).i32(3, body.length());
    }
}
