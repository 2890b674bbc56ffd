package trafficinsights.ingest.text;

import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;

/// Reads `22/Nov/2026:20:19:28` quickly: lines of a log share their minute with the line before.
///
/// Where a zone's clocks are put back, an hour comes twice: its times are read as the first of the
/// two. Where they are put forward, an hour is missing: a time in it is read as if the clocks had
/// not been touched. Threads: one.
public final class ClockReader {
    /// Answer for a time that cannot be read.
    public static final long INVALID = Long.MIN_VALUE;

    /// Characters of `dd/MMM/yyyy:HH:mm:ss`.
    public static final int LENGTH = 20;

    /// Characters of `dd/MMM/yyyy:HH:mm:ss +hhmm`.
    public static final int OFFSET_LENGTH = LENGTH + 6;

    /// As [java.time.ZoneOffset] allows.
    private static final int MAX_OFFSET_HOURS = 18;

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final ZoneId zone;
    private long cachedHead;
    private long cachedMiddle;
    private byte cachedLast;
    private long cachedEpochSecond = INVALID;

    /// @param zone of times that carry no offset of their own
    public ClockReader(ZoneId zone) {
        this.zone = zone;
    }

    /// Seconds since 1970 of a time in this reader's zone, or [#INVALID].
    ///
    /// @param at start of the day; the caller has checked that [#LENGTH] bytes follow
    public long epochSecond(byte[] b, int at) {
        long head = Bytes.longAt(b, at);
        long middle = Bytes.longAt(b, at + 8);
        if (head != cachedHead
                || middle != cachedMiddle
                || b[at + 16] != cachedLast
                || cachedEpochSecond == INVALID) {
            cachedEpochSecond = minute(b, at);
            cachedHead = head;
            cachedMiddle = middle;
            cachedLast = b[at + 16];
            if (cachedEpochSecond == INVALID) {
                return INVALID;
            }
        }
        int second = twoDigits(b, at + 18);
        if (b[at + 17] != ':' || second < 0 || second > 60) {
            return INVALID;
        }
        return cachedEpochSecond + second;
    }

    /// µs since 1970 of a time with its offset, `22/Nov/2026:20:19:28 +0100`, or [#INVALID]. The
    /// reader's zone must be UTC.
    ///
    /// @param at start of the day; the caller has checked that [#OFFSET_LENGTH] bytes follow
    public long epochMicrosWithOffset(byte[] b, int at) {
        long second = epochSecond(b, at);
        long offset = offsetSeconds(b, at + LENGTH + 1);
        return second == INVALID || offset == INVALID || b[at + LENGTH] != ' '
                ? INVALID
                : (second - offset) * 1_000_000;
    }

    /// Seconds of `+0530`, or [#INVALID].
    public static long offsetSeconds(byte[] b, int sign) {
        int hours = twoDigits(b, sign + 1);
        int minutes = twoDigits(b, sign + 3);
        boolean isSigned = b[sign] == '+' || b[sign] == '-';
        if (!isSigned || hours < 0 || hours > MAX_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return INVALID;
        }
        int offset = hours * 3600 + minutes * 60;
        return b[sign] == '-' ? -offset : offset;
    }

    private long minute(byte[] b, int at) {
        int day = twoDigits(b, at);
        int year = twoDigits(b, at + 7) * 100 + twoDigits(b, at + 9);
        int hour = twoDigits(b, at + 12);
        int minute = twoDigits(b, at + 15);
        int month = month(b, at + 3);
        boolean isWellFormed =
                b[at + 2] == '/' && b[at + 6] == '/' && b[at + 11] == ':' && b[at + 14] == ':';
        if (!isWellFormed || day < 1 || month < 1 || year < 1 || hour < 0 || minute < 0) {
            return INVALID;
        }
        if (hour > 23 || minute > 59 || day > YearMonth.of(year, month).lengthOfMonth()) {
            return INVALID;
        }
        return LocalDateTime.of(year, month, day, hour, minute).atZone(zone).toEpochSecond();
    }

    private static int month(byte[] b, int at) {
        for (int m = 0; m < 12; m++) {
            if (b[at] == MONTHS.charAt(m * 3)
                    && b[at + 1] == MONTHS.charAt(m * 3 + 1)
                    && b[at + 2] == MONTHS.charAt(m * 3 + 2)) {
                return m + 1;
            }
        }
        return -1;
    }

    /// Two digits as a number; a large negative number when they are none.
    static int twoDigits(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }
}
