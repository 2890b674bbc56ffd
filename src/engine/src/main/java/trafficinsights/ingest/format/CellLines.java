package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.CsvRecords;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.OuterParser;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// A table of which one column has the lines of a log as they were written: an export of Splunk
/// (`_raw`), Kibana (`message`), CloudWatch Logs Insights (`@message`), Athena. Immutable.
///
/// @param name of the column
/// @param index of the column, from 0
/// @param columns of the table
/// @param header the header's bytes as they stand in the file
@SuppressWarnings("ArrayRecordComponent") // never compared
record CellLines(char delimiter, String name, int index, int columns, byte[] header) {
    private static final Set<String> NAMES =
            Set.of(
                    "_raw",
                    "raw",
                    "message",
                    "@message",
                    "msg",
                    "log",
                    "line",
                    "event.original",
                    "textpayload",
                    "rawdata");

    private static final char QUOTE = '"';
    private static final String DELIMITERS = ",;\t|";

    /// The columns of a table that may hold lines, by their names in its header.
    ///
    /// @param block the beginning of a file
    static List<CellLines> of(LineBlock block) {
        int from = block.withoutMark();
        int to = block.lineEnd(from);
        int end = to > from && block.bytes[to - 1] == '\r' ? to - 1 : to;
        byte[] header = Arrays.copyOfRange(block.bytes, from, end);
        List<CellLines> found = new ArrayList<>();
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            List<String> names = names(header, delimiter);
            // A table of one column has any delimiter.
            if (names.size() == 1 && i > 0) {
                continue;
            }
            for (int index = 0; index < names.size(); index++) {
                String name = names.get(index);
                if (NAMES.contains(name.toLowerCase(Locale.ROOT))) {
                    found.add(new CellLines(delimiter, name, index, names.size(), header));
                }
            }
        }
        return found;
    }

    private static List<String> names(byte[] header, char delimiter) {
        CsvRecords records = new CsvRecords(delimiter, QUOTE, 0);
        byte[] bytes = Arrays.copyOf(header, header.length + LineBlock.SLACK);
        int columns = records.split(bytes, 0, header.length);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            int start = records.starts[i];
            names.add(new String(bytes, start, records.ends[i] - start, StandardCharsets.UTF_8));
        }
        return names;
    }

    /// The lines of the first rows; null where there is none.
    @Nullable LineBlock sample(LineBlock block, int maxLines) {
        StringBuilder lines = new StringBuilder();
        LineParser taker =
                (b, from, to, _) -> {
                    lines.append(new String(b, from, to - from, StandardCharsets.UTF_8))
                            .append('\n');
                    return NOTICE;
                };
        LineParser parser = newParser(taker);
        RowWriter rows = new RowWriter(RequestBatch.allocate(1, Names.create()), batch -> batch);
        int at = block.withoutMark();
        for (int i = 0; i < maxLines && at < block.to; i++) {
            int end = parser.recordEnd(block.bytes, at, block.lineEnd(at), block.to);
            parser.verdict(block, at, end, rows);
            at = end + 1;
        }
        return lines.isEmpty() ? null : LineBlock.of(lines.toString());
    }

    /// Where records end: a cell may hold line ends.
    RecordEnds newRecords() {
        return new CsvRecords(delimiter, QUOTE, columns);
    }

    /// A fresh parser of the rows.
    ///
    /// @param inner reads the lines in them
    LineParser newParser(LineParser inner) {
        return new Parser(inner);
    }

    /// Threads: one.
    private final class Parser extends OuterParser {
        private final CsvRecords records = new CsvRecords(delimiter, QUOTE, columns);
        private byte[] text = new byte[1024];

        Parser(LineParser inner) {
            super(inner);
        }

        @Override
        public int recordEnd(byte[] b, int at, int lineEnd, int to) {
            return records.recordEnd(b, at, lineEnd, to, true);
        }

        @Override
        public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
            if (Arrays.equals(b, from, to, header, 0, header.length)) {
                return HEADER;
            }
            int fields = records.split(b, from, to);
            if (fields != columns) {
                return fields == CsvRecords.MALFORMED
                        ? BAD_QUOTES
                        : fields == CsvRecords.OPEN ? OPEN_QUOTE : BAD_FIELD_COUNT;
            }
            int start = records.starts[index];
            int end = records.ends[index];
            while (end > start && (b[end - 1] == '\n' || b[end - 1] == '\r')) {
                end--;
            }
            if (end == start) {
                return BLANK;
            }
            return records.isDoubled[index]
                    ? inner.parse(text, 0, undoubled(b, start, end), rows)
                    : inner.parse(b, start, end, rows);
        }

        /// Copies a cell without the second of two quotes.
        ///
        /// @return its length
        private int undoubled(byte[] b, int from, int to) {
            if (to - from + LineBlock.SLACK > text.length) {
                text = new byte[2 * (to - from) + LineBlock.SLACK];
            }
            int size = 0;
            for (int i = from; i < to; i++) {
                text[size++] = b[i];
                i += b[i] == QUOTE && i + 1 < to && b[i + 1] == QUOTE ? 1 : 0;
            }
            return size;
        }
    }
}
