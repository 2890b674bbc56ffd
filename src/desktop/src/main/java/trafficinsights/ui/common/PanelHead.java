package trafficinsights.ui.common;

import javafx.beans.DefaultProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The head of every panel: its name, what it shows now, and its actions at the right.
@DefaultProperty("actions")
public final class PanelHead extends HBox {
    private final Label title = new Label();
    private final Label subtitle = new Label();
    private final HBox actions = new HBox();

    public PanelHead() {
        getStyleClass().add("panel-head");
        setAlignment(Pos.CENTER_LEFT);
        title.getStyleClass().add("panel-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        subtitle.getStyleClass().add("panel-subtitle");
        subtitle.setMinWidth(0);
        HBox.setHgrow(subtitle, Priority.ALWAYS);
        subtitle.setMaxWidth(Double.MAX_VALUE);
        actions.getStyleClass().add("panel-actions");
        actions.setAlignment(Pos.CENTER_RIGHT);
        actions.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(title, subtitle, actions);
    }

    public String getTitle() {
        return title.getText();
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    public StringProperty subtitleProperty() {
        return subtitle.textProperty();
    }

    public String getSubtitle() {
        return subtitle.getText();
    }

    public void setSubtitle(String text) {
        subtitle.setText(text);
    }

    public ObservableList<Node> getActions() {
        return actions.getChildren();
    }
}
