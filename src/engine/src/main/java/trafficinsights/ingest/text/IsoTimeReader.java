package trafficinsights.ingest.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// Reads times of ISO 8601 quickly: `2026-11-22T20:19:28.007123Z`, with `T` or a blank, any number
/// of decimals (those behind the sixth are cut off), and `Z`, `+01:00`, `+0100` or nothing behind.
///
/// A time without offset is in the reader's zone; hours that a zone has twice or not at all are
/// read as [ClockReader] does. Threads: one.
public final class IsoTimeReader {
    /// Answer for a time that cannot be read.
    public static final long INVALID = ClockReader.INVALID;

    /// Characters of `yyyy-MM-ddTHH:mm:ss`.
    private static final int SECONDS_LENGTH = 19;

    private static final int DATE_LENGTH = 10;

    private final ZoneId zone;
    private final boolean isUtc;
    private long cachedHead;
    private long cachedTail;
    private long cachedDayMicros = INVALID;

    /// @param zone of times that carry no offset of their own
    public IsoTimeReader(ZoneId zone) {
        this.zone = zone;
        this.isUtc = zone.equals(ZoneOffset.UTC);
    }

    /// µs since 1970 UTC of the time that fills `[from, to)`, or [#INVALID].
    public long epochMicros(byte[] b, int from, int to) {
        if (to - from < SECONDS_LENGTH || (b[from + 10] != 'T' && b[from + 10] != ' ')) {
            return INVALID;
        }
        long day = dayMicros(b, from, from + DATE_LENGTH);
        int fractionEnd = digitsEnd(b, from + SECONDS_LENGTH, to);
        long inDay = microsOfDay(b, from + DATE_LENGTH + 1, fractionEnd);
        if (day == INVALID || inDay == INVALID) {
            return INVALID;
        }
        return withOffset(b, fractionEnd, to, day + inDay);
    }

    private static int digitsEnd(byte[] b, int at, int to) {
        if (at >= to || (b[at] != '.' && b[at] != ',')) {
            return at;
        }
        int end = at + 1;
        while (end < to && Bytes.isDigit(b[end])) {
            end++;
        }
        return end;
    }

    private long withOffset(byte[] b, int from, int to, long local) {
        int at = from;
        while (at < to && b[at] == ' ') {
            at++;
        }
        int length = to - at;
        if (length == 0) {
            return isUtc ? local : inZone(local);
        }
        boolean isUtcName = Bytes.is(b, at, to, "UTC") || Bytes.is(b, at, to, "GMT");
        if (isUtcName || (length == 1 && (b[at] == 'Z' || b[at] == 'z'))) {
            return local;
        }
        long offset = INVALID;
        if (length == 5) {
            offset = ClockReader.offsetSeconds(b, at);
        } else if (length == 6 && b[at + 3] == ':') {
            byte[] plain = {b[at], b[at + 1], b[at + 2], b[at + 4], b[at + 5]};
            offset = ClockReader.offsetSeconds(plain, 0);
        }
        return offset == INVALID ? INVALID : local - offset * 1_000_000;
    }

    private long inZone(long localMicros) {
        long second = Math.floorDiv(localMicros, 1_000_000L);
        long micros = Math.floorMod(localMicros, 1_000_000L);
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        return local.atZone(zone).toEpochSecond() * 1_000_000 + micros;
    }

    /// µs since 1970 of the midnight, UTC, that begins the date in `[from, to)`, or [#INVALID].
    public long dayMicros(byte[] b, int from, int to) {
        if (to - from != DATE_LENGTH) {
            return INVALID;
        }
        // Ten bytes as two words that overlap.
        long head = Bytes.longAt(b, from);
        long tail = Bytes.longAt(b, from + 2);
        if (head != cachedHead || tail != cachedTail || cachedDayMicros == INVALID) {
            cachedDayMicros = day(b, from);
            cachedHead = head;
            cachedTail = tail;
        }
        return cachedDayMicros;
    }

    private static long day(byte[] b, int from) {
        long year = Bytes.unsigned(b, from, from + 4);
        int month = ClockReader.twoDigits(b, from + 5);
        int day = ClockReader.twoDigits(b, from + 8);
        if (year < 0 || b[from + 4] != '-' || b[from + 7] != '-') {
            return INVALID;
        }
        try {
            return LocalDate.of((int) year, month, day).toEpochDay() * 86_400_000_000L;
        } catch (DateTimeException e) {
            return INVALID;
        }
    }

    /// µs of `HH:mm:ss` with or without decimals, which fills `[from, to)`, or [#INVALID]. The
    /// second 60 is a leap second, read as the next minute's first.
    public static long microsOfDay(byte[] b, int from, int to) {
        int length = to - from;
        if (length < 8 || length == 9 || b[from + 2] != ':' || b[from + 5] != ':') {
            return INVALID;
        }
        int hour = ClockReader.twoDigits(b, from);
        int minute = ClockReader.twoDigits(b, from + 3);
        int second = ClockReader.twoDigits(b, from + 6);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return INVALID;
        }
        long fraction = 0;
        if (length > 8) {
            int digits = Math.min(6, length - 9);
            fraction = Bytes.unsigned(b, from + 9, from + 9 + digits);
            for (int i = digits; i < 6; i++) {
                fraction *= 10;
            }
        }
        return fraction < 0
                ? INVALID
                : ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
    }
}
