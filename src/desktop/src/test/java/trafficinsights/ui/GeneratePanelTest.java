package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;
import trafficinsights.run.spec.RunSource;
import trafficinsights.ui.common.Question;
import trafficinsights.ui.common.QuestionDialog;

/// Drives the scenario editor in the real window.
final class GeneratePanelTest extends WindowTest {
    private String scenarioText() {
        return ((TextArea) lookup("#scenarioText").query()).getText();
    }

    private void openGenerate() {
        clickOn("#nav-generate");
        until("the failure", () -> !lookup("#failure-0").queryAll().isEmpty());
        until("the rates", () -> !lookup(".picture-line").queryAll().isEmpty());
    }

    private String fieldText(String id) {
        return ((TextInputControl) lookup(id).query()).getText();
    }

    @Test
    void aFailureMovedByKeyIsRunAndJudgedByTheScorecard() {
        fake.useRealRuns();
        openGenerate();
        clickOn("#failure-0");
        push(KeyCode.RIGHT);
        push(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(fieldText("#failureStart")).isEqualTo("610s");
        assertThat(fieldText("#failureLength")).isEqualTo("310s");
        assertThat(scenarioText()).contains("at: 610s, length: 310s, strength: 0.33");
        assertThat(shows("#editedMark")).isTrue();
        interact(() -> ((ToggleButton) lookup("#speed-FULL").query()).fire());
        clickOn("#start");
        for (int i = 0; i < 6 && !text("#statusStage").equals("Done"); i++) {
            sleep(5_000);
        }
        until("the end", () -> text("#statusStage").equals("Done"));
        clickOn("#nav-investigate");
        clickOn("#showScorecard");
        until("the scorecard", () -> shows("#scorecardView"));
        assertThat(lookup("#scorecardView .truth-row").queryAll()).isNotEmpty();
    }

    @Test
    void theRunTakesTheEditedTextAndUndoTakesTheEditBack() {
        openGenerate();
        clickOn("#failure-0");
        push(KeyCode.LEFT);
        clickOn("#start");
        until("a run", () -> fake.runs.size() == 1);
        assertThat(((RunSource.Generated) fake.last().spec().reading().source()).scenario())
                .contains("drafts")
                .endsWith(".yaml");
        clickOn("#nav-generate");
        clickOn("#failureLanes");
        push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(scenarioText()).contains("at: 10m, length: 5m");
        assertThat(lookup("#editedMark").query().isVisible()).isFalse();
        push(KeyCode.CONTROL, KeyCode.Y);
        assertThat(scenarioText()).contains("at: 590s");
    }

    @Test
    void aValueThatIsInvalidIsReportedBelowItAndBlocksTheRun() {
        openGenerate();
        clickOn("#failure-0");
        interact(() -> lookup("#failureStrength").query().requestFocus());
        interact(() -> ((TextInputControl) lookup("#failureStrength").query()).setText("5"));
        assertThat(text("#failureMessage"))
                .contains("`failures[0].strength` is `5`, must be a number from 0 to 1");
        assertThat(lookup("#start").query().isDisabled()).isTrue();
        assertThat(text("#blocked")).isEqualTo(text("#failureMessage"));
        interact(() -> ((TextInputControl) lookup("#failureStrength").query()).setText("0.5"));
        assertThat(text("#failureMessage")).isEmpty();
        assertThat(lookup("#start").query().isDisabled()).isFalse();
    }

    @Test
    void aDragMovesAFailureAndDelDeletesIt() {
        openGenerate();
        Node block = lookup("#failure-0").query();
        moveTo(block);
        press(MouseButton.PRIMARY);
        moveBy(20, 0);
        moveBy(20, 0);
        release(MouseButton.PRIMARY);
        assertThat(scenarioText()).doesNotContain("at: 10m");
        push(KeyCode.DELETE);
        assertThat(lookup("#failure-0").queryAll()).isEmpty();
        assertThat(text("#failureHint")).startsWith("This scenario has no failures");
        push(KeyCode.CONTROL, KeyCode.Z);
        push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(scenarioText()).contains("at: 10m, length: 5m");
    }

    private void closeWithEdits() {
        openGenerate();
        clickOn("#failure-0");
        push(KeyCode.RIGHT);
        // Where a click on the window's own button ends.
        Platform.runLater(() ->
                Event.fireEvent(
                        window().stage(),
                        new WindowEvent(window().stage(), WindowEvent.WINDOW_CLOSE_REQUEST)));
        until("the question", () -> !lookup("#question").queryAll().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> defaultButtons() {
        return onFx(() ->
                lookup("#question .button").queryAllAs(Button.class).stream()
                        .filter(Button::isDefaultButton)
                        .map(Button::getText)
                        .toList());
    }

    @Test
    void closingWithEditsOffersToSaveThemFirst() {
        closeWithEdits();
        assertThat(defaultButtons()).containsExactly("Save");
        push(KeyCode.ESCAPE);
        until("none", () -> lookup("#question").queryAll().isEmpty());
        assertThat(window().stage().isShowing()).isTrue();
        assertThat(shows("#editedMark")).isTrue();
    }

    @Test
    void enterNeverSaysWhatLosesSomething() {
        AtomicReference<@Nullable Boolean> said = new AtomicReference<>();
        Question question = new Question("Delete", "Delete it?", "It is gone.", "Delete", "Keep");
        Platform.runLater(() ->
                said.set(QuestionDialog.ask(window().stage().getScene().getRoot(), question)));
        until("the question", () -> !lookup("#question").queryAll().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(defaultButtons()).containsExactly("Keep");
        push(KeyCode.ENTER);
        until("the answer", () -> said.get() != null);
        assertThat(said.get()).isFalse();
    }
}
