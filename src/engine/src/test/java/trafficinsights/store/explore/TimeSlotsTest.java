package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeSlotsTest {
    private static final long START_SECONDS = 1_790_000_000;

    @ParameterizedTest
    @CsvSource({
        "0.0001, 0.000002",
        "0.01, 0.0002",
        "1, 0.02",
        "99, 1",
        "100, 2",
        "3600, 60",
        "86400, 900",
        "864000, 10800",
        "8640000, 604800",
    })
    void theLengthIsRoundAndTheSlotsFewEnough(double spanSeconds, double slotSeconds) {
        long from = START_SECONDS * 1_000_000;
        long to = from + Math.round(spanSeconds * 1e6);
        assertThat(TimeSlots.length(from, to, 100)).isEqualTo(Math.round(slotSeconds * 1e6));
    }

    @ParameterizedTest
    @CsvSource({"-9000000000000000, 9000000000000000", "-5, 5", "0, 0"})
    void anySpanIsCovered(long from, long to) {
        long length = TimeSlots.length(from, to, 60);
        assertThat(Math.floorDiv(to, length) - Math.floorDiv(from, length) + 1).isBetween(1L, 60L);
    }
}
