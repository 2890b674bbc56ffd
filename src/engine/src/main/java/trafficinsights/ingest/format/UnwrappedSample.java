package trafficinsights.ingest.format;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.format.LogPlan.Wrap;
import trafficinsights.ingest.json.JsonDocument;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// The first lines of a file without what a collector put around them, so that formats can be tried
/// on them.
final class UnwrappedSample {
    private static final List<String> REPEATS =
            List.of("message repeated ", "last message repeated ");
    private static final List<String> CONTAINERS =
            List.of(" stdout F ", " stderr F ", " stdout P ", "\",\"stream\":\"");

    private UnwrappedSample() {}

    /// @return null where nothing stands around the lines; for [Wrap#NOTHING] the block itself
    static @Nullable LineBlock of(LineBlock block, Wrap wrap, int maxLines) {
        if (wrap == Wrap.NOTHING) {
            return block;
        }
        Lines lines = new Lines(block.bytes, block.to - block.from);
        LineParser unwrapping = new WrappedParser(lines, wrap);
        unwrapping.startBlock(HeaderLines.NONE);
        RowWriter rows = new RowWriter(RequestBatch.allocate(1, Names.create()), batch -> batch);
        int at = block.withoutMark();
        int count = 0;
        boolean isWrapped = false;
        int lineEnd = -1;
        while (at < block.to && count < maxLines) {
            lineEnd = block.lineEnd(at, lineEnd);
            int end = unwrapping.recordEnd(block.bytes, at, lineEnd, block.to);
            lines.lineStart = at;
            lines.isInside = false;
            unwrapping.verdict(block, at, end, rows);
            isWrapped |= lines.isInside;
            at = end + 1;
            count++;
        }
        return isWrapped ? lines.block() : null;
    }

    /// The records of a JSON document, each on a line of its own; null where the file is none.
    static @Nullable LineBlock objects(LineBlock block, int maxLines) {
        int sampled = Math.min(maxLines, FormatDetector.SAMPLE_LINES);
        List<String> texts = JsonDocument.texts(block, maxLines);
        boolean isDocument =
                !texts.isEmpty() && JsonDocument.isIn(PlanCandidates.lines(block, sampled));
        if (!isDocument) {
            return null;
        }
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append(text.replaceAll("[\\r\\n]", " ")).append('\n');
        }
        return LineBlock.of(lines.toString());
    }

    /// Whether lines of the file may be parts of one, or stand for several.
    static boolean mayHaveParts(LineBlock block, Wrap wrap) {
        if (wrap == Wrap.JSON) {
            return true;
        }
        return CONTAINERS.stream().anyMatch(mark -> isIn(block, mark, firstLines(block)))
                || REPEATS.stream().anyMatch(mark -> isIn(block, mark, block.to));
    }

    private static int firstLines(LineBlock block) {
        return Math.min(block.to, block.from + (64 << 10));
    }

    private static boolean isIn(LineBlock block, String mark, int to) {
        return Bytes.indexOf(block.bytes, block.from, to, mark) >= 0;
    }

    /// Takes each line that comes out and puts it into a block.
    private static final class Lines implements LineParser {
        private final byte[] whole;
        private byte[] bytes;
        private int size;
        private int lineStart;
        private boolean isInside;

        /// @param whole what the lines are taken from
        Lines(byte[] whole, int capacity) {
            this.whole = whole;
            bytes = new byte[capacity + LineBlock.SLACK];
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // whether it is the same array
        public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
            isInside |= b != whole || from != lineStart;
            int needed = size + to - from + 1 + LineBlock.SLACK;
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * needed);
            }
            System.arraycopy(b, from, bytes, size, to - from);
            size += to - from;
            bytes[size++] = '\n';
            return LineVerdict.NOTICE;
        }

        LineBlock block() {
            LineBlock block = new LineBlock(0);
            block.bytes = bytes;
            block.from = 0;
            block.to = size;
            // Not the start of a file: there is no mark.
            block.offset = 1;
            return block;
        }
    }
}
