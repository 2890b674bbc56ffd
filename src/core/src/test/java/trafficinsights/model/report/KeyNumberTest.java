package trafficinsights.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trafficinsights.model.Figure;
import trafficinsights.model.report.KeyNumber.Meaning;

final class KeyNumberTest {
    @Test
    void aChangeIsGoodOrBadByItsMeaningAndNotByItsSign() {
        assertThat(new KeyNumber(Figure.P95, 184_000, 130_000).meaning()).isEqualTo(Meaning.BAD);
        assertThat(new KeyNumber(Figure.P95, 130_000, 184_000).meaning()).isEqualTo(Meaning.GOOD);
        assertThat(new KeyNumber(Figure.APDEX, 0.80, 0.95).meaning()).isEqualTo(Meaning.BAD);
        assertThat(new KeyNumber(Figure.ERROR_RATE, 0.04, 0.002).meaning()).isEqualTo(Meaning.BAD);
        assertThat(new KeyNumber(Figure.REQUEST_RATE, 2000, 1000).meaning())
                .isEqualTo(Meaning.NEUTRAL);
    }

    @Test
    void noiseHasNoColour() {
        assertThat(new KeyNumber(Figure.P95, 101_000, 100_000).meaning())
                .isEqualTo(Meaning.NEUTRAL);
        assertThat(new KeyNumber(Figure.ERROR_RATE, 0.0031, 0.003).meaning())
                .isEqualTo(Meaning.NEUTRAL);
    }

    @Test
    void deltasCarryAnArrowAndTheirUnit() {
        assertThat(new KeyNumber(Figure.REQUEST_RATE, 1120, 1000).deltaText()).isEqualTo("▲ 12 %");
        assertThat(new KeyNumber(Figure.ERROR_RATE, 0.008, 0.021).deltaText())
                .isEqualTo("▼ 1.30 pp");
        assertThat(new KeyNumber(Figure.P95, 3_000_000, 100_000).deltaText()).isEqualTo("▲ × 30");
        assertThat(new KeyNumber(Figure.REQUEST_RATE, 5, Double.NaN).deltaText()).isEmpty();
    }

    @Test
    void aRateOfAlmostNothingHasNoFactor() {
        KeyNumber rate = new KeyNumber(Figure.REQUEST_RATE, 40, 0.0002);
        assertThat(rate.deltaText()).isEqualTo("▲ from almost none");
    }

    @Test
    void percentilesThatReadAlikeDoNotDiffer() {
        assertThat(new KeyNumber(Figure.P95, 47.4, 47.03).deltaText()).isEqualTo("no change");
    }
}
