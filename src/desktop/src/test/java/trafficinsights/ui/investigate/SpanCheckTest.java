package trafficinsights.ui.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.ui.common.LinkedCursor.Mark;

final class SpanCheckTest {
    private static final double DAY = 86_400;
    private static final SpanCheck.Run RUN = new SpanCheck.Run(0, 3 * DAY);

    private static SpanCheck check(Mark now, Comparison comparison, String from, String to) {
        return SpanCheck.of(now, comparison, from, to, RUN);
    }

    @Test
    void justBeforeIsAsLong() {
        SpanCheck check = check(new Mark(100, 160), Comparison.BEFORE, "", "");
        assertThat(check.spans())
                .isEqualTo(Spans.andBefore(new TimeWindow(100_000_000, 60_000_000)));
        assertThat(check.message()).isEmpty();
    }

    @Test
    void aDayBeforeIsTheSameTime() {
        SpanCheck check = check(new Mark(DAY + 60, DAY + 120), Comparison.DAY_BEFORE, "", "");
        assertThat(check.then()).isEqualTo(new Mark(60, 120));
    }

    @Test
    void aSpanOutsideOfTheRunIsRefusedInWords() {
        SpanCheck check = check(new Mark(0, 60), Comparison.BEFORE, "", "");
        assertThat(check.spans()).isNull();
        assertThat(check.message()).contains("has no data in");
    }

    @Test
    void ownTimesThatOverlapAreRefused() {
        SpanCheck check = check(new Mark(0, 600), Comparison.OWN, "00:05", "00:20");
        assertThat(check.message()).contains("overlap");
        assertThat(check(new Mark(0, 600), Comparison.OWN, "00:20", "0:15").message())
                .contains("after the start");
    }

    @Test
    void timesMayNameTheirDay() {
        LocalDate day = LocalDate.of(1970, 1, 2);
        assertThat(SpanCheck.seconds("9:30", day)).hasValue(DAY + 9.5 * 3600);
        assertThat(SpanCheck.seconds("1970-01-01 00:00:05", day)).hasValue(5);
        assertThat(SpanCheck.seconds("25:00", day)).isEmpty();
        assertThat(SpanCheck.seconds("noon", day)).isEmpty();
    }
}
