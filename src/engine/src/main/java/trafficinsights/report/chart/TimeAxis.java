package trafficinsights.report.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The horizontal axis: round instants in UTC, with the date where the day changes.
final class TimeAxis {
    /// @param label clock time, or the day for long spans
    /// @param date below the label; empty but at the first tick and after a change of day
    record Tick(long epochMicros, String label, String date) {}

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] STEPS = {
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        7 * DAY,
        14 * DAY,
        30 * DAY,
        90 * DAY,
        365 * DAY
    };

    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter CLOCK_SECONDS = formatter("HH:mm:ss");
    private static final DateTimeFormatter DATE = formatter("d MMM uuuu");
    private static final DateTimeFormatter DAY_MONTH = formatter("d MMM");

    private TimeAxis() {}

    /// @param most ticks that have room
    static List<Tick> ticks(long startMicros, long endMicros, int most) {
        long step = step(endMicros - startMicros, most);
        DateTimeFormatter format = step >= DAY ? DAY_MONTH : step >= MINUTE ? CLOCK : CLOCK_SECONDS;
        List<Tick> ticks = new ArrayList<>();
        LocalDate before = null;
        for (long t = Math.ceilDiv(startMicros, step) * step; t <= endMicros; t += step) {
            Instant instant = Instant.EPOCH.plus(t, ChronoUnit.MICROS);
            LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
            ticks.add(new Tick(t, format.format(instant), dateText(instant, date, before, step)));
            before = date;
        }
        return ticks;
    }

    private static String dateText(
            Instant instant, LocalDate date, @Nullable LocalDate before, long step) {
        if (before == null) {
            return (step >= DAY ? date.getYear() : DATE.format(instant)) + ", UTC";
        }
        if (step >= DAY) {
            return date.getYear() == before.getYear() ? "" : Integer.toString(date.getYear());
        }
        return date.equals(before) ? "" : DATE.format(instant);
    }

    private static long step(long lengthMicros, int most) {
        for (long step : STEPS) {
            if (lengthMicros / step < most) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1] * Math.ceilDiv(lengthMicros, STEPS[STEPS.length - 1] * most);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
