package trafficinsights.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import trafficinsights.model.RowOutput;

/// Writes a CSV file of any length: RFC 4180 (UTF-8, comma, quotes doubled inside quotes), with
/// `LF` line ends and one header line. The file appears whole on [#commit()], see [WholeFile].
///
/// A row is its fields in order, then [#endRow()]. Numbers are put into bytes directly, because
/// tables have up to hundreds of millions of rows.
///
/// Errors: as [WholeFile]. Threads: one at a time.
public final class CsvOutput implements RowOutput, AutoCloseable {
    private static final long[] POWERS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    /// Above this a double has no digits to spare for a fraction.
    private static final double LARGEST_FIXED = 1e9;

    private final WholeFile file;
    private final TextBytes row = new TextBytes(256);
    private final int columns;
    private int fields;
    private long rows;

    private CsvOutput(WholeFile file, int columns) {
        this.file = file;
        this.columns = columns;
    }

    /// Starts the file with its header.
    public static CsvOutput create(Path target, String... header) {
        CsvOutput output = new CsvOutput(WholeFile.create(target), header.length);
        for (String name : header) {
            output.text(name);
        }
        output.endRow();
        output.rows = 0;
        return output;
    }

    @Override
    public CsvOutput text(String value) {
        separate();
        if (needsQuotes(value)) {
            row.ascii('"');
            row.utf8(value.replace("\"", "\"\""));
            row.ascii('"');
        } else {
            row.utf8(value);
        }
        return this;
    }

    @Override
    public CsvOutput number(long value) {
        separate();
        row.number(value);
        return this;
    }

    /// At most this many decimals, without trailing zeros; an empty field for `NaN` and infinity.
    ///
    /// @param decimals 0 to 9
    @Override
    public CsvOutput number(double value, int decimals) {
        separate();
        if (!Double.isFinite(value)) {
            return this;
        }
        if (Math.abs(value) >= LARGEST_FIXED) {
            row.utf8(Double.toString(value));
            return this;
        }
        long scaled = Math.round(Math.abs(value) * POWERS[decimals]);
        if (value < 0 && scaled > 0) {
            row.ascii('-');
        }
        row.number(scaled / POWERS[decimals]);
        fraction(scaled % POWERS[decimals], decimals);
        return this;
    }

    private void fraction(long fraction, int decimals) {
        if (fraction == 0) {
            return;
        }
        long rest = fraction;
        int digits = decimals;
        while (rest % 10 == 0) {
            rest /= 10;
            digits--;
        }
        row.ascii('.');
        row.padded(rest, digits);
    }

    /// An instant as `2026-11-22T10:15:00.000000Z`.
    @Override
    public CsvOutput time(long epochMicros) {
        separate();
        IsoTime.append(row, epochMicros);
        return this;
    }

    @Override
    public CsvOutput empty() {
        separate();
        return this;
    }

    @Override
    public void endRow() {
        if (fields != columns) {
            throw new IllegalStateException(
                    "row of %d fields in a table of %d columns".formatted(fields, columns));
        }
        row.ascii('\n');
        row.drainTo(file);
        fields = 0;
        rows++;
    }

    /// Rows written, the header not counted.
    public long rows() {
        return rows;
    }

    public Path target() {
        return file.target();
    }

    /// Bytes written so far.
    public long size() {
        return file.size();
    }

    /// Puts the file in its place.
    public void commit() {
        file.commit();
    }

    /// Drops the file unless it was committed.
    @Override
    public void close() {
        file.close();
    }

    private void separate() {
        if (fields++ > 0) {
            row.ascii(',');
        }
    }

    private static boolean needsQuotes(String value) {
        int length = value.length();
        if (length == 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        // Not asked for by the RFC, but many readers trim bare fields.
        return value.charAt(0) <= ' ' || value.charAt(length - 1) <= ' ';
    }

    /// A growing line of bytes.
    static final class TextBytes {
        private byte[] bytes;
        private int length;

        TextBytes(int capacity) {
            bytes = new byte[capacity];
        }

        void ascii(char c) {
            room(1);
            bytes[length++] = (byte) c;
        }

        void utf8(String text) {
            int chars = text.length();
            room(chars);
            for (int i = 0; i < chars; i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    append(text.substring(i).getBytes(StandardCharsets.UTF_8));
                    return;
                }
                bytes[length++] = (byte) c;
            }
        }

        private void append(byte[] more) {
            room(more.length);
            System.arraycopy(more, 0, bytes, length, more.length);
            length += more.length;
        }

        void number(long value) {
            if (value < 0) {
                // Long.MIN_VALUE has no positive twin; negative numbers are too rare to matter.
                utf8(Long.toString(value));
                return;
            }
            padded(value, digitsOf(value));
        }

        /// @param value 0 or more, of at most that many digits
        void padded(long value, int digits) {
            room(digits);
            long rest = value;
            for (int i = length + digits - 1; i >= length; i--) {
                bytes[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            length += digits;
        }

        void drainTo(WholeFile file) {
            file.write(bytes, 0, length);
            length = 0;
        }

        @Override
        public String toString() {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }

        private void room(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            }
        }

        private static int digitsOf(long value) {
            int digits = 1;
            for (long rest = value; rest >= 10; rest /= 10) {
                digits++;
            }
            return digits;
        }
    }
}
