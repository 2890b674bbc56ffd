package trafficinsights.ingest.csv;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;

/// Tells how a CSV file is written from its first records: the delimiter and the quote that give
/// the most columns in rows that agree.
public final class DialectSniffer {
    private static final int RECORDS = 200;

    /// Rows whose numbers show their marks: large numbers are few.
    private static final int MARKED_RECORDS = CsvSample.MAX_ROWS;

    /// Share of the rows that must have the same number of columns.
    private static final double LEAST_AGREEMENT = 0.8;

    /// The same under a header of known names: rows with other numbers are rejects.
    private static final double LEAST_UNDER_HEADER = 0.5;

    /// Names by which a header is known to be one.
    private static final int LEAST_NAMES = 2;

    /// In the order in which they win where two do equally well.
    private static final String DELIMITERS = "\t;|,";

    /// Cells that stand below a header and not in it.
    private static final Pattern VALUE =
            Pattern.compile(
                    "[-+]?[\\d.,:/-]*\\d[\\d.,:/-]*([eE][-+]?\\d+)?|/.*|https?://.*"
                            + "|\\d{4}-\\d\\d-\\d\\d[T ].*|\\[?\\d\\d/[A-Z][a-z]{2}/\\d{4}.*"
                            + "|[A-Z]+ /\\S* HTTP/.*|\\d{1,2}[./]\\d{1,2}[./]\\d{4}.*");

    private DialectSniffer() {}

    private record Try(char delimiter, char quote, int columns, double score) {}

    /// @param block the beginning of the file
    /// @param mark encoding by the file's byte order mark
    /// @return null when it is not a table
    public static @Nullable CsvDialect sniff(LineBlock block, Encoding mark) {
        Try best = null;
        for (char quote : new char[] {'"', '\''}) {
            for (int i = 0; i < DELIMITERS.length(); i++) {
                Try next = tried(block, DELIMITERS.charAt(i), quote);
                // Nearly as good is not a reason for the rarer quote.
                double margin = quote == '"' ? 1 : 1.05;
                if (next != null && (best == null || next.score > best.score * margin)) {
                    best = next;
                }
            }
        }
        if (best == null) {
            return null;
        }
        Encoding encoding = TextEncodings.isWide(mark) ? mark : TextEncodings.ofBytes(block);
        boolean hasComments = hasComments(block, best);
        CsvDialect raw =
                new CsvDialect(best.delimiter, best.quote, '.', encoding, false, hasComments);
        List<List<String>> rows = CsvSample.allRows(block, raw, MARKED_RECORDS);
        if (rows.isEmpty()) {
            return null;
        }
        boolean hasHeader = isHeader(rows);
        TableMarks.Found marks =
                TableMarks.of(
                        hasHeader
                                ? rows.getFirst()
                                : Collections.nCopies(rows.getFirst().size(), ""),
                        hasHeader ? rows.subList(1, rows.size()) : rows,
                        best.delimiter);
        return new CsvDialect(
                best.delimiter,
                best.quote,
                marks.decimal(),
                encoding,
                hasHeader,
                hasComments,
                marks.thousands());
    }

    private static @Nullable Try tried(LineBlock block, char delimiter, char quote) {
        CsvRecords records = new CsvRecords(delimiter, quote, 0);
        Map<Integer, Integer> counts = new HashMap<>();
        int rows = 0;
        int first = 0;
        int at = block.withoutMark();
        while (at < block.to && rows < RECORDS) {
            int lineEnd = block.lineEnd(at);
            int end = records.recordEnd(block.bytes, at, lineEnd, block.to, true);
            if (end > at && block.bytes[at] != '\r' && !isAside(block, at, end)) {
                int fields = records.split(block.bytes, at, end);
                counts.merge(fields, 1, Integer::sum);
                first = rows == 0 ? fields : first;
                rows++;
            }
            at = end + 1;
        }
        int columns = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                columns = entry.getKey();
                most = entry.getValue();
            }
        }
        double agreement = rows == 0 ? 0 : (double) most / rows;
        boolean isLoose = agreement < LEAST_AGREEMENT;
        boolean isTable =
                rows >= 2
                        && columns >= 2
                        && (!isLoose
                                || (agreement > LEAST_UNDER_HEADER
                                        && first == columns
                                        && knownNames(block, delimiter, quote) >= LEAST_NAMES));
        // A trailing delimiter stands in rows and seldom in headers.
        boolean isFirstAlike = first == columns || first == columns - 1;
        double score = agreement * columns * (isFirstAlike ? 1 : 0.5);
        return isTable ? new Try(delimiter, quote, columns, score) : null;
    }

    private static long knownNames(LineBlock block, char delimiter, char quote) {
        return header(block, delimiter, quote).stream().filter(ColumnWords::isKnown).count();
    }

    private static List<String> header(LineBlock block, char delimiter, char quote) {
        CsvDialect raw = new CsvDialect(delimiter, quote, '.', Encoding.UTF_8, false, false);
        List<List<String>> rows = CsvSample.allRows(block, raw, 1);
        return rows.isEmpty() ? List.of() : rows.getFirst();
    }

    /// Answer of [#unevenRows] for a header alone.
    public static final String NO_ROWS = "no rows";

    /// What is wrong with the rows of a file that begins with the header of a table, and whose rows
    /// have other numbers of fields.
    ///
    /// @return in words; null when it does not begin so
    public static @Nullable String unevenRows(LineBlock block) {
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char delimiter = DELIMITERS.charAt(i);
            List<String> names = header(block, delimiter, '"');
            if (names.size() > LEAST_NAMES && knownNames(block, delimiter, '"') >= LEAST_NAMES) {
                CsvDialect raw = new CsvDialect(delimiter, '"', '.', Encoding.UTF_8, false, false);
                List<List<String>> rows = CsvSample.allRows(block, raw, RECORDS);
                if (rows.size() == 1) {
                    return NO_ROWS;
                }
                long alike = rows.stream().skip(1).filter(r -> r.size() == names.size()).count();
                return "its header names %d columns with a %s between them, and %d of its first %d rows have as many fields"
                        .formatted(
                                names.size(), CsvDialect.name(delimiter), alike, rows.size() - 1);
            }
        }
        return null;
    }

    private static boolean isAside(LineBlock block, int at, int end) {
        return block.bytes[at] == '#' || Bytes.startsWith(block.bytes, at, end, "sep=");
    }

    /// Whether the file begins with lines of `#` that are no rows of the table.
    private static boolean hasComments(LineBlock block, Try best) {
        CsvRecords records = new CsvRecords(best.delimiter, best.quote, 0);
        int at = block.withoutMark();
        while (at < block.to && block.bytes[at] == '#') {
            int end = block.lineEnd(at);
            if (records.split(block.bytes, at, end) != best.columns) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /// A first row without any value is a header: names are words.
    private static boolean isHeader(List<List<String>> rows) {
        List<String> first = rows.getFirst();
        boolean hasWords = first.stream().anyMatch(cell -> !cell.isEmpty());
        return hasWords && first.stream().noneMatch(cell -> VALUE.matcher(cell).matches());
    }
}
