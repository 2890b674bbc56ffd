package trafficinsights.ui.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.FxQueue;
import trafficinsights.ui.common.CurrentRun;

/// Opens what another run wrote: there is no run at hand here.
final class ReportsViewModelTest {
    private final FxQueue fx = new FxQueue();
    private final ReportsViewModel model =
            new ReportsViewModel(
                    new CurrentRun(Runs::start, fx),
                    () -> WarehouseProfile.ofServer("nowhere"),
                    fx);
    @TempDir private Path out;
    @TempDir private Path saved;

    @BeforeEach
    void run() throws Exception {
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        "slow-server",
                                        OptionalLong.of(60_000),
                                        OptionalLong.of(42)))
                        .withOut(out);
        try (Run run = Runs.start(spec)) {
            assertThat(run.await()).isInstanceOf(Outcome.Ok.class);
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    private void untilIdle() {
        fx.until("the end of the work", () -> !model.work().workingProperty().get());
    }

    @Test
    void aReportFromAFileIsSavedAsThePageThatItsRunWrote() {
        model.open(out.resolve("analytics_report.json"));
        untilIdle();
        Path page = saved.resolve("report.html");
        model.saveHtml(page);
        untilIdle();
        assertThat(model.newsProperty().get()).isEqualTo("The report was saved to " + page);
        assertThat(page).hasSameTextualContentAs(out.resolve("report.html"));
    }

    @Test
    void aReportOfTheWarehouseIsSavedWithItsTablesAndCharts() throws Exception {
        String json = Files.readString(out.resolve("analytics_report.json"));
        model.show(json, "the warehouse");
        untilIdle();
        assertThat(Objects.requireNonNull(model.shownProperty().get()).isOfRun()).isFalse();
        model.saveTables(saved);
        untilIdle();
        assertThat(saved.resolve("incidents.csv"))
                .hasSameTextualContentAs(out.resolve("incidents.csv"));
        model.savePictures(saved);
        untilIdle();
        assertThat(saved.resolve("charts").resolve("latency_percentiles.png")).isNotEmptyFile();
        Path copy = saved.resolve("copy.json");
        model.saveJson(copy);
        untilIdle();
        assertThat(copy).content().isEqualTo(json);
    }
}
