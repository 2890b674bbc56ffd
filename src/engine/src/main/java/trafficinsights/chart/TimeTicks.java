package trafficinsights.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;

/// Where an axis of time has ticks, and what is written there.
///
/// Ticks are at round times of the zone's clock and calendar: whole steps since midnight, also
/// after the clock was put forward or back; midnights, every other day, Mondays, first days of
/// months and of years. An hour that comes twice has its ticks twice, one that is skipped has none.
///
/// Threads: stateless.
public final class TimeTicks {
    /// One tick.
    ///
    /// @param label the time as finely as the step needs: `10:15`, `10:15:20`, `22 Nov`, `Nov`
    /// @param date for a second line: what the label leaves out, at the first tick and wherever it
    ///   changes; else empty
    /// @param alone for an axis of one line: the label, or the date where the day changes
    public record Tick(long epochMicros, String label, String date, String alone) {
        public double epochSeconds() {
            return epochMicros / (double) SECOND;
        }
    }

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final double MONTH = 365.2425 / 12 * DAY;

    /// Steps of the clock, in seconds; all of them divide a day.
    private static final long[] CLOCK_STEPS = {
        1,
        2,
        5,
        10,
        15,
        30,
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
        12 * HOUR
    };

    private static final int[] DAY_STEPS = {1, 2, 7, 14};
    private static final int[] MONTH_STEPS = {1, 3, 6};

    /// From day 0 (1 January 1970, a Thursday) back to a Monday.
    private static final int TO_MONDAY = 3;

    private static final DateTimeFormatter CLOCK = formatter("HH:mm");
    private static final DateTimeFormatter CLOCK_SECONDS = formatter("HH:mm:ss");
    private static final DateTimeFormatter DATE = formatter("d MMM uuuu");
    private static final DateTimeFormatter DAY_MONTH = formatter("d MMM");
    private static final DateTimeFormatter MONTH_ALONE = formatter("MMM");
    private static final DateTimeFormatter MONTH_YEAR = formatter("MMM uuuu");

    private TimeTicks() {}

    /// Ticks in `[fromMicros, toMicros]`, µs since 1970 UTC.
    ///
    /// @param most steps that have room
    public static List<Tick> of(long fromMicros, long toMicros, int most, ZoneId zone) {
        double least = (toMicros - fromMicros) / (double) SECOND / Math.max(1, most);
        for (long step : CLOCK_STEPS) {
            if (step >= least) {
                return ofClock(fromMicros, toMicros, step, zone);
            }
        }
        for (int days : DAY_STEPS) {
            if (days * DAY >= least) {
                return ofDays(fromMicros, toMicros, days, zone);
            }
        }
        for (int months : MONTH_STEPS) {
            if (months * MONTH >= least) {
                return ofMonths(fromMicros, toMicros, months, zone);
            }
        }
        return ofMonths(fromMicros, toMicros, 12 * years(least / (12 * MONTH)), zone);
    }

    /// Ticks at round lengths of time since 0, with the length as their text.
    ///
    /// @param most steps that have room
    public static List<Tick> elapsed(long fromMicros, long toMicros, int most) {
        long step = elapsedStep((toMicros - fromMicros) / (double) SECOND / Math.max(1, most));
        return LongStream.rangeClosed(
                        Math.ceilDiv(fromMicros, step * SECOND),
                        Math.floorDiv(toMicros, step * SECOND))
                .mapToObj(i -> {
                    String text = NumberText.elapsed((double) (i * step));
                    return new Tick(i * step * SECOND, text, "", text);
                })
                .toList();
    }

    private static long elapsedStep(double least) {
        for (long step : CLOCK_STEPS) {
            if (step >= least) {
                return step;
            }
        }
        long days = 1;
        while (days * DAY < least) {
            days *= days == 1 ? 7 : 2;
        }
        return days * DAY;
    }

    private static int years(double least) {
        int power = 1;
        while (5 * power < least) {
            power *= 10;
        }
        return least <= power ? power : least <= 2 * power ? 2 * power : 5 * power;
    }

    private static List<Tick> ofClock(long fromMicros, long toMicros, long step, ZoneId zone) {
        DateTimeFormatter format = step < MINUTE ? CLOCK_SECONDS : CLOCK;
        Ticks ticks = new Ticks(fromMicros, toMicros, zone);
        Instant start = instant(fromMicros);
        long before = Long.MIN_VALUE;
        // Within one offset from UTC the clock runs evenly.
        while (start != null && !start.isAfter(instant(toMicros))) {
            long offset = zone.getRules().getOffset(start).getTotalSeconds();
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            Instant end = change == null ? null : change.getInstant();
            long local = Math.ceilDiv(start.getEpochSecond() + offset, step) * step;
            for (long at = local - offset; ticks.reaches(at, end); at += step) {
                // Put back, the clock comes to some of the long steps too early.
                if (before == Long.MIN_VALUE || at - before > step / 2) {
                    ticks.addClock(at, format);
                    before = at;
                }
            }
            start = end;
        }
        return ticks.made;
    }

    private static List<Tick> ofDays(long fromMicros, long toMicros, int days, ZoneId zone) {
        Ticks ticks = new Ticks(fromMicros, toMicros, zone);
        int shift = days % 7 == 0 ? TO_MONDAY : 0;
        long first = instant(fromMicros).atZone(zone).toLocalDate().toEpochDay();
        long day = Math.ceilDiv(first + shift, days) * days - shift;
        for (LocalDate date = LocalDate.ofEpochDay(day);
                ticks.reaches(date);
                date = date.plusDays(days)) {
            ticks.addDate(date, DAY_MONTH, DAY_MONTH);
        }
        return ticks.made;
    }

    private static List<Tick> ofMonths(long fromMicros, long toMicros, int months, ZoneId zone) {
        Ticks ticks = new Ticks(fromMicros, toMicros, zone);
        LocalDate first = instant(fromMicros).atZone(zone).toLocalDate();
        int month =
                Math.floorDiv(12 * first.getYear() + first.getMonthValue() - 1, months) * months;
        for (LocalDate date = LocalDate.of(Math.floorDiv(month, 12), month % 12 + 1, 1);
                ticks.reaches(date);
                date = date.plusMonths(months)) {
            if (months % 12 == 0) {
                ticks.addYear(date);
            } else {
                ticks.addDate(date, MONTH_ALONE, MONTH_YEAR);
            }
        }
        return ticks.made;
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /// Ticks in the making, each with what is new since the one before it.
    private static final class Ticks {
        private final List<Tick> made = new ArrayList<>();
        private final long fromMicros;
        private final long toMicros;
        private final ZoneId zone;
        private @Nullable LocalDate before;

        private Ticks(long fromMicros, long toMicros, ZoneId zone) {
            this.fromMicros = fromMicros;
            this.toMicros = toMicros;
            this.zone = zone;
        }

        /// @param end of what the clock's offset lasts to; null for ever
        private boolean reaches(long epochSecond, @Nullable Instant end) {
            return epochSecond * SECOND <= toMicros
                    && (end == null || epochSecond < end.getEpochSecond());
        }

        private boolean reaches(LocalDate date) {
            return micros(date) <= toMicros;
        }

        private long micros(LocalDate date) {
            return date.atStartOfDay(zone).toEpochSecond() * SECOND;
        }

        private void addClock(long epochSecond, DateTimeFormatter format) {
            if (epochSecond * SECOND < fromMicros) {
                return;
            }
            ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
            LocalDate date = time.toLocalDate();
            boolean isNew = !date.equals(before);
            String label = format.format(time);
            made.add(
                    new Tick(
                            epochSecond * SECOND,
                            label,
                            isNew ? DATE.format(time) : "",
                            isNew && before != null ? DAY_MONTH.format(time) : label));
            before = date;
        }

        private void addDate(LocalDate date, DateTimeFormatter format, DateTimeFormatter alone) {
            if (micros(date) < fromMicros) {
                return;
            }
            boolean isNew = before == null || before.getYear() != date.getYear();
            made.add(
                    new Tick(
                            micros(date),
                            format.format(date),
                            isNew ? Integer.toString(date.getYear()) : "",
                            alone.format(date)));
            before = date;
        }

        private void addYear(LocalDate date) {
            if (micros(date) >= fromMicros) {
                String year = Integer.toString(date.getYear());
                made.add(new Tick(micros(date), year, "", year));
            }
        }
    }
}
