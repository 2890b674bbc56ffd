package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.stat.LatencyHistogram;

/// Figures say no more than what measured them knows.
class KnownFiguresTest {
    @ParameterizedTest
    @CsvSource({
        "47400, 47 ms",
        "31000, 31 ms",
        "184200, 184 ms",
        "258000, 260 ms",
        "1840, 1.84 ms",
        "5980, 6.0 ms",
        "999600, 1.00 s",
        "836, 840 µs",
        "62, 62 µs",
        "12340000, 12.3 s",
        "34560000, 35 s",
        "0, 0 ms"
    })
    void aPercentileHasTheFiguresThatItsErrorAllows(double micros, String text) {
        assertThat(Figure.P95.text(micros)).isEqualTo(text);
    }

    @Test
    void theErrorIsThatOfTheSketch() {
        for (double micros = 130; micros < 60e6; micros *= 1.37) {
            double shown = micros(Figure.P99.text(micros));
            double leastStep = 2 * LatencyHistogram.RELATIVE_ERROR * micros / 4;
            assertThat(Math.abs(shown - micros)).as("%s", micros).isLessThan(0.02 * micros);
            assertThat(step(Figure.P99.text(micros))).as("%s", micros).isGreaterThan(leastStep);
        }
    }

    /// One unit of the last figure that is shown, in µs.
    private static double step(String text) {
        String number = text.substring(0, text.indexOf(' '));
        int point = number.indexOf('.');
        int zeros = number.length() - number.replaceAll("0+$", "").length();
        double last = point < 0 ? Math.pow(10, zeros) : Math.pow(10, point + 1 - number.length());
        return last * unit(text);
    }

    private static double micros(String text) {
        return Double.parseDouble(text.substring(0, text.indexOf(' '))) * unit(text);
    }

    private static double unit(String text) {
        return text.endsWith("µs") ? 1 : text.endsWith("ms") ? 1e3 : 1e6;
    }

    @Test
    void aMeanIsNotAnEstimate() {
        assertThat(Figure.MEAN.text(47_400)).isEqualTo("47.4 ms");
    }

    @Test
    void percentilesThatReadAlikeDoNotDiffer() {
        ComparedFigure same = ComparedFigure.ofAll(Figure.P95, 47_031, 47_402, Double.NaN);
        assertThat(same.isSame()).isTrue();
        assertThat(same.deltaText()).isEqualTo("0 ms");
        assertThat(same.relativeText()).isEqualTo("0 %");
    }

    @Test
    void aChangeOfPercentilesIsInWholePercent() {
        ComparedFigure more = ComparedFigure.ofAll(Figure.P95, 47_031, 49_402, Double.NaN);
        assertThat(more.relativeText()).isEqualTo("+5 %");
        ComparedFigure rate = ComparedFigure.ofAll(Figure.REQUEST_RATE, 1000, 1051, Double.NaN);
        assertThat(rate.relativeText()).isEqualTo("+5.1 %");
    }

    @Test
    void aShareOfAlmostNothingHasNoFactor() {
        ComparedFigure errors =
                ComparedFigure.ofAll(Figure.ERROR_RATE, 0.000_02, 0.0224, Double.NaN);
        assertThat(errors.beforeText()).isEqualTo("<0.01 %");
        assertThat(errors.relativeText()).isEqualTo("from almost none");
    }
}
