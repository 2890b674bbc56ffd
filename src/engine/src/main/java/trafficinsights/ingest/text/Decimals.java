package trafficinsights.ingest.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/// Reads decimal numbers and lengths of time without leaving integers.
public final class Decimals {
    /// Answer where there is no number.
    public static final long INVALID = Long.MIN_VALUE;

    /// More than 30 years are no latency, and their µs would not be far from the end of a `long`.
    public static final long MAX_LATENCY_MICROS = 1_000_000_000_000_000L;

    private Decimals() {}

    /// A number such as `-1`, `0.000123` or `1.7e+09`, times 10^`shift`, cut off; or [#INVALID],
    /// also where that has more than 18 digits.
    public static long scaled(byte[] b, int from, int to, int shift) {
        boolean isNegative = from < to && b[from] == '-';
        int kept = Math.max(0, shift);
        long value = 0;
        int decimals = -1;
        int digits = 0;
        for (int at = isNegative ? from + 1 : from; at < to; at++) {
            if (b[at] == '.' && decimals < 0) {
                decimals = 0;
            } else if (!Bytes.isDigit(b[at])) {
                return exactly(b, from, to, shift);
            } else {
                digits++;
                if (decimals < kept) {
                    value = value * 10 + (b[at] - '0');
                    decimals += decimals >= 0 ? 1 : 0;
                }
            }
        }
        if (digits == 0) {
            return INVALID;
        }
        if (digits + kept > 18) {
            return exactly(b, from, to, shift);
        }
        value =
                shift < 0
                        ? value / powerOfTen(-shift)
                        : value * powerOfTen(kept - Math.max(0, decimals));
        return isNegative ? -value : value;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    /// Numbers with an exponent or with many digits.
    private static long exactly(byte[] b, int from, int to, int shift) {
        if (to - from > 40 || !canBeNumber(b, from, to)) {
            return INVALID;
        }
        try {
            BigDecimal number =
                    new BigDecimal(new String(b, from, to - from, StandardCharsets.US_ASCII));
            if (number.precision() - number.scale() + shift > 18) {
                return INVALID;
            }
            return number.movePointRight(shift).setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return INVALID;
        }
    }

    /// Whether a text has only what numbers have. Most of what is asked here are no numbers but
    /// names and dates, and an exception is slow.
    private static boolean canBeNumber(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean isSign = b[i] == '-' || b[i] == '+';
            boolean isExponent = (b[i] | 0x20) == 'e';
            boolean isBehindExponent = i > from && (b[i - 1] | 0x20) == 'e';
            boolean isPart = Bytes.isDigit(b[i]) || b[i] == '.' || isExponent;
            if (isSign ? i > from && !isBehindExponent : !isPart) {
                return false;
            }
        }
        return true;
    }

    /// µs of a length of time with its units, as Go writes it: `1.674508ms`, `1m2.5s`, `750µs`, `12
    /// ms`; or as ISO 8601 does: `PT0.1S`. Else [#INVALID].
    public static long durationMicros(byte[] b, int from, int to) {
        if (from < to && b[from] == 'P') {
            return isoDurationMicros(b, from, to);
        }
        long nanos = 0;
        int at = from;
        while (at < to) {
            int numberEnd = at;
            while (numberEnd < to && (Bytes.isDigit(b[numberEnd]) || b[numberEnd] == '.')) {
                numberEnd++;
            }
            int unitEnd = numberEnd;
            while (unitEnd < to && !Bytes.isDigit(b[unitEnd])) {
                unitEnd++;
            }
            long unit = unitNanos(b, numberEnd, unitEnd);
            long millionths = unit < 0 ? INVALID : scaled(b, at, numberEnd, 6);
            if (millionths == INVALID
                    || millionths / 1_000_000 > MAX_LATENCY_MICROS * 1000 / unit) {
                return INVALID;
            }
            nanos += millionths / 1_000_000 * unit + millionths % 1_000_000 * unit / 1_000_000;
            at = unitEnd;
        }
        return from == to ? INVALID : nanos / 1000;
    }

    private static long isoDurationMicros(byte[] b, int from, int to) {
        boolean isShort = to - from > 2 && to - from <= 40;
        if (!isShort || (b[from + 1] != 'T' && !Bytes.isDigit(b[from + 1]))) {
            return INVALID;
        }
        try {
            String text = new String(b, from, to - from, StandardCharsets.US_ASCII);
            long micros = Duration.parse(text).dividedBy(Duration.of(1, ChronoUnit.MICROS));
            return micros < 0 || micros > MAX_LATENCY_MICROS ? INVALID : micros;
        } catch (DateTimeParseException | ArithmeticException e) {
            return INVALID;
        }
    }

    private static long unitNanos(byte[] b, int from, int to) {
        String unit = new String(b, from, to - from, StandardCharsets.UTF_8).strip();
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms", "msec" -> 1_000_000;
            case "s", "sec" -> 1_000_000_000;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> -1;
        };
    }
}
