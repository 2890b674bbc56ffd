package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// A button that was clicked gives the focus back to its panel, whose keys go on working.
final class KeysAfterButtonsTest extends WindowTest {
    /// Buttons that leave the panel, or end the window's test.
    private static final List<String> LEAVING = List.of("nav-", "openPalette");

    /// The headless platform has no file dialogs: a button that asks for a file fails there, as if
    /// the dialog had been closed at once.
    @BeforeEach
    void letDialogsFail() {
        WaitForAsyncUtils.autoCheckException = false;
        WaitForAsyncUtils.printException = false;
    }

    @AfterEach
    void checkAgain() {
        WaitForAsyncUtils.clearExceptions();
        WaitForAsyncUtils.autoCheckException = true;
        WaitForAsyncUtils.printException = true;
    }

    @Test
    void everyButtonOfEveryPanelGivesTheFocusBackToThePanel() {
        startDemo();
        fake.last().give(200);
        fake.last().finish();
        until("the end", () -> text("#statusStage").equals("Done"));
        List<String> kept = new ArrayList<>();
        List<String> pressed = new ArrayList<>();
        for (String panel : PANELS) {
            for (String id : buttonsOf(panel)) {
                clickOn("#nav-" + panel);
                if (!pressed.contains(id) && onFx(() -> isUsable(node(id)))) {
                    pressed.add(id);
                    clickOn("#" + id);
                    boolean isMenu = onFx(() -> node(id) instanceof MenuButton);
                    if (isMenu) {
                        push(KeyCode.ESCAPE);
                    }
                    sleep(100);
                    String owner = onFx(this::whoKeeps);
                    if (!owner.isEmpty()) {
                        kept.add(panel + ": after " + id + " the focus is at " + owner);
                    }
                    push(KeyCode.ESCAPE);
                }
            }
        }
        assertThat(pressed).hasSizeGreaterThan(40);
        assertThat(kept).isEmpty();
    }

    @Test
    void keysOfLiveWorkAfterItsButtons() {
        startDemo();
        fake.last().give(120);
        until("the first picture", () -> shows("#chart-RATE"));
        clickOn("#pausePicture");
        until("the pause", () -> text("#pausePicture").equals("Resume"));
        String whole = text("#livePanel .panel-subtitle");
        clickOn("#lower-LANES").clickOn("#lower-CHARTS");
        push(KeyCode.PLUS);
        until("less time", () -> !text("#livePanel .panel-subtitle").equals(whole));
        String zoomed = text("#livePanel .panel-subtitle");
        push(KeyCode.LEFT);
        until("earlier", () -> !text("#livePanel .panel-subtitle").equals(zoomed));
        push(KeyCode.SPACE);
        until("the run again", () -> text("#pausePicture").equals("Pause"));
    }

    @Test
    void keysOfGenerateWorkAfterItsButtons() {
        clickOn("#nav-generate");
        until("the scenario", () -> shows("#failureLanes"));
        int before = failures();
        clickOn("#addFailure").clickOn("#add-slow_server");
        until("one more", () -> failures() == before + 1);
        press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until("one less", () -> failures() == before);
        clickOn("#redo");
        until("one more", () -> failures() == before + 1);
        press(KeyCode.CONTROL, KeyCode.Z).release(KeyCode.Z, KeyCode.CONTROL);
        until("one less", () -> failures() == before);
    }

    @Test
    void enterExaminesTheWayToTheServerAfterItsProfileWasSaved() {
        clickOn("#nav-warehouse");
        clickOn("#addProfile");
        write("lab");
        clickOn("#profileServer").write("127.0.0.1,1");
        clickOn("#saveProfile");
        until("the form's end", () -> !shows("#saveProfile"));
        push(KeyCode.ENTER);
        until("the steps", () -> !lookup(".step-title").queryAll().isEmpty());
        assertThat(shows("#tasksCard")).isFalse();
    }

    private int failures() {
        return onFx(() -> lookup("#failureLanes .failure-block").queryAll().size());
    }

    private @Nullable Node node(String id) {
        return lookup("#" + id).tryQuery().orElse(null);
    }

    private List<String> buttonsOf(String panel) {
        clickOn("#nav-" + panel);
        until(panel, () -> shows("#" + panel + "Panel"));
        sleep(300);
        return onFx(() ->
                Stream.of(".button", ".toggle-button", ".menu-button")
                        .flatMap(style -> lookup(style).queryAll().stream())
                        .filter(KeysAfterButtonsTest::isUsable)
                        .filter(node -> !(node instanceof CheckBox || node instanceof RadioButton))
                        .map(Node::getId)
                        .filter(id -> id != null && LEAVING.stream().noneMatch(id::startsWith))
                        .toList());
    }

    private static boolean isUsable(@Nullable Node node) {
        if (!(node instanceof ButtonBase) || node.isDisabled()) {
            return false;
        }
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    /// Empty when the panel in front has the focus, or a field that the button opened.
    private String whoKeeps() {
        Node owner = window().stage().getScene().getFocusOwner();
        for (Node up = owner; up != null; up = up.getParent()) {
            if ("content".equals(up.getId()) && !(owner instanceof ButtonBase)) {
                return "";
            }
        }
        return owner instanceof TextInputControl ? "" : String.valueOf(owner);
    }
}
