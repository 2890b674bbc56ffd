package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import trafficinsights.chart.Chart;
import trafficinsights.chart.Series;
import trafficinsights.model.Outcome;
import trafficinsights.model.report.RunReport;
import trafficinsights.report.ReportCharts;
import trafficinsights.report.chart.Ink;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// A region or a figure has one colour, wherever it is drawn.
final class EntityColoursTest extends WindowTest {
    /// Names and colours of a legend of labels with a box in front.
    private Map<String, Color> legend(String labels) {
        return onFx(() -> {
            Map<String, Color> colours = new TreeMap<>();
            for (Node node : lookup(labels).queryAll()) {
                Label label = (Label) node;
                Region box = (Region) label.getGraphic();
                if (box != null) {
                    colours.put(
                            label.getText(),
                            (Color) box.getBackground().getFills().getFirst().getFill());
                }
            }
            return colours;
        });
    }

    private static Map<String, Color> ofReport(RunReport report, String chart) {
        Map<String, Color> colours = new TreeMap<>();
        Chart drawn =
                ReportCharts.of(report).stream()
                        .filter(c -> c.id().equals(chart))
                        .findFirst()
                        .orElseThrow();
        for (Series series : drawn.series()) {
            colours.put(series.name(), Color.web(Ink.series(series.colour()).light()));
        }
        return colours;
    }

    private static RunReport report() throws InterruptedException {
        RunSource source =
                new RunSource.Generated("bad-deploy", OptionalLong.empty(), OptionalLong.empty());
        try (Run run = Runs.start(RunSpec.inMemory(source).withThreads(2))) {
            return switch (run.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) ->
                        Objects.requireNonNull(summary.report());
                case Outcome.Rejected<RunSummary>(var problem) ->
                        throw new AssertionError(problem.userMessage());
            };
        }
    }

    @Test
    void aRunHasTheSameColoursInGenerateLiveInvestigateAndItsReport() throws Exception {
        fake.useRealRuns();
        clickOn("#nav-generate");
        until("the rates", () -> !lookup(".picture-line").queryAll().isEmpty());
        Map<String, Color> planned = legend(".region-key > .label");
        interact(() -> ((ToggleButton) lookup("#speed-FULL").query()).fire());
        clickOn("#start");
        for (int i = 0; i < 6 && !text("#statusStage").equals("Done"); i++) {
            sleep(5_000);
        }
        until("the end", () -> text("#statusStage").equals("Done"));
        clickOn("#nav-live");
        until("the regions", () -> legend("#chart-REGIONS .key-name").size() == 3);
        RunReport report = report();
        assertThat(planned).containsOnlyKeys("ap", "eu", "us");
        assertThat(legend("#chart-REGIONS .key-name")).isEqualTo(planned);
        assertThat(ofReport(report, "rate_by_region")).isEqualTo(planned);
        for (String panel : new String[] {"#chart-", "#brush-"}) {
            if (panel.equals("#brush-")) {
                clickOn("#nav-investigate");
            }
            until("latencies", () -> legend(panel + "LATENCY .key-name").size() == 3);
            assertThat(legend(panel + "LATENCY .key-name"))
                    .isEqualTo(ofReport(report, "latency_percentiles"));
            assertThat(legend(panel + "ERRORS .key-name"))
                    .isEqualTo(ofReport(report, "error_rates"));
        }
    }
}
