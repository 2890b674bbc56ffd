package trafficinsights.report.parquet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dictionary;
import trafficinsights.report.parquet.ColumnChunk.Encoding;

/// Encodes row groups, column by column: times, ids, latencies and sizes as packed differences,
/// everything that repeats through a dictionary of the group.
///
/// Dictionaries hold the values of the group in the order of their first row, so the bytes depend
/// on nothing but the rows. Threads: one at a time; what is returned lives until the next call.
final class RowGroupEncoder {
    /// Small enough that a reader need not hold much.
    private static final int PAGE_ROWS = 1 << 15;

    private static final int UNSEEN = -1;

    private final long[] values = new long[RowGroup.ROWS];
    private final long[] present = new long[PAGE_ROWS];
    private final long[] levels = new long[PAGE_ROWS];
    private final DistinctValues distinct = new DistinctValues();
    private final TextValues texts = new TextValues();
    private final DeltaPacking deltas = new DeltaPacking();
    private final PageBytes plain = new PageBytes(1 << 10);
    private final PageBytes page = new PageBytes(1 << 18);
    private final PageBytes out = new PageBytes(1 << 22);
    private final PageWriter pages = new PageWriter(out);
    private final List<ColumnChunk> chunks = new ArrayList<>();
    private int[] indexOfCode = new int[1 << 7];
    private int rows;
    private int nulls;
    private int chunkStart;
    private int dataStart;

    /// @param bytes of all chunks, one behind the other
    record Encoded(int rows, PageBytes bytes, List<ColumnChunk> chunks) {}

    Encoded encode(RowGroup group) {
        rows = group.rows();
        out.clear();
        chunks.clear();
        for (ParquetColumn column : ParquetColumn.ALL) {
            nulls = 0;
            chunkStart = out.length();
            dataStart = chunkStart;
            column(column, group);
        }
        return new Encoded(rows, out, List.copyOf(chunks));
    }

    private void column(ParquetColumn column, RowGroup group) {
        group.copy(column.source, values);
        switch (column.source.kind()) {
            case TIME, WHOLE, MEASURED -> numbers(column);
            case CLIENT -> clients(column, group);
            case NAME -> {
                if (column.isOptional) {
                    noneToNull();
                }
                texts(column, column.source.names(group.names()));
            }
            case SMALL, TINY -> smallNumbers(column);
        }
    }

    private void numbers(ParquetColumn column) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            long value = values[i];
            if (!column.isOptional || value >= 0) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        for (int at = 0; at < rows; at += PAGE_ROWS) {
            dataPage(column, at, Encoding.DELTA_BINARY_PACKED, 0);
        }
        boolean isKnown = nulls < rows;
        finish(
                column,
                Encoding.DELTA_BINARY_PACKED,
                isKnown ? plainLong(min) : null,
                isKnown ? plainLong(max) : null);
    }

    private static byte[] plainLong(long value) {
        PageBytes bytes = new PageBytes(Long.BYTES);
        bytes.putLong(value);
        return bytes.toArray();
    }

    private static byte[] plainInt(long value) {
        PageBytes bytes = new PageBytes(Integer.BYTES);
        bytes.putInt((int) value);
        return bytes.toArray();
    }

    /// Numbers of few kinds.
    private void smallNumbers(ParquetColumn column) {
        distinct.clear();
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < rows; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
            values[i] = distinct.ordinal(values[i]);
        }
        plain.clear();
        for (int i = 0; i < distinct.size(); i++) {
            plain.putInt((int) distinct.value(i));
        }
        dictionaryPages(column, distinct.size(), plain);
        finish(column, Encoding.RLE_DICTIONARY, plainInt(min), plainInt(max));
    }

    /// Turns the codes in [#values] into places in a dictionary; a negative one has no text.
    private void texts(ParquetColumn column, Dictionary names) {
        if (indexOfCode.length < names.size()) {
            indexOfCode = new int[names.size() * 2];
        }
        Arrays.fill(indexOfCode, UNSEEN);
        texts.clear();
        for (int i = 0; i < rows; i++) {
            int code = (int) values[i];
            if (code < 0) {
                continue;
            }
            if (indexOfCode[code] == UNSEEN) {
                indexOfCode[code] = texts.count();
                texts.add(names.text(code));
            }
            values[i] = indexOfCode[code];
        }
        if (texts.count() == 0) {
            // Some readers want no empty dictionary.
            for (int at = 0; at < rows; at += PAGE_ROWS) {
                dataPage(column, at, Encoding.PLAIN, 0);
            }
            finish(column, Encoding.PLAIN, null, null);
        } else {
            dictionaryPages(column, texts.count(), texts.plain());
            finish(column, Encoding.RLE_DICTIONARY, texts.min(), texts.max());
        }
    }

    private void noneToNull() {
        for (int i = 0; i < rows; i++) {
            values[i] = values[i] == 0 ? -1 : values[i];
        }
    }

    private void clients(ParquetColumn column, RowGroup group) {
        distinct.clear();
        for (int i = 0; i < rows; i++) {
            values[i] = distinct.ordinal(values[i]);
        }
        texts.clear();
        for (int i = 0; i < distinct.size(); i++) {
            texts.addClient(distinct.value(i), group.names().clients());
        }
        long plainBytes = texts.plain().length();
        long dictionaryBytes = plainBytes + (long) rows * width(texts.count()) / 8;
        long meanBytes = plainBytes / texts.count() - Integer.BYTES + 1;
        if (dictionaryBytes <= rows * meanBytes) {
            dictionaryPages(column, texts.count(), texts.plain());
            finish(column, Encoding.RLE_DICTIONARY, texts.min(), texts.max());
        } else {
            for (int at = 0; at < rows; at += PAGE_ROWS) {
                textPage(at);
            }
            finish(column, Encoding.DELTA_LENGTH_BYTE_ARRAY, texts.min(), texts.max());
        }
    }

    /// Texts that hardly repeat: their lengths, then all their bytes.
    private void textPage(int from) {
        int count = Math.min(PAGE_ROWS, rows - from);
        for (int i = 0; i < count; i++) {
            present[i] = texts.length((int) values[from + i]);
        }
        page.clear();
        deltas.encode(present, 0, count, page);
        for (int i = 0; i < count; i++) {
            texts.copy((int) values[from + i], page);
        }
        pages.data(count, Encoding.DELTA_LENGTH_BYTE_ARRAY, page);
    }

    private void dictionaryPages(ParquetColumn column, int entries, PageBytes plainEntries) {
        pages.dictionary(entries, plainEntries);
        dataStart = out.length();
        for (int at = 0; at < rows; at += PAGE_ROWS) {
            dataPage(column, at, Encoding.RLE_DICTIONARY, width(entries));
        }
    }

    /// Bits for a place in a dictionary; at least one, since readers differ about none.
    private static int width(int entries) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(entries - 1));
    }

    /// @param width bits a value, for places in a dictionary
    private void dataPage(ParquetColumn column, int from, Encoding encoding, int width) {
        int count = Math.min(PAGE_ROWS, rows - from);
        page.clear();
        long[] source = values;
        int at = from;
        int known = count;
        if (column.isOptional) {
            known = presentOnly(from, count);
            source = present;
            at = 0;
        }
        switch (encoding) {
            case DELTA_BINARY_PACKED -> deltas.encode(source, at, known, page);
            case RLE_DICTIONARY -> {
                page.put(width);
                HybridRuns.encode(source, at, known, width, page);
            }
            case PLAIN, RLE, DELTA_LENGTH_BYTE_ARRAY -> {}
        }
        pages.data(count, encoding, page);
    }

    /// Moves the values that are there together, and writes which rows have one.
    private int presentOnly(int from, int count) {
        int known = 0;
        for (int i = 0; i < count; i++) {
            long value = values[from + i];
            present[known] = value;
            levels[i] = value < 0 ? 0 : 1;
            known += (int) levels[i];
        }
        page.putInt(0);
        HybridRuns.encode(levels, 0, count, 1, page);
        page.setInt(0, page.length() - Integer.BYTES);
        nulls += count - known;
        return known;
    }

    private void finish(
            ParquetColumn column, Encoding encoding, byte @Nullable [] min, byte @Nullable [] max) {
        chunks.add(
                new ColumnChunk(
                        column,
                        chunkStart,
                        dataStart,
                        out.length() - chunkStart,
                        encoding,
                        nulls,
                        min,
                        max));
    }
}
