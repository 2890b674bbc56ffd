package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.WindowShape.Sizes;

class WindowShapeTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 9, 100, 511, 512, 8_191, 65_000, 123_456_789, 1L << 40})
    void logarithmsOfSizesAreRightToATenthOfADoubling(long bytes) {
        double log = Sizes.natural((double) Sizes.logOf(bytes));
        assertThat(log).isCloseTo(Math.log1p((double) bytes), within(0.1 * Math.log(2)));
    }
}
