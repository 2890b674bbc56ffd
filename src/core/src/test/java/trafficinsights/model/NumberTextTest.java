package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumberTextTest {
    private static final long START = 1_795_342_500_000_000L; // 2026-11-22T10:15:00Z

    @Test
    void countsKeepWholeDigitsBelowAMillion() {
        assertThat(NumberText.count(0)).isEqualTo("0");
        assertThat(NumberText.count(83)).isEqualTo("83");
        assertThat(NumberText.count(204_113)).isEqualTo("204,113");
        assertThat(NumberText.count(999_999)).isEqualTo("999,999");
        assertThat(NumberText.count(1_000_000)).isEqualTo("1.00 M");
        assertThat(NumberText.count(12_345_678)).isEqualTo("12.3 M");
        assertThat(NumberText.count(999_600_000)).isEqualTo("1.00 G");
        assertThat(NumberText.count(Double.NaN)).isEqualTo("–");
        assertThat(NumberText.exact(12_345_678)).isEqualTo("12,345,678");
    }

    @Test
    void ratesAreForASecond() {
        assertThat(NumberText.perSecond(1204.4)).isEqualTo("1,204/s");
        assertThat(NumberText.perSecond(0.25)).isEqualTo("0.25/s");
        assertThat(NumberText.perSecond(8_100_000)).isEqualTo("8.10 M/s");
    }

    @Test
    void latenciesPickTheirUnit() {
        assertThat(NumberText.latency(830)).isEqualTo("830 µs");
        assertThat(NumberText.latency(999.6)).isEqualTo("1.00 ms");
        assertThat(NumberText.latency(1_840)).isEqualTo("1.84 ms");
        assertThat(NumberText.latency(184_200)).isEqualTo("184 ms");
        assertThat(NumberText.latency(999_600)).isEqualTo("1.00 s");
        assertThat(NumberText.latency(12_340_000)).isEqualTo("12.3 s");
        assertThat(NumberText.latency(200_000_000)).isEqualTo("3 min 20 s");
        assertThat(NumberText.latency(0)).isEqualTo("0 ms");
        assertThat(NumberText.latency(Double.NaN)).isEqualTo("–");
    }

    @Test
    void sharesNeverRoundUpToAllOrDownToNothing() {
        assertThat(NumberText.share(0)).isEqualTo("0 %");
        assertThat(NumberText.share(1)).isEqualTo("100 %");
        assertThat(NumberText.share(0.0083)).isEqualTo("0.83 %");
        assertThat(NumberText.share(0.1234)).isEqualTo("12.3 %");
        assertThat(NumberText.share(0.00001)).isEqualTo("<0.01 %");
        assertThat(NumberText.share(0.9999)).isEqualTo("99.99 %");
        assertThat(NumberText.share(0.999999)).isEqualTo("99.99 %");
        assertThat(NumberText.share(1.8)).isEqualTo("180 %");
    }

    @Test
    void changesAreSigned() {
        assertThat(NumberText.change(100, 141)).isEqualTo("+41 %");
        assertThat(NumberText.change(100, 96.8)).isEqualTo("−3.2 %");
        assertThat(NumberText.change(100, 100)).isEqualTo("0 %");
        assertThat(NumberText.change(0, 5)).isEqualTo("–");
    }

    @Test
    void timesAndSpansAreUtc() {
        assertThat(NumberText.dateTime(START)).isEqualTo("2026-11-22 10:15:00 UTC");
        assertThat(NumberText.clock(START)).isEqualTo("10:15:00");
        assertThat(NumberText.span(START, START + 1_800_000_000L))
                .isEqualTo("2026-11-22 10:15:00 to 10:45:00 UTC");
        assertThat(NumberText.span(START, START + 86_400_000_000L))
                .isEqualTo("2026-11-22 10:15:00 to 2026-11-23 10:15:00 UTC");
        assertThat(NumberText.duration(500_000)).isEqualTo("500 ms");
        assertThat(NumberText.duration(10_000_000)).isEqualTo("10 s");
        assertThat(NumberText.duration(1_800_000_000L)).isEqualTo("30 min");
        assertThat(NumberText.duration(187_200_000_000L)).isEqualTo("2 d 4 h");
    }

    @Test
    void bytesAndRatios() {
        assertThat(NumberText.bytes(512)).isEqualTo("512 B");
        assertThat(NumberText.bytes(1_240_000_000L)).isEqualTo("1.24 GB");
        assertThat(NumberText.ratio(0.934)).isEqualTo("0.93");
        assertThat(NumberText.ratio(Double.NaN)).isEqualTo("–");
    }

    @Test
    void metricsHaveTheirUnits() {
        assertThat(Figure.P95.text(240_000)).isEqualTo("240 ms");
        assertThat(Figure.ERROR_RATE.text(0.0083)).isEqualTo("0.83 %");
        assertThat(Figure.REQUEST_RATE.text(1204)).isEqualTo("1,204/s");
    }

    @Test
    void theMachinesLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(NumberText.latency(1_840)).isEqualTo("1.84 ms");
            assertThat(NumberText.exact(12_345)).isEqualTo("12,345");
        } finally {
            Locale.setDefault(before);
        }
    }
}
