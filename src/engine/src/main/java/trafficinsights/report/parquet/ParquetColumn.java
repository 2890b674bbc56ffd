package trafficinsights.report.parquet;

import java.util.List;
import trafficinsights.model.RequestColumn;

/// How a column of requests lies in the file (meaning and units in `docs/formats.md`).
final class ParquetColumn {
    /// In their order in the file.
    static final List<ParquetColumn> ALL =
            RequestColumn.OF_FILES.stream().map(ParquetColumn::new).toList();

    private static final int PHYSICAL_INT32 = 1;
    private static final int PHYSICAL_INT64 = 2;
    private static final int PHYSICAL_BYTE_ARRAY = 6;

    private static final int LOGICAL_STRING = 1;
    private static final int LOGICAL_TIMESTAMP = 8;
    private static final int LOGICAL_INTEGER = 10;
    private static final int UNIT_MICROS = 2;

    /// What values are, with the number that older readers know it by.
    enum Type {
        /// µs since 1970 UTC.
        TIME(PHYSICAL_INT64, 10),
        INT8(PHYSICAL_INT32, 15),
        INT16(PHYSICAL_INT32, 16),
        INT64(PHYSICAL_INT64, 18),
        /// UTF-8.
        TEXT(PHYSICAL_BYTE_ARRAY, 0);

        final int physical;
        private final int converted;

        Type(int physical, int converted) {
            this.physical = physical;
            this.converted = converted;
        }
    }

    final RequestColumn source;
    final Type type;
    final boolean isOptional;

    private ParquetColumn(RequestColumn source) {
        this.source = source;
        type =
                switch (source.kind()) {
                    case TIME -> Type.TIME;
                    case WHOLE, MEASURED -> Type.INT64;
                    case CLIENT, NAME -> Type.TEXT;
                    case SMALL -> Type.INT16;
                    case TINY -> Type.INT8;
                };
        // Most requests have no scenario: they have no text either.
        isOptional = source.isOptional() || source == RequestColumn.SCENARIO;
    }

    String columnName() {
        return source.fileName();
    }

    /// Writes Parquet's `SchemaElement` of this column.
    void describe(CompactStruct out) {
        out.begin()
                .i32(1, type.physical)
                .i32(3, isOptional ? 1 : 0)
                .text(4, columnName())
                .i32(6, type.converted)
                .struct(10);
        switch (type) {
            case TIME -> {
                out.struct(LOGICAL_TIMESTAMP).bool(1, true).struct(2).struct(UNIT_MICROS);
                out.end().end().end();
            }
            case INT8 -> integer(out, 8);
            case INT16 -> integer(out, 16);
            case INT64 -> integer(out, 64);
            case TEXT -> out.struct(LOGICAL_STRING).end();
        }
        out.end().end();
    }

    private static void integer(CompactStruct out, int bits) {
        out.struct(LOGICAL_INTEGER).i8(1, bits).bool(2, true).end();
    }
}
