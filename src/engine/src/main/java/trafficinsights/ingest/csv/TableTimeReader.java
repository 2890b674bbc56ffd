package trafficinsights.ingest.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.ClockReader;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.model.TimeForm;

/// Reads times as tables write them, in any [TimeForm]. Times without an offset are in the reader's
/// zone ([IsoTimeReader] says how). Threads: one.
public final class TableTimeReader {
    /// Answer for a time that cannot be read.
    public static final long INVALID = IsoTimeReader.INVALID;

    /// Which times are read, for a person whose table has none of them.
    public static final String FORMS =
            "A request needs a time with its date. These are read: `2026-11-22T20:19:28.123Z` and"
                    + " `2026-11-22 20:19:28`, `22.11.2026 20:19:28`, `11/22/2026 8:19:28 PM`,"
                    + " `22/Nov/2026:20:19:28 +0100`, and s, ms, µs or ns since 1970 with all digits. Write the times"
                    + " of the table in one of these forms.";

    private static final long DAY_MICROS = 86_400_000_000L;

    private final ZoneId zone;
    private final boolean isUtc;
    private final IsoTimeReader iso;
    private final ClockReader clockUtc = new ClockReader(ZoneOffset.UTC);
    private final ClockReader clock;
    private final int[] numbers = new int[3];
    private int cachedYear = -1;
    private int cachedMonth;
    private int cachedDay;
    private long cachedMicros;
    private long cachedLocalSecond = INVALID;
    private long cachedSecond;

    /// Where reading is in the field.
    private int at;

    private int to;

    public TableTimeReader(ZoneId zone) {
        this.zone = zone;
        this.isUtc = zone.equals(ZoneOffset.UTC);
        this.iso = new IsoTimeReader(zone);
        this.clock = new ClockReader(zone);
    }

    /// µs since 1970 UTC of the time that fills `[from, end)`, or [#INVALID].
    public long epochMicros(TimeForm form, byte[] b, int from, int end) {
        return switch (form) {
            case ISO -> {
                long usual = iso.epochMicros(b, from, end);
                yield usual == INVALID ? calendar(form, b, from, end) : usual;
            }
            case DAY_FIRST, MONTH_FIRST -> calendar(form, b, from, end);
            case CLF -> commonLog(b, from, end);
            case EPOCH_S -> epoch(b, from, end, 6);
            case EPOCH_MS -> epoch(b, from, end, 3);
            case EPOCH_US -> epoch(b, from, end, 0);
            case EPOCH_NS -> epoch(b, from, end, -3);
        };
    }

    private static long epoch(byte[] b, int from, int end, int shift) {
        if (EpochTimes.isRounded(b, from, end)) {
            return INVALID;
        }
        // Nanoseconds have 19 digits, more than `scaled` reads quickly.
        long value =
                shift == -3 && end - from == 19
                        ? Bytes.unsigned(b, from, end - 3)
                        : Decimals.scaled(b, from, end, shift);
        return value < 0 || (shift == -3 && !isNumber(b, end - 3, end)) ? INVALID : value;
    }

    private static boolean isNumber(byte[] b, int from, int end) {
        for (int i = Math.max(0, from); i < end; i++) {
            if (!Bytes.isDigit(b[i]) && b[i] != '.' && b[i] != 'e' && b[i] != '+') {
                return false;
            }
        }
        return true;
    }

    private long commonLog(byte[] b, int from, int end) {
        boolean isBracketed = end - from > 2 && b[from] == '[' && b[end - 1] == ']';
        int start = isBracketed ? from + 1 : from;
        int length = (isBracketed ? end - 1 : end) - start;
        if (length == ClockReader.OFFSET_LENGTH) {
            return clockUtc.epochMicrosWithOffset(b, start);
        }
        if (length != ClockReader.LENGTH) {
            return INVALID;
        }
        long second = clock.epochSecond(b, start);
        return second == INVALID ? INVALID : second * 1_000_000;
    }

    /// Midnight, in no zone yet, of a day alone; or [#INVALID].
    long dayMicros(TimeForm form, byte[] b, int from, int end) {
        at = from;
        to = end;
        long day = day(form, b);
        return at == to ? day : INVALID;
    }

    /// µs since midnight of a time alone, `8:19:28.5 PM`; or [#INVALID].
    long timeOfDayMicros(byte[] b, int from, int end) {
        at = from;
        to = end;
        long time = timeOfDay(b);
        return at == to ? time : INVALID;
    }

    /// µs since 1970 UTC of a day and a time of the reader's zone.
    long inZone(long localMicros) {
        if (isUtc) {
            return localMicros;
        }
        long second = Math.floorDiv(localMicros, 1_000_000L);
        if (second != cachedLocalSecond) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
            cachedSecond = local.atZone(zone).toEpochSecond();
            cachedLocalSecond = second;
        }
        return cachedSecond * 1_000_000 + Math.floorMod(localMicros, 1_000_000L);
    }

    private long calendar(TimeForm form, byte[] b, int from, int end) {
        at = from;
        to = end;
        long day = day(form, b);
        if (day == INVALID || at >= to) {
            return INVALID;
        }
        if (b[at] == 'T') {
            at++;
        } else {
            int before = at;
            at += at < to && b[at] == ',' ? 1 : 0;
            skipBlanks(b);
            if (at == before) {
                return INVALID;
            }
        }
        long time = timeOfDay(b);
        if (time == INVALID) {
            return INVALID;
        }
        skipBlanks(b);
        return withOffset(b, day + time);
    }

    private long withOffset(byte[] b, long local) {
        int length = to - at;
        if (length == 0) {
            return inZone(local);
        }
        boolean isUtcName =
                (length == 1 && (b[at] == 'Z' || b[at] == 'z'))
                        || Bytes.is(b, at, to, "UTC")
                        || Bytes.is(b, at, to, "GMT");
        if (isUtcName) {
            return local;
        }
        byte[] plain = {b[at], b[at + 1], b[at + 2], '0', '0'};
        if (length == 5 || length == 6) {
            plain[3] = b[to - 2];
            plain[4] = b[to - 1];
        }
        boolean isOffset = length == 3 || length == 5 || (length == 6 && b[at + 3] == ':');
        long offset = isOffset ? ClockReader.offsetSeconds(plain, 0) : INVALID;
        return offset == INVALID ? INVALID : local - offset * 1_000_000;
    }

    /// Three numbers with the same mark between them; the year has four digits.
    private long day(TimeForm form, byte[] b) {
        byte mark = 0;
        for (int i = 0; i < 3; i++) {
            int digits = number(b, i);
            int most = i == yearPlace(form) ? 4 : 2;
            if (digits == 0 || digits > most || (most == 4 && digits != 4)) {
                return INVALID;
            }
            if (i < 2) {
                if (at >= to || (i == 1 && b[at] != mark) || !isDateMark(b[at])) {
                    return INVALID;
                }
                mark = b[at++];
            }
        }
        return switch (form) {
            case DAY_FIRST -> midnight(numbers[2], numbers[1], numbers[0]);
            case MONTH_FIRST -> midnight(numbers[2], numbers[0], numbers[1]);
            default -> midnight(numbers[0], numbers[1], numbers[2]);
        };
    }

    private static int yearPlace(TimeForm form) {
        return form == TimeForm.ISO ? 0 : 2;
    }

    private static boolean isDateMark(byte b) {
        return b == '-' || b == '/' || b == '.';
    }

    private long midnight(int year, int month, int day) {
        if (year == cachedYear && month == cachedMonth && day == cachedDay) {
            return cachedMicros;
        }
        try {
            long micros = LocalDate.of(year, month, day).toEpochDay() * DAY_MICROS;
            cachedYear = year;
            cachedMonth = month;
            cachedDay = day;
            cachedMicros = micros;
            return micros;
        } catch (DateTimeException e) {
            return INVALID;
        }
    }

    /// `H:mm`, `H:mm:ss`, with decimals behind the second, and AM or PM.
    private long timeOfDay(byte[] b) {
        int hourDigits = number(b, 0);
        int hour = numbers[0];
        if (hourDigits < 1 || hourDigits > 2 || !colon(b) || number(b, 0) != 2) {
            return INVALID;
        }
        int minute = numbers[0];
        int second = 0;
        long fraction = 0;
        if (at < to && b[at] == ':') {
            at++;
            if (number(b, 0) != 2) {
                return INVALID;
            }
            second = numbers[0];
            fraction = fraction(b);
        }
        int half = halfOfDay(b);
        if (half >= 0) {
            hour = hour >= 1 && hour <= 12 ? hour % 12 + 12 * half : 99;
        }
        if (hour > 23 || minute > 59 || second > 60 || fraction < 0) {
            return INVALID;
        }
        return ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
    }

    private boolean colon(byte[] b) {
        boolean isColon = at < to && b[at] == ':';
        at += isColon ? 1 : 0;
        return isColon;
    }

    /// µs of `.123456789`, cut off; -1 when no digit follows the mark.
    private long fraction(byte[] b) {
        if (at >= to || (b[at] != '.' && b[at] != ',')) {
            return 0;
        }
        int start = ++at;
        long micros = 0;
        while (at < to && Bytes.isDigit(b[at])) {
            if (at - start < 6) {
                micros = micros * 10 + (b[at] - '0');
            }
            at++;
        }
        for (int digits = at - start; digits < 6; digits++) {
            micros *= 10;
        }
        return at == start ? -1 : micros;
    }

    /// 0 for AM, 1 for PM, -1 for neither.
    private int halfOfDay(byte[] b) {
        int before = at;
        skipBlanks(b);
        boolean hasTwo = at + 1 < to && (b[at + 1] | 0x20) == 'm';
        int first = hasTwo ? b[at] | 0x20 : 0;
        if (first != 'a' && first != 'p') {
            at = before;
            return -1;
        }
        at += 2;
        return first == 'p' ? 1 : 0;
    }

    private void skipBlanks(byte[] b) {
        while (at < to && b[at] == ' ') {
            at++;
        }
    }

    /// Reads digits into `numbers[i]`.
    ///
    /// @return how many there were; 5 for more than 4
    private int number(byte[] b, int i) {
        int start = at;
        int value = 0;
        while (at < to && at - start < 5 && Bytes.isDigit(b[at])) {
            value = value * 10 + (b[at] - '0');
            at++;
        }
        numbers[i] = value;
        return at - start;
    }
}
