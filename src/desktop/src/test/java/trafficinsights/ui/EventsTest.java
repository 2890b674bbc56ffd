package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.LineTo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.events.Event;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSpec;

/// Events over the charts and beside the incidents, as a person finds them with mouse and keys.
final class EventsTest extends WindowTest {
    private static final long SECOND = 1_000_000;

    @TempDir private Path folder;

    private static Event event(long micros, String kind, String text) {
        return new Event(micros, OptionalLong.empty(), kind, text, "");
    }

    /// A deployment 40 s before the incident of the script, and two others.
    private static List<Event> events() {
        long onset = ScriptedTraffic.incidents(200).getLast().startMicros();
        return List.of(
                new Event(
                        ScriptedTraffic.start(30),
                        OptionalLong.of(ScriptedTraffic.start(48)),
                        "maintenance",
                        "vacuum",
                        "db-1"),
                event(onset - 40 * SECOND, "deploy", "orders 4.2"),
                event(ScriptedTraffic.start(180), "restart", "cache"));
    }

    private void startLive() {
        startDemo();
        fake.last().setEvents(events());
        fake.last().give(200);
        until("the first picture", () -> shows("#chart-RATE"));
        until("an event", () -> !marks("#chart-RATE").isEmpty());
    }

    private List<Node> marks(String chart) {
        return onFx(() ->
                lookup(chart + " .band-event").queryAll().stream()
                        .filter(Node::isVisible)
                        .toList());
    }

    private List<String> names(String chart) {
        return onFx(() ->
                lookup(chart + " .band-event-cap").queryAll().stream()
                        .filter(Node::isVisible)
                        .map(name -> ((Label) name).getText())
                        .toList());
    }

    private List<String> tooltip(String panel) {
        return onFx(() ->
                lookup(panel + " .cursor-tooltip").queryAll().stream()
                        .filter(Node::isVisible)
                        .flatMap(box -> box.lookupAll(".cursor-note").stream())
                        .map(label -> ((Label) label).getText())
                        .toList());
    }

    private Bounds screen(Node node) {
        return onFx(() -> node.localToScreen(node.getLayoutBounds()));
    }

    private void pointAt(Node mark) {
        Bounds line = screen(mark);
        moveTo(line.getMinX() + 1, line.getMinY() + line.getHeight() * 0.6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RATE", "LATENCY", "ERRORS", "REGIONS"})
    void aChartOfLiveHasTheEventsWithTheirNamesAndTheirTextInTheTooltip(String name) {
        startLive();
        String chart = "#chart-" + name;
        until("all events", () -> marks(chart).size() == 3);
        assertThat(names(chart)).contains("deploy orders 4.2");
        pointAt(marks(chart).get(1));
        until("its text", () -> tooltip("#livePanel").contains("deploy orders 4.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lanes", "heat"})
    void cellsOfLiveHaveTheEventsWithTheirNamesAndTheirTextInTheTooltip(String name) {
        startLive();
        clickOn("#lower-" + name.toUpperCase(Locale.ROOT));
        String chart = "#chart-" + name;
        until("all events", () -> shows(chart) && marks(chart).size() == 3);
        until("their names", () -> names(chart).contains("deploy orders 4.2"));
        rest(chart);
        Bounds lines = screen(lookup(chart + " .event-lines").query());
        assertThat(lines.getMinX())
                .isCloseTo(screen(marks(chart).getFirst()).getMinX(), within(2.0));
        assertThat(lines.getMaxX())
                .isCloseTo(screen(marks(chart).getLast()).getMinX(), within(2.0));
        Bounds plot = screen(lookup(chart + " .cell-plot").query());
        moveTo(screen(marks(chart).get(1)).getMinX() + 1, plot.getCenterY());
        until("its text", () -> tooltip("#livePanel").contains("deploy orders 4.2"));
    }

    @Test
    void aSmallChartOfLiveHasALineForEachEvent() {
        startLive();
        clickOn("#lower-SMALL");
        until("charts", () -> !lookup("#small-eu-2").queryAll().isEmpty());
        until("the lines", () -> lines("#small-eu-2") == 3);
        Bounds line = screen(lookup("#small-eu-2 .event-lines").query());
        Bounds plot = screen(lookup("#small-eu-2 .small-plot").query());
        assertThat(line.getMinY()).isGreaterThanOrEqualTo(plot.getMinY() - 2);
        assertThat(line.getMaxY()).isLessThanOrEqualTo(plot.getMaxY() + 2);
    }

    /// The names of the rows, which come later, take room from the cells.
    private void rest(String chart) {
        double before = Double.NaN;
        double now = screen(marks(chart).get(1)).getMinX();
        while (before != now) {
            sleep(500);
            before = now;
            now = screen(marks(chart).get(1)).getMinX();
        }
    }

    /// Vertical lines of a path.
    private long lines(String chart) {
        return onFx(() ->
                lookup(chart + " .event-lines").queryAll().stream()
                        .flatMap(path -> ((javafx.scene.shape.Path) path).getElements().stream())
                        .filter(LineTo.class::isInstance)
                        .count());
    }

    @Test
    void anIncidentOfLiveNamesTheEventJustBefore() {
        startLive();
        until(
                "the event",
                () ->
                        lookup("#livePanel .incident-before").queryAll().stream()
                                .filter(Node::isVisible)
                                .map(label -> ((Label) label).getText())
                                .toList()
                                .contains("Just before: deploy orders 4.2, 40\u00a0s earlier."));
    }

    @Test
    void investigateHasTheEventsAsWell() {
        startLive();
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE"));
        until("the events", () -> marks("#brush-RATE").size() == 3);
        pointAt(marks("#brush-RATE").get(1));
        until("its text", () -> tooltip("#investigatePanel").contains("deploy orders 4.2"));
    }

    @Test
    void aRunIsSetUpWithAFileOfEvents() throws IOException {
        Path file = Files.writeString(folder.resolve("deploys.csv"), "time,text\n");
        clickOn("#nav-generate");
        until("the form", () -> shows("#events"));
        clickOn("#events");
        write(folder.resolve("none.csv").toString());
        until("what is wrong", () -> text("#eventsMessage").contains("is not a file"));
        interact(() -> ((TextField) lookup("#events").query()).clear());
        clickOn("#events");
        write(file.toString());
        until("nothing wrong", () -> text("#eventsMessage").isEmpty());
        clickOn("#start");
        until("a run", () -> !fake.runs.isEmpty());
        assertThat(fake.last().spec().reading().events()).isEqualTo(EventFiles.of(List.of(file)));
    }

    @Test
    void eventsAreAddedToTheRunThatIsShown() throws IOException {
        Path file = Files.writeString(folder.resolve("deploys.csv"), "time,text\n");
        startDemo();
        fake.last().finish();
        until("its end", () -> !window().model().current().working().get());
        interact(() -> window().model().addEvents(List.of(file)));
        until("a second run", () -> fake.runs.size() == 2);
        RunSpec spec = fake.last().spec();
        assertThat(spec.reading().events().files()).containsExactly(file);
        assertThat(spec.writing().store()).isNull();
    }

    private Path openDeploys(String first) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("deploys-%d.csv".formatted(System.nanoTime())),
                        "time,kind,text\n%s,deploy,orders 4.2\n".formatted(first));
        interact(() -> window().importCsv(file));
        until("the page", () -> shows("#importPage"));
        until("its end", () -> !lookup("#importAsEvents").query().isDisabled());
        return file;
    }

    @Test
    void aFileOnTheImportPageIsAddedToTheRunAsEvents() throws IOException {
        startDemo();
        fake.last().finish();
        until("its end", () -> !window().model().current().working().get());
        Path file = openDeploys("2026-11-22T10:20:00Z");
        clickOn("#importAsEvents");
        until("a second run", () -> fake.runs.size() == 2);
        assertThat(fake.last().spec().reading().events()).isEqualTo(EventFiles.of(List.of(file)));
        until("Live", () -> shows("#livePanel"));
    }

    @Test
    void withoutARunTheImportPageSaysWhatIsMissing() throws IOException {
        openDeploys("2026-11-22T10:20:00Z");
        clickOn("#importAsEvents");
        until(
                "the reason",
                () ->
                        text("#importProblem .problem-text")
                                .contains("Open logs or start a scenario"));
        assertThat(shows("#importPage")).isTrue();
    }

    @Test
    void aFileOfTheImportPageWithoutEventsIsReportedThere() throws IOException {
        startDemo();
        openDeploys("soon");
        clickOn("#importAsEvents");
        until("the reason", () -> text("#importProblem .problem-text").contains("has no events"));
        assertThat(fake.runs).hasSize(1);
    }

    @Test
    void theActionIsInThePalette() {
        press(KeyCode.CONTROL, KeyCode.K);
        release(KeyCode.K, KeyCode.CONTROL);
        until("the palette", () -> shows("#paletteField"));
        write("add events");
        until(
                "the action",
                () ->
                        lookup("#palette .label").queryAll().stream()
                                .map(label -> ((Label) label).getText())
                                .toList()
                                .contains("Add events to the run…"));
    }
}
