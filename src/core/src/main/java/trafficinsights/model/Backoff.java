package trafficinsights.model;

import java.util.function.LongUnaryOperator;

/// How long to wait before trying again: doubles each time, and a random part of it (“full jitter”,
/// Brooker 2015), so that many programs do not come back at the same moment.
///
/// @param firstMillis upper edge of the first wait
/// @param longestMillis upper edge of any
/// @param tries in all
public record Backoff(long firstMillis, long longestMillis, int tries) {
    public static final Backoff USUAL = new Backoff(200, 15_000, 8);

    public Backoff {
        if (firstMillis < 1 || longestMillis < firstMillis || tries < 1) {
            throw new IllegalArgumentException(
                    "backoff of %d to %d ms, %d tries"
                            .formatted(firstMillis, longestMillis, tries));
        }
    }

    /// @param retry 1 for the first
    /// @param random gives a number in `[0, n)`
    public long waitMillis(int retry, LongUnaryOperator random) {
        int doublings = Math.min(retry - 1, 40);
        long edge = Math.min(longestMillis, firstMillis << Math.min(doublings, 20));
        return 1 + random.applyAsLong(Math.max(1, edge));
    }
}
