package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.SourceTree;

/// Drives the views of network flows in the real window, over the products' own examples.
final class ExploreFlowsTest extends WindowTest {
    private static final Path FLOWS =
            SourceTree.of("src/engine/src/test/resources/trafficinsights/ingest/flows");

    @TempDir private Path data;

    private void open(Path file, String rows) {
        interact(() -> window().explore(List.of(file)));
        until("the rows", () -> shows("#dataGrid") && text("#rowCount").equals(rows));
    }

    private String caption(String chart) {
        return onFx(() ->
                lookup(chart + " .chart-caption").queryAllAs(Label.class).stream()
                        .map(Label::getText)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void aViewIsShownWithOneClick() {
        open(FLOWS.resolve("azure-nsg-v2.json"), "7 rows");
        clickOn("#view-bytes-over-time");
        until(
                "bytes over time",
                () -> shows("#chartLines") && caption("#chartLines").equals("bytes"));
        assertThat(text("#chartLines .card-title")).isEqualTo("bytes over time");
        clickOn("#view-top-talkers");
        until("a bar a source", () -> shows("#chartBars") && caption("#chartBars").equals("bytes"));
        assertThat(text("#chartBars .bar-value")).isEqualTo("46,661");
        clickOn("#view-rejected");
        until("the table", () -> shows("#dataGrid") && text("#resultText").contains("3 rows"));
        clickOn("#showConsole");
        assertThat(onFx(() -> ((TextArea) lookup("#sqlText").query()).getText()))
                .contains("WHERE action = 'REJECT'");
        clickOn("#backToRows");
        until("all flows", () -> !shows("#resultBar"));
    }

    @Test
    void otherDataHasNoViews() throws Exception {
        open(FLOWS.resolve("zeek-conn.log"), "4 rows");
        assertThat(shows("#exploreViews")).isTrue();
        open(Files.writeString(data.resolve("a.csv"), "a,b\n1,2\n"), "1 row");
        assertThat(shows("#exploreViews")).isFalse();
    }
}
