package trafficinsights.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Outcome;
import trafficinsights.run.base.RunProgress.Stage;
import trafficinsights.ui.FxQueue;

/// Actions, palette, drop targets and the guided demo, without a window.
final class ShellPartsTest {
    private final List<String> done = new ArrayList<>();

    private Actions actions() {
        Actions actions = new Actions();
        actions.add("panel.live", "Live", "Ctrl+3", "fth-activity", () -> done.add("live"));
        actions.add("demo", "Start guided demo", "", "fth-play", () -> done.add("demo"));
        actions.add("logs", "Open logs…", "Ctrl+O", "fth-folder", () -> done.add("logs"));
        return actions;
    }

    private PaletteModel palette() {
        PaletteModel palette =
                new PaletteModel(() ->
                        actions().all().stream()
                                .map(a ->
                                        new PaletteModel.Entry(
                                                a.title(),
                                                "command",
                                                a.keys(),
                                                a.icon(),
                                                a.command()))
                                .toList());
        palette.open();
        return palette;
    }

    @Test
    void aKeyBelongsToOneActionOnly() {
        Actions actions = actions();
        assertThatThrownBy(() -> actions.add("other", "Other", "Ctrl+O", "fth-x", () -> {}))
                .hasMessageContaining("logs");
        assertThatThrownBy(() -> actions.add("logs", "Other", "", "fth-x", () -> {}))
                .hasMessageContaining("logs");
    }

    @Test
    void theKeysOfActionsCanBeRead() {
        for (String keys : List.of("Ctrl+K", "Ctrl+Shift+S", "F5", "Page Down", "Ctrl+1")) {
            assertThat(Actions.combination(keys).getName()).isNotEmpty();
        }
    }

    @Test
    void thePaletteShowsAllAndThenWhatFitsTheBestFirst() {
        PaletteModel palette = palette();
        assertThat(palette.found()).hasSize(3);
        palette.typedProperty().set("gd");
        assertThat(palette.found())
                .extracting(PaletteModel.Entry::title)
                .containsExactly("Start guided demo");
        palette.typedProperty().set("lo");
        assertThat(palette.found().getFirst().title()).isEqualTo("Open logs…");
        palette.found().getFirst().command().run();
        assertThat(done).containsExactly("logs");
        palette.typedProperty().set("xyz");
        assertThat(palette.found()).isEmpty();
    }

    @Test
    void thePaletteStartsAgainEachTime() {
        PaletteModel palette = palette();
        palette.typedProperty().set("xyz");
        palette.open();
        assertThat(palette.typedProperty().get()).isEmpty();
        assertThat(palette.found()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "web.log, HOME, LIVE",
        "access.log.gz, EXPLORE, EXPLORE",
        "data.csv, HOME, EXPLORE",
        "data.csv.gz, HOME, EXPLORE",
        "data.csv, LIVE, LIVE",
        "request_logs.csv, HOME, LIVE",
        "r.parquet, LIVE, EXPLORE",
        "traffic.duckdb, HOME, EXPLORE",
        "mine.yaml, LIVE, GENERATE",
        "mine.tiscenario, LIVE, GENERATE",
        "report.html, HOME, REPORTS",
        "analytics_report.json, HOME, REPORTS",
        "envoy.json, HOME, LIVE",
        "team.tiw.json, HOME, WORKSPACE",
        "slides.pdf, HOME, NONE",
        "slides.pdf, EXPLORE, NONE",
        "u_ex261122.log, GENERATE, LIVE",
        "noending, HOME, LIVE",
    })
    void aDroppedFileGoesWhereItBelongs(String name, PanelId front, FileTarget target) {
        assertThat(FileTarget.of(List.of(Path.of(name)), front)).isEqualTo(target);
    }

    @Test
    void severalFilesHaveToBeOfOneKind() {
        List<Path> logs = List.of(Path.of("a.log"), Path.of("b.log"));
        assertThat(FileTarget.of(logs, PanelId.HOME).text(logs))
                .isEqualTo("Open 2 files in Live, as one run");
        List<Path> mixed = List.of(Path.of("a.log"), Path.of("b.parquet"));
        assertThat(FileTarget.of(mixed, PanelId.HOME)).isEqualTo(FileTarget.MIXED);
        List<Path> refused = List.of(Path.of("a.log"), Path.of("b.pdf"));
        assertThat(FileTarget.of(refused, PanelId.HOME).canOpen()).isFalse();
        assertThat(FileTarget.NONE.text(List.of(Path.of("b.pdf"))))
                .startsWith("b.pdf cannot be opened.");
    }

    @Test
    void filesAreOpenedInTheOrderInWhichTheyCameAlsoIfTheFirstIsSlowOrCancelled() throws Exception {
        FxQueue fx = new FxQueue();
        List<String> opened = new ArrayList<>();
        FileDrops.Waiting waiting =
                new FileDrops.Waiting(
                        fx,
                        (target, files) ->
                                opened.add(
                                        files.getFirst()
                                                + (target instanceof Outcome.Ok ? "" : " failed")));
        CountDownLatch slow = new CountDownLatch(1);
        waiting.add(List.of(Path.of("slow.log")), () -> awaited(slow));
        waiting.add(List.of(Path.of("quick.log")), () -> FileTarget.LIVE);
        waiting.add(
                List.of(Path.of("broken.log")),
                () -> {
                    throw new IllegalStateException("a disk that fails");
                });
        Thread.sleep(100);
        assertThat(opened).isEmpty();
        slow.countDown();
        fx.until("all three", () -> opened.size() == 3);
        assertThat(opened).containsExactly("slow.log", "quick.log", "broken.log failed");

        opened.clear();
        waiting.add(List.of(Path.of("hangs.log")), () -> awaited(new CountDownLatch(1)));
        waiting.add(List.of(Path.of("next.log")), () -> FileTarget.LIVE);
        waiting.work().cancel();
        fx.until("the next one", () -> opened.contains("next.log"));
        assertThat(opened).containsExactly("next.log");
    }

    private static FileTarget awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FileTarget.LIVE;
    }

    private final class Recording implements DemoGuide.Stage {
        @Override
        public void startRun() {
            done.add("run");
        }

        @Override
        public void showLive() {
            done.add("live");
        }

        @Override
        public void askIncident() {
            done.add("ask");
        }

        @Override
        public void showScorecard() {
            done.add("scorecard");
        }

        @Override
        public void showHome() {
            done.add("home");
        }

        @Override
        public void toggleHold() {
            done.add("hold");
        }
    }

    @Test
    void theDemoGoesForwardAndBackAndAgain() {
        DemoGuide guide = new DemoGuide(new Recording());
        guide.next();
        guide.reset();
        guide.togglePause();
        assertThat(done).isEmpty();
        guide.start();
        assertThat(done).containsExactly("run", "live");
        for (int i = 0; i < 20; i++) {
            guide.next();
        }
        assertThat(guide.placeProperty().get()).isEqualTo(guide.count() - 1);
        assertThat(done).contains("ask", "scorecard").endsWith("home");
        guide.back();
        assertThat(done).endsWith("scorecard");
        guide.togglePause();
        guide.reset();
        assertThat(done).endsWith("hold", "run", "live");
        assertThat(guide.placeProperty().get()).isZero();
        guide.end();
        assertThat(guide.openProperty().get()).isFalse();
    }

    @Test
    void everyStepSaysSomethingToSayAndWhereToLook() {
        DemoGuide guide = new DemoGuide(new Recording());
        guide.start();
        for (int i = 0; i < guide.count(); i++) {
            assertThat(guide.step().heading()).isNotBlank();
            assertThat(guide.step().say()).isNotBlank();
            assertThat(guide.step().look()).isNotBlank();
            guide.next();
        }
    }

    @Test
    void aRunsVerdictIsAFewWords() {
        assertThat(RunRecorder.verdict(Stage.CANCELLED, null)).isEqualTo("cancelled");
        assertThat(RunRecorder.verdict(Stage.FAILED, null)).isEqualTo("failed");
    }
}
