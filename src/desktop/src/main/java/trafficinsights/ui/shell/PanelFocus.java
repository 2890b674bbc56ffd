package trafficinsights.ui.shell;

import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import org.jspecify.annotations.Nullable;
import trafficinsights.ui.common.PanelView;

/// Keeps the focus in the panel in front, so that the keys of its sheet work. FX thread.
///
/// A button that is clicked takes the focus, and with it Space, Enter and the arrows; one that its
/// action hides or disables hands it on to whatever comes next. So after each action the focus goes
/// to the panel's content, but for a button that was reached by Tab: there it stays, as long as the
/// button is there.
final class PanelFocus {
    private final Scene scene;
    private final Supplier<PanelView> front;

    private PanelFocus(Scene scene, Supplier<PanelView> front) {
        this.scene = scene;
        this.front = front;
    }

    /// @param front the panel in front
    static PanelFocus install(Scene scene, Supplier<PanelView> front) {
        PanelFocus focus = new PanelFocus(scene, front);
        // On the way down: an action that opens a dialog, or fails, gives the focus back too.
        scene.addEventFilter(ActionEvent.ACTION, focus::acted);
        scene.addEventFilter(MenuButton.ON_HIDDEN, focus::acted);
        return focus;
    }

    private void acted(Event event) {
        if (event.getTarget() instanceof ButtonBase pressed && isPressed(pressed)) {
            boolean isByKeyboard = pressed.isFocusVisible();
            Platform.runLater(() -> settle(pressed, isByKeyboard));
        }
    }

    /// Boxes that are ticked are a form's own: there the focus goes on with Tab.
    private static boolean isPressed(ButtonBase target) {
        return target instanceof Button
                || target instanceof MenuButton
                || (target instanceof ToggleButton && !(target instanceof RadioButton));
    }

    /// A field that the action opened keeps the focus.
    private void settle(ButtonBase pressed, boolean isByKeyboard) {
        Node owner = scene.getFocusOwner();
        boolean isAtField = owner instanceof TextInputControl;
        boolean isAtPressed = isByKeyboard && pressed.equals(owner);
        if (!isAtField && !isAtPressed && (owner instanceof ButtonBase || isLost())) {
            toPanel();
        }
    }

    /// Gives the focus to the content of the panel in front.
    void toPanel() {
        Node content = front.get().content();
        content.requestFocus();
        if (!content.isFocused()) {
            // It is hidden, or empty.
            front.get().root().requestFocus();
        }
    }

    /// Whether the focus is outside the panel in front.
    boolean isLost() {
        Parent panel = front.get().root();
        for (@Nullable Node up = scene.getFocusOwner(); up != null; up = up.getParent()) {
            if (up.equals(panel)) {
                return false;
            }
        }
        return true;
    }
}
