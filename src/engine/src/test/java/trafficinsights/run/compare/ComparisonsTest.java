package trafficinsights.run.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.events.Event;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedFigure.Meaning;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.Comparisons.Measured;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.stat.LatencyHistogram;

final class ComparisonsTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final double EXACT = 1e-9;

    @TempDir private static Path made;
    @TempDir private Path folder;

    /// The rows of a run's `request_logs.csv`, read by the test itself.
    private record Row(String server, String route, int status, long latencyMicros, long bytes) {}

    private static List<Row> calm;
    private static List<Row> hit;

    @BeforeAll
    static void makeTwoRuns() throws Exception {
        calm = make("calm", "steady", Duration.ofMinutes(4), 3);
        hit = make("hit", "slow-server", Duration.ofMinutes(9), 4);
    }

    private static List<Row> make(String name, String scenario, Duration length, long seed)
            throws Exception {
        RunSource source =
                new RunSource.Generated(
                        scenario, OptionalLong.empty(), OptionalLong.of(seed), Optional.of(length));
        RunBench.summary(
                RunSpec.inMemory(source)
                        .withOut(made.resolve(name))
                        .withRequests(RequestOutput.CSV));
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(made.resolve(name).resolve("request_logs.csv"))) {
            String[] f = line.split(",", -1);
            if (!f[0].equals("timestamp")) {
                rows.add(
                        new Row(
                                f[4],
                                f[6],
                                f[7].isEmpty() ? -1 : Integer.parseInt(f[7]),
                                f[8].isEmpty() ? -1 : Long.parseLong(f[8]),
                                Long.parseLong(f[9])));
            }
        }
        return rows;
    }

    private static Measured measured(String place) throws InterruptedException {
        ComparedSource source = ok(ComparedSource.of(place));
        RunSpec like = RunSpec.inMemory(source.source()).withWindow(Duration.ofSeconds(5));
        return new Measured(source.title(), RunBench.summary(Comparisons.spec(source, like)));
    }

    @Test
    void bothSidesHaveTheEventsOfTheirRuns() throws Exception {
        Path requests = made.resolve("hit").resolve("request_logs.csv");
        String first = Files.readAllLines(requests).get(1).split(",", 2)[0];
        Path deploys =
                Files.writeString(
                        folder.resolve("deploys.csv"),
                        "time,kind,text\n%s,deploy,orders 4.2\n"
                                .formatted(Instant.parse(first).plusSeconds(30)));
        RunSpec spec = RunSpec.inMemory(new RunSource.Logs(List.of(requests), "auto"));
        RunBench.summary(
                spec.withEvents(EventFiles.of(List.of(deploys))).withOut(folder.resolve("run")));
        Files.delete(deploys);
        ComparedRuns runs = compared(folder.resolve("run"), made.resolve("calm"));
        assertThat(runs.a().events()).extracting(Event::title).containsExactly("deploy orders 4.2");
        assertThat(runs.a().windowMicros()).isEqualTo(5_000_000);
        assertThat(runs.b().events()).isEmpty();
    }

    private static ComparedRuns compared(Path a, Path b) throws InterruptedException {
        return ok(Comparisons.compare(measured(a.toString()), measured(b.toString())));
    }

    private static <T> T ok(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem why) -> throw new AssertionError(why.toString());
        };
    }

    private static ComparedFigure figure(ComparedRuns runs, Figure figure) {
        return runs.figures().stream().filter(f -> f.figure() == figure).findAny().orElseThrow();
    }

    private static double exactQuantile(List<Row> rows, double q) {
        long[] sorted =
                rows.stream()
                        .mapToLong(Row::latencyMicros)
                        .filter(latency -> latency >= 0)
                        .sorted()
                        .toArray();
        return (double) sorted[(int) Math.ceil(q * sorted.length) - 1];
    }

    private static void assertClose(double answer, double exact) {
        assertThat(answer).isCloseTo(exact, within(exact * LatencyHistogram.RELATIVE_ERROR));
    }

    @Test
    void figuresOfBothRunsAreThoseOfAnExactSortOfTheirRows() throws InterruptedException {
        ComparedRuns runs = compared(made.resolve("calm"), made.resolve("hit"));
        for (Figure figure : ComparedFigure.FIGURES) {
            if (figure.isLatencyPercentile()) {
                ComparedFigure found = figure(runs, figure);
                assertClose(found.before(), exactQuantile(calm, figure.rank()));
                assertClose(found.after(), exactQuantile(hit, figure.rank()));
                for (ComparedFigure key : runs.keys(Dimension.SERVER, figure)) {
                    assertClose(
                            key.after(),
                            exactQuantile(of(hit, Row::server, key.key()), figure.rank()));
                }
            }
        }
        assertThat(runs.a().requests()).isEqualTo(calm.size());
        assertThat(runs.b().requests()).isEqualTo(hit.size());
        assertThat(figure(runs, Figure.ERROR_RATE).after()).isCloseTo(errors(hit), within(EXACT));
        assertThat(figure(runs, Figure.REQUEST_RATE).after())
                .isCloseTo(hit.size() / runs.b().span().lengthSeconds(), within(1e-6));
        assertThat(figure(runs, Figure.BYTE_RATE).before())
                .isCloseTo(
                        calm.stream().mapToLong(Row::bytes).sum() / runs.a().span().lengthSeconds(),
                        within(1e-3));
    }

    private static List<Row> of(List<Row> rows, Function<Row, String> by, String key) {
        return rows.stream().filter(row -> by.apply(row).equals(key)).toList();
    }

    private static double errors(List<Row> rows) {
        return (double) rows.stream().filter(r -> r.status() >= 500 || r.status() < 0).count()
                / rows.size();
    }

    @Test
    void runsOfDifferentLengthsAreComparedWithoutAmounts() throws InterruptedException {
        ComparedRuns runs = compared(made.resolve("calm"), made.resolve("hit"));
        assertThat(runs.areLengthsAlike()).isFalse();
        assertThat(runs.figures()).noneMatch(f -> f.figure().isAmount());
        assertThat(runs.keys(Dimension.ROUTE, Figure.REQUESTS)).isEmpty();
        ComparedRuns same = compared(made.resolve("calm"), made.resolve("calm"));
        assertThat(same.areLengthsAlike()).isTrue();
        assertThat(figure(same, Figure.REQUESTS).delta()).isZero();
        assertThat(same.sentence()).startsWith("No figure differs");
        assertThat(same.figures()).allMatch(f -> f.meaning() == Meaning.NEUTRAL);
    }

    @Test
    void partsOfEveryChangeThatIsReportedAddUpToOne() throws InterruptedException {
        ComparedRuns runs = compared(made.resolve("calm"), made.resolve("hit"));
        int told = 0;
        for (ComparedFigure ofAll : runs.figures()) {
            for (Dimension dimension : List.of(Dimension.SERVER, Dimension.ROUTE)) {
                List<ComparedFigure> keys = runs.keys(dimension, ofAll.figure());
                if (!Double.isNaN(keys.getFirst().contribution())) {
                    told++;
                    assertThat(keys.stream().mapToDouble(ComparedFigure::contribution).sum())
                            .as("%s of %s", ofAll.figure(), dimension)
                            .isCloseTo(1, within(1e-6));
                }
            }
        }
        assertThat(told).isGreaterThanOrEqualTo(4);
    }

    /// A log of one request every 10 ms for `seconds`, on two servers in turn.
    ///
    /// @param latencyOfSecond of the requests of server b, in µs
    /// @param failing every so many-th request of server b fails; 0 for none
    private Path log(String name, int seconds, long latencyOfSecond, int failing)
            throws IOException {
        StringBuilder text =
                new StringBuilder(
                        "timestamp,request_id,client_id,region,server,method,route,status,"
                                + "latency_us,bytes,attempt,first_request_id,scenario\n");
        int ofSecond = 0;
        for (int i = 0; i < seconds * 100; i++) {
            boolean isSecond = i % 2 == 1;
            ofSecond += isSecond ? 1 : 0;
            boolean fails = isSecond && failing > 0 && ofSecond % failing == 0;
            text.append(START.plus(i * 10L, ChronoUnit.MILLIS).toString())
                    .append(
                            ",%d,c1,eu,%s,GET,/a,%d,%d,100,1,%d,\n"
                                    .formatted(
                                            i + 1,
                                            isSecond ? "b" : "a",
                                            fails ? 500 : 200,
                                            isSecond ? latencyOfSecond : 10_000,
                                            i + 1));
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aChangeOfOneServerIsWhollyItsOwn() throws Exception {
        ComparedRuns runs = compared(log("a.csv", 120, 10_000, 0), log("b.csv", 120, 30_000, 5));
        // Half of the requests took 20 ms longer; one in ten fails.
        assertThat(figure(runs, Figure.MEAN).delta()).isCloseTo(10_000, within(1e-6));
        assertThat(figure(runs, Figure.ERROR_RATE).after()).isCloseTo(0.1, within(EXACT));
        assertThat(figure(runs, Figure.ERROR_RATE).meaning()).isEqualTo(Meaning.BAD);
        assertThat(figure(runs, Figure.AVAILABILITY).meaning()).isEqualTo(Meaning.BAD);
        assertThat(figure(runs, Figure.REQUEST_RATE).meaning()).isEqualTo(Meaning.NEUTRAL);
        for (Figure figure : List.of(Figure.MEAN, Figure.P95, Figure.ERROR_RATE)) {
            ComparedFigure first = runs.keys(Dimension.SERVER, figure).getFirst();
            assertThat(first.key()).isEqualTo("b");
            assertThat(first.contribution()).isCloseTo(1, within(EXACT));
        }
        ComparedFigure other = runs.keys(Dimension.SERVER, Figure.P95).getLast();
        assertThat(other.contribution()).isCloseTo(0, within(EXACT));
        assertThat(runs.sentence()).contains("server b explains all of it");
    }

    @Test
    void oneScenarioAndSeedLeavesNothingToChance() throws Exception {
        Path pair = folder.resolve("pair");
        new Whatif(
                        "steady",
                        List.of("latency=+5ms"),
                        OptionalLong.of(7),
                        Optional.of(Duration.ofMinutes(1)),
                        pair,
                        Duration.ofSeconds(10),
                        2)
                .run(ComparisonsTest::toItsEnd);
        List<ComparedSource> both = ok(ComparedSource.pair(pair));
        List<Measured> sides = new ArrayList<>();
        for (ComparedSource side : both) {
            sides.add(
                    new Measured(
                            side.title(),
                            RunBench.summary(
                                    Comparisons.spec(
                                            side.source(), RunSpec.inMemory(side.source())))));
        }
        ComparedRuns runs = ok(Comparisons.compare(sides.getFirst(), sides.getLast()));
        assertThat(runs.isPaired()).isTrue();
        assertThat(runs.a().title()).isEqualTo("base");
        assertThat(figure(runs, Figure.P50).meaning()).isEqualTo(Meaning.BAD);
        assertThat(runs.keys(Dimension.SERVER, Figure.P50))
                .allMatch(key -> !Double.isNaN(key.contribution()));
        assertThat(ComparedSource.of(pair.toString())).isInstanceOf(Outcome.Rejected.class);
    }

    /// A number of rows makes both alike in their sum of first attempts, and in nothing else.
    @Test
    void runsThatOnlyShareTheirSeedAndTheirNumberOfRowsAreNotPaired() throws Exception {
        List<Measured> sides = new ArrayList<>();
        for (int minutes : List.of(2, 3)) {
            RunSource source =
                    new RunSource.Generated(
                            "steady",
                            OptionalLong.of(3_000),
                            OptionalLong.of(7),
                            Optional.of(Duration.ofMinutes(minutes)),
                            List.of("retries=0"));
            sides.add(
                    new Measured(
                            minutes + " min",
                            RunBench.summary(Comparisons.spec(source, RunSpec.inMemory(source)))));
        }
        ComparedRuns runs = ok(Comparisons.compare(sides.getFirst(), sides.getLast()));
        assertThat(runs.a().requests()).isEqualTo(runs.b().requests());
        assertThat(runs.isPaired()).isFalse();
    }

    private static Outcome<RunSummary> toItsEnd(RunSpec spec) {
        try (Run run = Runs.start(spec)) {
            return run.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunWhoseSourceIsGoneIsReadFromWhatItWrote() throws Exception {
        Path log = log("gone.csv", 30, 10_000, 0);
        Path out = folder.resolve("out");
        RunBench.summary(RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto")).withOut(out));
        assertThat(ok(ComparedSource.of(out.toString())).source())
                .isInstanceOfSatisfying(
                        RunSource.Logs.class,
                        logs -> assertThat(logs.files()).containsExactly(log));
        Files.delete(log);
        assertThat(((Outcome.Rejected<ComparedSource>) ComparedSource.of(out.toString())).problem())
                .satisfies(why -> assertThat(why.code()).isEqualTo("compare.no-run"))
                .satisfies(why -> assertThat(why.userMessage()).contains("request_logs.csv"));
        Path kept =
                Files.copy(made.resolve("calm/request_logs.csv"), out.resolve("request_logs.csv"));
        assertThat(ok(ComparedSource.of(out.toString())).source())
                .isInstanceOfSatisfying(
                        RunSource.Logs.class,
                        logs -> assertThat(logs.files()).containsExactly(kept));
    }

    @Test
    void aRunIsComparedAsItWasWhenItsScenarioWasEditedSince() throws Exception {
        Path scenario = Files.writeString(folder.resolve("my.yaml"), scenarioText("base", 3));
        RunSource source =
                new RunSource.Generated(
                        scenario.toString(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(Duration.ofMinutes(1)));
        Path before = folder.resolve("before");
        Path after = folder.resolve("after");
        RunBench.summary(RunSpec.inMemory(source).withOut(before));
        Files.writeString(scenario, scenarioText("edited", 4));
        RunBench.summary(RunSpec.inMemory(source).withOut(after));
        assertThat(ok(ComparedSource.of(before.toString())).source())
                .isInstanceOfSatisfying(
                        RunSource.Generated.class,
                        made ->
                                assertThat(made.scenario())
                                        .isEqualTo(before.resolve("scenario.yaml").toString()));
        ComparedRuns runs = compared(before, after);
        assertThat(runs.figures()).anyMatch(f -> !f.isSame());
        assertThat(runs.isPaired()).isFalse();
    }

    /// The calm scenario under another seed.
    private static String scenarioText(String name, long seed) throws IOException {
        return ScenarioFile.load("steady", List.of("seed=" + seed)).text() + "\n# " + name + "\n";
    }

    @Test
    void aRunOverALogThatChangedIsReadFromWhatItKeptOrRefused() throws Exception {
        Path log = log("grown.csv", 30, 10_000, 0);
        Path out = folder.resolve("out");
        RunBench.summary(RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto")).withOut(out));
        log("grown.csv", 40, 10_000, 0);
        Path old =
                Files.copy(made.resolve("calm/request_logs.csv"), out.resolve("request_logs.csv"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));
        assertThat(((Outcome.Rejected<ComparedSource>) ComparedSource.of(out.toString())).problem())
                .as("what an earlier run left in the folder is not of this one")
                .satisfies(why -> assertThat(why.code()).isEqualTo("compare.changed"))
                .satisfies(why -> assertThat(why.userMessage()).contains("has changed"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now()));
        assertThat(ok(ComparedSource.of(out.toString())).source())
                .isInstanceOfSatisfying(
                        RunSource.Logs.class,
                        logs -> assertThat(logs.files()).containsExactly(old));
    }

    @Test
    void theStateOfASourceHoldsItsScenarioAndItsMapping() throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), scenarioText("base", 3));
        Path log = log("mapped.csv", 1, 10_000, 0);
        List<RunSource> sources =
                List.of(
                        new RunSource.Generated(
                                file.toString(), OptionalLong.empty(), OptionalLong.empty()),
                        new RunSource.Logs(List.of(log), "auto", ZoneOffset.UTC, null, file, null));
        List<List<String>> before = sources.stream().map(ComparedSource::state).toList();
        Files.writeString(file, scenarioText("a longer name", 3));
        for (int i = 0; i < sources.size(); i++) {
            assertThat(ComparedSource.state(sources.get(i))).isNotEqualTo(before.get(i));
        }
    }

    @Test
    void whatIsNotARunIsReported() {
        for (String place : List.of("nowhere", folder.toString())) {
            assertThat(ComparedSource.of(place)).isInstanceOf(Outcome.Rejected.class);
        }
        assertThat(ComparedSource.pair(folder))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        no -> assertThat(no.problem().code()).isEqualTo("compare.no-pair"));
    }
}
