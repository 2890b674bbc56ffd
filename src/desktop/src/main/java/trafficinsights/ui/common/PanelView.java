package trafficinsights.ui.common;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;

/// A panel as the shell knows it. FX thread.
public interface PanelView {
    Parent root();

    /// Where its keys are heard: what has the focus when the panel comes to the front, and after
    /// each of its actions.
    default Node content() {
        return root();
    }

    /// Called when the panel comes to the front or goes behind; its timers follow.
    void setShowing(boolean showing);

    /// A key that no control wanted.
    ///
    /// @return whether the panel took it
    boolean key(KeyEvent event);

    /// Times and numbers are to be written in another way from now on.
    default void redisplay() {}

    /// The keys that it takes, for the sheet of keys.
    default List<KeyHint> keyHints() {
        return List.of();
    }

    /// Asks about what would be lost with the window.
    ///
    /// @return whether the window may close
    default boolean mayClose() {
        return true;
    }

    /// Ends its threads.
    void close();
}
