package trafficinsights.ingest.csv;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;

/// The first rows of a CSV file as texts, read by opencsv.
///
/// @param names of the columns; their places from 1 without a header
/// @param headerBytes the header as it is in the file; empty without one
/// @param rows below the header
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CsvSample(List<String> names, byte[] headerBytes, List<List<String>> rows) {
    static final int MAX_ROWS = 1_000;

    /// A record of the sample: where it stands, and its fields.
    private record Found(int from, int to, List<String> cells) {}

    /// @param block the beginning of the file
    public static CsvSample of(LineBlock block, CsvDialect dialect) {
        List<Found> found = records(block, dialect, MAX_ROWS + 1);
        if (found.isEmpty()) {
            return new CsvSample(List.of(), new byte[0], List.of());
        }
        Found first = found.getFirst();
        List<List<String>> cells = found.stream().map(Found::cells).toList();
        if (!dialect.hasHeader()) {
            int columns = first.cells.size();
            List<String> places =
                    IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList();
            return new CsvSample(places, new byte[0], cells);
        }
        byte[] header = Arrays.copyOfRange(block.bytes, first.from, first.to);
        return new CsvSample(named(first.cells), header, cells.subList(1, cells.size()));
    }

    /// Names that are missing are places; `# name` is `name`.
    private static List<String> named(List<String> cells) {
        List<String> names = new ArrayList<>();
        for (String cell : cells) {
            String name = names.isEmpty() ? cell.replaceFirst("^#\\s*", "") : cell;
            names.add(name.isEmpty() ? Integer.toString(names.size() + 1) : name);
        }
        return List.copyOf(names);
    }

    /// The rows as they would be without a header.
    static List<List<String>> allRows(LineBlock block, CsvDialect dialect, int maxRows) {
        return records(block, dialect, maxRows).stream().map(Found::cells).toList();
    }

    private static List<Found> records(LineBlock block, CsvDialect dialect, int maxRows) {
        CsvRecords records = new CsvRecords(dialect.delimiter(), dialect.quote(), 0);
        RFC4180Parser parser =
                new RFC4180ParserBuilder()
                        .withSeparator(dialect.delimiter())
                        .withQuoteChar(dialect.quote())
                        .build();
        Charset charset = TextEncodings.charset(dialect.encoding());
        List<Found> found = new ArrayList<>();
        int at = block.withoutMark();
        while (at < block.to && found.size() < maxRows) {
            int lineEnd = block.lineEnd(at);
            int end = records.recordEnd(block.bytes, at, lineEnd, block.to, true);
            int textEnd = end > at && block.bytes[end - 1] == '\r' ? end - 1 : end;
            String text = new String(block.bytes, at, textEnd - at, charset);
            boolean isComment = dialect.hasComments() && text.startsWith("#");
            if (!text.isBlank() && !isComment && !text.matches("sep=.")) {
                try {
                    List<String> cells =
                            Arrays.stream(parser.parseLine(text)).map(String::strip).toList();
                    found.add(new Found(at, textEnd, cells));
                } catch (IOException e) {
                    // Its quotes do not match: the import rejects it, and no sample is needed of
                    // it.
                    found.addAll(List.of());
                }
            }
            at = end + 1;
        }
        return found;
    }
}
