package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Unit;

/// How numbers, times and sizes are shown.
final class DisplayTest {
    // 22 November 2026, 10:00 UTC.
    private static final double TEN = 1_795_341_600;

    @AfterEach
    void reset() {
        Texts.useZone(ZoneOffset.UTC);
        Texts.useMarks(NumberMarks.POINT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,204/s | 1.204/s",
                "12.3 M | 12,3 M",
                "1,234,567.5 | 1.234.567,5",
                "p95, p99 | p95, p99",
                "Done. 3 of 4 | Done. 3 of 4",
                "0.83 % | 0,83 %",
            })
    void onlyMarksWithinNumbersChange(String plain, String marked) {
        assertThat(NumberMarks.COMMA.in(plain)).isEqualTo(marked);
        assertThat(NumberMarks.POINT.in(plain)).isEqualTo(plain);
    }

    @Test
    void unitsAndCountsFollowTheMarks() {
        Texts.useMarks(NumberMarks.COMMA);
        assertThat(Texts.of(Unit.REQUESTS_PER_SECOND, 1204)).isEqualTo("1.204/s");
        assertThat(Texts.tick(Unit.SHARE, 0.025)).isEqualTo("2,5 %");
        assertThat(Texts.exact(1_234_567)).isEqualTo("1.234.567");
    }

    @Test
    void timesFollowTheZone() {
        assertThat(Texts.minute(TEN)).isEqualTo("10:00");
        assertThat(Texts.zoneName()).isEqualTo("UTC");
        Texts.useZone(ZoneId.of("Asia/Tokyo"));
        assertThat(Texts.minute(TEN)).isEqualTo("19:00");
        assertThat(Texts.zoneName()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void lengthsGrowWithTheTextAndHairlinesStay() {
        assertThat(
                        Theme.scaled(
                                "a { -fx-padding: 0 12px; -fx-font-size: 13px; x: 1px 1.5px; }",
                                1.3))
                .isEqualTo("a { -fx-padding: 0 15.6px; -fx-font-size: 16.9px; x: 1px 1.5px; }");
    }

    @Test
    void theChoiceSystemFollowsTheSystem() {
        assertThat(ThemeChoice.SYSTEM.theme(Theme.DARK)).isEqualTo(Theme.DARK);
        assertThat(ThemeChoice.LIGHT.theme(Theme.DARK)).isEqualTo(Theme.LIGHT);
        assertThat(ThemeChoice.of(Theme.DARK)).isEqualTo(ThemeChoice.DARK);
    }

    @Test
    void aNumberOfAFormHasNoExponent() {
        assertThat(Texts.plain(8e-4)).isEqualTo("0.0008");
        assertThat(Texts.plain(400)).isEqualTo("400");
        assertThat(Texts.plain(0)).isEqualTo("0");
        assertThat(Texts.plain(1e7)).isEqualTo("10000000");
    }
}
