package trafficinsights.ingest.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// Reads one or more log files with any number of workers.
///
/// Workers claim blocks of lines in the order of the input; every block has a number without gaps,
/// so that its results can be put into order again. Errors: a
/// [trafficinsights.model.ProblemException] that names the file. Threads: any; each worker one.
public final class LogReader implements Closeable {
    private final List<LogInput> inputs;
    private final List<String> notes;
    private final Names names;
    private final LogOptions options;
    private final long totalBytes;
    private final List<LineBlocks> opened = new ArrayList<>();
    private HeaderLines header = HeaderLines.NONE;
    private long sequence;
    private volatile long bytesBefore;
    private volatile @Nullable LineBlocks current;

    /// Looks at every file before the first is read, so that a wrong path is reported at once.
    /// Files are read in the order of their first requests; the same content is read once.
    public LogReader(List<Path> files, LogOptions options, Names names) {
        List<LogInput> looked = new ArrayList<>();
        for (Path file : files) {
            looked.add(LogInput.open(file, options));
        }
        DistinctInputs distinct = DistinctInputs.of(looked);
        this.inputs = distinct.inputs();
        this.notes = distinct.notes();
        this.names = names;
        this.options = options;
        this.totalBytes = inputs.stream().mapToLong(LogInput::bytes).sum();
    }

    public List<LogInput> inputs() {
        return inputs;
    }

    /// What the user should know about the inputs, in words.
    public List<String> notes() {
        return notes;
    }

    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    public LogWorker newWorker(UnaryOperator<RequestBatch> onFull) {
        return new LogWorker(this, names, options, onFull);
    }

    /// How much of the stored bytes was given out, 0 to 1.
    public double doneShare() {
        LineBlocks blocks = current;
        long consumed = bytesBefore + (blocks == null ? 0 : blocks.consumedBytes());
        return Math.min(1, (double) consumed / totalBytes);
    }

    /// CRC-32 of an input's bytes as 8 hexadecimal digits, once all workers have come to the end;
    /// nothing for packed files.
    public synchronized String crc32(int fileIndex) {
        return fileIndex < opened.size() ? opened.get(fileIndex).crc32() : "";
    }

    /// @param sequence of the block in the run
    /// @param header lines in front of the block that tell what its lines mean
    record Claim(LogInput input, int fileIndex, long sequence, HeaderLines header) {}

    /// Fills the worker's block with the next lines; null at the end.
    @Nullable Claim claim(LineBlock block) {
        int fileIndex = Math.max(0, opened.size() - 1);
        try {
            LineBlocks blocks;
            Claim claim;
            synchronized (this) {
                blocks = claimBlock(block);
                if (blocks == null) {
                    return null;
                }
                fileIndex = opened.size() - 1;
                LogInput input = inputs.get(fileIndex);
                claim = new Claim(input, fileIndex, sequence++, header);
                if (!input.format().headerKinds().isEmpty()) {
                    // What the next block means may be in this one.
                    blocks.load(block);
                    header = input.lines().headerBehind(header, block);
                    return claim;
                }
            }
            blocks.load(block);
            return claim;
        } catch (IOException e) {
            throw InputFiles.unreadable(inputs.get(fileIndex).file(), e);
        }
    }

    /// The file that the next block was claimed of, or null after the last.
    private @Nullable LineBlocks claimBlock(LineBlock block) throws IOException {
        while (true) {
            LineBlocks blocks = current;
            if (blocks != null && blocks.claim(block)) {
                return blocks;
            }
            int next = opened.size();
            if (next == inputs.size()) {
                return null;
            }
            bytesBefore = inputs.stream().limit(next).mapToLong(LogInput::bytes).sum();
            blocks = opened(inputs.get(next));
            opened.add(blocks);
            current = blocks;
            header = HeaderLines.NONE;
        }
    }

    private static LineBlocks opened(LogInput input) {
        try {
            return input.blocks();
        } catch (IOException e) {
            throw InputFiles.unreadable(input.file(), e);
        }
    }

    @Override
    public synchronized void close() {
        for (LineBlocks blocks : opened) {
            try {
                blocks.close();
            } catch (IOException e) {
                // Nothing was written, so a failed close loses nothing.
                System.getLogger(LogReader.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing an input failed", e);
            }
        }
    }
}
