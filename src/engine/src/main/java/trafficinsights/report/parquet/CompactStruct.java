package trafficinsights.report.parquet;

import java.nio.charset.StandardCharsets;

/// Writes structures in Thrift's compact protocol, which page headers and the footer of Parquet are
/// in. Fields of a structure are written in the order of their ids. Threads: one at a time.
final class CompactStruct {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I8 = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    /// Ids and lengths up to here share a byte with the type.
    private static final int SHORT_FORM = 14;

    private static final int MAX_DEPTH = 16;

    private final PageBytes out;
    private final int[] lastIds = new int[MAX_DEPTH];
    private int depth;

    CompactStruct(PageBytes out) {
        this.out = out;
    }

    CompactStruct i8(int id, int value) {
        field(id, I8);
        out.put(value);
        return this;
    }

    CompactStruct i16(int id, int value) {
        field(id, I16);
        out.putZigzag(value);
        return this;
    }

    CompactStruct i32(int id, int value) {
        field(id, I32);
        out.putZigzag(value);
        return this;
    }

    CompactStruct i64(int id, long value) {
        field(id, I64);
        out.putZigzag(value);
        return this;
    }

    CompactStruct bool(int id, boolean value) {
        field(id, value ? TRUE : FALSE);
        return this;
    }

    CompactStruct binary(int id, byte[] value) {
        field(id, BINARY);
        out.putVarint(value.length);
        out.put(value);
        return this;
    }

    CompactStruct text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    CompactStruct texts(int id, String... values) {
        list(id, values.length, BINARY);
        for (String value : values) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.putVarint(bytes.length);
            out.put(bytes);
        }
        return this;
    }

    CompactStruct i32s(int id, int... values) {
        list(id, values.length, I32);
        for (int value : values) {
            out.putZigzag(value);
        }
        return this;
    }

    /// Starts a structure that is a field; [#end()] ends it.
    CompactStruct struct(int id) {
        field(id, STRUCT);
        return begin();
    }

    /// Starts a list of structures: each is a [#begin()] with its [#end()].
    CompactStruct structs(int id, int size) {
        list(id, size, STRUCT);
        return this;
    }

    CompactStruct begin() {
        depth++;
        lastIds[depth] = 0;
        return this;
    }

    CompactStruct end() {
        out.put(0);
        depth--;
        return this;
    }

    private void list(int id, int size, int type) {
        field(id, LIST);
        if (size <= SHORT_FORM) {
            out.put((size << 4) | type);
        } else {
            out.put(0xF0 | type);
            out.putVarint(size);
        }
    }

    private void field(int id, int type) {
        int step = id - lastIds[depth];
        if (step <= 0 || step > SHORT_FORM + 1) {
            throw new IllegalArgumentException(
                    "field %d behind field %d".formatted(id, lastIds[depth]));
        }
        out.put((step << 4) | type);
        lastIds[depth] = id;
    }
}
