package trafficinsights.run.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

final class RejectFolderTest {
    @TempDir private Path parent;

    private static RunSpec spec(Path log) {
        return RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto"));
    }

    private static Path write(RunSpec spec) throws IOException {
        return Files.writeString(Objects.requireNonNull(spec.writing().rejects()), "source,line\n");
    }

    @Test
    void theNextRunTakesTheLinesOfTheOneBeforeAway() throws Exception {
        try (RejectFolder folder = new RejectFolder(parent)) {
            Path first = write(folder.next(spec(parent.resolve("a.log"))));
            Path second = write(folder.next(spec(parent.resolve("a.log"))));
            assertThat(first).doesNotExist();
            assertThat(second).exists();
            assertThat(folder.holds(second)).isTrue();
            assertThat(folder.holds(parent.resolveSibling("other.csv"))).isFalse();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessLeftGoesAtTheStart() throws Exception {
        Path left = Files.createDirectory(parent.resolve("explore-left"));
        Files.createFile(left.resolve("lock"));
        Files.createFile(left.resolve("rejects-1.csv.part"));
        RejectFolder mine = new RejectFolder(parent);
        Path kept = write(mine.next(spec(parent.resolve("a.log"))));
        new RejectFolder(parent).sweep();
        assertThat(left).doesNotExist();
        assertThat(kept).exists();
        mine.close();
    }

    @Test
    void aRunKeepsSoManyRefusedLinesAndCountsThemAll() throws Exception {
        String request =
                "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                        + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";
        Path log =
                Files.writeString(
                        parent.resolve("web.log"), request.repeat(30) + "nonsense\n".repeat(5));
        Path rejects = parent.resolve("rejects.csv");
        try (Run run = Runs.start(spec(log).withRejects(rejects).withMostRejects(2))) {
            assertThat(run.await())
                    .isInstanceOfSatisfying(
                            Outcome.Ok.class,
                            ok -> assertThat(((RunSummary) ok.value()).rejects()).isEqualTo(5));
        }
        assertThat(Files.readAllLines(rejects)).hasSize(3);
    }
}
