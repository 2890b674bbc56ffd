package trafficinsights.ingest.text;

/// Times in the forms that people write: ISO 8601, or a number since 1970.
public final class EpochTimes {
    /// Digits of the seconds since 1970, from 2001 to 2286.
    private static final int LEAST_DIGITS = 10;

    /// Digits of ns since 1970: one more than other numbers have.
    private static final int NANOS_DIGITS = 19;

    private EpochTimes() {}

    /// Whether a number has an exponent and lacks digits of its seconds: spreadsheets show
    /// `1772442639123` as `1.77244E+12`.
    public static boolean isRounded(byte[] b, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            if ((b[i] | 0x20) == 'e') {
                return digits < LEAST_DIGITS;
            }
            digits += Bytes.isDigit(b[i]) ? 1 : 0;
        }
        return false;
    }

    /// µs since 1970 of a time of ISO 8601, or of seconds, ms, µs or ns since 1970, told by their
    /// size; [IsoTimeReader#INVALID] for anything else.
    public static long any(IsoTimeReader isoTime, byte[] b, int from, int to) {
        long iso = isoTime.epochMicros(b, from, to);
        if (iso != IsoTimeReader.INVALID) {
            return iso;
        }
        if (to - from == NANOS_DIGITS) {
            long micros = Bytes.unsigned(b, from, to - 3);
            boolean isNanos = micros >= 0 && Bytes.unsigned(b, to - 3, to) >= 0;
            if (isNanos) {
                return micros;
            }
        }
        long whole = Decimals.scaled(b, from, to, 0);
        if (whole < 0 || isRounded(b, from, to)) {
            return IsoTimeReader.INVALID;
        }
        int shift = whole < 100_000_000_000L ? 6 : whole < 100_000_000_000_000L ? 3 : 0;
        return Decimals.scaled(b, from, to, whole < 100_000_000_000_000_000L ? shift : -3);
    }
}
