package trafficinsights.store.explore;

/// Lengths of time that people count in, for slots of a chart.
final class TimeSlots {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final int[] ABOVE_A_SECOND = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200
    };

    private TimeSlots() {}

    /// The shortest round length, in µs, of which at most `most` cover the span.
    static long length(long fromMicros, long toMicros, int most) {
        for (long decade = 1; decade < SECOND; decade *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (count(fromMicros, toMicros, decade * factor) <= most) {
                    return decade * factor;
                }
            }
        }
        for (int seconds : ABOVE_A_SECOND) {
            if (count(fromMicros, toMicros, seconds * SECOND) <= most) {
                return seconds * SECOND;
            }
        }
        long length = DAY;
        while (count(fromMicros, toMicros, length) > most) {
            length = length == DAY ? 7 * DAY : 2 * length;
        }
        return length;
    }

    private static long count(long fromMicros, long toMicros, long length) {
        return Math.floorDiv(toMicros, length) - Math.floorDiv(fromMicros, length) + 1;
    }
}
