package trafficinsights.ui.common;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Colour and name of each group of points on one row; nothing where there is one group only.
final class NameKey extends HBox {
    NameKey() {
        getStyleClass().add("name-key");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
    }

    void show(List<PointFrame.Group> groups) {
        getChildren().clear();
        if (groups.size() > 1) {
            for (PointFrame.Group group : groups) {
                Region swatch = new Region();
                swatch.getStyleClass().addAll("swatch", group.colour());
                Label name = new Label(group.name(), swatch);
                name.getStyleClass().add("key-name");
                name.setMinWidth(0);
                getChildren().add(name);
            }
        }
    }
}
