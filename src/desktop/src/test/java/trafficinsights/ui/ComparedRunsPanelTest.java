package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Compares real runs in the real window.
final class ComparedRunsPanelTest extends WindowTest {
    @TempDir private static Path folder;

    /// Requests of two scenarios, of different lengths.
    @BeforeAll
    static void makeLogs() throws InterruptedException {
        make("steady", 2);
        make("slow-server", 4);
    }

    private static void make(String scenario, int minutes) throws InterruptedException {
        RunSource source =
                new RunSource.Generated(
                        scenario,
                        OptionalLong.empty(),
                        OptionalLong.of(5),
                        Optional.of(Duration.ofMinutes(minutes)));
        try (Run run =
                Runs.start(
                        RunSpec.inMemory(source)
                                .withOut(folder.resolve(scenario))
                                .withRequests(RunSpec.RequestOutput.CSV))) {
            run.await();
        }
    }

    private static Path log(String scenario) {
        return folder.resolve(scenario).resolve("request_logs.csv");
    }

    private void run(String scenario, String title) {
        run(scenario, title, EventFiles.NONE);
    }

    private void run(String scenario, String title, EventFiles events) {
        fake.useRealRuns();
        interact(() ->
                window().model()
                        .current()
                        .start(
                                RunSpec.inMemory(new RunSource.Logs(List.of(log(scenario)), "auto"))
                                        .withEvents(events),
                                title));
        until("its title", () -> window().model().current().titleProperty().get().equals(title));
        until("its end", () -> window().model().current().summaryProperty().get() != null);
    }

    private void runTwoAndCompare() {
        run("steady", "Steady");
        run("slow-server", "Slow server");
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE"));
        compareWith("Steady");
        until("the comparison", () -> shows("#comparedRuns") && !text("#runsSentence").isEmpty());
    }

    /// As a choice in the menu does.
    private void compareWith(String title) {
        MenuButton menu = lookup("#compareMenu").queryAs(MenuButton.class);
        interact(menu::show);
        MenuItem item =
                menu.getItems().stream()
                        .filter(i -> title.equals(i.getText()))
                        .findAny()
                        .orElseThrow();
        interact(() -> {
            item.fire();
            menu.hide();
        });
    }

    private int rows() {
        return lookup("#keyTable").queryAs(TableView.class).getItems().size();
    }

    private List<String> figureNames() {
        return lookup("#runsFigures .table-name").queryAll().stream()
                .map(Label.class::cast)
                .map(Label::getText)
                .toList();
    }

    @Test
    void aRunIsComparedWithARecentOne() {
        runTwoAndCompare();
        assertThat(text("#sideA")).startsWith("A  Slow server, ");
        assertThat(text("#sideB")).startsWith("B  request_logs.csv, ");
        assertThat(text("#runsNote")).contains("not counts");
        assertThat(figureNames()).contains("p95 latency", "Apdex").doesNotContain("Requests");
        assertThat(shows("#incidentRows")).isFalse();
        Node name = lookup("#runsFigures .table-name").query();
        assertThat(name.getAccessibleText()).contains(", A ").contains(", B ");
        clickOn("#keys-REGION");
        int regions = rows();
        clickOn("#keys-SERVER");
        assertThat(rows()).isGreaterThan(regions);
        clickOn("#runs-INCIDENTS");
        assertThat(shows("#incidentsOfA")).isTrue();
        assertThat(shows("#runsFigures")).isFalse();
    }

    @Test
    void eventsAreOverTheChartsOfBothRuns() throws IOException {
        String start = Files.readAllLines(log("slow-server")).get(1).split(",", 2)[0];
        Path deploys =
                Files.writeString(
                        folder.resolve("deploys.csv"),
                        "time,kind,text\n%s,deploy,orders 4.2\n"
                                .formatted(Instant.parse(start).plusSeconds(50)));
        run("steady", "Steady");
        run("slow-server", "Slow server", EventFiles.of(List.of(deploys)));
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE"));
        compareWith("Steady");
        until("the comparison", () -> shows("#comparedRuns") && !text("#runsSentence").isEmpty());
        for (String chart : List.of("#runs-RATE", "#runs-LATENCY", "#runs-ERRORS")) {
            until("an event", () -> !marks(chart).isEmpty());
        }
        Node mark = marks("#runs-LATENCY").getFirst();
        Bounds line = onFx(() -> mark.localToScreen(mark.getLayoutBounds()));
        moveTo(line.getMinX() + 1, line.getMinY() + line.getHeight() * 0.6);
        until(
                "its text",
                () ->
                        lookup("#investigatePanel .cursor-note").queryAll().stream()
                                .map(note -> ((Label) note).getText())
                                .anyMatch("A: deploy orders 4.2"::equals));
    }

    private List<Node> marks(String chart) {
        return onFx(() ->
                lookup(chart + " .band-event").queryAll().stream()
                        .filter(Node::isVisible)
                        .toList());
    }

    @Test
    void swappingAndLeavingCanBeUndone() {
        runTwoAndCompare();
        push(KeyCode.X);
        until("the sides in exchange", () -> text("#sideA").startsWith("A  request_logs.csv, "));
        assertThat(text("#sideB")).startsWith("B  Slow server, ");
        clickOn("#undoRuns");
        until("the sides as they were", () -> text("#sideA").startsWith("A  Slow server, "));
        push(KeyCode.ESCAPE);
        assertThat(shows("#comparedRuns")).isFalse();
        assertThat(shows("#brush-RATE")).isTrue();
        push(KeyCode.CONTROL, KeyCode.Z);
        until("the comparison again", () -> shows("#comparedRuns"));
        until("its figures", () -> !text("#runsSentence").isEmpty());
        assertThat(lookup("#redoRuns").queryAs(Button.class).isDisabled()).isFalse();
    }

    @Test
    void whatIsNotARunIsReportedWhereItHappened() {
        run("steady", "Steady");
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE"));
        interact(() -> window().comparing().compareWith(List.of("/nowhere/at/all.log")));
        until("the reason", () -> shows("#runsProblem"));
        assertThat(text("#runsProblem .problem-text")).contains("does not exist");
        assertThat(shows("#comparedRuns")).isTrue();
        clickOn("#leaveRuns");
        assertThat(shows("#brush-RATE")).isTrue();
        assertThat(shows("#runsProblem")).isFalse();
    }

    @Test
    void withoutARunOnlyAPairCanBeCompared() {
        clickOn("#nav-investigate");
        MenuButton menu = lookup("#compareMenu").queryAs(MenuButton.class);
        interact(menu::show);
        for (MenuItem item : menu.getItems()) {
            if (item.getId() != null) {
                assertThat(item.isDisable()).isEqualTo(!item.getId().equals("comparePair"));
            }
        }
        interact(menu::hide);
        interact(() -> window().comparing().comparePair(Path.of("nowhere")));
        until("the reason", () -> shows("#runsProblem"));
        assertThat(text("#runsProblem .problem-text")).contains("is not a what-if folder");
    }

    @Test
    void theComparisonIsThereAfterARestart() throws TimeoutException {
        runTwoAndCompare();
        clickOn("#keys-ROUTE");
        interact(() -> window().close());
        Stage second = FxToolkit.registerStage(Stage::new);
        interact(() -> window = open(second, state));
        run("slow-server", "Slow server");
        clickOn("#nav-investigate");
        until("the comparison", () -> shows("#comparedRuns") && !text("#runsSentence").isEmpty());
        assertThat(text("#sideB")).startsWith("B  request_logs.csv, ");
        interact(second::close);
    }
}
