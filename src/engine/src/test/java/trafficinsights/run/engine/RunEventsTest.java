package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.Reports;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// A bad deployment begins at 08:10 of the scenario; the events are written by hand.
class RunEventsTest {
    private static final String EVENTS =
            """
            time,end,kind,text,server
            2026-03-02T08:03:00Z,2026-03-02T08:05:00Z,maintenance,"vacuum, full",db-1
            2026-03-02T08:09:20Z,,deploy,orders 4.2,
            2026-03-02T08:20:00Z,,restart,cache,eu-1
            2026-03-01T08:20:00Z,,restart,the day before,eu-1
            soon,,restart,cache,eu-1
            """;

    @TempDir private Path folder;

    private RunSpec spec() throws Exception {
        Path file = Files.writeString(folder.resolve("deploys.csv"), EVENTS);
        return RunSpec.inMemory(RunBench.generated("bad-deploy", 60_000))
                .withThreads(2)
                .withEvents(EventFiles.of(List.of(file)));
    }

    @Test
    void anIncidentNamesTheEventJustBefore() throws Exception {
        Path out = folder.resolve("out");
        RunSummary summary = RunBench.summary(spec().withOut(out));
        RunReport report = RunBench.report(summary);
        assertThat(report.incidents()).isNotEmpty();
        assertThat(report.eventBefore(report.incidents().getFirst()).map(EventBefore::words))
                .hasValue("deploy orders 4.2, 40 s earlier");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("Just before: deploy orders 4.2, 40 s earlier.")
                .contains("<title>deploy orders 4.2</title>")
                .contains("<caption>Events</caption>");
    }

    @Test
    void theTableOfIncidentsAndTheStoreNameTheEventJustBeforeAsWell() throws Exception {
        Path out = folder.resolve("out");
        Path store = folder.resolve("s.duckdb");
        RunBench.summary(spec().withOut(out).withStore(store));
        List<String> lines = Files.readAllLines(out.resolve("incidents.csv"));
        assertThat(lines.getFirst()).endsWith(",deviation,event_before");
        assertThat(lines.get(1)).endsWith(",\"deploy orders 4.2, 40 s earlier\"");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT event_before FROM Incidents ORDER BY start LIMIT 1")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("deploy orders 4.2, 40 s earlier");
        }
    }

    @Test
    void withoutEventsNoIncidentNamesOne() throws Exception {
        Path out = folder.resolve("out");
        Path store = folder.resolve("s.duckdb");
        RunBench.summary(spec().withEvents(EventFiles.NONE).withOut(out).withStore(store));
        assertThat(Files.readAllLines(out.resolve("incidents.csv")).get(1)).endsWith(",");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), count(event_before) FROM Incidents")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isPositive();
            assertThat(row.getInt(2)).isZero();
        }
    }

    @Test
    void theFilesOfARunHaveTheEventsOfItsTime() throws Exception {
        Path out = folder.resolve("out");
        RunSummary summary = RunBench.summary(spec().withOut(out));
        assertThat(Files.readString(out.resolve("events.csv")))
                .isEqualTo(
                        """
                        start,end,kind,text,server,count
                        2026-03-02T08:03:00.000000Z,2026-03-02T08:05:00.000000Z,maintenance,"vacuum, full",db-1,1
                        2026-03-02T08:09:20.000000Z,,deploy,orders 4.2,,1
                        2026-03-02T08:20:00.000000Z,,restart,cache,eu-1,1
                        """);
        assertThat(Files.readString(out.resolve("rejects.csv")))
                .contains("deploys.csv,6,the time cannot be read");
        assertThat(summary.rejects()).isZero();
        assertThat(summary.notes())
                .anyMatch(
                        note -> note.startsWith("deploys.csv: 4 events, 1 reject, read as a table"))
                .contains("1 event outside the time range of the run");
    }

    @Test
    void whatARunWroteOfEventsIsReadBack() throws Exception {
        Path out = folder.resolve("out");
        RunReport report = RunBench.report(RunBench.summary(spec().withOut(out)));
        String json = Files.readString(out.resolve("analytics_report.json"));
        assertThat(Reports.parse(json)).isEqualTo(Outcome.ok(report));
        assertThat(Reports.json(report)).isEqualTo(json);
    }

    @Test
    void theStoreHasTheEventsWithOrWithoutAnAnalysis() throws Exception {
        Path store = folder.resolve("s.duckdb");
        RunBench.summary(spec().withStore(store));
        RunBench.summary(spec().withStore(store).withAnalyze(false));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT run_id, string_agg(text, '|' ORDER BY start), count(\"end\") FROM Events GROUP BY 1 ORDER BY 1")) {
            for (int run = 0; run < 2; run++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(2)).isEqualTo("vacuum, full|orders 4.2|cache");
                assertThat(rows.getInt(3)).isEqualTo(1);
            }
        }
    }

    @Test
    void whoWatchesARunSeesItsEvents() throws Exception {
        try (var run = Runs.start(spec())) {
            RunBench.summary(run.await());
            assertThat(run.liveSince(0).events()).extracting(Event::kind).contains("deploy");
        }
    }

    @Test
    void whatIsWrittenToAFileOfEventsWhileALogIsFollowedIsInTheReport() throws Exception {
        Path made = folder.resolve("made");
        RunBench.summary(
                RunSpec.inMemory(RunBench.generated("bad-deploy", 60_000))
                        .withOut(made)
                        .withRequests(RunSpec.RequestOutput.CSV));
        Path events =
                Files.writeString(
                        folder.resolve("growing.csv"),
                        "time,kind,text\n2026-03-02T08:01:00Z,restart,cache\n");
        RunSource.Logs log = new RunSource.Logs(List.of(made.resolve("request_logs.csv")), "auto");
        RunSpec spec =
                RunSpec.inMemory(new RunSource.Tail(log, true))
                        .withEvents(EventFiles.of(List.of(events)));
        try (var run = Runs.start(spec)) {
            while (run.progress().rows() == 0) {
                Thread.sleep(20);
            }
            Files.writeString(
                    events, "2026-03-02T08:09:20Z,deploy,orders 4.2\n", StandardOpenOption.APPEND);
            while (run.progress().rows() < 60_000) {
                Thread.sleep(20);
            }
            run.stopFollowing();
            RunReport report = RunBench.report(RunBench.summary(run.await()));
            assertThat(report.events())
                    .extracting(Event::text)
                    .containsExactly("cache", "orders 4.2");
            assertThat(report.eventBefore(report.incidents().getFirst()).map(EventBefore::words))
                    .hasValue("deploy orders 4.2, 40 s earlier");
        }
    }

    @Test
    void aFileOfEventsThatIsMissingStopsTheRun() throws Exception {
        RunSpec spec = spec().withEvents(EventFiles.of(List.of(folder.resolve("none.csv"))));
        assertThat(RunBench.problem(spec).userMessage()).contains("none.csv does not exist");
    }

    @Test
    void ofMoreEventsThanARunKeepsThoseOfItsTimeAreKept() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            text.append(
                    "2026-03-01 %02d:%02d:%02d ERROR line %d%n"
                            .formatted(i / 3600, i / 60 % 60, i % 60, i));
        }
        text.append("2026-03-02 08:09:20 ERROR pool exhausted\n");
        Path log = Files.writeString(folder.resolve("app.log"), text);
        RunReport report =
                RunBench.report(RunBench.summary(spec().withEvents(EventFiles.of(List.of(log)))));
        assertThat(report.events()).hasSize(1);
        assertThat(
                        Objects.requireNonNull(
                                        report.eventBefore(report.incidents().getFirst())
                                                .orElse(null))
                                .words())
                .isEqualTo("error: pool exhausted, 40 s earlier");
    }
}
