package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Dimension;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs that follow a growing file.
class TailRunTest {
    private static final String LINE =
            "10.1.2.3:5000 [22/Nov/2026:20:19:%02d.007] web api/eu-1 1/0/2/108/111 200 9 - - ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\"\n";

    @TempDir private Path folder;

    private RunSpec spec(Path log) {
        RunSource.Logs logs = new RunSource.Logs(List.of(log), "haproxy");
        return RunSpec.inMemory(new RunSource.Tail(logs, true));
    }

    private static void append(Path log, int second, int lines) throws IOException {
        Files.writeString(log, LINE.formatted(second).repeat(lines), StandardOpenOption.APPEND);
    }

    @Test
    void linesAreSeenWhileTheRunGoesOnAndReportedAtItsEnd() throws Exception {
        Path log = Files.createFile(folder.resolve("a.log"));
        try (Run run = Runs.start(spec(log).withOut(folder.resolve("out")))) {
            append(log, 1, 100);
            RunBench.await("the first lines", () -> requestsSeen(run) == 100);
            append(log, 25, 50);
            RunBench.await("the next lines", () -> requestsSeen(run) == 150);
            assertThat(run.progress().doneShare()).isNegative();
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.requests()).isEqualTo(150);
            assertThat(summary.lines()).isEqualTo(150);
            assertThat(RunBench.report(summary).provenance().inputs().getFirst().sha256())
                    .isEqualTo(RunBench.sha256(log));
            assertThat(folder.resolve("out/report.html")).exists();
        }
    }

    private static long requestsSeen(Run run) {
        return run.liveSince(0).windows().stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .mapToLong(window -> window.kpi().requests())
                .sum();
    }

    @Test
    void aPausedRunCountsWhatWaitsAndReadsItLater() throws Exception {
        Path log = Files.createFile(folder.resolve("a.log"));
        try (Run run = Runs.start(spec(log))) {
            append(log, 1, 10);
            RunBench.await("the first lines", () -> run.progress().rows() == 10);
            run.pause();
            RunBench.await("the pause", () -> run.progress().isPaused());
            append(log, 2, 33);
            append(log, 3, 11);
            RunBench.await(
                    "the count", () -> run.waitingLines() + run.progress().rows() == 10 + 44);
            run.resume();
            RunBench.await("the rest", () -> run.progress().rows() == 54);
            assertThat(run.waitingLines()).isZero();
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(54);
        }
    }

    @Test
    void aStepReadsWhatWaitsOnceAndTheRunStaysPaused() throws Exception {
        Path log = Files.createFile(folder.resolve("a.log"));
        try (Run run = Runs.start(spec(log))) {
            append(log, 1, 10);
            RunBench.await("the first lines", () -> run.progress().rows() == 10);
            run.pause();
            RunBench.await("the pause", () -> run.progress().isPaused());
            // A worker may be on its way to the file: what comes now counts as waiting behind it.
            Thread.sleep(400);
            append(log, 2, 20);
            RunBench.await("the count", () -> run.waitingLines() == 20);
            run.step();
            RunBench.await("the step", () -> run.progress().rows() == 30);
            append(log, 3, 5);
            RunBench.await("the count", () -> run.waitingLines() == 5);
            assertThat(run.progress().isPaused()).isTrue();
            assertThat(run.progress().rows()).isEqualTo(30);
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(35);
        }
    }

    @Test
    void aStepOfAPlayedRunIsAFifthOfASecondAndTheClockGoesOnFromThere() throws Exception {
        RunSpec played = RunSpec.inMemory(RunBench.generated("steady", 1_000_000)).withSpeed(10);
        try (Run run = Runs.start(played)) {
            RunBench.await("the first rows", () -> run.progress().rows() > 0);
            run.pause();
            Thread.sleep(500);
            long before = run.progress().rows();
            run.step();
            RunBench.await("the step", () -> run.progress().rows() > before);
            long after = run.progress().rows();
            Thread.sleep(500);
            assertThat(run.progress().rows()).isEqualTo(after);
            run.resume();
            RunBench.await("more", () -> run.progress().rows() > after);
            run.cancel();
        }
    }

    @Test
    void endingReadsWhatHasComeWhileTheRunWasPaused() throws Exception {
        Path log = Files.createFile(folder.resolve("a.log"));
        try (Run run = Runs.start(spec(log))) {
            RunBench.await("the start", () -> run.progress().stage() == RunProgress.Stage.READING);
            run.pause();
            append(log, 2, 5);
            Files.writeString(log, LINE.formatted(3).strip(), StandardOpenOption.APPEND);
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(6);
        }
    }

    @Test
    void cancellingEndsARunThatFollows() throws Exception {
        Path log = Files.createFile(folder.resolve("a.log"));
        try (Run run = Runs.start(spec(log))) {
            RunBench.await("the start", () -> run.progress().stage() == RunProgress.Stage.READING);
            run.cancel();
            assertThat(RunBench.problem(run.await()).code()).isEqualTo("run.cancelled");
        }
    }

    @Test
    void metricsGoToTheirFileAndTheStore() throws Exception {
        Path csv =
                Files.writeString(
                        folder.resolve("m.csv"),
                        "time,host,cpu\n2026-11-22T20:00:00Z,web-1,0.5\nbad\n2026-11-22T20:00:10Z,web-1,\n");
        Path mapping =
                Files.writeString(
                        folder.resolve("m.yaml"),
                        "time: time\nserver: host\ncpu_utilization: cpu\n");
        RunSummary summary =
                RunBench.summary(
                        RunSpec.inMemory(new RunSource.Metrics(List.of(csv), mapping))
                                .withAnalyze(false)
                                .withOut(folder.resolve("out"))
                                .withStore(folder.resolve("s.duckdb")));
        assertThat(summary.lines()).isEqualTo(4);
        assertThat(summary.others()).isEqualTo(3);
        assertThat(summary.rejects()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("out/server_metrics.csv")).subList(1, 3))
                .containsExactly(
                        "2026-11-22T20:00:00.000000Z,web-1,0.5,,,,,1",
                        "2026-11-22T20:00:10.000000Z,web-1,,,,,,1");
        assertThat(folder.resolve("out/rejects.csv")).exists();
    }
}
