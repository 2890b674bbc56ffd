package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Alarm;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Found;
import trafficinsights.model.Scorecard.Measure;
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
                        alarm(269, 280, 7), // tail: 60 s and a window
                        alarm(300, 320, 9), // false
                        alarm(700, 710, 30)); // false
        assertThat(row.truths()).isEqualTo(2);
        assertThat(row.found()).isEqualTo(1);
        assertThat(row.alarms()).isEqualTo(4);
        assertThat(row.falseAlarms()).isEqualTo(2);
        assertThat(row.precision()).isEqualTo(0.5);
        assertThat(row.recall()).isEqualTo(0.5);
        assertThat(row.value(Measure.F1)).isEqualTo(0.5);
        assertThat(row.value(Measure.MEDIAN_DETECT)).isEqualTo(10);
        assertThat(row.falseAlarmsPerDay()).isCloseTo(2 / (1_000 / 86_400.0), within(1e-9));
        // Faulty: 90 to 270 and 490 to 610; 20 s and 10 s of alarms are outside of it.
        assertThat(row.value(Measure.ALARM_OUTSIDE)).isCloseTo(40 / 700.0, within(1e-9));
    }

    @Test
    void anAlarmOneWindowEarlyFindsWhatBeginsInTheWindow() {
        assertThat(fused(alarm(95, 120, 8)).value(Measure.MEDIAN_DETECT)).isEqualTo(5);
    }

    @Test
    void anAlarmThatWasOnBeforeFindsNothingAndIsNotFalse() {
        Row row = fused(alarm(50, 150, 8));
        assertThat(row.found()).isZero();
        assertThat(row.falseAlarms()).isZero();
    }

    @Test
    void anAlarmLaterThanAMinuteOrAQuarterFindsNothing() {
        assertThat(fused(alarm(160, 190, 8)).found()).isEqualTo(1);
        assertThat(fused(alarm(161, 190, 8)).found()).isZero();
        Scoring hour = new Scoring(List.of(truth(0, 3_600)), new TimeWindow(0, s(4_000)), s(10));
        assertThat(hour.score(List.of(), List.of(alarm(900, 950, 8))).truths().getFirst())
                .satisfies(found -> assertThat(found.isFound()).isTrue());
    }

    @Test
    void timeToDetectCountsFromWhenTheIncidentWasDetected() {
        Alarm late = new Alarm(s(100), s(190), s(185), Scorecard.FUSED, "x", "", "k", 8);
        Row row = fused(late);
        assertThat(row.value(Measure.MEDIAN_DETECT)).isEqualTo(85);
        // Found, as its start is dated back; reported in time until 100 + 60 + 10 s.
        assertThat(row.recall()).isEqualTo(0.5);
        assertThat(row.value(Measure.LIVE_RECALL)).isZero();
        Alarm inTime = new Alarm(s(100), s(190), s(170), Scorecard.FUSED, "x", "", "k", 8);
        assertThat(fused(inTime).value(Measure.LIVE_RECALL)).isEqualTo(0.5);
    }

    @Test
    void whatNobodySeesIsNotMissedAndAnAlarmForItIsNotFalse() {
        TruthInterval faint =
                truth(700, 800)
                        .with(
                                new TruthInterval.Evidence(
                                        false, false, s(700), s(860), List.of(), List.of()));
        Scoring scoring =
                new Scoring(List.of(truth(100, 200), faint), new TimeWindow(0, s(1_000)), s(10));
        Row row = scoring.score(List.of(), List.of(alarm(710, 720, 8))).rows().getFirst();
        assertThat(row.truths()).isEqualTo(1);
        assertThat(row.falseAlarms()).isZero();
    }

    @Test
    void anAlarmForABenignEventIsFalse() {
        Scoring scoring =
                new Scoring(
                        List.of(truth(100, 200), truth(700, 720).asBenign()),
                        new TimeWindow(0, s(1_000)),
                        s(10));
        Scorecard scorecard =
                scoring.score(List.of(), List.of(alarm(700, 720, 8), alarm(900, 910, 8)));
        Row row = scorecard.rows().getFirst();
        assertThat(row.truths()).isEqualTo(1);
        assertThat(row.falseAlarms()).isEqualTo(2);
        assertThat(row.value(Measure.FALSE_AT_BENIGN)).isEqualTo(1);
        assertThat(scorecard.truths())
                .extracting(Found::words)
                .containsExactly("missed", "1 false alarm");
    }

    @Test
    void oneAlarmForTwoFaultsIsMergedAndTwoForOneAreSplit() {
        assertThat(fused(alarm(100, 540, 8)).value(Measure.MERGES)).isEqualTo(1);
        assertThat(fused(alarm(100, 505, 8)).value(Measure.MERGES)).isZero();
        assertThat(fused(alarm(100, 120, 8), alarm(150, 160, 8)).value(Measure.SPLITS))
                .isEqualTo(1);
        assertThat(fused(alarm(100, 120, 8), alarm(200, 210, 8)).value(Measure.SPLITS)).isZero();
    }

    @Test
    void boundariesAreMeasuredFromTheFault() {
        Row row = fused(alarm(95, 230, 8), alarm(510, 530, 8));
        assertThat(row.value(Measure.START_OFF)).isEqualTo(7.5);
        assertThat(row.value(Measure.START_OFF_90)).isCloseTo(9.5, within(1e-9));
        assertThat(row.value(Measure.END_OFF)).isEqualTo(20);
        assertThat(row.value(Measure.END_OFF_90)).isCloseTo(28, within(1e-9));
    }

    @Test
    void withoutAlarmsThereIsNoPrecision() {
        Row row = fused();
        assertThat(row.precision()).isNaN();
        assertThat(row.recall()).isZero();
        assertThat(row.value(Measure.F1)).isZero();
        assertThat(row.value(Measure.MEDIAN_DETECT)).isNaN();
    }

    @Test
    void aFaultSeenInManySeriesIsOneAlarmOfADetector() {
        List<Alarm> parts =
                List.of(
                        part(100, 150, "p95_latency", "eu-1"),
                        part(110, 190, "p95_latency", "eu-2"),
                        part(205, 215, "p95_latency", "eu"),
                        part(120, 130, "error_rate", "all"));
        Scorecard scorecard = scoring().scoreParts(parts);
        assertThat(scorecard.rows())
                .extracting(Row::detector, Row::alarms)
                .containsExactly(
                        tuple(Scorecard.FUSED, 1), tuple("error_rate", 1), tuple("p95_latency", 1));
    }

    @Test
    void theNearestAlarmSaysAsWhatATruthWasFound() {
        Scorecard scorecard =
                scoring()
                        .score(
                                List.of(),
                                List.of(part(130, 150, "x", "late"), part(110, 120, "x", "first")));
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
        assertThat(sweep)
                .extracting(
                        Step::limit, step -> step.row().found(), step -> step.row().falseAlarms())
                .containsExactly(tuple(8.0, 2, 1), tuple(11.0, 1, 1), tuple(40.0, 1, 0));
        assertThat(sweep.getFirst().row().value(Measure.MEDIAN_DETECT)).isNaN();
    }

    @Test
    void manyAlarmsHaveAsManyStepsAsCanBeReadFromAllToTheLoudest() {
        List<Alarm> many =
                IntStream.range(0, 900).mapToObj(i -> alarm(i, i + 1, 6 + i * 0.01)).toList();
        List<Step> sweep = scoring().score(List.of(), many).sweep();
        assertThat(sweep).hasSize(40);
        assertThat(sweep.getFirst().row().alarms()).isEqualTo(900);
        assertThat(sweep.getLast().row().alarms()).isEqualTo(1);
    }

    private static Row fused(Alarm... alarms) {
        return scoring().score(List.of(), List.of(alarms)).rows().getFirst();
    }

    private static Scoring scoring() {
        return new Scoring(TRUTHS, new TimeWindow(0, s(1_000)), s(10));
    }

    private static Alarm alarm(int from, int to, double deviation) {
        return new Alarm(
                s(from), s(to), Alarm.UNKNOWN, Scorecard.FUSED, "x", "total", "all", deviation);
    }

    private static Alarm part(int from, int to, String metric, String key) {
        return new Alarm(s(from), s(to), Alarm.UNKNOWN, metric, metric, "", key, 8);
    }

    private static TruthInterval truth(int from, int to) {
        return new TruthInterval("fault", "all", s(from), s(to), 1);
    }

    private static long s(int seconds) {
        return seconds * 1_000_000L;
    }
}
