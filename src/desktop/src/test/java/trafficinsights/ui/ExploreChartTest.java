package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.ui.common.ChartCard;

/// Drives the chart of the Explore panel in the real window, over real files.
final class ExploreChartTest extends WindowTest {
    private static final int ROWS = 6_000;

    @TempDir private Path data;

    private Path csv() {
        StringBuilder text = new StringBuilder("ts,region,latency_ms,bytes\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(
                    "2026-03-02 %02d:%02d:%02d,%s,%d,%d\n"
                            .formatted(
                                    8 + i / 3600,
                                    i / 60 % 60,
                                    i % 60,
                                    i % 5 == 0 ? "us" : "eu",
                                    20 + i % 50,
                                    900 + i % 700));
        }
        try {
            return Files.writeString(data.resolve("requests.csv"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openCsv() {
        Path file = csv();
        interact(() -> window().explore(List.of(file)));
        until("the rows", () -> shows("#dataGrid") && text("#rowCount").equals("6,000 rows"));
    }

    private void ask(String sql) {
        clickOn("#showConsole");
        interact(() -> ((TextArea) lookup("#sqlText").query()).setText(sql));
        clickOn("#sqlText");
        press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        until("the result", () -> shows("#resultBar"));
    }

    private <T> ComboBox<T> box(String id) {
        return lookup(id).query();
    }

    private <T> void choose(String id, T value) {
        interact(() -> this.<T>box(id).setValue(value));
    }

    private String caption(String chart, int place) {
        return onFx(() ->
                lookup(chart + " .chart-caption").queryAllAs(Label.class).stream()
                        .skip(place)
                        .findFirst()
                        .orElseThrow()
                        .getText());
    }

    private boolean says(String chart, int place, String text) {
        return shows(chart) && caption(chart, place).contains(text);
    }

    @Test
    void aResultIsDrawnChangedAndSavedAsAPicture() {
        openCsv();
        ask(
                "SELECT date_trunc('minute', ts) AS minute, region, avg(latency_ms) AS mean_ms, max(latency_ms) AS most_ms FROM data GROUP BY ALL");
        clickOn("#showChart");
        until("two series", () -> says("#chartLines", 1, "2 series"));
        assertThat(caption("#chartLines", 0)).isEqualTo("mean_ms");
        assertThat(caption("#chartLines", 1)).contains("200 values");
        choose("#chartY", "most_ms");
        until("another Y", () -> says("#chartLines", 0, "most_ms"));
        assertThat(text("#chartLines .card-title")).isEqualTo("most_ms by region over time");

        Path file = data.resolve("chart.png");
        interact(() -> lookup("#chartLines").<ChartCard>query().savePicture(file));
        until("the bar", () -> shows("#chartLines .picture-saved"));
        assertThat(text("#chartLines .picture-saved .label")).isEqualTo("Saved chart.png");
        clickOn("#chartLines .picture-saved .hyperlink");
        until("the picture", () -> browsed.equals(List.of(file.toUri())));
        Image picture = new Image(file.toUri().toString());
        Node chart = lookup("#chartLines").query();
        assertThat(picture.getWidth()).isGreaterThan(2 * chart.getLayoutBounds().getWidth() - 40);
    }

    @Test
    void rowsWithFiltersAreDrawnAndABarFilters() {
        openCsv();
        clickOn("#showChart");
        until("lines", () -> says("#chartLines", 0, "latency_ms"));
        clickOn("#chart-BARS");
        until("bars", () -> says("#chartBars", 1, "2 values of region"));
        choose("#chartAggregate", Aggregate.COUNT);
        until("counts", () -> says("#chartBars", 0, "rows"));
        until(
                "the values",
                () ->
                        lookup("#chartBars .bar-value").queryAllAs(Label.class).stream()
                                .map(Label::getText)
                                .toList()
                                .equals(List.of("4,800", "1,200")));
        Node us =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000,
                        () ->
                                lookup("#chartBars .bar-taken")
                                        .match((Node bar) ->
                                                bar.getAccessibleText().startsWith("us: 1,200"))
                                        .<Node>query());
        Node eu = onFx(() -> lookup("#chartBars .bar-taken").<Node>query());
        assertThat(
                        onFx(() ->
                                lookup("#chartBars .bar-taken").queryAll().stream()
                                        .filter(Node::isFocusTraversable)
                                        .toList()))
                .containsExactly(eu);
        interact(eu::requestFocus);
        push(KeyCode.DOWN);
        assertThat(onFx(() -> us.isFocused() && us.isFocusTraversable())).isTrue();
        assertThat(onFx(eu::isFocusTraversable)).isFalse();
        push(KeyCode.SPACE);
        until("the filter", () -> text("#rowCount").equals("1,200 of 6,000 rows"));
        until("one bar", () -> says("#chartBars", 1, "1 value of region"));
        assertThat(text("#chips .chip")).isEqualTo("region = us");
    }

    @Test
    void aBarOfTheOldChartFiltersByTheOldColumn() {
        openCsv();
        clickOn("#showChart");
        until("lines", () -> says("#chartLines", 0, "latency_ms"));
        clickOn("#chart-HISTOGRAM");
        until("a chart", () -> shows("#chartColumns"));
        choose("#chartX", "latency_ms");
        until("columns", () -> says("#chartColumns", 1, "latency_ms"));
        interact(() -> {
            this.<String>box("#chartX").setValue("bytes");
            Node bar = lookup("#chartColumns .bar-taken").query();
            bar.fireEvent(
                    new KeyEvent(
                            KeyEvent.KEY_PRESSED,
                            "",
                            "",
                            KeyCode.ENTER,
                            false,
                            false,
                            false,
                            false));
        });
        until("the filter", () -> shows("#chips .chip"));
        assertThat(text("#chips .chip")).startsWith("latency_ms");
    }

    @Test
    void theSameSqlRunAgainMakesTheChartAgain() {
        openCsv();
        String sql =
                "SELECT CAST(random() * 1e9 AS BIGINT) AS v, 'a' AS g FROM range(3) ORDER BY ALL";
        ask(sql);
        clickOn("#showChart");
        until("a chart", () -> !bars().isEmpty());
        List<String> before = bars();
        push(KeyCode.ESCAPE);
        clickOn("#sqlText");
        press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        until("another chart", () -> !bars().equals(before) && !bars().isEmpty());
    }

    private List<String> bars() {
        return onFx(() ->
                lookup("#exploreChart .bar").queryAll().stream()
                        .map(Node::getAccessibleText)
                        .toList());
    }

    @Test
    void kindsThatTheColumnsDoNotAllowCannotBeChosen() {
        openCsv();
        ask("SELECT region FROM data");
        clickOn("#showChart");
        until("bars of the whole result", () -> says("#chartBars", 1, "2 values of region"));
        assertThat(onFx(() -> lookup("#chart-LINES").query().isDisabled())).isTrue();
        assertThat(onFx(() -> lookup("#chart-POINTS").query().isDisabled())).isTrue();
        ask("SELECT region FROM data WHERE latency_ms > 1000");
        until("a hint", () -> shows("#chartEmpty"));
        assertThat(text("#chartEmpty .empty-title")).isEqualTo("No rows to draw");
        ask("EXPLAIN SELECT * FROM data");
        until("the reason", () -> shows("#chartProblem"));
        assertThat(text("#chartProblem #problemText")).contains("rows of a SELECT");
        clickOn("#backToRows");
        until("the rows", () -> says("#chartLines", 0, "latency_ms"));
        assertThat(shows("#chartProblem")).isFalse();
    }

    @Test
    void arrowsPointAtTimesAndAScreenReaderHearsTheValues() {
        openCsv();
        clickOn("#showChart");
        until("lines", () -> says("#chartLines", 0, "latency_ms"));
        interact(() -> lookup("#chartLines").query().requestFocus());
        push(KeyCode.RIGHT);
        push(KeyCode.RIGHT);
        assertThat(onFx(() -> lookup("#chartLines").query().getAccessibleText()))
                .startsWith("2 Mar 2026, 08:00:")
                .contains("eu 35");
        assertThat(shows("#exploreChart .cursor-tooltip")).isTrue();
        interact(() -> lookup("#showChart").query().requestFocus());
        assertThat(onFx(() -> lookup("#chartLines").query().getAccessibleText()))
                .startsWith("Chart: ");
    }

    @Test
    void theChartIsThereAgainAfterTheWindowWasClosed() {
        openCsv();
        clickOn("#showChart");
        clickOn("#chart-POINTS");
        until("points", () -> shows("#chartPoints"));
        choose("#chartX", "bytes");
        choose("#chartY", "latency_ms");
        until(
                "other points",
                () -> text("#chartPoints .card-title").equals("latency_ms against bytes"));
        interact(() -> {
            window().close();
            Stage stage = window().stage();
            stage.hide();
            window = open(new Stage(), state);
        });
        until(
                "the same chart",
                () ->
                        shows("#chartPoints")
                                && text("#chartPoints .card-title")
                                        .equals("latency_ms against bytes"));
        interact(() -> window().stage().hide());
    }
}
