package trafficinsights.ui.common;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Problem;

/// A bar that says what failed, where and what to do. Its text can be copied; it goes away when
/// dismissed. Hidden while there is no problem.
public final class ProblemBar extends OverlayBar {
    private final Label text = new Label();
    private final HBox waysOut = new HBox();
    private final Map<Button, Predicate<Problem>> offers = new LinkedHashMap<>();
    private Runnable onDismiss = () -> {};

    public ProblemBar() {
        getStyleClass().add("problem-bar");
        setAlignment(Pos.CENTER_LEFT);
        FontIcon sign = new FontIcon("fth-alert-octagon");
        sign.getStyleClass().add("problem-icon");
        text.getStyleClass().add("problem-text");
        text.setWrapText(true);
        text.setId("problemText");
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Button copy = button("fth-copy", "Copy the message", "copyProblem");
        copy.setOnAction(event -> copy());
        Button dismiss = button("fth-x", "Dismiss", "dismissProblem");
        dismiss.setOnAction(event -> onDismiss.run());
        waysOut.getStyleClass().add("problem-ways");
        waysOut.setMinWidth(USE_PREF_SIZE);
        waysOut.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(sign, text, waysOut, copy, dismiss);
        show(null);
    }

    private static Button button(String icon, String meaning, String id) {
        Button button = new Button();
        button.getStyleClass().addAll("flat", "button-icon", "small-icon");
        button.setGraphic(new FontIcon(icon));
        button.setTooltip(new Tooltip(meaning));
        button.setAccessibleText(meaning);
        button.setId(id);
        return button;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(text.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    public void show(@Nullable Problem problem) {
        setVisible(problem != null);
        setManaged(problem != null);
        text.setText(problem == null ? "" : problem.userMessage());
        waysOut.getChildren()
                .setAll(
                        offers.keySet().stream()
                                .filter(way -> problem != null && isFor(way, problem))
                                .toList());
        waysOut.setManaged(!waysOut.getChildren().isEmpty());
    }

    private boolean isFor(Button way, Problem problem) {
        Predicate<Problem> isFor = offers.get(way);
        return isFor != null && isFor.test(problem);
    }

    /// Offers a way out of some problems, as a button.
    ///
    /// @param id of the button
    /// @param label with a verb
    /// @param isFor which problems
    public void offer(String id, String label, Predicate<Problem> isFor, Runnable action) {
        Button way = new Button(label);
        way.setId(id);
        way.setMinWidth(USE_PREF_SIZE);
        way.setOnAction(event -> action.run());
        offers.put(way, isFor);
    }

    public void onDismiss(Runnable action) {
        onDismiss = action;
    }
}
