package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import trafficinsights.run.spec.RunSource;
import trafficinsights.ui.common.NumberMarks;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.Theme;

/// Drives Settings, and what the window remembers, in the real window.
final class SettingsPanelTest extends WindowTest {
    @TempDir private Path folder;

    @AfterEach
    void plainTexts() {
        Texts.useZone(ZoneOffset.UTC);
        Texts.useMarks(NumberMarks.POINT);
    }

    @Test
    void theThemeAndTheSizeOfTextAreAppliedAtOnce() {
        clickOn("#nav-settings");
        double before = lookup("#nav-live").query().getBoundsInParent().getHeight();
        clickOn("#theme-DARK");
        assertThat(window().model().themeProperty().get()).isEqualTo(Theme.DARK);
        clickOn("#text-size-130");
        until(
                "larger rows",
                () -> lookup("#nav-live").query().getBoundsInParent().getHeight() > before * 1.2);
        clickOn("#themeToggle");
        assertThat(window().model().themeProperty().get()).isEqualTo(Theme.LIGHT);
        assertThat(lookup("#theme-LIGHT").query().getPseudoClassStates().toString())
                .contains("selected");
        clickOn("#text-size-100");
    }

    @Test
    @SuppressWarnings("unchecked")
    void timesAndNumbersChangeInEveryPanelAtOnce() {
        startDemo();
        fake.last().give(60);
        until("the first picture", () -> shows("#chart-RATE"));
        until("the rate", () -> text("#number-request_rate .number-value").contains(","));
        assertThat(text("#livePanel .panel-subtitle")).contains("10:00").endsWith("UTC");
        clickOn("#nav-settings");
        interact(() ->
                ((ComboBox<ZoneId>) lookup("#zone").query()).setValue(ZoneId.of("Asia/Tokyo")));
        clickOn("#numbers-COMMA");
        clickOn("#nav-live");
        assertThat(text("#livePanel .panel-subtitle")).contains("19:00").endsWith("Asia/Tokyo");
        assertThat(text("#number-request_rate .number-value")).matches("\\d\\.\\d{3}/s");
    }

    @Test
    @SuppressWarnings("unchecked")
    void incidentsAreWrittenInTheNewZone() {
        startDemo();
        fake.last().give(200);
        until("an incident", () -> incidentTexts().stream().anyMatch(t -> t.startsWith("10:")));
        clickOn("#nav-settings");
        interact(() ->
                ((ComboBox<ZoneId>) lookup("#zone").query()).setValue(ZoneId.of("Asia/Tokyo")));
        clickOn("#nav-live");
        until("its time there", () -> incidentTexts().stream().anyMatch(t -> t.startsWith("19:")));
        assertThat(incidentTexts()).noneMatch(text -> text.startsWith("10:"));
    }

    private List<String> incidentTexts() {
        return onFx(() ->
                lookup("#livePanel .incident-detail").queryAllAs(Labeled.class).stream()
                        .map(Labeled::getText)
                        .toList());
    }

    @Test
    void aWorkFolderThatIsNotThereIsReported() {
        clickOn("#nav-settings");
        clickOn("#workFolder").write("/no/such/folder");
        assertThat(text("#workFolderMessage")).startsWith("The folder does not exist");
    }

    @Test
    void filtersAndSelectionsSurviveARestart() throws IOException, TimeoutException {
        Path csv = folder.resolve("data.csv");
        Files.writeString(csv, "region,n\neu,1\nus,2\neu,3\nap,4\n");
        interact(() -> window().explore(List.of(csv)));
        until("the rows", () -> !lookup("#explorePanel .value-row").queryAll().isEmpty());
        clickOn("#explorePanel .value-row");
        until("the chip", () -> lookup("#chips .chip").queryAll().size() == 1);
        String chip = text("#chips .chip");
        interact(() -> window().close());
        Stage second = FxToolkit.registerStage(Stage::new);
        interact(() -> window = open(second, state));
        until("the chip again", () -> window().stage().getScene().lookup("#chips .chip") != null);
        assertThat(text("#chips .chip")).isEqualTo(chip);
        interact(second::close);
    }

    @Test
    void aWorkspaceFileHoldsTheRunAndThePanel() throws IOException {
        startDemo();
        fake.last().give(30);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        clickOn("#nav-investigate");
        clickOn("#compare-DAY_BEFORE");
        Path file = folder.resolve("team.tiw.json");
        interact(() -> window().saveWorkspace(file));
        assertThat(Files.readString(file))
                .contains("bad-deploy", "DAY_BEFORE")
                .doesNotContain("assword");
        clickOn("#compare-BEFORE");
        clickOn("#nav-home");
        interact(() -> window().open(List.of(file)));
        until("a second run", () -> fake.runs.size() == 2);
        assertThat(fake.last().spec().reading().source()).isInstanceOf(RunSource.Generated.class);
        assertThat(shows("#investigatePanel")).isTrue();
        assertThat(lookup("#compare-DAY_BEFORE").query().getPseudoClassStates().toString())
                .contains("selected");
    }

    @Test
    void aBrokenWorkspaceIsReportedOnHome() throws IOException {
        Path file = folder.resolve("broken.tiw.json");
        Files.writeString(file, "{");
        interact(() -> window().open(List.of(file)));
        assertThat(shows("#homeProblem")).isTrue();
        assertThat(text("#homeProblem #problemText")).contains("not a valid workspace file");
        push(KeyCode.ESCAPE);
    }
}
