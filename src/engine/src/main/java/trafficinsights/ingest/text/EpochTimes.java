package trafficinsights.ingest.text;

/// Times in the forms that people write: ISO 8601, or a number since 1970.
public final class EpochTimes {
    private EpochTimes() {}

    /// µs since 1970 of a time of ISO 8601, or of seconds, ms, µs or ns since 1970, told by their
    /// size; [IsoTimeReader#INVALID] for anything else.
    public static long any(IsoTimeReader isoTime, byte[] b, int from, int to) {
        long iso = isoTime.epochMicros(b, from, to);
        if (iso != IsoTimeReader.INVALID) {
            return iso;
        }
        long whole = Decimals.scaled(b, from, to, 0);
        if (whole < 0) {
            return IsoTimeReader.INVALID;
        }
        int shift = whole < 100_000_000_000L ? 6 : whole < 100_000_000_000_000L ? 3 : 0;
        return Decimals.scaled(b, from, to, whole < 100_000_000_000_000_000L ? shift : -3);
    }
}
