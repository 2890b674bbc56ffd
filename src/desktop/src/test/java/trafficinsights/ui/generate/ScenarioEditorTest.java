package trafficinsights.ui.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.scenario.FailureForm;
import trafficinsights.run.scenario.PlannedFailure;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.scenario.ScenarioPreview;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.ui.FxQueue;

final class ScenarioEditorTest {
    @TempDir private Path folder;
    private final FxQueue fx = new FxQueue();
    private final ScenarioEditor editor = new ScenarioEditor(fx);

    private void open(String name) {
        editor.show(name, ScenarioDraft.open(name));
    }

    private ScenarioDraft draft() {
        return Objects.requireNonNull(editor.draftProperty().get());
    }

    private PlannedFailure failure(int index) {
        return draft().failures().get(index);
    }

    @AfterEach
    void close() {
        editor.close();
    }

    @Test
    void keysMoveAndStretchTheSelectedFailureInSteps() {
        open("bad-deploy");
        assertThat(editor.snap()).isEqualTo(Duration.ofSeconds(10));
        editor.moveBy(1);
        assertThat(editor.editedProperty().get()).isFalse();
        editor.selectNext(1);
        editor.moveBy(3);
        assertThat(failure(0).at()).isEqualTo(Duration.ofMinutes(10).plusSeconds(30));
        assertThat(failure(0).length()).isEqualTo(Duration.ofMinutes(5));
        editor.stretchBy(-2);
        assertThat(failure(0).length()).isEqualTo(Duration.ofSeconds(280));
        assertThat(draft().text()).contains("at: 630s, length: 280s, strength: 0.33");
    }

    @Test
    void aFailureStaysWithinTheScenario() {
        open("bad-deploy");
        editor.select(0);
        editor.moveBy(-1000);
        assertThat(failure(0).at()).isZero();
        editor.moveBy(1000);
        assertThat(failure(0).end()).isEqualTo(Duration.ofMinutes(30));
        editor.stretchBy(-1000);
        assertThat(failure(0).length()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void undoGoesBackThroughAllEditsAndRedoForwardAgain() {
        open("bad-deploy");
        String first = draft().text();
        editor.type("seed", "43");
        editor.settle();
        editor.select(0);
        editor.moveBy(1);
        editor.copy();
        editor.delete();
        String last = draft().text();
        for (int i = 0; i < 4; i++) {
            assertThat(editor.undoableProperty().get()).isTrue();
            editor.undo();
        }
        assertThat(draft().text()).isEqualTo(first);
        assertThat(editor.undoableProperty().get()).isFalse();
        assertThat(editor.editedProperty().get()).isFalse();
        for (int i = 0; i < 4; i++) {
            editor.redo();
        }
        assertThat(draft().text()).isEqualTo(last);
        assertThat(editor.redoableProperty().get()).isFalse();
    }

    @Test
    void typingOneValueAndOneDragAreOneStepEach() {
        open("bad-deploy");
        editor.type("seed", "4");
        editor.type("seed", "43");
        editor.type("seed", "431");
        editor.undo();
        assertThat(draft().info().seed()).isEqualTo(42);
        editor.select(0);
        editor.place("drag 1", new Span(Duration.ofMinutes(11), Duration.ofMinutes(5)));
        editor.place("drag 1", new Span(Duration.ofMinutes(12), Duration.ofMinutes(5)));
        editor.undo();
        assertThat(failure(0).at()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatCannotStandIsRefusedInTheWordsOfTheFilesCheck() {
        open("bad-deploy");
        editor.select(0);
        editor.type("failures.0.strength", "5");
        assertThat(editor.refusedProperty().get())
                .isEqualTo(
                        new ScenarioEditor.Refused(
                                "failures.0.strength",
                                "bad-deploy.yaml is not a valid scenario, line 26, column 80:"
                                        + " `failures[0].strength` is `5`, must be a number from 0"
                                        + " to 1. docs/scenario.md has an example."));
        assertThat(failure(0).strength()).isEqualTo(0.33);
        editor.type("failures.0.strength", "0.5");
        assertThat(editor.refusedProperty().get()).isNull();
        assertThat(failure(0).strength()).isEqualTo(0.5);
    }

    @Test
    void everyKindCanBeAddedAndLanesKeepThemApart() {
        open("steady");
        for (FailureForm form : FailureForm.all()) {
            editor.add(form);
            assertThat(editor.refusedProperty().get()).as(form.kind()).isNull();
        }
        List<PlannedFailure> failures = draft().failures();
        assertThat(failures).extracting(PlannedFailure::kind).doesNotHaveDuplicates().hasSize(18);
        Lanes lanes = Lanes.of(failures);
        assertThat(lanes.count()).isEqualTo(18);
        assertThat(lanes.laneOf()).doesNotHaveDuplicates();
        editor.select(0);
        editor.moveBy(-1000);
        editor.stretchBy(-1000);
        assertThat(Lanes.of(draft().failures()).count()).isEqualTo(17);
    }

    @Test
    void anotherKindTakesTheUsualStrengthAndATargetThatSuits() {
        open("bad-deploy");
        editor.select(0);
        FailureForm surge =
                FailureForm.all().stream()
                        .filter(f -> f.kind().equals("surge"))
                        .findAny()
                        .orElseThrow();
        editor.setKind(surge);
        assertThat(failure(0).kind()).isEqualTo("surge");
        assertThat(failure(0).target()).isEqualTo("all");
        assertThat(failure(0).strength()).isEqualTo(3);
        assertThat(draft().targets("surge")).containsExactly("all", "eu", "us", "ap");
    }

    @Test
    void aScenarioKeepsItsEditsWhileAnotherIsShown() {
        open("bad-deploy");
        editor.type("seed", "7");
        open("steady");
        assertThat(editor.undoableProperty().get()).isFalse();
        assertThat(editor.unsaved()).containsExactly("Bad deploy");
        editor.show("bad-deploy", ScenarioDraft.open("bad-deploy"));
        assertThat(draft().info().seed()).isEqualTo(7);
        assertThat(editor.undoableProperty().get()).isTrue();
    }

    @Test
    void thePreviewFollowsTheEdit() {
        open("bad-deploy");
        fx.until("a preview", () -> editor.previewProperty().get() != null);
        double before = Objects.requireNonNull(editor.previewProperty().get()).requests();
        editor.type("requestsPerSecond", "800");
        fx.until(
                "twice as many",
                () -> {
                    ScenarioPreview now = editor.previewProperty().get();
                    return now != null && Math.abs(now.requests() / before - 2) < 1e-6;
                });
    }

    @Test
    void theRunOfAnEditedTextMakesTheBytesThatTheSavedFileMakes() throws Exception {
        open("bad-deploy");
        editor.type("duration", "40s");
        editor.settle();
        editor.add(FailureForm.all().getFirst());
        Path kept = path(draft().keep());
        Path saved = path(editor.save(folder.resolve("mine.yaml")));
        assertThat(Files.readString(saved)).isEqualTo(draft().text());
        assertThat(editor.editedProperty().get()).isFalse();
        byte[] ofDraft = requests(kept, "draft");
        assertThat(ofDraft).isEqualTo(requests(saved, "saved")).hasSizeGreaterThan(100_000);
        assertThat(folder.resolve("draft/scenario.yaml")).hasSameTextualContentAs(saved);
    }

    private byte[] requests(Path scenario, String name) throws Exception {
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        scenario.toString(),
                                        OptionalLong.empty(),
                                        OptionalLong.empty()))
                        .withOut(folder.resolve(name))
                        .withRequests(RequestOutput.CSV);
        try (Run run = Runs.start(spec)) {
            assertThat(run.await()).isInstanceOf(Outcome.Ok.class);
        }
        return Files.readAllBytes(folder.resolve(name).resolve("request_logs.csv"));
    }

    private static Path path(Outcome<Path> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Path>(Path path) -> path;
            case Outcome.Rejected<Path>(var problem) ->
                    throw new AssertionError(problem.userMessage());
        };
    }

    private int regions() {
        return Objects.requireNonNull(editor.draftProperty().get()).regions().size();
    }

    @Test
    void regionsAndRoutesComeAndGoAndCanBeUndone() {
        editor.show("slow-server", ScenarioDraft.open("slow-server"));
        String before = Objects.requireNonNull(editor.draftProperty().get()).text();
        int count = regions();
        editor.addRegion();
        assertThat(regions()).isEqualTo(count + 1);
        editor.removeRegion(count);
        assertThat(Objects.requireNonNull(editor.draftProperty().get()).text()).isEqualTo(before);
        // Failures hit a server of the first region.
        editor.removeRegion(0);
        assertThat(regions()).isEqualTo(count);
        assertThat(Objects.requireNonNull(editor.refusedProperty().get()).path())
                .isEqualTo("regions");
        editor.addRoute();
        editor.removeRoute(0);
        assertThat(Objects.requireNonNull(editor.draftProperty().get()).routes().getLast().path())
                .startsWith("/route-");
        editor.undo();
        editor.undo();
        assertThat(Objects.requireNonNull(editor.draftProperty().get()).text()).isEqualTo(before);
    }

    @Test
    void theLastRegionStays() {
        editor.show("slow-server", ScenarioDraft.open("slow-server"));
        for (int i = regions(); i > 1; i--) {
            editor.removeRegion(i - 1);
        }
        editor.removeRegion(0);
        assertThat(regions()).isEqualTo(1);
        assertThat(Objects.requireNonNull(editor.refusedProperty().get()).message())
                .contains("at least one region");
    }

    /// What Health shows of it; the bound is generous, as the machine may be busy.
    @Test
    void aPreviewIsMadeInNoTime() {
        editor.show("slow-server", ScenarioDraft.open("slow-server"));
        fx.until("a preview", () -> editor.previewProperty().get() != null);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 20; i++) {
            double before = editor.previewMillis();
            editor.type("requestsPerSecond", Integer.toString(300 + i));
            // No two take the same number of nanoseconds.
            fx.until("the next preview", () -> Double.compare(editor.previewMillis(), before) != 0);
            best = Math.min(best, editor.previewMillis());
        }
        System.getLogger("preview").log(System.Logger.Level.INFO, "preview took " + best + " ms");
        assertThat(best).isBetween(0.0, 100.0);
    }
}
