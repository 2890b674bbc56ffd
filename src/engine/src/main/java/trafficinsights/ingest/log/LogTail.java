package trafficinsights.ingest.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.LogDirectives;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TailedFile;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Follows growing log files and parses their lines as they come ([TailedFile] says through what).
///
/// Errors: a [trafficinsights.model.ProblemException] that names the file. Threads: one, but for
/// [#waitingLines()].
public final class LogTail implements Closeable {
    private final List<LogInput> inputs = new ArrayList<>();
    private final List<TailedFile> files = new ArrayList<>();
    private final List<HeaderLines> headers = new ArrayList<>();

    /// For files whose records may have several lines.
    private final List<@Nullable RecordCutter> cutters = new ArrayList<>();

    private final LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
    private final BlockParser parser;
    private int turn;
    private volatile long waitingLines;

    /// @param isFromStart whether what the files hold now is read, or only what comes
    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    public LogTail(
            List<Path> paths,
            LogOptions options,
            boolean isFromStart,
            Names names,
            UnaryOperator<RequestBatch> onFull) {
        parser = new BlockParser(names, options, onFull);
        for (Path path : paths) {
            LogInput input = look(path, options);
            try {
                headers.add(isFromStart ? HeaderLines.NONE : headerOf(input));
                files.add(new TailedFile(path, isFromStart));
            } catch (IOException e) {
                close();
                throw InputFiles.unreadable(path, e);
            }
            inputs.add(input);
            RecordEnds ends = input.recordEnds();
            cutters.add(ends == null ? null : new RecordCutter(ends));
        }
    }

    /// An empty file can be followed if its format is given.
    private static LogInput look(Path path, LogOptions options) {
        LogPlan given = givenPlan(path, options);
        if (given != null) {
            return new LogInput(
                    path,
                    given.format().label() + ": given",
                    Packing.NONE,
                    Encoding.UTF_8,
                    null,
                    given,
                    0,
                    Long.MAX_VALUE);
        }
        LogInput input = LogInput.open(path, options);
        if (input.packing() != Packing.NONE) {
            throw Problem.of(
                            "tail.packed",
                            ("%s is compressed and does not grow line by line."
                                            + " Follow the uncompressed file that the server writes.")
                                    .formatted(path))
                    .asException();
        }
        if (TextEncodings.isWide(input.encoding())) {
            throw Problem.of(
                            "tail.encoding",
                            ("%s is UTF-16, which can be read but not followed."
                                            + " Use analyze or import instead of tail.")
                                    .formatted(path))
                    .asException();
        }
        return input;
    }

    /// How the lines of an empty file will be read; null where the file is not empty, or where its
    /// first lines have to say it.
    private static @Nullable LogPlan givenPlan(Path path, LogOptions options) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > 0) {
                return null;
            }
        } catch (IOException e) {
            throw InputFiles.unreadable(path, e);
        }
        if (!options.logFormat().isEmpty()) {
            List<LogDirective> directives = LogDirectives.of(options.logFormat());
            if (directives.size() > 1) {
                throw Problem.of(
                                "tail.formats",
                                "%s is empty, and %d log formats are given. Give the one that it is written with, or follow it when it has lines."
                                        .formatted(path, directives.size()))
                        .asException();
            }
            return LogPlan.of(directives.getFirst());
        }
        boolean isGiven =
                !options.format().equals(LogFormat.AUTO) && options.csv().mapping() == null;
        return isGiven ? LogPlan.of(LogFormat.ofLabel(options.format())) : null;
    }

    /// The header lines that what comes depends on.
    private static HeaderLines headerOf(LogInput input) throws IOException {
        HeaderLines header = HeaderLines.NONE;
        if (input.format().headerKinds().isEmpty()) {
            return header;
        }
        LineBlock read = new LineBlock(LineBlocks.BLOCK_BYTES);
        try (LineBlocks blocks = input.blocks()) {
            while (blocks.claim(read)) {
                blocks.load(read);
                header = input.lines().headerBehind(header, read);
            }
        }
        return header;
    }

    public List<LogInput> inputs() {
        return List.copyOf(inputs);
    }

    /// The path of an input, by its place in [#inputs()].
    public String fileName(int index) {
        return inputs.get(index).file().toString();
    }

    /// Parses what has come in one of the files; each has its turn.
    ///
    /// @param sequence of the block in the run
    /// @return null when nothing has come
    public @Nullable ParsedBlock poll(long sequence) {
        for (int i = 0; i < files.size(); i++) {
            int index = turn;
            turn = (turn + 1) % files.size();
            try {
                if (files.get(index).poll(block)) {
                    cut(index, false);
                    return parsed(index, sequence);
                }
            } catch (IOException e) {
                throw InputFiles.unreadable(inputs.get(index).file(), e);
            }
        }
        return null;
    }

    /// Parses the lines whose ends did not come, at the end of following.
    public @Nullable ParsedBlock last(long sequence) {
        for (int index = 0; index < files.size(); index++) {
            RecordCutter cutter = cutters.get(index);
            boolean hasRecord = cutter != null && cutter.hasCarry();
            if (files.get(index).flush(block) || hasRecord) {
                cut(index, true);
                return parsed(index, sequence);
            }
        }
        return null;
    }

    /// A record whose last line has not come yet waits for it.
    private void cut(int index, boolean isLast) {
        RecordCutter cutter = cutters.get(index);
        if (cutter != null) {
            cutter.cut(block, isLast);
        }
    }

    private ParsedBlock parsed(int index, long sequence) {
        LogInput input = inputs.get(index);
        HeaderLines header = headers.get(index);
        headers.set(index, input.lines().headerBehind(header, block));
        return parser.parse(block, input, header, index, sequence);
    }

    /// Counts what has come and was not read; for while reading is held.
    public void countWaiting() {
        long lines = 0;
        for (int index = 0; index < files.size(); index++) {
            try {
                lines += files.get(index).waitingLines();
            } catch (IOException e) {
                throw InputFiles.unreadable(inputs.get(index).file(), e);
            }
        }
        waitingLines = lines;
    }

    /// Says that reading goes on.
    public void resumed() {
        waitingLines = 0;
    }

    /// Lines that had come and were not read at the last count. Threads: any.
    public long waitingLines() {
        return waitingLines;
    }

    /// SHA-256 of the bytes read of each file, by its place in [#inputs()]; at the end of
    /// following.
    public Map<Integer, String> hashes() {
        Map<Integer, String> hashes = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            hashes.put(index, files.get(index).hash());
        }
        return hashes;
    }

    @Override
    public void close() {
        for (TailedFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing was written, so a failed close loses nothing.
                System.getLogger(LogTail.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing an input failed", e);
            }
        }
    }
}
