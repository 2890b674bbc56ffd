package trafficinsights.ingest.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.ParsedBlock;
import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.LineBlock;

/// One source that is followed: its lines, and how they are read. A file shows its format when it
/// is opened; what is listened to shows it with its first lines, which wait until it is known.
///
/// Threads: one, except where a method says otherwise.
final class FollowedInput {
    private final String name;
    private final LiveLines lines;
    private final @Nullable FirstLines first;
    private HeaderLines header;
    private @Nullable LogInput input;
    private @Nullable RecordCutter cutter;
    private long parsedLines;
    private volatile String format = "";
    private volatile String note = "";

    /// A source whose format is known.
    FollowedInput(LogInput input, LiveLines lines, HeaderLines header) {
        this.name = input.file().toString();
        this.lines = lines;
        this.header = header;
        this.first = null;
        know(input);
    }

    /// A source whose first lines will show its format.
    FollowedInput(String name, LiveLines lines, FirstLines first) {
        this.name = name;
        this.lines = lines;
        this.header = HeaderLines.NONE;
        this.first = first;
    }

    private void know(LogInput known) {
        input = known;
        format = known.format().label();
        note = known.formatNote();
        RecordEnds ends = known.recordEnds();
        cutter = ends == null ? null : new RecordCutter(ends);
    }

    String name() {
        return name;
    }

    LiveLines lines() {
        return lines;
    }

    /// How its lines are read; null while that is not known.
    @Nullable LogInput input() {
        return input;
    }

    /// Fills the block with what has come and can be parsed.
    ///
    /// @return whether there was anything
    boolean poll(LineBlock block) throws IOException {
        boolean hasCome = lines.poll(block);
        boolean isReady = input == null ? decide(block, hasCome, false) : hasCome;
        return isReady && cut(block, false);
    }

    /// Fills the block with what has not been given out because its end did not come.
    boolean last(LineBlock block) {
        block.from = 0;
        block.to = 0;
        if (input == null) {
            return decide(block, false, true) && cut(block, true);
        }
        boolean hasRecord = cutter != null && cutter.hasCarry();
        return (lines.flush(block) || hasRecord) && cut(block, true);
    }

    /// Looks at the first lines; when the format shows, the block holds all of them.
    private boolean decide(LineBlock block, boolean hasCome, boolean isLast) {
        FirstLines waiting = first;
        if (waiting == null) {
            return false;
        }
        if (hasCome) {
            waiting.add(block);
        }
        LogInput found = waiting.decide(block, isLast);
        if (found == null) {
            return false;
        }
        know(found);
        return true;
    }

    /// A record whose last line has not come yet waits for it.
    private boolean cut(LineBlock block, boolean isLast) {
        RecordCutter records = cutter;
        if (records != null) {
            records.cut(block, isLast);
        }
        return true;
    }

    /// The header lines in front of a block, which are then those behind it.
    HeaderLines headerOf(LineBlock block, LogInput of) {
        HeaderLines before = header;
        header = of.lines().headerBehind(before, block);
        return before;
    }

    /// Counts the lines of a block, and adds the places of its rejects where the source has some.
    ParsedBlock counted(ParsedBlock block) {
        long before = parsedLines;
        parsedLines += block.lines();
        return block.withPlaces(line -> lines.place(before + line));
    }

    private long unreadLines() {
        return first == null ? 0 : first.unreadLines();
    }

    private String trouble() {
        String ofLines = lines.trouble();
        return ofLines.isEmpty() && first != null ? first.trouble() : ofLines;
    }

    /// Threads: any.
    LogTail.State state() {
        return new LogTail.State(
                name, format, note, unreadLines(), lines.droppedLines(), lines.lag(), trouble());
    }
}
