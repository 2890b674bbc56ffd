package trafficinsights.ingest.log;

import java.io.IOException;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.LineBlock;

/// Blocks of whole records, made of blocks of whole lines. Where a record ends is known only from
/// its beginning, so blocks are looked through in order as they are claimed; they are still parsed
/// at the same time.
public final class RecordBlocks implements LineBlocks {
    private final LineBlocks lines;
    private final RecordCutter cutter;

    /// @param ends of the file's records
    public RecordBlocks(LineBlocks lines, RecordEnds ends) {
        this(lines, new RecordCutter(ends));
    }

    RecordBlocks(LineBlocks lines, RecordCutter cutter) {
        this.lines = lines;
        this.cutter = cutter;
    }

    @Override
    public boolean claim(LineBlock block) throws IOException {
        if (lines.claim(block)) {
            lines.load(block);
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
