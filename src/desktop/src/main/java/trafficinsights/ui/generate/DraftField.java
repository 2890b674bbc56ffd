package trafficinsights.ui.generate;

import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.TextField;

/// A field for one value of the scenario: what is typed is set at once, and refused at once. FX
/// thread.
final class DraftField extends TextField {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final ScenarioEditor editor;
    private final Supplier<String> path;
    private final Supplier<String> value;
    private boolean isTyping;
    private boolean isShowing;

    /// @param path of the value in the file, as it is now
    /// @param value the scenario's own
    DraftField(ScenarioEditor editor, String name, Supplier<String> path, Supplier<String> value) {
        this.editor = editor;
        this.path = path;
        this.value = value;
        getStyleClass().add("draft-field");
        setAccessibleText(name);
        textProperty().addListener((property, before, now) -> typed(now));
        focusedProperty().addListener((property, before, now) -> focused(now));
        editor.refusedProperty()
                .addListener((property, before, now) -> {
                    boolean isMine = now != null && now.path().equals(path.get());
                    pseudoClassStateChanged(INVALID, isMine);
                    setAccessibleHelp(isMine ? now.message() : "");
                });
    }

    private void typed(String text) {
        if (!isShowing) {
            isTyping = true;
            try {
                editor.type(path.get(), text);
            } finally {
                isTyping = false;
            }
        }
    }

    private void focused(boolean isFocused) {
        if (!isFocused) {
            editor.settle();
            refresh();
        }
    }

    /// Shows the scenario's value, unless it is being typed.
    void refresh() {
        if (!isTyping) {
            isShowing = true;
            setText(value.get());
            isShowing = false;
        }
    }
}
