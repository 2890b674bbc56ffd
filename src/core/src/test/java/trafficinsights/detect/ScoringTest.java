package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Alarm;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;

/// Times are seconds; a window is 10 s, the day is 1,000 s long.
class ScoringTest {
    private static final List<TruthInterval> TRUTHS = List.of(truth(100, 200), truth(500, 540));

    @Test
    void foundMissedAndFalseAreCounted() {
        Row row =
                fused(
                        alarm(100, 150, 8), // found, its window ends after 10 s
                        alarm(220, 230, 7), // aftermath: a quarter of 100 s
                        alarm(300, 320, 9), // false
                        alarm(700, 710, 30)); // false
        assertThat(row.truths()).isEqualTo(2);
        assertThat(row.found()).isEqualTo(1);
        assertThat(row.alarms()).isEqualTo(4);
        assertThat(row.falseAlarms()).isEqualTo(2);
        assertThat(row.precision()).isEqualTo(0.5);
        assertThat(row.recall()).isEqualTo(0.5);
        assertThat(row.f1()).isEqualTo(0.5);
        assertThat(row.medianSecondsToDetect()).isEqualTo(10);
        // Calm: 1,000 s without 100 + 25 s and 40 + 20 s.
        assertThat(row.falseAlarmsPerDay()).isCloseTo(2 / (815 / 86_400.0), within(1e-9));
    }

    @Test
    void anAlarmOneWindowEarlyFindsWhatBeginsInTheWindow() {
        assertThat(fused(alarm(95, 120, 8)).medianSecondsToDetect()).isEqualTo(5);
    }

    @Test
    void anAlarmThatWasOnBeforeFindsNothingAndIsNotFalse() {
        Row row = fused(alarm(50, 150, 8));
        assertThat(row.found()).isZero();
        assertThat(row.falseAlarms()).isZero();
    }

    @Test
    void withoutAlarmsThereIsNoPrecision() {
        Row row = fused();
        assertThat(row.precision()).isNaN();
        assertThat(row.recall()).isZero();
        assertThat(row.f1()).isZero();
        assertThat(row.medianSecondsToDetect()).isNaN();
    }

    @Test
    void aFaultSeenInManySeriesIsOneAlarmOfADetector() {
        List<Alarm> parts =
                List.of(
                        new Alarm(s(100), s(150), "p95_latency", "eu-1", 8),
                        new Alarm(s(110), s(190), "p95_latency", "eu-2", 9),
                        new Alarm(s(205), s(215), "p95_latency", "eu", 7),
                        new Alarm(s(120), s(130), "error_rate", "all", 7));
        Scorecard scorecard = scoring().scoreParts(parts);
        assertThat(scorecard.rows())
                .extracting(Row::detector, Row::alarms)
                .containsExactly(
                        tuple(Scorecard.FUSED, 1), tuple("error_rate", 1), tuple("p95_latency", 1));
    }

    @Test
    void theFirstAlarmSaysAsWhatATruthWasFound() {
        Scorecard scorecard =
                scoring()
                        .score(
                                List.of(),
                                List.of(
                                        new Alarm(s(130), s(150), "x", "late", 8),
                                        new Alarm(s(110), s(120), "x", "first", 8)));
        assertThat(scorecard.truths()).extracting(Found::key).containsExactly("first", "");
        assertThat(scorecard.truths()).extracting(Found::isFound).containsExactly(true, false);
    }

    @Test
    void aHigherLimitRaisesFewerAlarms() {
        List<Step> sweep =
                scoring()
                        .score(
                                List.of(),
                                List.of(
                                        alarm(100, 150, 8),
                                        alarm(300, 310, 11),
                                        alarm(500, 510, 40)))
                        .sweep();
        assertThat(sweep.getFirst().row().alarms()).isEqualTo(3);
        assertThat(sweep.getLast().row().alarms()).isZero();
        assertThat(sweep)
                .filteredOn(step -> step.limit() == 12)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.row().found()).isEqualTo(1);
                    assertThat(step.row().falseAlarms()).isZero();
                });
    }

    private static Row fused(Alarm... alarms) {
        return scoring().score(List.of(), List.of(alarms)).rows().getFirst();
    }

    private static Scoring scoring() {
        return new Scoring(TRUTHS, new TimeWindow(0, s(1_000)), s(10));
    }

    private static Alarm alarm(int from, int to, double deviation) {
        return new Alarm(s(from), s(to), Scorecard.FUSED, "k", deviation);
    }

    private static TruthInterval truth(int from, int to) {
        return new TruthInterval("fault", "all", s(from), s(to), 1);
    }

    private static long s(int seconds) {
        return seconds * 1_000_000L;
    }
}
