package trafficinsights.ingest.log;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LineBlocks;
import trafficinsights.ingest.file.Packing;
import trafficinsights.ingest.format.FormatDetector;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// The lines of a source that come before its format is known. They are looked at as soon as there
/// are enough of them, or when nothing more came for a moment, and again each time there are twice
/// as many. When the format shows, all of them are given out; only where a megabyte shows none are
/// they counted and let go.
///
/// Threads: one, except where a method says otherwise.
final class FirstLines {
    private static final int ENOUGH_LINES = 200;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private final Path name;
    private final String shownName;
    private final LogOptions options;
    private byte[] held = new byte[1 << 16];
    private int size;
    private int lines;
    private int linesNeeded = ENOUGH_LINES;
    private int linesTried;
    private long newestNanos;
    private long forgotten;
    private volatile long unread;
    private volatile String trouble = "";

    /// @param name by which mappings and formats are remembered
    /// @param shownName for messages
    FirstLines(Path name, String shownName, LogOptions options) {
        this.name = name;
        this.shownName = shownName;
        this.options = options;
    }

    void add(LineBlock block) {
        int length = block.to - block.from;
        if (held.length < size + length) {
            held = Arrays.copyOf(held, Math.max(size + length, 2 * held.length));
        }
        System.arraycopy(block.bytes, block.from, held, size, length);
        size += length;
        lines += Bytes.newLines(block.bytes, block.from, block.to);
        newestNanos = System.nanoTime();
    }

    /// What keeps the lines from being read, for people; empty while there is nothing to say.
    /// Threads: any.
    String trouble() {
        return trouble;
    }

    /// Lines that were looked at and in which no format showed. Threads: any.
    long unreadLines() {
        return unread;
    }

    /// Decides the format if it is time to, and fills the block with all lines.
    ///
    /// @param isLast whether no more lines come
    /// @return null while the format is not known
    /// @throws ProblemException when only the user can decide
    @Nullable LogInput decide(LineBlock block, boolean isLast) {
        boolean isQuiet = System.nanoTime() - newestNanos > QUIET_NANOS;
        boolean isDue = lines >= linesNeeded || isQuiet || isLast;
        boolean isKnown = lines == linesTried && !isLast;
        if (size == 0 || isKnown || !isDue) {
            return null;
        }
        linesTried = lines;
        linesNeeded = Math.max(ENOUGH_LINES, 2 * lines);
        give(block);
        LogFormat given =
                options.format().equals(LogFormat.AUTO)
                        ? null
                        : LogFormat.ofLabel(options.format());
        try {
            FormatDetector.Decision decision =
                    FormatDetector.decide(name, block, Encoding.UTF_8, given, options);
            trouble = "";
            unread = forgotten;
            return new LogInput(
                    name,
                    decision.reason(),
                    Packing.NONE,
                    Encoding.UTF_8,
                    decision.csv(),
                    decision.plan(),
                    0,
                    decision.firstMicros());
        } catch (ProblemException e) {
            return undecided(e);
        }
    }

    private @Nullable LogInput undecided(ProblemException e) {
        String message = e.problem().userMessage().replace(name.toString(), shownName);
        if (e.problem().code().startsWith("log.")) {
            throw Problem.of(e.problem().code(), message, e).asException();
        }
        trouble = message;
        if (size > LineBlocks.BLOCK_BYTES) {
            forgotten += lines;
            size = 0;
            lines = 0;
            linesTried = 0;
            linesNeeded = ENOUGH_LINES;
        }
        unread = forgotten + lines;
        return null;
    }

    private void give(LineBlock block) {
        if (block.capacity() < size) {
            block.grow(size);
        }
        System.arraycopy(held, 0, block.bytes, 0, size);
        block.from = 0;
        block.to = size;
        block.offset = 0;
    }
}
