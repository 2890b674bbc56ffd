package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LocalLineTest {
    @Test
    void aStraightLineIsCarriedOn() {
        LocalLine line = line(0, 2, 4, 6, 8);
        assertThat(line.at(5)).isCloseTo(10, within(1e-12));
        assertThat(line.at(7)).isCloseTo(14, within(1e-12));
    }

    @Test
    void afterThreeStepsItGoesOnLevel() {
        LocalLine line = line(0, 2, 4, 6, 8);
        assertThat(line.at(50)).isEqualTo(line.at(7));
    }

    @Test
    void onePointOutOfFiveMayBeWild() {
        for (int wild = 0; wild < 5; wild++) {
            double[] values = {0, 2, 4, 6, 8};
            values[wild] = 1_000;
            assertThat(line(values).at(5)).isCloseTo(10, within(3.0));
        }
    }

    @Test
    void onlyTheNewestFivePointsCount() {
        LocalLine line = line(-900, 500, 77, 0, 2, 4, 6, 8);
        assertThat(line.at(8)).isCloseTo(10, within(1e-12));
    }

    private static LocalLine line(double... values) {
        LocalLine line = new LocalLine();
        for (int i = 0; i < values.length; i++) {
            assertThat(line.isReady()).isEqualTo(i >= LocalLine.POINTS);
            line.add(i, values[i]);
        }
        return line;
    }
}
