package trafficinsights.ingest.format;

import trafficinsights.ingest.row.HeaderLines;

/// The day of lines that have a time and no date (W3C working draft WD-logfile, `time` and
/// `#Date:`): that of the newest `#Date:`, and one more for each midnight that the lines have
/// passed since. A line may be late, but not by more than [#LATE_MICROS]; a time that is further
/// back is one of the next day. Behind midnight, only the last minutes of the day before are late:
/// an hour earlier could as well be the evening after a quiet day. Threads: one.
final class W3cDays {
    /// 90 minutes: longer than requests, and than the hour by which clocks are put back.
    private static final long LATE_MICROS = 5_400_000_000L;

    /// 10 minutes.
    private static final long LATE_AT_MIDNIGHT_MICROS = 600_000_000L;

    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long NONE = HeaderLines.NO_LINE;

    /// Midnight of the newest `#Date:`.
    private long firstDay = NONE;

    /// When the newest `#Date:` was written; it may be in another zone than the lines.
    private long written = NONE;

    /// Of the lines below the newest `#Date:`.
    private long newest = NONE;

    /// Forgets all.
    void clear() {
        firstDay = NONE;
        written = NONE;
        newest = NONE;
    }

    /// @param midnight of a `#Date:`; `Long.MIN_VALUE` when it cannot be read
    /// @param timeOfDay of it, µs; negative where it has none
    void date(long midnight, long timeOfDay) {
        firstDay = midnight;
        // Midnight sharp stands for a date alone.
        written = midnight == NONE || timeOfDay <= 0 ? NONE : midnight + timeOfDay;
        newest = NONE;
    }

    /// Goes on where another parser of the same file stopped.
    ///
    /// @param newestMicros as [#newest] says it
    void resume(long newestMicros) {
        newest = newestMicros;
    }

    /// Time of the newest line below the `#Date:`, or [HeaderLines#NO_LINE].
    long newest() {
        return newest;
    }

    /// Midnight of the newest `#Date:`, or `Long.MIN_VALUE`.
    long day() {
        return firstDay;
    }

    /// Midnight of the next line's day, or `Long.MIN_VALUE` where no `#Date:` was there.
    ///
    /// @param timeOfDay of the line, µs
    long dayOf(long timeOfDay) {
        if (firstDay == NONE) {
            return NONE;
        }
        long at = newest == NONE ? first(timeOfDay) : next(timeOfDay);
        newest = Math.max(newest, at);
        return at - timeOfDay;
    }

    /// Near the time at which the header was written, which another zone shifts by up to half a
    /// day.
    private long first(long timeOfDay) {
        long sameDay = firstDay + timeOfDay;
        return written != NONE && sameDay < written - DAY_MICROS / 2
                ? sameDay + DAY_MICROS
                : sameDay;
    }

    private long next(long timeOfDay) {
        long midnight = Math.floorDiv(newest, DAY_MICROS) * DAY_MICROS;
        long dayBefore = midnight - DAY_MICROS + timeOfDay;
        if (midnight > firstDay && dayBefore >= newest - LATE_AT_MIDNIGHT_MICROS) {
            return dayBefore;
        }
        long sameDay = midnight + timeOfDay;
        return sameDay < newest - LATE_MICROS ? sameDay + DAY_MICROS : sameDay;
    }
}
