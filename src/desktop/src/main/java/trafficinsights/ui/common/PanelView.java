package trafficinsights.ui.common;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// A panel as the shell knows it: the nodes of an FXML file, with keys of its own. FX thread.
public abstract class PanelView {
    private @Nullable Parent root;

    /// Builds the nodes and binds them to this; called once its fields are set.
    protected final Parent load(FxmlFile file) {
        Parent loaded = file.load(this);
        root = loaded;
        return loaded;
    }

    public final Parent root() {
        return Objects.requireNonNull(root, "the panel is not loaded yet");
    }

    /// Where its keys are heard: what has the focus when the panel comes to the front, and after
    /// each of its actions.
    public Node content() {
        return root();
    }

    /// Called when the panel comes to the front or goes behind; its timers follow.
    public abstract void setShowing(boolean showing);

    /// A key that no control wanted.
    ///
    /// @return whether the panel took it
    public final boolean key(KeyEvent event) {
        Runnable action = keyAction(event);
        if (action != null) {
            action.run();
        }
        return action != null;
    }

    /// What a key does here; null when the panel leaves it to others.
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return null;
    }

    /// Times and numbers are to be written in another way from now on.
    public void redisplay() {
        // Most panels have no such texts of their own.
    }

    /// The keys that it takes, for the sheet of keys.
    public List<KeyHint> keyHints() {
        return List.of();
    }

    /// Asks about what would be lost with the window.
    ///
    /// @return whether the window may close
    public boolean mayClose() {
        return true;
    }

    /// Ends its threads.
    public abstract void close();
}
