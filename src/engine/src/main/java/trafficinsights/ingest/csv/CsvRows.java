package trafficinsights.ingest.csv;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect;

/// Reads the rows of a table as texts, with the records that [CsvRecords] finds and the fields that
/// opencsv makes of them. Blank lines, comments and `sep=;` are no rows. Threads: one.
public final class CsvRows {
    private final CsvRecords records;
    private final CsvDialect dialect;
    private final RFC4180Parser parser;
    private final Charset charset;

    /// A row.
    ///
    /// @param from its first byte in the block
    /// @param to behind its last byte, without the line end
    /// @param line of its first byte, from 1 at the start of the block
    /// @param cells without blanks around them; empty where its quotes do not match
    /// @param text as it is in the file
    public record Row(int from, int to, long line, List<String> cells, String text) {
        /// Whether its fields could be told apart.
        public boolean isReadable() {
            return !cells.isEmpty();
        }
    }

    /// Takes rows, and says whether it wants more.
    public interface Taker {
        boolean take(Row row);
    }

    /// @param columns of the table; 0 when that is not known
    public CsvRows(CsvDialect dialect, int columns) {
        this.dialect = dialect;
        records = new CsvRecords(dialect.delimiter(), dialect.quote(), columns);
        parser =
                new RFC4180ParserBuilder()
                        .withSeparator(dialect.delimiter())
                        .withQuoteChar(dialect.quote())
                        .build();
        charset = TextEncodings.charset(dialect.encoding());
    }

    /// Where records of several lines end, for cutting a file into blocks.
    public RecordEnds ends() {
        return records;
    }

    /// Reads a block of whole records.
    ///
    /// @return how many lines were read
    public long read(LineBlock block, Taker taker) {
        int at = block.withoutMark();
        long line = 1;
        boolean isWanted = true;
        while (at < block.to && isWanted) {
            int lineEnd = block.lineEnd(at);
            int end = records.recordEnd(block.bytes, at, lineEnd, block.to, true);
            int textEnd = end > at && block.bytes[end - 1] == '\r' ? end - 1 : end;
            String text = new String(block.bytes, at, textEnd - at, charset);
            boolean isComment = dialect.hasComments() && text.startsWith("#");
            if (!text.isBlank() && !isComment && !text.matches("sep=.")) {
                isWanted = taker.take(new Row(at, textEnd, line, cells(text), text));
            }
            line += 1 + text.chars().filter(c -> c == '\n').count();
            at = end + 1;
        }
        return line - 1;
    }

    private List<String> cells(String text) {
        try {
            return Arrays.stream(parser.parseLine(text)).map(String::strip).toList();
        } catch (IOException e) {
            // Its quotes do not match.
            return List.of();
        }
    }
}
