package trafficinsights.ui;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.result.Reports;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Drives the Reports panel in the real window, with a run that is really done.
final class ReportsPanelTest extends WindowTest {
    @TempDir private Path folder;

    private RunSummary runAndShow() {
        fake.useRealRuns();
        interact(() -> {
            window().model()
                    .current()
                    .start(
                            RunSpec.inMemory(
                                            new RunSource.Generated(
                                                    "slow-server",
                                                    OptionalLong.of(200_000),
                                                    OptionalLong.empty()))
                                    .withWindow(Duration.ofSeconds(10)),
                            "Slow server");
        });
        clickOn("#nav-reports");
        until("the end", () -> text("#statusStage").equals("Done"));
        until("the report", () -> shows("#reportPage"));
        RunSummary summary = window().model().current().summaryProperty().get();
        assertThat(summary).isNotNull();
        return summary;
    }

    @Test
    void anEmptyPanelSaysWhenThereWillBeAReport() {
        clickOn("#nav-reports");
        assertThat(shows("#reportsEmpty")).isTrue();
        assertThat(lookup("#browseReport").query().isDisabled()).isTrue();
        assertThat(lookup("#saveReport").query().isDisabled()).isTrue();
    }

    @Test
    void theReportOfARunIsShownWithItsIncidentsAndParts() {
        RunSummary summary = runAndShow();
        assertThat(text("#reportTitle")).isEqualTo("Slow server");
        assertThat(text("#reportFacts")).contains("scenario slow-server, seed");
        assertThat(lookup("#reportIncidents .incident-row").queryAll())
                .hasSize((int) summary.incidents())
                .isNotEmpty();
        assertThat(lookup("#reportBreakdown .report-card").queryAll()).hasSizeGreaterThan(2);
        assertThat(lookup("#reportScorecard .table-name").queryAll()).isNotEmpty();
        assertThat(shows("#report-LATENCY")).isTrue();
    }

    @Test
    void theEventsOfARunAreListedAndAnIncidentNamesTheOneBefore() throws IOException {
        runAndShow();
        assertThat(shows("#reportEvents")).isFalse();
        Instant onset = Instant.EPOCH.plus(report().incidents().getFirst().startMicros(), MICROS);
        Path file =
                Files.writeString(
                        folder.resolve("deploys.csv"),
                        """
                        time,end,kind,text,server
                        %s,%s,maintenance,vacuum,db-1
                        %s,,deploy,orders 4.2,
                        """
                                .formatted(
                                        onset.minusSeconds(140),
                                        onset.minusSeconds(80),
                                        onset.minusSeconds(40)));
        interact(() -> window().model().addEvents(List.of(file)));
        clickOn("#nav-reports");
        until("the events", () -> shows("#reportEvents"));
        assertThat(texts("#reportEvents .card-title")).containsExactly("2 events");
        assertThat(texts("#reportEvents .event-cell"))
                .contains("maintenance", "vacuum", "db-1", "deploy", "orders 4.2", "–")
                .contains(NumberText.duration(60_000_000));
        assertThat(texts("#reportIncidents .incident-before"))
                .contains("Just before: deploy orders 4.2, 40\u00a0s earlier.");
    }

    private RunReport report() {
        RunSummary summary = window().model().current().summaryProperty().get();
        return Objects.requireNonNull(Objects.requireNonNull(summary).report());
    }

    private List<String> texts(String labels) {
        return onFx(() ->
                lookup(labels).queryAll().stream().map(node -> ((Label) node).getText()).toList());
    }

    @Test
    void enterOpensThePageInTheBrowser() throws IOException {
        runAndShow();
        push(KeyCode.ENTER);
        until("the browser", () -> browsed.size() == 1);
        assertThat(Files.readString(Path.of(browsed.getFirst()))).contains("<html", "Slow server");
    }

    @Test
    void withoutABrowserThePanelSaysWhereThePageIs() {
        runAndShow();
        AtomicBoolean wasOnFx = new AtomicBoolean();
        interact(() ->
                window().onBrowse(place -> {
                    wasOnFx.set(Platform.isFxApplicationThread());
                    throw new IOException("no browser found");
                }));
        clickOn("#browseReport");
        until("the message", () -> shows("#reportsProblem"));
        assertThat(text("#reportsProblem #problemText"))
                .startsWith("The page could not be opened: no browser found. Open this file");
        assertThat(wasOnFx).isFalse();
        clickOn("#reportsProblem #copyProblem");
        String copied = onFx(() -> Clipboard.getSystemClipboard().getString());
        assertThat(Path.of(copied.substring(copied.lastIndexOf(": ") + 2)))
                .content()
                .contains("<html", "Slow server");
    }

    @Test
    void whatIsSavedCanBeOpenedAgain() throws IOException {
        RunReport report = Objects.requireNonNull(runAndShow().report());
        Outcome<List<Path>> tables = Reports.saveTables(report, folder);
        assertThat(tables).isInstanceOf(Outcome.Ok.class);
        assertThat(folder.resolve("kpi_windows.csv")).isNotEmptyFile();
        assertThat(folder.resolve("incidents.csv")).isNotEmptyFile();
        assertThat(folder.resolve("scorecard.csv")).isNotEmptyFile();
        Path json = folder.resolve("analytics_report.json");
        Reports.saveJson(Reports.json(report), json);
        interact(() -> window().open(List.of(json)));
        until("the file", () -> text("#reportsPanel .panel-subtitle").contains(json.toString()));
        assertThat(text("#reportTitle")).isEqualTo("Slow server");
        clickOn("#reportOfRun");
        until("the run", () -> text("#reportsPanel .panel-subtitle").contains("the run"));
    }

    /// A system's file dialog cannot be driven by a robot; the page in the browser is written by
    /// the same writer.
    @Test
    void aReportFromAFileHasThePageOfItsRun() throws IOException {
        RunReport report = Objects.requireNonNull(runAndShow().report());
        Path page = folder.resolve("of-the-run.html");
        Path json = folder.resolve("analytics_report.json");
        Reports.saveHtml(report, page);
        Reports.saveJson(Reports.json(report), json);
        interact(() -> window().open(List.of(json)));
        until("the file", () -> text("#reportsPanel .panel-subtitle").contains(json.toString()));
        MenuButton save = lookup("#saveReport").queryAs(MenuButton.class);
        assertThat(save.isDisabled()).isFalse();
        assertThat(save.getItems()).noneMatch(MenuItem::isDisable);
        clickOn("#browseReport");
        until("the browser", () -> browsed.size() == 1);
        assertThat(Path.of(browsed.getFirst())).isNotEqualTo(page).hasSameTextualContentAs(page);
        assertThat(Files.readString(page))
                .contains(NumberText.count(report.totals().requests()) + " requests");
    }

    @Test
    void aFileThatIsNotAReportIsReported() throws IOException {
        Path json = folder.resolve("analytics_report.json");
        Files.writeString(json, "{\"a\": 1}");
        interact(() -> window().open(List.of(json)));
        until("the message", () -> shows("#reportsProblem"));
        assertThat(text("#reportsProblem #problemText")).contains("not a report of this program");
    }

    @Test
    void aChartGoesToTheClipboardAsAPicture() {
        runAndShow();
        clickOn("#report-LATENCY .picture-button");
        clickOn("Copy image");
        boolean hasImage =
                WaitForAsyncUtils.waitForAsyncFx(
                        5_000, () -> Clipboard.getSystemClipboard().hasImage());
        assertThat(hasImage).isTrue();
    }

    @Test
    void theConnectionFileForPowerBiNamesTheWarehouseAndNoSignIn() throws IOException {
        Path file = folder.resolve("T.pbids");
        Reports.savePowerBi(WarehouseProfile.ofServer("F2D2\\SQLEXPRESS"), file);
        assertThat(Files.readString(file))
                .contains("\"tds\"", "F2D2\\\\SQLEXPRESS", "TrafficInsights")
                .doesNotContain("user", "assword");
    }
}
