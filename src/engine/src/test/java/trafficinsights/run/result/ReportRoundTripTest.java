package trafficinsights.run.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Outcome;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// What a run wrote is what is read from its file, over faults of every kind.
class ReportRoundTripTest {
    @TempDir private Path folder;

    private RunReport run(RunSource source) throws Exception {
        RunSpec spec =
                RunSpec.inMemory(source)
                        .withWindow(Duration.ofSeconds(10))
                        .withThreads(2)
                        .withOut(folder);
        try (Run run = Runs.start(spec)) {
            return switch (run.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) ->
                        Objects.requireNonNull(summary.report());
                case Outcome.Rejected<RunSummary>(var problem) ->
                        throw new AssertionError(problem.userMessage());
            };
        }
    }

    private static RunReport read(String json) {
        return switch (Reports.parse(json)) {
            case Outcome.Ok<RunReport>(RunReport report) -> report;
            case Outcome.Rejected<RunReport>(var problem) ->
                    throw new AssertionError(problem.userMessage());
        };
    }

    @ParameterizedTest
    @CsvSource({
        "steady, 1, 1",
        "steady, 2000, 7",
        "slow-server, 60000, -9007199254740993",
        "bad-deploy, 60000, 42",
        "regional-outage, 60000, 3",
        "crashed-server, 60000, 11",
        "retry-storm, 60000, 5",
        "memory-leak, 60000, 8",
        "flapping-health, 60000, 13"
    })
    void whatARunWroteIsReadBack(String scenario, long rows, long seed) throws Exception {
        check(new RunSource.Generated(scenario, OptionalLong.of(rows), OptionalLong.of(seed)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run/haproxy-part.log.gz",
                "ingest/nginx-timed.log",
                "ingest/samples/apache_combined.log",
                "ingest/samples/iis_w3c.log",
                "ingest/samples/aws_alb.log"
            })
    void whatWasReadFromALogIsReadBack(String log) throws Exception {
        URL found =
                Objects.requireNonNull(
                        ReportRoundTripTest.class.getResource("/trafficinsights/" + log), log);
        check(new RunSource.Logs(List.of(Path.of(found.toURI())), "auto"));
    }

    private void check(RunSource source) throws Exception {
        RunReport report = run(source);
        String json = Files.readString(folder.resolve("analytics_report.json"));
        RunReport read = read(json);
        assertThat(read).isEqualTo(report);
        assertThat(Reports.json(read)).isEqualTo(json);
        Path page = folder.resolve("page-of-the-file.html");
        assertThat(Reports.saveHtml(read, page)).isInstanceOf(Outcome.Ok.class);
        assertThat(page).hasSameTextualContentAs(folder.resolve("report.html"));
    }
}
