package trafficinsights.ingest.log;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Problem;

/// Blocks of whole records, made of blocks of whole lines. Where a record ends is known only from
/// its beginning, so blocks are looked through in order as they are claimed; they are still parsed
/// at the same time.
public final class RecordBlocks implements LineBlocks {
    private final LineBlocks lines;
    private final RecordCutter cutter;
    private final @Nullable Path document;

    /// @param ends of the file's records
    public RecordBlocks(LineBlocks lines, RecordEnds ends) {
        this(lines, new RecordCutter(ends));
    }

    RecordBlocks(LineBlocks lines, RecordCutter cutter) {
        this(lines, cutter, null);
    }

    /// @param document a file whose lines may have many records; null for others
    RecordBlocks(LineBlocks lines, RecordCutter cutter, @Nullable Path document) {
        this.lines = lines;
        this.cutter = cutter;
        this.document = document;
    }

    @Override
    public boolean claim(LineBlock block) throws IOException {
        if (lines.claim(block)) {
            lines.load(block);
            refuseCutDocument(block);
            cutter.cut(block, false);
            return true;
        }
        if (!cutter.hasCarry()) {
            return false;
        }
        block.from = 0;
        block.to = 0;
        cutter.cut(block, true);
        return true;
    }

    /// Behind the limit of a line, its records would be lost.
    private void refuseCutDocument(LineBlock block) {
        boolean isCut =
                block.to - block.from >= MAX_LINE_BYTES && block.bytes[block.to - 1] != '\n';
        if (document != null && isCut && !cutter.endsWhole(block)) {
            throw Problem.of(
                            "input.long-line",
                            "%s has JSON objects on a line of more than %d MB, which cannot be read to its end. Write one object a line, such as with jq -c, and read that file."
                                    .formatted(document, MAX_LINE_BYTES >> 20))
                    .asException();
        }
    }

    @Override
    public void load(LineBlock block) {
        // Claiming has brought its lines.
    }

    @Override
    public long consumedBytes() {
        return lines.consumedBytes();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
