package trafficinsights.ui.common;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import trafficinsights.model.NumberText;
import trafficinsights.model.Unit;

/// Spans, times and counts in words, as the person who looks at the window wants them.
///
/// The zone and the marks of numbers are those of the whole program, like its locale: they are set
/// by the window's settings. Threads: any.
public final class Texts {
    private static volatile ZoneId zone = ZoneOffset.UTC;
    private static volatile NumberMarks marks = NumberMarks.POINT;

    private static final DateTimeFormatter MINUTE = pattern("HH:mm");
    private static final DateTimeFormatter SECOND = pattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = pattern("d MMM");
    private static final DateTimeFormatter MONTH = pattern("MMM yyyy");
    private static final DateTimeFormatter DAY_AND_YEAR = pattern("d MMM yyyy");

    private Texts() {}

    /// The zone of every time in the window; its name is shown once, in the panel head.
    public static ZoneId zone() {
        return zone;
    }

    /// Name of [#zone()] for people.
    public static String zoneName() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    public static void useZone(ZoneId newZone) {
        zone = newZone;
    }

    public static void useMarks(NumberMarks newMarks) {
        marks = newMarks;
    }

    /// A text with numbers, in the chosen marks.
    public static String marked(String text) {
        return marks.in(text);
    }

    /// A figure with its unit, in the chosen marks.
    public static String of(Unit unit, double value) {
        return marked(unit.text(value));
    }

    /// As [Unit#tick], in the chosen marks.
    public static String tick(Unit unit, double value) {
        return marked(unit.tick(value));
    }

    /// A number as a scenario file would have it, every digit and no exponent: `0.0008`, `400`.
    public static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// As [NumberText#latency], of milliseconds that were measured one by one.
    public static String millis(double millis) {
        return marked(NumberText.latency(millis * 1e3));
    }

    /// As [NumberText#count(long)].
    public static String count(long value) {
        return marked(NumberText.count(value));
    }

    /// As [NumberText#count(double)].
    public static String count(double value) {
        return marked(NumberText.count(value));
    }

    /// As [NumberText#exact(long)].
    public static String exact(long value) {
        return marked(NumberText.exact(value));
    }

    /// `1 line`, `1,204 lines`, `12.3 M lines`; see [NumberText#noun].
    public static String counted(long value, String noun) {
        return count(value) + " " + NumberText.noun(value, noun);
    }

    private static DateTimeFormatter pattern(String text) {
        return DateTimeFormatter.ofPattern(text, Locale.ENGLISH);
    }

    /// `45 s`, `5 min 40 s`, `1 h`, `2 d 4 h`: at most two units.
    public static String duration(Duration span) {
        long seconds = Math.max(0, Math.round(span.toMillis() / 1000.0));
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400
                ? two(seconds / 3600, "h", seconds % 3600 / 60, "min")
                : two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        String text = large + " " + largeUnit;
        return small == 0 ? text : text + " " + small + " " + smallUnit;
    }

    public static String duration(double seconds) {
        return duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /// As [NumberText#elapsed].
    public static String elapsed(double seconds) {
        return NumberText.elapsed(seconds);
    }

    public static ZonedDateTime at(double epochSeconds) {
        return Instant.ofEpochMilli(Math.round(epochSeconds * 1000)).atZone(zone);
    }

    /// `10:15`
    public static String minute(double epochSeconds) {
        return MINUTE.format(at(epochSeconds));
    }

    /// `10:15:20`
    public static String second(double epochSeconds) {
        return SECOND.format(at(epochSeconds));
    }

    /// `22 Nov`
    public static String day(double epochSeconds) {
        return DAY.format(at(epochSeconds));
    }

    /// `Nov 2026`
    public static String month(double epochSeconds) {
        return MONTH.format(at(epochSeconds));
    }

    /// `22 Nov 2026, 10:15:20`
    public static String instant(double epochSeconds) {
        return DAY_AND_YEAR.format(at(epochSeconds)) + ", " + second(epochSeconds);
    }

    /// `22 Nov 2026, 10:15 – 11:05`; both dates where they differ.
    public static String span(double fromSeconds, double toSeconds) {
        LocalDate from = at(fromSeconds).toLocalDate();
        LocalDate to = at(toSeconds).toLocalDate();
        DateTimeFormatter time = toSeconds - fromSeconds < 600 ? SECOND : MINUTE;
        if (from.equals(to)) {
            return DAY_AND_YEAR.format(from)
                    + ", "
                    + time.format(at(fromSeconds))
                    + " – "
                    + time.format(at(toSeconds));
        }
        return DAY.format(from)
                + " "
                + MINUTE.format(at(fromSeconds))
                + " – "
                + DAY_AND_YEAR.format(to)
                + " "
                + MINUTE.format(at(toSeconds));
    }
}
