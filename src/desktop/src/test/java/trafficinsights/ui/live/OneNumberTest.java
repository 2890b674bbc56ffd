package trafficinsights.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReaderHeaderAware;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.SourceTree;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Outcome;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.Comparisons;
import trafficinsights.run.compare.Comparisons.Measured;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.result.Reports;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// What is shown in two places is one number: Live, Investigate, the comparison of runs, the report
/// in JSON, as read back, in HTML and the windows in CSV, over real logs.
class OneNumberTest {
    private static final List<String> LOGS =
            List.of(
                    "run/haproxy-part.log.gz",
                    "ingest/nginx-timed.log",
                    "ingest/samples/apache_combined.log",
                    "ingest/samples/iis_w3c.log",
                    "ingest/samples/aws_alb.log");

    @TempDir private Path folder;

    private static Path file(String log) {
        return SourceTree.of("src/engine/src/test/resources/trafficinsights/" + log);
    }

    private static RunSpec spec(String log) {
        return RunSpec.inMemory(new RunSource.Logs(List.of(file(log)), "auto")).withThreads(2);
    }

    private static RunSummary summary(Run run) throws InterruptedException {
        return switch (run.await()) {
            case Outcome.Ok<RunSummary>(RunSummary summary) -> summary;
            case Outcome.Rejected<RunSummary>(var problem) ->
                    throw new AssertionError(problem.userMessage());
        };
    }

    private static LivePicture live(Run run, LiveView view) {
        LiveHistory history = new LiveHistory();
        history.fold(run.liveSince(0));
        return PictureMaker.picture(history, view.withEnded(true), Sketches.of(run)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theNumbersOfAWholeRunAreTheSameEverywhere(int log) throws Exception {
        Path out = folder.resolve("out");
        try (Run run = Runs.start(spec(LOGS.get(log)).withOut(out))) {
            RunSummary summary = summary(run);
            RunReport report = Objects.requireNonNull(summary.report());
            TimeWindow span = Objects.requireNonNull(report.span());
            RunReport read =
                    ((Outcome.Ok<RunReport>)
                                    Reports.parse(
                                            Files.readString(out.resolve("analytics_report.json"))))
                            .value();
            TimeWindow spanRead = Objects.requireNonNull(read.span());
            String page = Files.readString(out.resolve("report.html"));
            ComparedRuns compared =
                    ((Outcome.Ok<ComparedRuns>)
                                    Comparisons.compare(
                                            new Measured("a", summary), new Measured("b", summary)))
                            .value();
            for (KeyNumber number : live(run, LiveView.START).numbers()) {
                Figure figure = number.figure();
                double expected = figure.known(report.totals(), span.lengthSeconds());
                assertSame(number.value(), expected, "Live, " + figure);
                assertSame(ofCompared(compared, figure), expected, "compare, " + figure);
                assertSame(
                        figure.known(read.totals(), spanRead.lengthSeconds()),
                        expected,
                        "report read back, " + figure);
                String text = figure.text(expected).replace("<", "&lt;");
                assertThat(page).contains(">" + text + "<");
            }
            assertThat(requestsInCsv(out.resolve("kpi_windows.csv")))
                    .isEqualTo(report.totals().requests());
        }
    }

    /// A figure that nothing is known of is unknown in both places.
    private static void assertSame(double shown, double expected, String where) {
        assertThat(Double.valueOf(shown)).as(where).isEqualTo(Double.valueOf(expected));
    }

    private static double ofCompared(ComparedRuns compared, Figure figure) {
        return compared.figures().stream()
                .filter(f -> f.figure() == figure)
                .mapToDouble(ComparedFigure::after)
                .findFirst()
                .orElseThrow();
    }

    private static long requestsInCsv(Path file) throws Exception {
        long requests = 0;
        try (var csv = new CSVReaderHeaderAware(Files.newBufferedReader(file))) {
            for (Map<String, String> row = csv.readMap(); row != null; row = csv.readMap()) {
                if ("total".equals(row.get("dimension"))) {
                    requests += Long.parseLong(Objects.requireNonNull(row.get("requests")));
                }
            }
        }
        return requests;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theNumbersOfAChosenSpanAreTheSameInLiveAndInvestigate(int log) throws Exception {
        RunSpec spec = spec(LOGS.get(log)).withWindow(Duration.ofSeconds(1));
        try (Run run = Runs.start(spec)) {
            RunReport report = Objects.requireNonNull(summary(run).report());
            TimeWindow span = Objects.requireNonNull(report.span());
            long middle =
                    Math.floorDiv(span.startMicros() + span.endMicros(), 2_000_000) * 1_000_000;
            long end = Math.ceilDiv(span.endMicros() + 1, 1_000_000) * 1_000_000;
            TimeWindow later = new TimeWindow(middle, end - middle);
            TimeWindow earlier =
                    new TimeWindow(middle - later.lengthMicros(), later.lengthMicros());
            LivePicture picture = live(run, LiveView.START.zoomed(middle / 1e6, end / 1e6));
            try (Run asked = Runs.start(spec.withSpans(new Spans(later, earlier)))) {
                WhatChanged changed = Objects.requireNonNull(summary(asked).changed());
                for (KeyNumber number : picture.numbers()) {
                    ComparedFigure same =
                            changed.figures().stream()
                                    .filter(f -> f.figure() == number.figure())
                                    .findFirst()
                                    .orElseThrow();
                    assertSame(number.value(), same.after(), "now, " + number.figure());
                    assertSame(number.before(), same.before(), "before, " + number.figure());
                }
            }
        }
    }

    @Test
    void silentWindowsCountInTheRateOfASpan() throws Exception {
        try (Run run = Runs.start(spec("ingest/samples/iis_w3c.log"))) {
            RunReport report = Objects.requireNonNull(summary(run).report());
            TimeWindow span = Objects.requireNonNull(report.span());
            SpanKpi whole =
                    run.between(Dimension.TOTAL, Dimension.ALL, 0, Long.MAX_VALUE / 2)
                            .orElseThrow();
            assertThat(whole.span()).isEqualTo(span);
            assertThat(whole.of(Figure.REQUEST_RATE))
                    .isEqualTo(report.totals().requests() / span.lengthSeconds());
        }
    }

    @Test
    void aLongRunHasAsManyRequestsInLiveAsInItsReport() throws Exception {
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "bad-deploy",
                                        OptionalLong.of(60_000),
                                        OptionalLong.empty()))
                        .withWindow(Duration.ofSeconds(1))
                        .withThreads(2);
        try (Run run = Runs.start(spec)) {
            LiveHistory history = new LiveHistory();
            while (!run.progress().stage().isEnd()) {
                history.fold(run.liveSince(history.version()));
                Thread.sleep(1);
            }
            history.fold(run.liveSince(history.version()));
            long shown =
                    history.total().between(0, Long.MAX_VALUE).stream()
                            .mapToLong(w -> w.kpi().requests())
                            .sum();
            RunReport report = Objects.requireNonNull(summary(run).report());
            assertThat(report.series().getFirst().window().lengthSeconds()).isGreaterThan(1);
            assertThat(shown).isEqualTo(report.totals().requests());
        }
    }
}
