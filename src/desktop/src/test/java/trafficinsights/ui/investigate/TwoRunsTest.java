package trafficinsights.ui.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// With real runs of a minute's traffic.
final class TwoRunsTest {
    @TempDir private Path folder;

    private final List<RunSpec> started = new ArrayList<>();
    private final TwoRuns runs = new TwoRuns(this::start);

    private Run start(RunSpec spec) {
        started.add(spec);
        return Runs.start(spec);
    }

    private static RunSource made(String scenario, long seed) {
        return new RunSource.Generated(
                scenario,
                OptionalLong.of(2_000),
                OptionalLong.of(seed),
                Optional.of(Duration.ofMinutes(1)));
    }

    private Outcome<ComparedRuns> compare(RunSource shown, RunSource other)
            throws InterruptedException {
        AskedRuns asked = new AskedRuns(List.of(), List.of("steady"), SourceText.of(other), false);
        return runs.compare(
                AskedRuns.parse(asked.text()).orElseThrow(),
                new TwoRuns.Shown(RunSpec.inMemory(shown), null, "shown"),
                (what, share) -> {});
    }

    @Test
    void theOtherRunIsMadeWithItsOwnSeedAndLength() throws InterruptedException {
        RunSource other = made("steady", 4);
        assertThat(compare(made("steady", 3), other)).isInstanceOf(Outcome.Ok.class);
        assertThat(started)
                .extracting(spec -> spec.reading().source())
                .containsExactly(made("steady", 3), other);
    }

    @Test
    void aRunIsMeasuredAgainWhenItsScenarioWasEdited() throws Exception {
        Path file = folder.resolve("my.yaml");
        String text = text();
        Files.writeString(file, text);
        RunSource ofFile = made(file.toString(), 4);
        compare(made("steady", 3), ofFile);
        compare(made("steady", 3), ofFile);
        assertThat(started).as("both are known the second time").hasSize(2);
        Files.writeString(file, text + "# another\n");
        compare(made("steady", 3), ofFile);
        assertThat(started).hasSize(3);
    }

    private static String text() throws IOException {
        return switch (ScenarioDraft.open("steady")) {
            case Outcome.Ok<ScenarioDraft>(ScenarioDraft draft) -> draft.text();
            case Outcome.Rejected<ScenarioDraft> no -> throw new IOException(no.toString());
        };
    }
}
