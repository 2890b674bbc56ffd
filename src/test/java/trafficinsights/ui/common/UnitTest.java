package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UnitTest {
    @Test
    void figuresHaveThreeSignificantDigitsAndAUnit() {
        assertThat(Unit.RATE.text(1204.4)).isEqualTo("1,204/s");
        assertThat(Unit.RATE.text(8_100_000)).isEqualTo("8.10 M/s");
        assertThat(Unit.MILLIS.text(184.2)).isEqualTo("184 ms");
        assertThat(Unit.MILLIS.text(0.84)).isEqualTo("840 µs");
        assertThat(Unit.MILLIS.text(1240)).isEqualTo("1.24 s");
        assertThat(Unit.SHARE.text(0.0083)).isEqualTo("0.83 %");
        assertThat(Unit.SHARE.text(0)).isEqualTo("0 %");
        assertThat(Unit.INDEX.text(0.934)).isEqualTo("0.93");
        assertThat(Unit.RATE.text(Double.NaN)).isEqualTo("–");
    }

    @Test
    void ticksCarryNoNeedlessDigits() {
        assertThat(Unit.RATE.tick(1000)).isEqualTo("1,000/s");
        assertThat(Unit.MILLIS.tick(2500)).isEqualTo("2.5 s");
        assertThat(Unit.SHARE.tick(0.005)).isEqualTo("0.5 %");
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
