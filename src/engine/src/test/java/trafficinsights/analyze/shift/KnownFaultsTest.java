package trafficinsights.analyze.shift;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.analyze.ClosedWindows;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.SimulatedTraffic;
import trafficinsights.generate.TrafficUnit;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Outcome;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.TruthInterval;
import trafficinsights.model.shift.Change;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// What changed, asked where it is known: the faults that were put into a real HAProxy's traffic
/// and into simulated traffic, and quiet traffic in between.
class KnownFaultsTest {
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final long WINDOW_MICROS = 60 * SECOND;

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(
                                KnownFaultsTest.class.getResource("/trafficinsights/run/" + name),
                                name)
                        .toURI());
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
    }

    private static RunSummary summary(RunSpec spec) throws InterruptedException {
        try (Run run = Runs.start(spec)) {
            return switch (run.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) -> summary;
                case Outcome.Rejected<RunSummary>(var problem) ->
                        throw new AssertionError(problem.userMessage());
            };
        }
    }

    private static WhatChanged changed(RunSpec spec, Spans spans) throws InterruptedException {
        return Objects.requireNonNull(summary(spec.withSpans(spans)).changed());
    }

    /// The line of the fault in the capture's list, figures that may say it, and who is named.
    @ParameterizedTest
    @CsvSource({
        "1, P50|P95|P99, eu-2",
        "2, REQUEST_RATE, us-1",
        "3, ERROR_RATE, ap-1",
        "4, REQUEST_RATE, ''",
        "5, CLIENT_ERROR_RATE, new routes /missing/wp-login*.php",
        "6, ERROR_RATE, ''",
        "7, P50|P95|P99, ap-2",
    })
    void aFaultOfTheCaptureIsNamedFirst(int line, String figures, String key) throws Exception {
        String[] fault =
                Files.readAllLines(resource("haproxy-capture-faults.csv")).get(line).split(",", -1);
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Logs(
                                        List.of(resource("haproxy-capture.log.zst")), "auto"))
                        .withThreads(2);
        long start = micros(fault[0]) / SECOND * SECOND;
        long length = micros(fault[1]) / SECOND * SECOND - start;
        WhatChanged changed = changed(spec, Spans.andBefore(new TimeWindow(start, length)));
        assertThat(changed.changes()).as(fault[2]).isNotEmpty();
        Change first = changed.changes().getFirst();
        assertThat(figures.split("\\|")).contains(first.figure().figure().name());
        assertThat(changed.sentence()).isEqualTo(first.sentence()).contains(key);
        if (key.isEmpty()) {
            assertThat(first.explanation()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bad-deploy, 600000, ERROR_RATE, route /api/v1/orders",
        "black-friday, 600000, REQUEST_RATE, ''",
        "bot-scan, 600000, CLIENT_ERROR_RATE, ''",
        "cascading-overload, 600000, P50|P95|P99, eu-",
        "crashed-server, 600000, REQUEST_RATE, server us-1",
        "flapping-health, 600000, REQUEST_RATE, server eu-1",
        "latency-drift, 600000, P50|P95|P99, route /search",
        "memory-leak, 2800000, ERROR_RATE|P50|P95|P99, server ap-1",
        "regional-outage, 600000, REQUEST_RATE, ap",
        "retry-storm, 600000, REQUEST_RATE, ''",
        "slow-server, 600000, P50|P95|P99, server eu-2",
        "weekly-rhythm, 600000, REQUEST_RATE, region eu",
    })
    void aFaultOfAScenarioIsNamedFirst(String scenario, long rows, String figures, String key)
            throws Exception {
        boolean isLong = scenario.equals("latency-drift") || scenario.equals("weekly-rhythm");
        long window = (isLong ? 600 : 10) * SECOND;
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        scenario, OptionalLong.of(rows), OptionalLong.empty()))
                        .withWindow(Duration.ofSeconds(window / SECOND))
                        .withThreads(2);
        ScenarioFile file = ScenarioFile.load(scenario);
        TruthInterval truth =
                new SimulatedTraffic(
                                file.scenario(),
                                file.scenario().seed(),
                                OptionalLong.of(rows),
                                Duration.ofDays(366))
                        .truth()
                        .getFirst();
        long begin = file.scenario().start().getEpochSecond() * SECOND;
        long before =
                Math.min(truth.endMicros() - truth.startMicros(), truth.startMicros() - begin);
        Spans spans =
                new Spans(
                        new TimeWindow(
                                truth.startMicros(), truth.endMicros() - truth.startMicros()),
                        new TimeWindow(truth.startMicros() - before, before));
        WhatChanged changed = changed(spec, spans);
        assertThat(changed.changes()).isNotEmpty();
        Change first = changed.changes().getFirst();
        assertThat(figures.split("\\|"))
                .as(changed.sentence())
                .contains(first.figure().figure().name());
        assertThat(changed.sentence()).contains(key);
    }

    @Test
    void ofHundredsOfPairsOfQuietSpansAtMostOneInAHundredSaysThatAnythingChanged()
            throws Exception {
        ScenarioFile file = ScenarioFile.load("steady");
        SimulatedTraffic traffic =
                new SimulatedTraffic(
                        file.scenario(), 7, OptionalLong.of(1_000_000), Duration.ofMinutes(10));
        KpiMerger merger = new KpiMerger(WINDOW_MICROS, traffic.names(), Long.MAX_VALUE, _ -> {});
        long begin = file.scenario().start().getEpochSecond() * SECOND;
        TimeWindow day = new TimeWindow(begin, 86_400 * SECOND);
        List<Spans> spans = new ArrayList<>();
        for (long minutes : new long[] {5, 10, 20, 30}) {
            long length = minutes * 60 * SECOND;
            // One behind the other: spans that overlap would be nearly the same question twice.
            for (long start = begin + HOUR * 2; start < begin + HOUR * 23; start += length) {
                spans.add(Spans.andBefore(new TimeWindow(start, length)));
            }
        }
        Pairs pairs = new Pairs(spans, day);
        merger.watch(pairs);
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            KpiTable table = new KpiTable(WINDOW_MICROS, traffic.names());
            unit.requests(table::add);
            merger.merge(table);
        }
        merger.closeAll();
        pairs.ask(Long.MAX_VALUE);
        List<String> told =
                pairs.asked.stream()
                        .filter(changed -> !changed.changes().isEmpty())
                        .map(WhatChanged::sentence)
                        .toList();
        assertThat(pairs.asked).hasSize(483);
        assertThat(told).hasSizeLessThanOrEqualTo(4);
    }

    /// Shows windows to the pairs that they may matter to, and asks each once it has seen its own.
    private static final class Pairs implements ClosedWindows {
        private static final long TWO_HOURS = 7_200 * SECOND;

        private final List<Spans> waiting;
        private final TimeWindow day;
        private final Map<Spans, SpanShift> open = new HashMap<>();
        private final List<WhatChanged> asked = new ArrayList<>();
        private long shownMicros = Long.MIN_VALUE;

        Pairs(List<Spans> pairs, TimeWindow day) {
            this.waiting = new ArrayList<>(pairs);
            this.day = day;
        }

        @Override
        public Set<Dimension> dimensions() {
            return EnumSet.allOf(Dimension.class);
        }

        @Override
        public void accept(
                TimeWindow window, Dimension dimension, String key, KpiAccumulator measured) {
            if (window.startMicros() > shownMicros) {
                shownMicros = window.startMicros();
                ask(shownMicros);
                waiting.removeIf(pair -> {
                    boolean isNear = pair.then().startMicros() - TWO_HOURS <= shownMicros;
                    if (isNear) {
                        open.put(pair, new SpanShift(pair));
                    }
                    return isNear;
                });
            }
            open.values().forEach(pair -> pair.accept(window, dimension, key, measured));
        }

        void ask(long untilMicros) {
            open.entrySet()
                    .removeIf(pair -> {
                        boolean isOver = pair.getKey().now().endMicros() <= untilMicros;
                        if (isOver) {
                            asked.add(pair.getValue().result(day));
                        }
                        return isOver;
                    });
        }
    }

    @Test
    void manyKeysAreNamedByWhatTheyHaveInCommon() {
        List<String> keys = List.of("/a/1.php", "/a/22.php", "/a/3.php", "/a/4.php");
        assertThat(new KeyGroup(Dimension.ROUTE, keys, true).words())
                .isEqualTo("4 new routes /a/*.php");
        assertThat(new KeyGroup(Dimension.SERVER, List.of("x", "y", "z", "u", "v"), false).words())
                .isEqualTo("servers x, y, z and 2 more");
    }

    @Test
    void aKeyThatHadRequestsAtAnyTimeBeforeIsNotNew() {
        SpanTally then = new SpanTally();
        then.note(Dimension.ROUTE, "/cron");
        assertThat(then.knows(Dimension.ROUTE, "/cron")).isTrue();
        assertThat(then.knows(Dimension.ROUTE, "/other")).isFalse();
    }

    @Test
    void almostNothingAgainstNothingIsASmallEffect() {
        assertThat(ComparedFigure.ofAll(Figure.ERROR_RATE, 0.0001, 0.0003, Double.NaN).effect())
                .isLessThan(0.05);
        assertThat(ComparedFigure.ofAll(Figure.ERROR_RATE, 0.01, 0.10, Double.NaN).effect())
                .isGreaterThan(1);
        assertThat(ComparedFigure.ofAll(Figure.APDEX, 0.99, 0.80, Double.NaN).effect())
                .isNegative();
    }
}
