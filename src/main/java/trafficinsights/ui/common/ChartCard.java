package trafficinsights.ui.common;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import trafficinsights.model.Problem;

/// A card around a plot: title, what stands beside it, the menu of its picture, and words above and
/// below that say what the axes are. FX thread.
public abstract class ChartCard extends VBox {
    private final Label head = new Label();
    private final Label above = caption();
    private final Label below = caption();
    private Consumer<Problem> onPictureProblem = PictureMenu::log;

    /// @param styles of the card
    ChartCard(String title, String... styles) {
        getStyleClass().add("card");
        getStyleClass().addAll(styles);
        below.getStyleClass().add("chart-caption-below");
        head.getStyleClass().add("card-title");
        head.setMinWidth(Region.USE_PREF_SIZE);
        setTitle(title);
        setCaptions("", "");
    }

    private static Label caption() {
        Label label = new Label();
        label.getStyleClass().add("chart-caption");
        label.setMinWidth(0);
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// Once, by the chart itself.
    ///
    /// @param middle takes the room beside the title
    /// @param bodyStyle style class of what is around the plot
    final void fill(Node plot, String bodyStyle, Node middle, Node right) {
        HBox.setHgrow(middle, Priority.ALWAYS);
        Button picture =
                PictureMenu.button(
                        this, head.textProperty(), problem -> onPictureProblem.accept(problem));
        HBox line = new HBox(head, middle, right);
        line.getStyleClass().add("card-head");
        line.setAlignment(Pos.CENTER_LEFT);
        StackPane body = new StackPane(plot, picture);
        body.getStyleClass().add(bodyStyle);
        StackPane.setAlignment(picture, Pos.TOP_RIGHT);
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(line, above, body, below);
    }

    /// Gives the chart another title.
    public final void setTitle(String title) {
        head.setText(title);
        setAccessibleText("Chart: " + title);
    }

    public final String title() {
        return head.getText();
    }

    /// Words above the axis of values and below the other one; empty for none.
    public final void setCaptions(String aboveText, String belowText) {
        caption(above, aboveText);
        caption(below, belowText);
    }

    private static void caption(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    /// Who says why a picture could not be written.
    public final void onPictureProblem(Consumer<Problem> action) {
        onPictureProblem = action;
    }
}
