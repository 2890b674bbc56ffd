package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.home.HomeRow;

/// Drives Home, the palette, the task list and the guided demo in the real window.
final class HomePanelTest extends WindowTest {
    @TempDir private Path folder;

    private ListView<HomeRow> rows(String id) {
        return lookup(id).queryListView();
    }

    private void finishRun() {
        startDemo();
        fake.last().give(200);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        clickOn("#nav-home");
    }

    @Test
    void aRunIsListedWithItsVerdictAndItsRate() {
        assertThat(shows("#noRuns")).isTrue();
        finishRun();
        until("the run", () -> rows("#recentRuns").getItems().size() == 1);
        HomeRow row = rows("#recentRuns").getItems().getFirst();
        assertThat(row.recent().title()).isEqualTo("Bad deploy");
        assertThat(row.recent().verdict()).isEqualTo("2 incidents");
        assertThat(row.recent().rates()).hasSize(48).allMatch(rate -> rate > 0);
        assertThat(shows("#noRuns")).isFalse();
    }

    @Test
    void aRecentRunRunsAgainByEnterAndGoesByDelete() {
        finishRun();
        until("the run", () -> rows("#recentRuns").getItems().size() == 1);
        clickOn("#recentRuns .recent-cell");
        push(KeyCode.ENTER);
        until("a second run", () -> fake.runs.size() == 2);
        assertThat(fake.last().spec().reading().source()).isInstanceOf(RunSource.Generated.class);
        fake.last().finish();
        clickOn("#nav-home");
        until("the cell", () -> rows("#recentRuns").getItems().size() == 1);
        clickOn("#recentRuns .recent-cell");
        push(KeyCode.DELETE);
        until("no run", () -> rows("#recentRuns").getItems().isEmpty());
    }

    @Test
    void aRecentRunRunsAgainWithItsOwnSeedAndLength() {
        RunSource source =
                new RunSource.Generated("bad-deploy", OptionalLong.of(12_345), OptionalLong.of(99));
        interact(() -> window().model().current().start(RunSpec.inMemory(source), "Bad deploy"));
        until("a run", () -> !fake.runs.isEmpty());
        fake.last().give(180).finish();
        until("the run", () -> rows("#recentRuns").getItems().size() == 1);
        clickOn("#nav-home");
        interact(() -> rows("#recentRuns").requestFocus());
        interact(() -> rows("#recentRuns").getSelectionModel().select(0));
        push(KeyCode.ENTER);
        until("a second run", () -> fake.specs.size() == 2);
        assertThat(fake.specs.getLast().reading().source()).isEqualTo(source);
    }

    @Test
    void aFileThatIsGoneSaysSo() throws IOException {
        Path csv = folder.resolve("gone.csv");
        Files.writeString(csv, "a,b\n1,2\n3,4\n");
        interact(() -> window().open(List.of(csv)));
        until("the file", () -> rows("#recentFiles").getItems().size() == 1);
        Files.delete(csv);
        clickOn("#nav-home");
        until("that it is gone", () -> rows("#recentFiles").getItems().getFirst().isMissing());
        doubleClickOn("#recentFiles .recent-cell");
        assertThat(text("#homeProblem #problemText")).contains("gone.csv", "no longer exists");
    }

    /// A run over a log, in a folder, that was cancelled at once.
    private Path stoppedRun(Path log) throws Exception {
        Path out = folder.resolve("run-7");
        StringBuilder text =
                new StringBuilder(
                        "timestamp,request_id,client_id,region,server,method,route,status,"
                                + "latency_us,bytes,attempt,first_request_id,scenario\n");
        for (int i = 0; i < 2_000; i++) {
            text.append(
                    "2026-03-02T08:%02d:%02d.000000Z,%d,c1,eu,eu-1,GET,/a,200,9000,100,1,%d,\n"
                            .formatted(i / 60 % 60, i % 60, i + 1, i + 1));
        }
        Files.writeString(log, text);
        RunSpec spec = RunSpec.inMemory(new RunSource.Logs(List.of(log), "auto")).withOut(out);
        fake.useHeldRuns();
        interact(() -> window().model().current().start(spec, "Seven"));
        until("its work", () -> Files.exists(out.resolve("run.yaml")));
        interact(() -> window().model().current().cancel());
        until("its end", () -> !window().model().current().working().get());
        until("its folder", () -> !Runs.isAtWork(out));
        return out;
    }

    private void goHomeToTheStoppedRun() throws IOException {
        clickOn("#nav-live").clickOn("#nav-home");
        try {
            until("the run", () -> shows("#stoppedCard"));
        } catch (AssertionError missing) {
            Path out = folder.resolve("run-7");
            throw new AssertionError(
                    "not on Home: %s; home in front %s; at work %s; recent:%n%s%nrun.yaml:%n%s"
                            .formatted(
                                    Runs.stopped(out),
                                    shows("#homePanel"),
                                    Runs.isAtWork(out),
                                    Files.readString(state.resolve("recent.txt")),
                                    Files.readString(out.resolve("run.yaml"))),
                    missing);
        }
    }

    @Test
    void aRunThatStoppedIsResumedFromHome() throws Exception {
        Path out = stoppedRun(folder.resolve("seven.csv"));
        goHomeToTheStoppedRun();
        assertThat(text("#stoppedRuns .scenario-title")).isEqualTo("seven.csv in run-7");
        assertThat(text("#stoppedRuns .scenario-facts")).startsWith("stopped · started");
        clickOn("#stoppedRuns .resume-run");
        until("Live", () -> shows("#livePanel"));
        until("the resumed run", () -> fake.resumed.equals(List.of(out)));
        interact(() -> window().model().current().cancel());
        until("its end", () -> !window().model().current().working().get());
    }

    @Test
    void aRunWhoseLogIsGoneSaysWhyItCannotBeResumed() throws Exception {
        Path log = folder.resolve("seven.csv");
        stoppedRun(log);
        Files.delete(log);
        goHomeToTheStoppedRun();
        assertThat(text("#stoppedRuns .scenario-facts")).startsWith("cannot be resumed");
        clickOn("#stoppedRuns .resume-run");
        until("why", () -> shows("#homeProblem"));
        assertThat(text("#homeProblem #problemText")).contains("seven.csv no longer exists");
        clickOn("#stoppedRuns .forget");
        until("no such run", () -> !shows("#stoppedCard"));
    }

    @Test
    void aDoubleClickOnAButtonOfARowResumesNothing() throws Exception {
        stoppedRun(folder.resolve("seven.csv"));
        goHomeToTheStoppedRun();
        interact(() -> lookup("#stoppedRuns").queryListView().getSelectionModel().selectFirst());
        doubleClickOn("#stoppedRuns .forget");
        until("no such run", () -> !shows("#stoppedCard"));
        assertThat(fake.resumed).isEmpty();
        assertThat(shows("#homePanel")).isTrue();
    }

    @Test
    void whatCannotBeOpenedIsReported() {
        interact(() -> window().open(List.of(folder.resolve("slides.pdf"))));
        assertThat(shows("#homeProblem")).isTrue();
        assertThat(text("#homeProblem #problemText")).startsWith("slides.pdf cannot be opened.");
    }

    @Test
    void thePaletteFindsRunsAndShowsKeys() {
        press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        assertThat(shows("#palette")).isTrue();
        write("expl");
        assertThat(text("#paletteList .list-cell:selected .key-cap")).isEqualTo("Ctrl+5");
        push(KeyCode.ENTER);
        assertThat(shows("#explorePanel")).isTrue();
        assertThat(shows("#palette")).isFalse();
        press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        write("retry storm");
        push(KeyCode.ENTER);
        assertThat(shows("#generatePanel")).isTrue();
        assertThat(text("#generatePanel .form-title")).isEqualTo("Retry storm");
        press(KeyCode.CONTROL, KeyCode.K).release(KeyCode.K, KeyCode.CONTROL);
        write("zzzz");
        assertThat(lookup("#paletteList .list-cell:filled").queryAll()).isEmpty();
        push(KeyCode.ESCAPE);
        assertThat(shows("#palette")).isFalse();
    }

    @Test
    void theGuidedDemoIsGoneThroughByKeysAndStartsAgainByOne() {
        clickOn("#startGuide");
        until("a run", () -> fake.runs.size() == 1);
        assertThat(fake.last().spec().reading().speed()).isEqualTo(30);
        assertThat(shows("#demoCard")).isTrue();
        assertThat(text("#demoCount")).isEqualTo("Step 1 of 6");
        fake.last().give(200);
        until("an incident", () -> !lookup("#livePanel .incident-sentence").queryAll().isEmpty());
        push(KeyCode.PAGE_DOWN);
        assertThat(text("#demoCount")).isEqualTo("Step 2 of 6");
        push(KeyCode.PAGE_UP);
        clickOn("#demoNext").clickOn("#demoNext").clickOn("#demoNext");
        until("the question", () -> fake.runs.size() == 2);
        assertThat(shows("#investigatePanel")).isTrue();
        clickOn("#demoNext");
        assertThat(shows("#resultHint")).isTrue();
        push(KeyCode.F5);
        until("a new run", () -> fake.runs.size() == 3);
        assertThat(text("#demoCount")).isEqualTo("Step 1 of 6");
        assertThat(shows("#livePanel")).isTrue();
        clickOn("#demoClose");
        assertThat(shows("#demoCard")).isFalse();
    }

    @Test
    void theTaskListShowsWhatWorksAndCancelsIt() {
        startDemo();
        press(KeyCode.CONTROL, KeyCode.J).release(KeyCode.J, KeyCode.CONTROL);
        until("the task", () -> !lookup("#runningTasks .work-cancel").queryAll().isEmpty());
        assertThat(text("#statusTasks")).isEqualTo("1 task");
        clickOn("#runningTasks .work-cancel");
        until("its end", () -> !lookup("#endedTasks .scenario-facts").queryAll().isEmpty());
        assertThat(((Label) lookup("#endedTasks .scenario-facts").query()).getText())
                .isEqualTo("Run · cancelled");
        push(KeyCode.ESCAPE);
        assertThat(shows("#tasksCard")).isFalse();
    }
}
