package trafficinsights.run.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.model.Outcome;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.TimeWindow;

/// The scorecard gives the figures that an independent scorer gives for the same lists of incidents
/// and the same ground truth (`detect/zoo/README.md`).
class ZooScoreTest {
    /// The scorer counts seconds since 1970 in a double.
    private static final double ROUNDING = 2e-6;

    private static final Map<String, Measure> NAMES =
            Map.ofEntries(
                    Map.entry("faults", Measure.TRUTHS),
                    Map.entry("found", Measure.FOUND),
                    Map.entry("incidents", Measure.ALARMS),
                    Map.entry("false_incidents", Measure.FALSE_ALARMS),
                    Map.entry("precision", Measure.PRECISION),
                    Map.entry("recall", Measure.RECALL),
                    Map.entry("f1", Measure.F1),
                    Map.entry("detect_median", Measure.MEDIAN_DETECT),
                    Map.entry("false_per_day", Measure.FALSE_PER_DAY),
                    Map.entry("live_recall", Measure.LIVE_RECALL),
                    Map.entry("right_target", Measure.RIGHT_TARGET),
                    Map.entry("false_benign", Measure.FALSE_AT_BENIGN),
                    Map.entry("merges", Measure.MERGES),
                    Map.entry("splits", Measure.SPLITS),
                    Map.entry("alarm_outside", Measure.ALARM_OUTSIDE),
                    Map.entry("detect_p90", Measure.DETECT_90),
                    Map.entry("start_error_median", Measure.START_OFF),
                    Map.entry("start_error_p90", Measure.START_OFF_90),
                    Map.entry("end_error_median", Measure.END_OFF),
                    Map.entry("end_error_p90", Measure.END_OFF_90));

    private static Path file(String name) throws Exception {
        return Path.of(
                Objects.requireNonNull(
                                ZooScoreTest.class.getResource(
                                        "/trafficinsights/detect/zoo/" + name))
                        .toURI());
    }

    static Stream<Map<String, String>> lists() throws Exception {
        List<String> lines = Files.readAllLines(file("expected.csv"));
        List<String> head = Arrays.asList(lines.getFirst().split(",", -1));
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] cells = line.split(",", -1);
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < cells.length; i++) {
                        row.put(head.get(i), cells[i]);
                    }
                    return row;
                });
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void theFiguresAreThoseOfAnIndependentScorer(Map<String, String> expected) throws Exception {
        assertThat(NAMES.values()).containsExactlyInAnyOrder(Measure.values());
        String log = expected.get("log");
        long from = micros(Objects.requireNonNull(expected.get("from")));
        long to = micros(Objects.requireNonNull(expected.get("to")));
        Outcome<Scorecard> outcome =
                Scorecards.of(
                        file(log + "/" + expected.get("incidents_file") + ".csv"),
                        file(log + "/truth.csv"),
                        file(log + "/benign.csv"),
                        new TimeWindow(from, to - from),
                        10_000_000);
        Scorecard.Row row = ((Outcome.Ok<Scorecard>) outcome).value().rows().getFirst();
        NAMES.forEach((name, measure) -> {
            String value = Objects.requireNonNull(expected.get(name));
            double wanted = value.isEmpty() ? Double.NaN : Double.parseDouble(value);
            assertThat(row.value(measure)).as(name).isCloseTo(wanted, within(ROUNDING));
        });
    }
}
