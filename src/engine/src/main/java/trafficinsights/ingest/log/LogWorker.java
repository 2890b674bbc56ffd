package trafficinsights.ingest.log;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// One worker's way through the blocks of a [LogReader]. Threads: one.
public final class LogWorker {
    private final LogReader reader;
    private final LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES + (1 << 17));
    private final BlockParser parser;

    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    LogWorker(
            LogReader reader, Names names, LogOptions options, UnaryOperator<RequestBatch> onFull) {
        this.reader = reader;
        this.parser = new BlockParser(names, options, onFull);
    }

    /// Reads the next block of lines, handing its batches to the consumer on the way.
    ///
    /// @return what the block held, or null at the end of the input
    /// @throws trafficinsights.model.ProblemException when a file cannot be read on
    public @Nullable ParsedBlock next() {
        LogReader.Claim claim = reader.claim(block);
        return claim == null
                ? null
                : parser.parse(
                        block, claim.input(), claim.header(), claim.fileIndex(), claim.sequence());
    }
}
