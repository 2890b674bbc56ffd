package trafficinsights.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Axes of time, against instants written down by hand.
class TimeTicksTest {
    private static final long SECOND = 1_000_000;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    private static long micros(String time) {
        return OffsetDateTime.parse(time).toEpochSecond() * SECOND;
    }

    private static List<TimeTicks.Tick> ticks(String from, String to, int most, ZoneId zone) {
        return TimeTicks.of(micros(from), micros(to), most, zone);
    }

    private static List<String> alone(List<TimeTicks.Tick> ticks) {
        return ticks.stream().map(TimeTicks.Tick::alone).toList();
    }

    private static List<String> instants(List<TimeTicks.Tick> ticks) {
        return ticks.stream()
                .map(tick -> Instant.ofEpochSecond(tick.epochMicros() / SECOND).toString())
                .toList();
    }

    @Test
    void ticksAreAtRoundTimesOfTheClock() {
        List<TimeTicks.Tick> ticks =
                ticks("2026-11-22T10:00:01Z", "2026-11-22T10:53:20Z", 4, ZoneOffset.UTC);
        assertThat(instants(ticks))
                .containsExactly(
                        "2026-11-22T10:15:00Z", "2026-11-22T10:30:00Z", "2026-11-22T10:45:00Z");
        assertThat(alone(ticks)).containsExactly("10:15", "10:30", "10:45");
        assertThat(ticks).extracting(TimeTicks.Tick::date).containsExactly("22 Nov 2026", "", "");
    }

    @Test
    void shortSpansHaveSeconds() {
        assertThat(alone(ticks("2026-11-22T10:00:50Z", "2026-11-22T10:01:20Z", 3, ZoneOffset.UTC)))
                .containsExactly("10:00:50", "10:01:00", "10:01:10", "10:01:20");
    }

    @Test
    void anEndInTheMiddleOfASecondCutsNothingAway() {
        long start = micros("2026-11-22T10:00:00Z");
        assertThat(TimeTicks.of(start - 1, start + 2 * SECOND + 1, 4, ZoneOffset.UTC))
                .extracting(TimeTicks.Tick::epochMicros)
                .containsExactly(start, start + SECOND, start + 2 * SECOND);
        assertThat(TimeTicks.of(start + 1, start + 2 * SECOND - 1, 4, ZoneOffset.UTC))
                .extracting(TimeTicks.Tick::epochMicros)
                .containsExactly(start + SECOND);
    }

    @Test
    void theDateStandsWhereTheDayChanges() {
        List<TimeTicks.Tick> ticks =
                ticks("2026-11-22T12:00:00Z", "2026-11-24T00:00:00Z", 6, ZoneOffset.UTC);
        assertThat(alone(ticks))
                .containsExactly("12:00", "18:00", "23 Nov", "06:00", "12:00", "18:00", "24 Nov");
        assertThat(ticks)
                .extracting(TimeTicks.Tick::label)
                .containsExactly("12:00", "18:00", "00:00", "06:00", "12:00", "18:00", "00:00");
        assertThat(ticks)
                .extracting(TimeTicks.Tick::date)
                .containsExactly("22 Nov 2026", "", "23 Nov 2026", "", "", "", "24 Nov 2026");
    }

    @Test
    void aZoneOfHalfAnHourHasItsOwnFullHours() {
        assertThat(instants(ticks("2026-11-22T04:00:00Z", "2026-11-22T08:00:00Z", 4, KOLKATA)))
                .containsExactly(
                        "2026-11-22T04:30:00Z",
                        "2026-11-22T05:30:00Z",
                        "2026-11-22T06:30:00Z",
                        "2026-11-22T07:30:00Z");
    }

    @Test
    void afterTheClockIsPutForwardTicksAreAtItsNewFullHours() {
        // On 29 March 2026, 02:00 becomes 03:00 in Berlin: 01:00 UTC.
        List<TimeTicks.Tick> hours =
                ticks("2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z", 6, BERLIN);
        assertThat(instants(hours))
                .containsExactly(
                        "2026-03-28T23:00:00Z",
                        "2026-03-29T00:00:00Z",
                        "2026-03-29T01:00:00Z",
                        "2026-03-29T02:00:00Z",
                        "2026-03-29T03:00:00Z",
                        "2026-03-29T04:00:00Z");
        assertThat(alone(hours))
                .containsExactly("00:00", "01:00", "03:00", "04:00", "05:00", "06:00");
        List<TimeTicks.Tick> longer =
                ticks("2026-03-28T17:00:00Z", "2026-03-29T16:00:00Z", 4, BERLIN);
        assertThat(instants(longer))
                .containsExactly(
                        "2026-03-28T17:00:00Z",
                        "2026-03-28T23:00:00Z",
                        "2026-03-29T04:00:00Z",
                        "2026-03-29T10:00:00Z",
                        "2026-03-29T16:00:00Z");
        assertThat(alone(longer)).containsExactly("18:00", "29 Mar", "06:00", "12:00", "18:00");
    }

    @Test
    void anHourThatComesTwiceHasItsTicksTwice() {
        // On 25 October 2026, 03:00 becomes 02:00 in Berlin: 01:00 UTC.
        List<TimeTicks.Tick> hours =
                ticks("2026-10-24T23:00:00Z", "2026-10-25T03:00:00Z", 4, BERLIN);
        assertThat(alone(hours)).containsExactly("01:00", "02:00", "02:00", "03:00", "04:00");
        assertThat(instants(hours))
                .containsExactly(
                        "2026-10-24T23:00:00Z",
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T03:00:00Z");
    }

    @Test
    void aLongStepIsNotCutInHalfByAnHourThatComesTwice() {
        assertThat(alone(ticks("2026-10-24T22:00:00Z", "2026-10-25T07:00:00Z", 5, BERLIN)))
                .containsExactly("00:00", "02:00", "04:00", "06:00", "08:00");
    }

    @Test
    void daysBeginAtMidnightOfTheZone() {
        assertThat(instants(ticks("2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z", 4, BERLIN)))
                .containsExactly(
                        "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
    }

    @Test
    void weeksBeginOnMonday() {
        List<TimeTicks.Tick> ticks =
                ticks("2026-11-01T00:00:00Z", "2026-11-29T00:00:00Z", 4, ZoneOffset.UTC);
        assertThat(alone(ticks)).containsExactly("2 Nov", "9 Nov", "16 Nov", "23 Nov");
    }

    @Test
    void monthsBeginOnTheirFirstDay() {
        List<TimeTicks.Tick> ticks =
                ticks("2026-10-15T00:00:00Z", "2027-03-10T00:00:00Z", 5, ZoneOffset.UTC);
        assertThat(alone(ticks))
                .containsExactly("Nov 2026", "Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027");
        assertThat(ticks).extracting(TimeTicks.Tick::label).contains("Nov", "Jan");
        assertThat(ticks)
                .extracting(TimeTicks.Tick::date)
                .containsExactly("2026", "", "2027", "", "");
        assertThat(alone(ticks("2026-01-15T00:00:00Z", "2027-07-10T00:00:00Z", 6, ZoneOffset.UTC)))
                .containsExactly(
                        "Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027", "Apr 2027", "Jul 2027");
    }

    @Test
    void yearsAreRound() {
        assertThat(alone(ticks("1999-05-01T00:00:00Z", "2031-05-01T00:00:00Z", 4, ZoneOffset.UTC)))
                .containsExactly("2000", "2010", "2020", "2030");
        assertThat(alone(ticks("2019-05-01T00:00:00Z", "2026-05-01T00:00:00Z", 4, ZoneOffset.UTC)))
                .containsExactly("2020", "2022", "2024", "2026");
    }

    @Test
    void elapsedTimeCountsFromZero() {
        assertThat(alone(TimeTicks.elapsed(0, 3600 * SECOND, 4)))
                .containsExactly("0:00", "15:00", "30:00", "45:00", "1:00:00");
        assertThat(alone(TimeTicks.elapsed(0, 3 * 86_400 * SECOND, 4)))
                .containsExactly("0:00", "1 d 0:00:00", "2 d 0:00:00", "3 d 0:00:00");
    }

    @Test
    void noAxisHasMoreStepsThanItHasRoomFor() {
        SplittableRandom random = new SplittableRandom(1);
        List<ZoneId> zones =
                List.of(
                        ZoneOffset.UTC,
                        BERLIN,
                        KOLKATA,
                        ZoneId.of("America/New_York"),
                        ZoneId.of("Australia/Lord_Howe"),
                        ZoneId.of("America/Sao_Paulo"));
        for (int i = 0; i < 5_000; i++) {
            long from = random.nextLong(0, 2_000_000_000L) * SECOND;
            long to = from + (long) Math.pow(10, random.nextDouble(6.5, 15));
            int most = random.nextInt(1, 12);
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            List<TimeTicks.Tick> ticks = TimeTicks.of(from, to, most, zone);
            // Months differ in length, and the clock may be put back.
            assertThat(ticks).hasSizeLessThanOrEqualTo(most + 2);
            assertThat(ticks)
                    .extracting(TimeTicks.Tick::epochMicros)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(at -> at >= from && at <= to);
            for (TimeTicks.Tick tick : ticks) {
                ZonedDateTime time =
                        Instant.ofEpochSecond(tick.epochMicros() / SECOND).atZone(zone);
                if (tick.label().contains(":")) {
                    assertThat(
                                    "%02d:%02d:%02d"
                                            .formatted(
                                                    time.getHour(),
                                                    time.getMinute(),
                                                    time.getSecond()))
                            .isEqualTo(
                                    tick.label().length() == 5
                                            ? tick.label() + ":00"
                                            : tick.label());
                }
            }
        }
    }
}
