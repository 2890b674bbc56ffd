package trafficinsights.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Unit;

/// Axes of values, against labels written down by hand.
class ValueScaleTest {
    private static List<String> labels(ValueScale scale) {
        return scale.ticks().stream().map(ValueScale.Tick::label).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUESTS_PER_SECOND | 1204 | 0, 500/s, 1,000/s, 1,500/s",
                "REQUESTS_PER_SECOND | 3 | 0, 1/s, 2/s, 3/s",
                "REQUESTS_PER_SECOND | 0.7 | 0, 0.2/s, 0.4/s, 0.6/s, 0.8/s",
                "REQUESTS_PER_SECOND | 2400000 | 0, 1 M/s, 2 M/s, 3 M/s",
                "ESTIMATED_MICROS | 900 | 0, 0.25 ms, 0.50 ms, 0.75 ms, 1.00 ms",
                "ESTIMATED_MICROS | 700 | 0, 200 µs, 400 µs, 600 µs, 800 µs",
                "ESTIMATED_MICROS | 184000 | 0, 50 ms, 100 ms, 150 ms, 200 ms",
                "ESTIMATED_MICROS | 1840000 | 0, 0.5 s, 1.0 s, 1.5 s, 2.0 s",
                "SHARE | 0.0083 | 0, 0.25 %, 0.50 %, 0.75 %, 1.00 %",
                "SHARE | 1 | 0, 25 %, 50 %, 75 %, 100 %",
                "NUMBER | 0.00004 | 0, 0.00001, 0.00002, 0.00003, 0.00004",
                "NUMBER | 7000000000 | 0, 2 G, 4 G, 6 G, 8 G",
                "BYTES | 1500 | 0, 0.5 kB, 1.0 kB, 1.5 kB",
                "BYTES_PER_SECOND | 4000000 | 0, 1 MB/s, 2 MB/s, 3 MB/s, 4 MB/s",
            })
    void anAxisFromZeroEndsAtARoundTickAboveItsLargestValue(
            Unit unit, double largest, String expected) {
        assertThat(String.join(", ", labels(ValueScale.around(0, largest, 4, unit))))
                .isEqualTo(expected);
    }

    @Test
    void valuesBelowZeroHaveTicks() {
        ValueScale scale = ValueScale.around(-30, 50, 4, Unit.NUMBER);
        assertThat(labels(scale)).containsExactly("-40", "-20", "0", "20", "40", "60");
        assertThat(scale.position(10)).isEqualTo(0.5);
    }

    @Test
    void endsBetweenTicksStayWhereTheyAre() {
        ValueScale scale = ValueScale.between(1_000_000.5, 1_000_009, 4, Unit.NUMBER);
        assertThat(scale.low()).isEqualTo(1_000_000.5);
        // Millions would need six decimals.
        assertThat(labels(scale)).containsExactly("1,000,002.5", "1,000,005.0", "1,000,007.5");
    }

    @Test
    void nearValuesOfALongTimeKeepTheirUnit() {
        assertThat(labels(ValueScale.between(5_000_000, 5_000_300, 4, Unit.MICROS)))
                .containsExactly("5,000,000 µs", "5,000,100 µs", "5,000,200 µs", "5,000,300 µs");
        assertThat(labels(ValueScale.between(5_000_000, 5_006_000, 4, Unit.MICROS)))
                .containsExactly("5.000 s", "5.002 s", "5.004 s", "5.006 s");
    }

    @Test
    void stepsAreOneTwoTwoAndAHalfOrFiveTimesAPowerOfTen() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double largest = Math.pow(10, random.nextDouble(-6, 9));
            int most = random.nextInt(2, 12);
            ValueScale scale = ValueScale.around(0, largest, most, Unit.NUMBER);
            double digits =
                    scale.step() / Math.pow(10, Math.floor(Math.log10(scale.step()) + 1e-9));
            assertThat(List.of(1.0, 2.0, 2.5, 5.0))
                    .as("step %s up to %s", scale.step(), largest)
                    .anyMatch(round -> Math.abs(round - digits) < 1e-6);
            assertThat(scale.high()).isBetween(largest * (1 - 1e-9), largest + scale.step());
            assertThat(scale.ticks()).hasSizeBetween(2, most + 1);
            // The next smaller step would be one too many.
            assertThat(largest / scale.step()).isGreaterThan(most / 2.6);
        }
    }

    @Test
    void aLogarithmicAxisHasOneTwoFiveInEachDecade() {
        assertThat(labels(ValueScale.logarithmic(1_300, 82_000, Unit.ESTIMATED_MICROS)))
                .containsExactly("1 ms", "2 ms", "5 ms", "10 ms", "20 ms", "50 ms", "100 ms");
    }

    @Test
    void overMoreThanTwoDecadesOnlyPowersOfTenHaveATick() {
        assertThat(labels(ValueScale.logarithmic(800, 3_200_000, Unit.ESTIMATED_MICROS)))
                .containsExactly("1 ms", "10 ms", "100 ms", "1 s");
    }

    @Test
    void aLogarithmicAxisHasRoomAroundASingleValue() {
        ValueScale scale = ValueScale.logarithmic(100, 100, Unit.NUMBER);
        assertThat(scale.low()).isEqualTo(100);
        assertThat(scale.high()).isEqualTo(1000);
        assertThat(ValueScale.logarithmic(Double.POSITIVE_INFINITY, 0, Unit.NUMBER).low())
                .isEqualTo(1);
    }

    @Test
    void aDecadeIsAsLongAsTheNextOne() {
        ValueScale scale = ValueScale.logarithmicBetween(10, 1000, Unit.NUMBER);
        assertThat(scale.position(10)).isZero();
        assertThat(scale.position(100)).isEqualTo(0.5);
        assertThat(scale.position(1000)).isEqualTo(1);
        assertThat(scale.position(0)).isZero();
    }
}
