package trafficinsights.ui.common;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// A row of buttons of which one is chosen.
public final class Segments {
    private Segments() {}

    /// Fills `box` with a button for each of `all`, bound to `value`.
    ///
    /// @param idPrefix before the value's name, for the buttons' ids
    /// @param meaning before the title, for screen readers
    public static <T> void fill(
            HBox box,
            String idPrefix,
            String meaning,
            List<T> all,
            Function<T, String> title,
            ObjectProperty<T> value) {
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; i < all.size(); i++) {
            T one = all.get(i);
            ToggleButton button = new ToggleButton(title.apply(one));
            button.setMnemonicParsing(false);
            button.setId(idPrefix + one);
            button.setToggleGroup(group);
            button.getStyleClass()
                    .add(i == 0 ? "left-pill" : i == all.size() - 1 ? "right-pill" : "center-pill");
            button.setAccessibleText(meaning + ": " + title.apply(one));
            button.setSelected(one.equals(value.get()));
            button.setOnAction(event -> {
                button.setSelected(true);
                value.set(one);
            });
            value.addListener((property, before, now) -> {
                if (one.equals(now)) {
                    button.setSelected(true);
                }
            });
            box.getChildren().add(button);
        }
    }
}
