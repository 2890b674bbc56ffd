package trafficinsights.report.parquet;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.report.parquet.ColumnChunk.Encoding;

/// Gathers what is at the end of the file: the schema, and where each column of each row group is
/// (`FileMetaData` of the Parquet format). About 1.3 kB a row group. Threads: one at a time.
final class Footer {
    private static final int VERSION = 1;
    private static final int UNCOMPRESSED = 0;

    private final List<Group> groups = new ArrayList<>();
    private long rows;

    /// @param start of the group in the file
    private record Group(int rows, long start, List<ColumnChunk> chunks) {}

    void add(int groupRows, long start, List<ColumnChunk> chunks) {
        groups.add(new Group(groupRows, start, chunks));
        rows += groupRows;
    }

    int groupCount() {
        return groups.size();
    }

    /// The footer with its length and without the magic bytes behind it.
    PageBytes bytes() {
        PageBytes out = new PageBytes(1 << 12);
        CompactStruct file = new CompactStruct(out);
        List<ParquetColumn> columns = ParquetColumn.ALL;
        file.begin().i32(1, VERSION).structs(2, columns.size() + 1);
        file.begin().text(4, "request_logs").i32(5, columns.size()).end();
        for (ParquetColumn column : columns) {
            column.describe(file);
        }
        file.i64(3, rows).structs(4, groups.size());
        for (int i = 0; i < groups.size(); i++) {
            group(file, groups.get(i), i);
        }
        file.text(6, "Traffic Insights Workbench").structs(7, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            // Smallest and largest are by the order of the column's type.
            file.begin().struct(1).end().end();
        }
        file.end();
        out.putInt(out.length());
        return out;
    }

    private static void group(CompactStruct out, Group group, int ordinal) {
        long bytes = group.chunks.stream().mapToLong(ColumnChunk::length).sum();
        out.begin().structs(1, group.chunks.size());
        for (ColumnChunk chunk : group.chunks) {
            chunk(out, group, chunk);
        }
        out.i64(2, bytes).i64(3, group.rows).i64(5, group.start).i64(6, bytes);
        if (ordinal <= Short.MAX_VALUE) {
            out.i16(7, ordinal);
        }
        out.end();
    }

    private static void chunk(CompactStruct out, Group group, ColumnChunk chunk) {
        out.begin().i64(2, 0).struct(3).i32(1, chunk.column().type.physical);
        if (chunk.hasDictionary()) {
            out.i32s(2, Encoding.PLAIN.number, Encoding.RLE.number, chunk.encoding().number);
        } else {
            out.i32s(2, Encoding.RLE.number, chunk.encoding().number);
        }
        out.texts(3, chunk.column().columnName())
                .i32(4, UNCOMPRESSED)
                .i64(5, group.rows)
                .i64(6, chunk.length())
                .i64(7, chunk.length())
                .i64(9, group.start + chunk.dataStart());
        if (chunk.hasDictionary()) {
            out.i64(11, group.start + chunk.start());
        }
        out.struct(12).i64(3, chunk.nulls());
        byte[] min = chunk.min();
        byte[] max = chunk.max();
        if (min != null && max != null) {
            out.binary(5, max).binary(6, min);
        }
        out.end().end().end();
    }
}
