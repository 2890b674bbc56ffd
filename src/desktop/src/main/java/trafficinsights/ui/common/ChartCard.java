package trafficinsights.ui.common;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;

/// A card around a plot: title, what is beside it, the menu of its picture, and words above and
/// below that say what the axes are. FX thread.
public abstract class ChartCard extends VBox {
    private static final PseudoClass PICTURED = PseudoClass.getPseudoClass("pictured");

    private final Label head = new Label();
    private final Label above = caption();
    private final Label below = caption();
    private final SavedBar saved = new SavedBar();
    private final StackPane body = new StackPane();
    private Consumer<Problem> onPictureProblem = PictureMenu::log;
    private Supplier<String> source = () -> "";

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
        Button picture = PictureMenu.button(this, head.textProperty());
        HBox line = new HBox(head, middle, right);
        line.getStyleClass().add("card-head");
        line.setAlignment(Pos.CENTER_LEFT);
        body.getChildren().setAll(plot, picture, saved);
        StackPane.setAlignment(saved, Pos.BOTTOM_LEFT);
        body.getStyleClass().add(bodyStyle);
        StackPane.setAlignment(picture, Pos.TOP_RIGHT);
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(line, above, body, below);
    }

    /// Writes the chart as PNG and says over the chart's foot where the file is. FX thread.
    public final void savePicture(Path file) {
        PictureMenu.save(this, file, this::pictureSaved);
    }

    private void pictureSaved(Outcome<Path> outcome) {
        switch (outcome) {
            case Outcome.Ok<Path>(Path file) -> saved.show(file);
            case Outcome.Rejected<Path>(Problem problem) -> onPictureProblem.accept(problem);
        }
    }

    /// What the chart is of, for a picture of it: a run, a file.
    public final void setSource(Supplier<String> newSource) {
        source = newSource;
    }

    final String source() {
        return source.get();
    }

    final StackPane body() {
        return body;
    }

    /// Hides what belongs to the card and not to its picture.
    final void setPictured(boolean isPictured) {
        pseudoClassStateChanged(PICTURED, isPictured);
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

    /// The words above and below the plot, as far as there are any.
    final List<String> captions() {
        return List.of(above.getText(), below.getText());
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
