package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// What each line chart answers to a real mouse: the robot moves it, nothing is handed to a node.
/// Longer than 400 lines: every chart has the same questions.
final class ChartMouseTest extends WindowTest {
    @TempDir private Path folder;

    private static final List<String> LIVE = List.of("RATE", "LATENCY", "ERRORS", "REGIONS");

    private void startLive() {
        startDemo();
        fake.last().give(200);
        until("the first picture", () -> shows("#chart-RATE"));
        until("lines", () -> plot("#chart-RATE").getWidth() > 100);
    }

    /// Where the lines are drawn, on the screen.
    private Bounds plot(String chart) {
        return onFx(() -> {
            Node canvas = lookup(chart + " .chart-band-pane").query();
            return canvas.localToScreen(canvas.getLayoutBounds());
        });
    }

    private Point2D at(String chart, double share) {
        Bounds area = plot(chart);
        return new Point2D(
                Math.rint(area.getMinX() + area.getWidth() * share),
                Math.rint(area.getMinY() + area.getHeight() * 0.6));
    }

    private boolean hasCrosshair(String chart) {
        return onFx(() ->
                lookup(chart + " .chart-crosshair").queryAll().stream().anyMatch(Node::isVisible));
    }

    private List<String> tooltip(String panel) {
        return onFx(() ->
                lookup(panel + " .cursor-tooltip").queryAll().stream()
                        .filter(Node::isVisible)
                        .flatMap(box -> box.lookupAll(".label").stream())
                        .map(label -> ((Label) label).getText())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RATE", "LATENCY", "ERRORS", "REGIONS"})
    void aHoverShowsTheValuesOfAllLinesInAllChartsOfLive(String chart) {
        startLive();
        moveTo(at("#chart-" + chart, 0.5));
        until("the values", () -> !tooltip("#livePanel").isEmpty());
        assertThat(tooltip("#livePanel"))
                .contains("requests", "p50", "p95", "p99", "5xx", "4xx", "eu")
                .anyMatch(text -> text.endsWith(" ms"))
                .anyMatch(text -> text.endsWith("/s"));
        assertThat(LIVE).allMatch(other -> hasCrosshair("#chart-" + other));
        moveTo("#nav-live");
        until("none", () -> tooltip("#livePanel").isEmpty());
        assertThat(LIVE).noneMatch(other -> hasCrosshair("#chart-" + other));
    }

    private void dragOver(String chart, double from, double to) {
        moveTo(at(chart, from));
        press(MouseButton.PRIMARY);
        moveTo(at(chart, (from + to) / 2));
        moveTo(at(chart, to));
        release(MouseButton.PRIMARY);
    }

    @Test
    void aDragOverAChartOfLiveZoomsAndADoubleClickShowsAllAgain() {
        startLive();
        String all = text("#livePanel .panel-subtitle");
        dragOver("#chart-LATENCY", 0.4, 0.6);
        until("the zoom", () -> shows("#resetZoom"));
        until("its times", () -> !text("#livePanel .panel-subtitle").equals(all));
        doubleClickOn(at("#chart-RATE", 0.2));
        until("all", () -> text("#livePanel .panel-subtitle").equals(all));
        assertThat(shows("#resetZoom")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RATE", "REGIONS"})
    void theWheelOverAChartOfLiveZoomsAtTheMouse(String chart) {
        startLive();
        String all = text("#livePanel .panel-subtitle");
        moveTo(at("#chart-" + chart, 0.25));
        until("the values", () -> !tooltip("#livePanel").isEmpty());
        String instant = tooltip("#livePanel").getFirst();
        scroll(3, VerticalDirection.UP);
        until("the zoom", () -> shows("#resetZoom"));
        until("its times", () -> !text("#livePanel .panel-subtitle").equals(all));
        moveBy(1, 0);
        moveBy(-1, 0);
        assertThat(tooltip("#livePanel").getFirst()).isEqualTo(instant);
        scroll(12, VerticalDirection.DOWN);
        until("all", () -> text("#livePanel .panel-subtitle").equals(all));
    }

    @Test
    void theWheelOverLanesAndSmallChartsZoomsAsWell() {
        startLive();
        for (String view : List.of("#lower-LANES", "#lower-HEAT", "#lower-SMALL")) {
            clickOn(view);
            String place =
                    switch (view) {
                        case "#lower-LANES" -> "#chart-lanes .cell-plot";
                        case "#lower-HEAT" -> "#chart-heat .cell-plot";
                        default -> "#small-eu-2";
                    };
            until(
                    place,
                    () ->
                            !lookup(place).queryAll().isEmpty()
                                    && shows(place)
                                    && lookup(place).query().getLayoutBounds().getHeight() > 20);
            moveTo(place);
            until("the values", () -> !tooltip("#livePanel").isEmpty());
            scroll(2, VerticalDirection.UP);
            until("the zoom", () -> shows("#resetZoom"));
            clickOn("#resetZoom");
            until("all", () -> !shows("#resetZoom"));
        }
    }

    @Test
    void aClickOnANameHidesItsLineAndADoubleClickShowsItAlone() {
        startLive();
        clickOn(key("#chart-LATENCY", "p50"));
        moveTo(at("#chart-LATENCY", 0.5));
        until("the others", () -> !tooltip("#livePanel").isEmpty());
        assertThat(tooltip("#livePanel")).contains("p95", "p99").doesNotContain("p50");
        clickOn(key("#chart-LATENCY", "p50"));
        moveTo(at("#chart-LATENCY", 0.5));
        until("it again", () -> tooltip("#livePanel").contains("p50"));
        doubleClickOn(key("#chart-LATENCY", "p95"));
        moveTo(at("#chart-LATENCY", 0.5));
        until("it alone", () -> tooltip("#livePanel").contains("p95"));
        assertThat(tooltip("#livePanel")).doesNotContain("p50", "p99");
        doubleClickOn(key("#chart-LATENCY", "p95"));
        moveTo(at("#chart-LATENCY", 0.5));
        until("all", () -> tooltip("#livePanel").containsAll(List.of("p50", "p95", "p99")));
    }

    @Test
    void aLineIsHiddenAndShownAloneByKeys() {
        startLive();
        Node name = key("#chart-LATENCY", "p50");
        for (int i = 0; i < 80 && !onFx(name::isFocused); i++) {
            push(KeyCode.TAB);
        }
        assertThat(onFx(name::isFocused)).isTrue();
        push(KeyCode.SPACE);
        moveTo(at("#chart-LATENCY", 0.5));
        until("the others", () -> tooltip("#livePanel").containsAll(List.of("p95", "p99")));
        assertThat(tooltip("#livePanel")).doesNotContain("p50");
        push(KeyCode.SPACE);
        moveTo(at("#chart-LATENCY", 0.4));
        until("it again", () -> tooltip("#livePanel").contains("p50"));
        push(KeyCode.ENTER);
        moveTo(at("#chart-LATENCY", 0.5));
        until("it alone", () -> !tooltip("#livePanel").contains("p95"));
        assertThat(tooltip("#livePanel")).contains("p50").doesNotContain("p99");
        push(KeyCode.ENTER);
        moveTo(at("#chart-LATENCY", 0.4));
        until("all", () -> tooltip("#livePanel").containsAll(List.of("p50", "p95", "p99")));
        assertThat(onFx(() -> lookup("#pausePicture").<ToggleButton>query().isSelected()))
                .as("Space is the name's here, and pauses nothing")
                .isFalse();
    }

    private Node key(String chart, String name) {
        return lookup(chart + " .key-name")
                .match(node -> node instanceof Label label && label.getText().equals(name))
                .query();
    }

    @Test
    void aClickOnABandChoosesItsIncident() {
        startLive();
        Bounds band = band("#chart-LATENCY");
        moveTo(band.getCenterX(), band.getMinY() + 40);
        until(
                "what was found",
                () -> tooltip("#livePanel").stream().anyMatch(text -> text.contains("eu-2")));
        clickOn(band.getCenterX(), band.getMinY() + 40);
        until("its span", () -> hasMark("#chart-LATENCY"));
        assertThat(shows("#livePanel .incident-ask")).isTrue();
    }

    private boolean hasMark(String chart) {
        return onFx(() ->
                lookup(chart + " .chart-marked").queryAll().stream().anyMatch(Node::isVisible));
    }

    /// Of what was found, once it is drawn.
    private Bounds band(String chart) {
        until("a band", () -> bands(chart).findFirst().isPresent());
        return onFx(() -> {
            Node found = bands(chart).findFirst().orElseThrow();
            return found.localToScreen(found.getLayoutBounds());
        });
    }

    private Stream<Node> bands(String chart) {
        return lookup(chart + " .chart-band").queryAll().stream()
                .filter(Node::isVisible)
                .filter(node -> !node.getStyleClass().contains("band-truth"));
    }

    private void showInvestigate() {
        startDemo();
        fake.last().give(360);
        fake.last().finish();
        clickOn("#nav-investigate");
        until("the charts", () -> shows("#brush-RATE") && plot("#brush-RATE").getWidth() > 100);
    }

    private static final String[] BRUSHED = {"#brush-RATE", "#brush-LATENCY", "#brush-ERRORS"};

    @Test
    void theChartsOfInvestigateAnswerHoverWheelAndBand() {
        showInvestigate();
        for (String chart : BRUSHED) {
            moveTo(at(chart, 0.5));
            until("the values at " + chart, () -> !tooltip("#investigatePanel").isEmpty());
            assertThat(tooltip("#investigatePanel")).contains("requests", "p95", "5xx");
            assertThat(BRUSHED).allMatch(this::hasCrosshair);
            moveTo("#nav-investigate");
            until("none", () -> tooltip("#investigatePanel").isEmpty());
        }
        Bounds band = band("#brush-LATENCY");
        double before = band.getWidth();
        moveTo(band.getCenterX(), band.getMinY() + 30);
        scroll(4, VerticalDirection.UP);
        until("a wider band", () -> band("#brush-LATENCY").getWidth() > 1.5 * before);
        clickOn(band.getCenterX(), band.getMinY() + 30);
        until("its span", () -> !text("#brushed").equals("No time range selected"));
        doubleClickOn(at("#brush-RATE", 0.05));
        until("all", () -> Math.abs(band("#brush-LATENCY").getWidth() - before) < 2);
    }

    @Test
    void thePreviewOfAScenarioSaysItsRatesAtAnInstant() {
        clickOn("#nav-generate");
        until("the rates", () -> !lookup(".picture-line").queryAll().isEmpty());
        Node picture = lookup(".scenario-picture").query();
        Bounds area = onFx(() -> picture.localToScreen(picture.getLayoutBounds()));
        moveTo(area.getCenterX(), area.getMinY() + 40);
        until("the values", () -> !tooltip("#generatePanel").isEmpty());
        assertThat(tooltip("#generatePanel"))
                .contains("eu", "us", "ap")
                .anyMatch(text -> text.endsWith("/s"));
        moveTo("#nav-generate");
        until("none", () -> tooltip("#generatePanel").isEmpty());
    }

    private void openRows(String... lines) {
        Path file = folder.resolve("rows.csv");
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        interact(() -> window().explore(List.of(file)));
        until("the rows", () -> shows("#dataGrid") && text("#rowCount").endsWith("rows"));
        clickOn("#showChart");
    }

    private static String[] points() {
        return Stream.concat(
                        Stream.of("ts,region,latency_ms,bytes"),
                        IntStream.range(0, 600)
                                .mapToObj(i ->
                                        "2026-03-02 08:%02d:%02d,%s,%d,%d"
                                                .formatted(
                                                        i / 60,
                                                        i % 60,
                                                        i % 3 == 0 ? "us" : "eu",
                                                        20 + i * 7 % 50,
                                                        900 + i)))
                .toArray(String[]::new);
    }

    @Test
    void linesOfRowsAnswerHoverAndWheelAndADragFilters() {
        openRows(points());
        until("lines", () -> shows("#chartLines") && plot("#chartLines").getWidth() > 100);
        moveTo(at("#chartLines", 0.5));
        until("the values", () -> !tooltip("#exploreChart").isEmpty());
        assertThat(tooltip("#exploreChart")).contains("eu", "us");
        String middle = tooltip("#exploreChart").getFirst();
        scroll(5, VerticalDirection.UP);
        sleep(300);
        moveTo(at("#chartLines", 0.9));
        until("another time", () -> !tooltip("#exploreChart").getFirst().equals(middle));
        assertThat(minute(tooltip("#exploreChart").getFirst())).isLessThan(8);
        dragOver("#chartLines", 0.3, 0.6);
        until("the filter", () -> shows("#chips .chip"));
        assertThat(text("#chips .chip")).startsWith("ts: ");
    }

    /// Of `2 Mar 2026, 08:05:00`.
    private static int minute(String instant) {
        return Integer.parseInt(instant.split(":")[1]);
    }

    @Test
    void barsSayWhatTheyStandForAndAClickFilters() {
        openRows(points());
        clickOn("#chart-BARS");
        until(
                "bars",
                () -> shows("#chartBars") && !lookup("#chartBars .bar-fill").queryAll().isEmpty());
        moveTo(lookup("#chartBars .bar-fill").<Node>query());
        until(
                "its tooltip",
                () ->
                        listWindows().stream()
                                .anyMatch(w ->
                                        w instanceof Tooltip tip
                                                && tip.isShowing()
                                                && tip.getText().contains("eu:")));
        clickOn("#chart-HISTOGRAM");
        until(
                "columns",
                () ->
                        shows("#chartColumns")
                                && !lookup("#chartColumns .bar-fill").queryAll().isEmpty());
        moveTo(lookup("#chartColumns .bar-fill").nth(2).<Node>query());
        until(
                "its tooltip",
                () ->
                        listWindows().stream()
                                .anyMatch(w ->
                                        w instanceof Tooltip tip
                                                && tip.isShowing()
                                                && tip.getText().contains("–")));
        clickOn(lookup("#chartColumns .bar-fill").nth(2).<Node>query());
        until("the filter", () -> shows("#chips .chip"));
    }

    /// Moves along the diagonal of the plot until a point answers.
    private List<String> nearPoint(double from, double to) {
        Bounds area = points("#chartPoints");
        for (double share = from; share < to; share += 0.01) {
            moveTo(
                    area.getMinX() + area.getWidth() * share,
                    area.getMaxY() - area.getHeight() * share);
            List<String> said = tooltip("#exploreChart");
            if (!said.isEmpty()) {
                return said;
            }
        }
        return List.of();
    }

    private Bounds points(String chart) {
        return onFx(() -> {
            // The axes are canvases as well.
            Node canvas =
                    lookup(chart + " .chart-body *").queryAll().stream()
                            .filter(Canvas.class::isInstance)
                            .max(
                                    Comparator.comparingDouble(node ->
                                            node.getLayoutBounds().getHeight()
                                                    * node.getLayoutBounds().getWidth()))
                            .orElseThrow();
            return canvas.localToScreen(canvas.getLayoutBounds());
        });
    }

    @Test
    void pointsAnswerHoverDragAndWheel() {
        openRows("a,b", "0,0", "1,10", "2,20", "3,30", "4,40");
        clickOn("#chart-POINTS");
        until("points", () -> shows("#chartPoints"));
        until(
                "drawn",
                () ->
                        lookup("#chartPoints .chart-body").query().getLayoutBounds().getWidth()
                                > 100);
        assertThat(nearPoint(0.1, 1)).contains("1", "10");
        Bounds area = points("#chartPoints");
        moveTo(area.getMinX() + area.getWidth() * 0.4, area.getMaxY() - area.getHeight() * 0.4);
        press(MouseButton.PRIMARY);
        moveTo(area.getCenterX(), area.getCenterY());
        moveTo(area.getMinX() + area.getWidth() * 0.7, area.getMaxY() - area.getHeight() * 0.7);
        release(MouseButton.PRIMARY);
        assertThat(nearPoint(0.1, 1)).isNotEmpty().doesNotContain("1");
        doubleClickOn(area.getMinX() + area.getWidth() * 0.2, area.getMinY() + 20);
        assertThat(nearPoint(0.1, 1)).contains("1", "10");
        // On the diagonal, so that the points stay on it.
        moveTo(area.getMinX() + area.getWidth() * 0.9, area.getMaxY() - area.getHeight() * 0.9);
        scroll(3, VerticalDirection.UP);
        assertThat(nearPoint(0.1, 1)).isNotEmpty().doesNotContain("1");
    }

    private static final String[] REPORT = {"#report-RATE", "#report-LATENCY", "#report-ERRORS"};
    private static final String[] COMPARED = {"#runs-RATE", "#runs-LATENCY", "#runs-ERRORS"};

    private void runSlowServer() {
        fake.useRealRuns();
        RunSource source =
                new RunSource.Generated(
                        "slow-server", OptionalLong.of(200_000), OptionalLong.empty());
        RunSpec spec = RunSpec.inMemory(source).withWindow(Duration.ofSeconds(10));
        interact(() -> window().model().current().start(spec, "Slow server"));
        until("the end", () -> text("#statusStage").equals("Done"));
    }

    @Test
    void theChartsOfAReportAnswerHoverDragWheelAndBand() {
        runSlowServer();
        clickOn("#nav-reports");
        until("the report", () -> shows("#reportPage") && plot("#report-RATE").getWidth() > 100);
        for (String chart : REPORT) {
            moveTo(at(chart, 0.5));
            until("the values at " + chart, () -> !tooltip("#reportsPanel").isEmpty());
            assertThat(tooltip("#reportsPanel")).contains("requests", "p95", "5xx");
            assertThat(REPORT).allMatch(this::hasCrosshair);
        }
        double before = band("#report-LATENCY").getWidth();
        Bounds band = band("#report-LATENCY");
        clickOn(band.getCenterX(), band.getMinY() + 40);
        until(
                "its incident",
                () ->
                        lookup("#reportIncidents .incident-row").queryAll().stream()
                                .anyMatch(row ->
                                        row.getPseudoClassStates()
                                                .contains(PseudoClass.getPseudoClass("chosen"))));
        scrollPageUp();
        dragOver("#report-RATE", 0.02, 0.98);
        until("a zoom", () -> band("#report-LATENCY").getWidth() > before + 1);
        doubleClickOn(at("#report-ERRORS", 0.02));
        until("all", () -> Math.abs(band("#report-LATENCY").getWidth() - before) < 1);
        moveTo(at("#report-RATE", 0.5));
        scroll(1, VerticalDirection.UP);
        until("a zoom", () -> Math.abs(band("#report-LATENCY").getWidth() - before) > 1);
        scroll(2, VerticalDirection.DOWN);
        until("all", () -> Math.abs(band("#report-LATENCY").getWidth() - before) < 1);
    }

    private void scrollPageUp() {
        interact(() -> ((ScrollPane) lookup("#reportsPanel .form-scroll").query()).setVvalue(0));
    }

    @Test
    void theChartsOfTwoRunsAnswerHoverDragAndWheel() {
        runSlowServer();
        clickOn("#nav-investigate");
        interact(() -> window().comparing().compareWith(List.of("steady")));
        until("the comparison", () -> shows("#comparedRuns") && !text("#runsSentence").isEmpty());
        until("its charts", () -> plot("#runs-RATE").getWidth() > 100);
        for (String chart : COMPARED) {
            moveTo(at(chart, 0.5));
            until("the values at " + chart, () -> !tooltip("#investigatePanel").isEmpty());
            assertThat(tooltip("#investigatePanel"))
                    .contains("A Requests", "B Requests", "A p95 latency", "B Server error rate");
            assertThat(COMPARED).allMatch(this::hasCrosshair);
        }
        String whole = instantAt("#runs-ERRORS", 0.9);
        dragOver("#runs-LATENCY", 0.2, 0.5);
        until("a zoom", () -> !instantAt("#runs-ERRORS", 0.9).equals(whole));
        doubleClickOn(at("#runs-RATE", 0.3));
        until("all", () -> instantAt("#runs-ERRORS", 0.9).equals(whole));
        moveTo(at("#runs-RATE", 0.1));
        scroll(4, VerticalDirection.UP);
        until("a zoom", () -> !instantAt("#runs-ERRORS", 0.9).equals(whole));
    }

    private String instantAt(String chart, double share) {
        Point2D place = at(chart, share);
        interact(() -> {});
        moveTo(place.add(0, 1)).moveTo(place);
        List<String> said = tooltip("#investigatePanel");
        return said.isEmpty() ? "" : said.getFirst();
    }
}
