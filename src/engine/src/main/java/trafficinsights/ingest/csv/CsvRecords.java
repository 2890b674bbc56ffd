package trafficinsights.ingest.csv;

import java.util.Arrays;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.Bytes;

/// Finds records and their fields in the bytes of a CSV file.
///
/// A field whose first character (blanks aside) is a quote ends at the next quote that is not
/// doubled; it may hold delimiters and line ends. A quote elsewhere is a character like any other.
/// A record has more lines than one only if all its quotes match, it has as many fields as the
/// table has columns, and it stays within [#MAX_LINES] and [#MAX_BYTES]; otherwise its first line
/// stands alone, and reading goes on with the second. So a quote too many costs the line it stands
/// in.
///
/// Threads: one.
public final class CsvRecords implements RecordEnds {
    /// Lines of a record.
    static final int MAX_LINES = 100;

    /// Bytes of a record of several lines.
    static final int MAX_BYTES = 1 << 16;

    /// Answer of [#split(byte[], int, int)]: text is behind a closing quote.
    public static final int MALFORMED = -1;

    /// Answer of [#split(byte[], int, int)]: a quote is opened and not closed.
    public static final int OPEN = -2;

    /// Answer of [#recordEnd]: whether the record goes on is not known yet.
    static final int MORE = -1;

    private static final int SPARE = 8;

    private final byte delimiter;
    private final byte quote;
    private final int columns;

    /// Where the fields of the record split last stand, quotes excluded.
    public int[] starts;

    public int[] ends;

    /// Whether a field holds doubled quotes.
    public boolean[] isDoubled;

    private final int[] delimiters;

    /// Where the walk stopped.
    private int walkEnd;

    /// @param columns of the table; 0 when that is not known yet
    public CsvRecords(char delimiter, char quote, int columns) {
        this.delimiter = (byte) delimiter;
        this.quote = (byte) quote;
        this.columns = columns;
        int room = columns + SPARE;
        starts = new int[room];
        ends = new int[room];
        isDoubled = new boolean[room];
        delimiters = new int[room];
    }

    /// End of the record that begins with the line `[at, lineEnd)`, its line end excluded.
    ///
    /// @param to end of what has been read
    /// @param isEnd whether nothing comes behind `to` that could belong to the record
    /// @return the end, `lineEnd` when the line stands alone, or [#MORE]
    public int recordEnd(byte[] b, int at, int lineEnd, int to, boolean isEnd) {
        if (Bytes.indexOf(b, at, lineEnd, quote) < 0) {
            return lineEnd;
        }
        int limit = Math.max(lineEnd, (int) Math.min(to, (long) at + MAX_BYTES));
        int fields = walk(b, at, limit);
        if (fields == OPEN) {
            return limit == to && !isEnd ? MORE : lineEnd;
        }
        if (walkEnd <= lineEnd) {
            return lineEnd;
        }
        boolean isTooLong = walkEnd == limit && limit < to && b[limit] != '\n';
        boolean isRecord = fields > 0 && !isTooLong && (columns == 0 || fields == columns);
        return isRecord && Bytes.newLines(b, at, walkEnd) < MAX_LINES ? walkEnd : lineEnd;
    }

    /// Where the last whole record of `[at, to)` ends, behind its line end.
    @Override
    public int wholeRecordsEnd(byte[] b, int at, int to) {
        int from = at;
        while (true) {
            int next = Bytes.indexOf(b, from, to, quote);
            if (next < 0) {
                return to;
            }
            int line = next;
            while (line > from && b[line - 1] != '\n') {
                line--;
            }
            int lineEnd = Bytes.indexOf(b, next, to, (byte) '\n');
            lineEnd = lineEnd < 0 ? to : lineEnd;
            int end = recordEnd(b, line, lineEnd, to, false);
            if (end == MORE) {
                return line;
            }
            from = Math.min(to, end + 1);
        }
    }

    /// Finds the fields of the record `[from, to)`.
    ///
    /// @return how many there are, [#MALFORMED] or [#OPEN]
    public int split(byte[] b, int from, int to) {
        return Bytes.indexOf(b, from, to, quote) < 0 ? plain(b, from, to) : walk(b, from, to);
    }

    private int plain(byte[] b, int from, int to) {
        int found = Bytes.indexesOf(b, from, to, delimiter, delimiters);
        if (found == delimiters.length) {
            return walk(b, from, to);
        }
        int start = from;
        for (int i = 0; i < found; i++) {
            put(b, i, start, delimiters[i], false);
            start = delimiters[i] + 1;
        }
        put(b, found, start, to, false);
        return found + 1;
    }

    /// Walks over fields up to the end of a line outside of quotes, or `to`.
    private int walk(byte[] b, int from, int to) {
        int fields = 0;
        int at = from;
        while (true) {
            int start = at;
            while (start < to && b[start] == ' ') {
                start++;
            }
            boolean isQuoted = start < to && b[start] == quote;
            int end = isQuoted ? closingQuote(b, start + 1, to) : plainEnd(b, at, to);
            if (end < 0) {
                walkEnd = to;
                return OPEN;
            }
            if (isQuoted) {
                boolean hasDoubled = Bytes.indexOf(b, start + 1, end, quote) >= 0;
                put(b, fields++, start + 1, end, hasDoubled);
                end = behindQuote(b, end + 1, to);
            } else {
                put(b, fields++, at, end, false);
            }
            walkEnd = end;
            if (end >= to || b[end] == '\n') {
                return fields;
            }
            if (b[end] != delimiter) {
                return MALFORMED;
            }
            at = end + 1;
        }
    }

    private int closingQuote(byte[] b, int from, int to) {
        int at = Bytes.indexOf(b, from, to, quote);
        while (at >= 0 && at + 1 < to && b[at + 1] == quote) {
            at = Bytes.indexOf(b, at + 2, to, quote);
        }
        return at;
    }

    /// The next byte behind a closing quote that is neither a blank nor part of a line end.
    private int behindQuote(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] == ' ') {
            at++;
        }
        boolean isLineEnd = at + 1 < to && b[at] == '\r' && b[at + 1] == '\n';
        return isLineEnd || (at + 1 == to && b[at] == '\r') ? at + 1 : at;
    }

    private int plainEnd(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] != delimiter && b[at] != '\n') {
            at++;
        }
        return at;
    }

    /// Notes a field, blanks around it excluded.
    private void put(byte[] b, int field, int from, int to, boolean hasDoubled) {
        if (field == starts.length) {
            int room = field * 2;
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
            isDoubled = Arrays.copyOf(isDoubled, room);
        }
        int start = from;
        int end = to;
        while (start < end && b[start] == ' ') {
            start++;
        }
        while (end > start && (b[end - 1] == ' ' || b[end - 1] == '\r')) {
            end--;
        }
        starts[field] = start;
        ends[field] = end;
        isDoubled[field] = hasDoubled;
    }
}
