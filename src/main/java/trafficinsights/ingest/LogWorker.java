package trafficinsights.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// One worker's way through the blocks of a [LogReader]. Threads: one.
public final class LogWorker {
    private static final int BATCH_ROWS = 16_384;
    private static final int EXCERPT_BYTES = 300;

    /// Ids of rows: the file's ordinal above, the line's offset in the unpacked file below.
    private static final int FILE_SHIFT = 48;

    /// A line that could not be read; its number counts within the block.
    record LocalReject(long lineInBlock, LineVerdict verdict, String text) {}

    private final LogReader reader;
    private final Names names;
    private final LogOptions options;
    private final LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES + (1 << 17));
    private final Map<LogFormat, LineParser> parsers = new EnumMap<>(LogFormat.class);
    private final RowWriter rows;

    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    LogWorker(
            LogReader reader, Names names, LogOptions options, UnaryOperator<RequestBatch> onFull) {
        this.reader = reader;
        this.names = names;
        this.options = options;
        this.rows = new RowWriter(RequestBatch.allocate(BATCH_ROWS, names), onFull);
    }

    /// Reads the next block of lines, handing its batches to the consumer on the way.
    ///
    /// @return what the block held, or null at the end of the input
    /// @throws trafficinsights.model.ProblemException when a file cannot be read on
    public @Nullable ParsedBlock next() {
        LogReader.Claim claim = reader.claim(block);
        if (claim == null) {
            return null;
        }
        LineParser parser = parser(claim.input().format());
        parser.startBlock(claim.header());
        return parsed(parser, claim.fileIndex(), claim.sequence());
    }

    LineParser parser(LogFormat format) {
        return parsers.computeIfAbsent(format, f -> f.newParser(names, options));
    }

    LineBlock block() {
        return block;
    }

    /// Parses the lines of this worker's block.
    ParsedBlock parsed(LineParser parser, int fileIndex, long sequence) {
        VerdictCounts verdicts = new VerdictCounts();
        List<LocalReject> rejects = new ArrayList<>();
        long idBase = ((long) fileIndex << FILE_SHIFT) + block.offset - block.from;
        long lines = 0;
        int at = withoutMark(block);
        while (at < block.to) {
            int end = lineEnd(block, at);
            rows.startLine(idBase + at);
            LineVerdict verdict = verdict(parser, block, at, end, rows);
            verdicts.add(verdict);
            lines++;
            if (verdict.kind() == LineVerdict.Kind.REJECT) {
                rejects.add(new LocalReject(lines, verdict, excerpt(at, end)));
            }
            at = end + 1;
        }
        rows.flush();
        return new ParsedBlock(sequence, fileIndex, lines, verdicts, rejects);
    }

    /// Where the text begins: behind a UTF-8 byte order mark at the start of the file.
    static int withoutMark(LineBlock block) {
        boolean hasMark =
                block.offset == 0
                        && block.to - block.from >= 3
                        && block.bytes[block.from] == (byte) 0xEF
                        && block.bytes[block.from + 1] == (byte) 0xBB
                        && block.bytes[block.from + 2] == (byte) 0xBF;
        return hasMark ? block.from + 3 : block.from;
    }

    /// End of the line that begins at `at`, its line end excluded.
    static int lineEnd(LineBlock block, int at) {
        int end = Bytes.indexOf(block.bytes, at, block.to, (byte) '\n');
        return end < 0 ? block.to : end;
    }

    static LineVerdict verdict(
            LineParser parser, LineBlock block, int at, int end, RowWriter rows) {
        int textEnd = end > at && block.bytes[end - 1] == '\r' ? end - 1 : end;
        boolean isBlank = textEnd == at || isPadding(block.bytes, at, textEnd);
        return isBlank ? LineVerdict.BLANK : parser.parse(block.bytes, at, textEnd, rows);
    }

    /// Servers that reserve room for their log leave NUL bytes where they stopped.
    private static boolean isPadding(byte[] bytes, int at, int end) {
        if (bytes[at] != 0) {
            return false;
        }
        int i = at;
        while (i < end && bytes[i] == 0) {
            i++;
        }
        return i == end;
    }

    private String excerpt(int at, int end) {
        int length = Math.min(EXCERPT_BYTES, end - at);
        String text = new String(block.bytes, at, length, StandardCharsets.UTF_8);
        StringBuilder clean = new StringBuilder(text.length());
        text.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
        return clean.toString();
    }
}
