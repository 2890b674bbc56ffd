package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Unit;

final class UnitTest {
    @Test
    void figuresHaveThreeSignificantDigitsAndAUnit() {
        assertThat(Texts.of(Unit.REQUESTS_PER_SECOND, 1204.4)).isEqualTo("1,204/s");
        assertThat(Texts.of(Unit.REQUESTS_PER_SECOND, 8_100_000)).isEqualTo("8.10 M/s");
        assertThat(Texts.of(Unit.ESTIMATED_MICROS, 184_200)).isEqualTo("184 ms");
        assertThat(Texts.of(Unit.ESTIMATED_MICROS, 840)).isEqualTo("840 µs");
        assertThat(Texts.of(Unit.ESTIMATED_MICROS, 1_240_000)).isEqualTo("1.24 s");
        assertThat(Texts.of(Unit.SHARE, 0.0083)).isEqualTo("0.83 %");
        assertThat(Texts.of(Unit.SHARE, 0)).isEqualTo("0 %");
        assertThat(Texts.of(Unit.RATIO, 0.934)).isEqualTo("0.93");
        assertThat(Texts.of(Unit.REQUESTS_PER_SECOND, Double.NaN)).isEqualTo("–");
    }

    @Test
    void ticksCarryNoNeedlessDigits() {
        assertThat(Texts.tick(Unit.REQUESTS_PER_SECOND, 1000)).isEqualTo("1,000/s");
        assertThat(Texts.tick(Unit.ESTIMATED_MICROS, 2_500_000)).isEqualTo("2.5 s");
        assertThat(Texts.tick(Unit.SHARE, 0.005)).isEqualTo("0.5 %");
    }

    @Test
    void durationsHaveAtMostTwoUnits() {
        assertThat(Texts.duration(Duration.ofSeconds(340))).isEqualTo("5 min 40 s");
        assertThat(Texts.duration(Duration.ofHours(1))).isEqualTo("1 h");
        assertThat(Texts.duration(Duration.ofMinutes(3130))).isEqualTo("2 d 4 h");
    }

    @Test
    void aSpanNamesTheDayOnceUnlessItCrossesMidnight() {
        double ten = 1_795_341_600;
        assertThat(Texts.span(ten, ten + 3600)).isEqualTo("22 Nov 2026, 10:00 – 11:00");
        assertThat(Texts.span(ten, ten + 86_400)).isEqualTo("22 Nov 10:00 – 23 Nov 2026 10:00");
    }
}
