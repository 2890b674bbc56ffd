package trafficinsights.ingest.log;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.row.VerdictCounts;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Parses blocks of lines into batches. Made per worker. Threads: one.
public final class BlockParser {
    private static final int BATCH_ROWS = 16_384;
    private static final int EXCERPT_BYTES = 300;

    /// Ids of rows: the file's ordinal above, the line's offset in the unpacked file below.
    private static final int FILE_SHIFT = 48;

    private final Names names;
    private final LogOptions options;
    private final Map<Object, LineParser> parsers = new HashMap<>();
    private final RowWriter rows;

    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    public BlockParser(Names names, LogOptions options, UnaryOperator<RequestBatch> onFull) {
        this.names = names;
        this.options = options;
        this.rows = new RowWriter(RequestBatch.allocate(BATCH_ROWS, names), onFull);
    }

    /// Parses the lines of a block, handing their batches to the consumer on the way.
    ///
    /// @param sequence of the block in the run
    /// @param input the file that the block is of
    /// @param header lines in front of the block that tell what its lines mean
    public ParsedBlock parse(
            LineBlock block, LogInput input, HeaderLines header, int fileIndex, long sequence) {
        LineParser parser =
                parsers.computeIfAbsent(input.parserKey(), _ -> input.newParser(names, options));
        parser.startBlock(header);
        VerdictCounts verdicts = new VerdictCounts();
        List<ParsedBlock.LocalReject> rejects = new ArrayList<>();
        long idBase = ((long) fileIndex << FILE_SHIFT) + block.offset - block.from;
        long lines = 0;
        int at = block.withoutMark();
        int lineEnd = -1;
        while (at < block.to) {
            lineEnd = block.lineEnd(at, lineEnd);
            int end = parser.recordEnd(block.bytes, at, lineEnd, block.to);
            rows.startLine(idBase + at);
            LineVerdict verdict = parser.verdict(block, at, end, rows);
            verdicts.add(verdict);
            lines++;
            if (verdict.kind() == LineVerdict.Kind.REJECT) {
                String text = excerpt(block, at, end, input.charset());
                rejects.add(
                        new ParsedBlock.LocalReject(lines, verdict, parser.cause(verdict), text));
            }
            if (end > lineEnd) {
                int more = Bytes.newLines(block.bytes, lineEnd, end);
                verdicts.add(LineVerdict.CONTINUATION, more);
                lines += more;
            }
            at = end + 1;
        }
        rows.flush();
        return new ParsedBlock(sequence, fileIndex, lines, verdicts, rejects);
    }

    private static String excerpt(LineBlock block, int at, int end, Charset charset) {
        int length = Math.min(EXCERPT_BYTES, end - at);
        String text = new String(block.bytes, at, length, charset);
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return clean.toString();
    }
}
