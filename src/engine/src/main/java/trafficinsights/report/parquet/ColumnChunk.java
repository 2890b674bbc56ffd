package trafficinsights.report.parquet;

import org.jspecify.annotations.Nullable;

/// Where the pages of one column of a row group stand, and what they hold.
///
/// @param start of its first page, bytes from the start of the row group
/// @param dataStart of its first data page; above `start` when a dictionary page is before it
/// @param length of all its pages with their headers, bytes
/// @param encoding of its data pages
/// @param nulls rows without a value
/// @param min smallest value in the encoding `PLAIN`; null when every row is without a value
/// @param max largest value likewise
record ColumnChunk(
        ParquetColumn column,
        int start,
        int dataStart,
        int length,
        Encoding encoding,
        int nulls,
        byte @Nullable [] min,
        byte @Nullable [] max) {

    /// Encodings that are used, with their numbers in the format.
    enum Encoding {
        PLAIN(0),
        RLE(3),
        DELTA_BINARY_PACKED(5),
        DELTA_LENGTH_BYTE_ARRAY(6),
        RLE_DICTIONARY(8);

        final int number;

        Encoding(int number) {
            this.number = number;
        }
    }

    boolean hasDictionary() {
        return dataStart > start;
    }
}
