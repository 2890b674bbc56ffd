package trafficinsights.ingest.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.LogDirectives;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.file.TailedFile;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.format.LogPlan;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;

/// Follows growing log files ([TailedFile] says through what) and other sources of lines, and
/// parses their lines as they come.
///
/// Errors: a [trafficinsights.model.ProblemException] that names the file. Threads: one, except
/// where a method says otherwise.
public final class LogTail implements Closeable {
    private final List<FollowedInput> inputs = new ArrayList<>();
    private final LineBlock block = new LineBlock(LineBlocks.BLOCK_BYTES);
    private final BlockParser parser;
    private int turn;
    private int current;
    private volatile long waitingLines;

    /// What is listened to, by the name that its address shows.
    ///
    /// @param name for people
    /// @param fileName by which mappings and formats are remembered
    /// @param lines open; closed with the tail
    public record Listened(String name, String fileName, LiveLines lines) {}

    /// How one source is doing; a snapshot.
    ///
    /// @param name of the file or the address
    /// @param format empty while it is not known
    /// @param note how the format was decided, in words
    /// @param unreadLines lines in which no format was recognized
    /// @param droppedLines lines that were lost before they could be read; empty where that is not
    ///   counted, or cannot happen
    /// @param lag lines that are there and did not come yet; empty where that is not known
    /// @param trouble what keeps lines from being read, for people; empty while all is well
    public record State(
            String name,
            String format,
            String note,
            long unreadLines,
            OptionalLong droppedLines,
            OptionalLong lag,
            String trouble) {}

    /// @param listened other sources, behind the files
    /// @param isFromStart whether what the files hold now is read, or only what comes
    /// @param onFull takes each batch and gives the next to fill; the same one, if it was only read
    public LogTail(
            List<Path> paths,
            List<Listened> listened,
            LogOptions options,
            boolean isFromStart,
            Names names,
            UnaryOperator<RequestBatch> onFull) {
        parser = new BlockParser(names, options, onFull);
        for (Path path : paths) {
            LogInput input = look(path, options);
            try {
                HeaderLines header = isFromStart ? HeaderLines.NONE : headerOf(input);
                inputs.add(new FollowedInput(input, new TailedFile(path, isFromStart), header));
            } catch (IOException e) {
                close();
                throw InputFiles.unreadable(path, e);
            }
        }
        for (Listened source : listened) {
            FirstLines first = new FirstLines(Path.of(source.fileName()), source.name(), options);
            inputs.add(new FollowedInput(source.name(), source.lines(), first));
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

    /// How many sources are followed.
    public int size() {
        return inputs.size();
    }

    /// A source by its place; null while its format is not known.
    public @Nullable LogInput input(int index) {
        return inputs.get(index).input();
    }

    /// The path or address of a source, by its place.
    public String name(int index) {
        return inputs.get(index).name();
    }

    /// The place of the source whose lines are being parsed.
    public int current() {
        return current;
    }

    /// How each source is doing. Threads: any.
    public List<State> states() {
        return inputs.stream().map(FollowedInput::state).toList();
    }

    /// Parses what has come from one of the sources; each has its turn.
    ///
    /// @param sequence of the block in the run
    /// @return null when nothing has come
    public @Nullable ParsedBlock poll(long sequence) {
        for (int i = 0; i < inputs.size(); i++) {
            int index = turn;
            turn = (turn + 1) % inputs.size();
            try {
                if (inputs.get(index).poll(block)) {
                    return parsed(index, sequence);
                }
            } catch (IOException e) {
                throw unreadable(index, e);
            }
        }
        return null;
    }

    private RuntimeException unreadable(int index, IOException e) {
        return InputFiles.unreadable(Path.of(inputs.get(index).name()), e);
    }

    /// Parses the lines whose ends did not come, at the end of following.
    public @Nullable ParsedBlock last(long sequence) {
        for (int index = 0; index < inputs.size(); index++) {
            if (inputs.get(index).last(block)) {
                return parsed(index, sequence);
            }
        }
        return null;
    }

    private @Nullable ParsedBlock parsed(int index, long sequence) {
        current = index;
        FollowedInput source = inputs.get(index);
        LogInput input = source.input();
        if (input == null) {
            return null;
        }
        HeaderLines header = source.headerOf(block, input);
        return source.counted(parser.parse(block, input, header, index, sequence));
    }

    /// Takes nothing more in: what has come by now is the last.
    public void end() {
        for (int index = 0; index < inputs.size(); index++) {
            try {
                inputs.get(index).lines().end();
            } catch (IOException e) {
                throw unreadable(index, e);
            }
        }
    }

    /// Counts what has come and was not read; for while reading is held.
    public void countWaiting() {
        long lines = 0;
        for (int index = 0; index < inputs.size(); index++) {
            try {
                lines += inputs.get(index).lines().waitingLines();
            } catch (IOException e) {
                throw unreadable(index, e);
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

    /// SHA-256 of the bytes read of each source, by its place; at the end of following.
    public Map<Integer, String> hashes() {
        Map<Integer, String> hashes = new HashMap<>();
        for (int index = 0; index < inputs.size(); index++) {
            hashes.put(index, inputs.get(index).lines().hash());
        }
        return hashes;
    }

    @Override
    public void close() {
        for (FollowedInput input : inputs) {
            try {
                input.lines().close();
            } catch (IOException e) {
                // Nothing was written, so a failed close loses nothing.
                System.getLogger(LogTail.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing an input failed", e);
            }
        }
    }
}
