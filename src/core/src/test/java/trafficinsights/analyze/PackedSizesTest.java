package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trafficinsights.model.WindowShape.Sizes;

/// Sums of logarithms and squares are exact for any number of rows, of the largest size too.
final class PackedSizesTest {
    private static final int ROWS = 3 * KpiAccumulator.MOST_PACKED + 5;

    @Test
    void sizesOfManyLargeRowsAddUp() {
        WindowSlot slot = new WindowSlot();
        add(slot, ROWS);
        assertSums(slot, ROWS);
    }

    @Test
    void aSlotThatIsMergedKeepsWhatItHadPacked() {
        WindowSlot slot = new WindowSlot();
        add(slot, KpiAccumulator.MOST_PACKED - 1);
        WindowSlot next = new WindowSlot();
        next.merge(slot, true);
        add(next, KpiAccumulator.MOST_PACKED - 1);
        assertSums(next, 2L * KpiAccumulator.MOST_PACKED - 2);
    }

    private static void add(WindowSlot slot, int rows) {
        for (int i = 0; i < rows; i++) {
            slot.addRow(1, 1, 1, 200, i % 9 == 0 ? -1 : 5, Long.MAX_VALUE, flags(i), 0);
        }
    }

    /// Some rows without a latency, and some that are not a first attempt.
    private static int flags(int i) {
        return (i % 9 == 0 ? KpiAccumulator.NO_LATENCY : 0)
                | (i % 7 == 0 ? KpiAccumulator.NOT_FIRST : 0);
    }

    private static void assertSums(WindowSlot slot, long rows) {
        long log = Sizes.logOf(Long.MAX_VALUE);
        assertThat(slot.total().shape().sizes())
                .isEqualTo(new Sizes(rows, rows * log, rows * log * log));
    }
}
