package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.folder.RunFolder;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.store.LocalStore;

class ResumedRunTest {
    @TempDir private Path folder;

    private static RunSource.Generated made() {
        return new RunSource.Generated(
                "steady", OptionalLong.of(20_000), OptionalLong.of(7), Optional.empty());
    }

    private static Outcome<RunSummary> ended(Run run) throws InterruptedException {
        try (run) {
            return run.await();
        }
    }

    private static Problem refused(Path folder) {
        ProblemException e =
                catchThrowableOfType(ProblemException.class, () -> Runs.resume(folder));
        return e.problem();
    }

    private Path log() throws Exception {
        Path log = folder.resolve("web.log");
        Files.copy(Path.of("src/test/resources/trafficinsights/ingest/haproxy-capture.log"), log);
        return log;
    }

    /// As a program leaves it that was killed.
    private static void asKilled(Path out) {
        RunFile.read(out).with(RunFile.State.RUNNING, "").write(out);
    }

    @Test
    void aWholeRunHasNothingToResume() throws Exception {
        Path out = folder.resolve("out");
        assertThat(ended(Runs.start(RunSpec.inMemory(made()).withOut(out))))
                .isInstanceOf(Outcome.Ok.class);
        assertThat(Runs.resumable(out).isWhole()).isTrue();
        assertThat(Runs.isResumable(out)).isFalse();
        assertThat(out.resolve("run.lock")).doesNotExist();
    }

    @Test
    void aRunThatWasStoredBeforeTheKillIsNotStoredAgain() throws Exception {
        Path out = folder.resolve("out");
        Path store = folder.resolve("s.duckdb");
        ended(Runs.start(RunSpec.inMemory(made()).withOut(out).withStore(store)));
        String report = Files.readString(out.resolve("analytics_report.json"));
        asKilled(out);
        Files.delete(out.resolve("report.html"));

        assertThat(ended(Runs.resume(out))).isInstanceOf(Outcome.Ok.class);

        assertThat(Files.readString(out.resolve("analytics_report.json"))).isEqualTo(report);
        assertThat(out.resolve("report.html")).exists();
        try (LocalStore opened = LocalStore.openReadOnly(store)) {
            assertThat(new trafficinsights.store.StoredRuns(opened).all()).hasSize(1);
        }
    }

    @Test
    void aCancelledRunCanBeResumed() throws Exception {
        Path out = folder.resolve("out");
        RunSpec slow = RunSpec.inMemory(made()).withOut(out).withSpeed(1);
        try (Run run = Runs.start(slow)) {
            while (!Files.exists(out.resolve("run.yaml"))) {
                Thread.sleep(5);
            }
            run.cancel();
            assertThat(run.await()).isInstanceOf(Outcome.Rejected.class);
        }
        assertThat(Runs.isResumable(out)).isTrue();
        assertThat(Runs.resumable(out).problem()).contains("cancelled");
    }

    @Test
    void everythingThatARunWasAskedForComesBackFromItsFolder() throws Exception {
        RunSource.Logs logs = new RunSource.Logs(List.of(log()), "haproxy");
        TimeWindow now = new TimeWindow(3_600_000_000L, 60_000_000);
        RunSpec spec =
                RunSpec.inMemory(logs)
                        .withOut(folder.resolve("out"))
                        .withStore(folder.resolve("it's a store: ü.duckdb"))
                        .withRejects(folder.resolve("r.csv"))
                        .withWindow(Duration.ofSeconds(30))
                        .withThreads(3)
                        .withSpeed(2.5)
                        .withRequests(RunSpec.RequestOutput.PARQUET)
                        .withPictures(true)
                        .withFullHashes(true)
                        .withTruth(folder.resolve("truth.csv"))
                        .withOutlook(true)
                        .withRules(folder.resolve("# rules.yaml"))
                        .withWarehouse("lab: 1")
                        .withAlerts(folder.resolve("alerts.yaml"))
                        .withEvents(
                                new EventFiles(
                                        List.of(
                                                folder.resolve("deploys.csv"),
                                                folder.resolve("it's an app: ü.log")),
                                        ZoneId.of("Europe/Berlin"),
                                        "day-first"))
                        .withSpans(Spans.andBefore(now));
        try (RunFolder held = RunFolder.begin(spec)) {
            assertThat(RunFile.read(folder.resolve("out")).spec()).isEqualTo(spec);
            assertThat(held.id()).hasSize(36);
        }
        RunSpec generated =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "bad-deploy",
                                        OptionalLong.empty(),
                                        OptionalLong.of(-4),
                                        Optional.of(Duration.ofMinutes(7)),
                                        List.of("retries=0", "failures.0.start=5m")))
                        .withOut(folder.resolve("g"));
        RunFolder.begin(generated).close();
        assertThat(RunFile.read(folder.resolve("g")).spec()).isEqualTo(generated);
    }

    @Test
    void aSourceThatWasChangedMeanwhileIsRefused() throws Exception {
        Path log = log();
        Path out = folder.resolve("out");
        ended(Runs.start(RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto")).withOut(out)));
        asKilled(out);
        Files.writeString(log, "more\n", java.nio.file.StandardOpenOption.APPEND);
        assertThat(refused(out).code()).isEqualTo("resume.changed");
        Files.delete(log);
        assertThat(refused(out).code()).isEqualTo("resume.missing");
        assertThat(refused(out).userMessage()).contains("web.log", "Restore it");
    }

    @Test
    void aFolderWithoutARunIsNamed() {
        assertThat(refused(folder).code()).isEqualTo("resume.none");
        assertThat(refused(folder).userMessage()).contains(folder.toString());
    }

    @Test
    void aCheckpointThatIsNoneIsRefusedInWords() throws Exception {
        Files.writeString(folder.resolve("run.yaml"), "format: '1'\nid: [");
        assertThat(refused(folder).code()).isEqualTo("resume.unreadable");
        Files.writeString(folder.resolve("run.yaml"), "format: '9'\n");
        assertThat(refused(folder).userMessage()).contains("a newer version of this program");
    }

    @Test
    void twoProgramsDoNotWorkInOneFolder() {
        RunSpec spec = RunSpec.inMemory(made()).withOut(folder);
        try (RunFolder held = RunFolder.begin(spec)) {
            assertThat(held.spec()).isEqualTo(spec);
            assertThat(refused(folder).code()).isEqualTo("run.held");
        }
    }

    @Test
    void aStoreThatIsFreeAgainAfterAWhileIsWaitedFor() throws Exception {
        Path store = folder.resolve("s.duckdb");
        LocalStore.open(store).close();
        try (Run run = startedWhileLocked(store)) {
            Outcome<RunSummary> outcome = run.await();
            assertThat(outcome).isInstanceOf(Outcome.Ok.class);
            if (outcome instanceof Outcome.Ok<RunSummary>(RunSummary summary)) {
                assertThat(summary.notes()).anyMatch(n -> n.contains("in use by another program"));
            }
        }
    }

    /// The store is opened here with other settings, which DuckDB refuses as it does another
    /// program; and given back once the run says that it waits.
    private static Run startedWhileLocked(Path store) throws Exception {
        try (LocalStore held = LocalStore.openReadOnly(store)) {
            assertThat(held).isNotNull();
            Run run = Runs.start(RunSpec.inMemory(made()).withStore(store));
            while (run.progress().stage() != Stage.WAITING && !run.progress().stage().isEnd()) {
                Thread.sleep(5);
            }
            assertThat(run.progress().stage()).isEqualTo(Stage.WAITING);
            return run;
        }
    }

    @Test
    void aRunThatFailedCanGoOnOnceItsReasonIsMended() throws Exception {
        Path out = folder.resolve("out");
        Path blocked = Files.createDirectories(out.resolve("analytics_report.json/x"));
        assertThat(ended(Runs.start(RunSpec.inMemory(made()).withOut(out))))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(Runs.resumable(out).problem()).contains("analytics_report.json");
        Files.delete(blocked);
        Files.delete(out.resolve("analytics_report.json"));
        assertThat(ended(Runs.resume(out))).isInstanceOf(Outcome.Ok.class);
        assertThat(out.resolve("analytics_report.json")).isRegularFile();
    }
}
