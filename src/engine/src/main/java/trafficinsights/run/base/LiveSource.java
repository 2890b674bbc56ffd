package trafficinsights.run.base;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import trafficinsights.model.NumberText;

/// How one source of a live run is doing; a snapshot.
///
/// @param name path or address
/// @param format of its lines; empty while it is not known
/// @param lines read so far
/// @param unreadLines lines in which no format was recognized
/// @param droppedLines lines that were lost before they could be read; empty where that is not
///   counted, or cannot happen
/// @param lag lines that are there and did not come yet; empty where that is not known
/// @param newestMicros time of its newest request in µs since 1970; `Long.MIN_VALUE` without one
/// @param behindMicros the clock of this computer less that time, when its newest lines came;
///   negative when the clock of the source is ahead
/// @param silentSeconds since its last line; 0 before the first
/// @param trouble what keeps lines from being read, for people; empty while all is well
public record LiveSource(
        String name,
        String format,
        long lines,
        long unreadLines,
        OptionalLong droppedLines,
        OptionalLong lag,
        long newestMicros,
        long behindMicros,
        double silentSeconds,
        String trouble) {
    /// What to do about a clock that is ahead.
    public static final String CLOCK_AHEAD =
            "its times are later than this computer's clock; set one of the two";

    /// Clocks that are synchronized differ less.
    private static final long AHEAD_MICROS = 2_000_000;

    /// Whether lines were lost or could not be read.
    public boolean hasLoss() {
        return unreadLines > 0 || droppedLines.orElse(0) > 0;
    }

    /// What was lost, in words.
    public String loss() {
        List<String> parts = new ArrayList<>();
        if (droppedLines.orElse(0) > 0) {
            parts.add(
                    NumberText.counted(droppedLines.getAsLong(), "message")
                            + " lost before they could be read");
        }
        if (unreadLines > 0) {
            parts.add(
                    "%s in no known format. %s"
                            .formatted(NumberText.counted(unreadLines, "line"), trouble)
                            .strip());
        }
        return String.join("; ", parts);
    }

    /// Whether its times are later than this computer's clock by more than two seconds.
    public boolean isClockAhead() {
        return newestMicros != Long.MIN_VALUE && behindMicros < -AHEAD_MICROS;
    }
}
