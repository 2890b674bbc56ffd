package trafficinsights.ui.live.sources;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Says what there is to say of followed sources: the gravest on one line, all of them when asked
/// to. FX thread.
public final class SourcesBar extends VBox {
    private final FontIcon sign = new FontIcon("fth-radio");
    private final Label text = new Label();
    private final Button follow = new Button("_Follow");
    private final Button stop = new Button("Stop _following");
    private final ToggleButton showAll = new ToggleButton("Show _all");
    private final VBox others = new VBox();

    public SourcesBar() {
        setId("liveSources");
        getStyleClass().add("rejects");
        sign.getStyleClass().add("rejects-icon");
        text.setId("liveSourcesText");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        showAll.setId("liveSourcesAll");
        follow.setId("liveSourcesFollow");
        stop.setId("liveSourcesStop");
        for (Region button : List.of(showAll, follow, stop)) {
            button.getStyleClass().add("tiny-toggle");
            button.setMinWidth(USE_PREF_SIZE);
        }
        HBox line = new HBox(sign, text, showAll, follow, stop);
        line.getStyleClass().add("result-bar");
        line.setAlignment(Pos.CENTER_LEFT);
        others.setId("liveSourcesOthers");
        others.getStyleClass().add("source-others");
        getChildren().addAll(line, others);
        show(this, false);
    }

    public void follow(SourcesModel model) {
        follow.setOnAction(event -> model.follow());
        stop.setOnAction(event -> model.stop());
        showAll.setOnAction(event -> show(model.linesProperty().get()));
        model.offeredProperty()
                .subscribe(isOffered -> {
                    show(follow, isOffered);
                    show(stop, !isOffered);
                });
        model.linesProperty().subscribe(this::show);
    }

    private void show(List<SourceLine> lines) {
        show(this, !lines.isEmpty());
        if (lines.isEmpty()) {
            return;
        }
        SourceLine gravest =
                lines.stream().filter(SourceLine::isTrouble).findFirst().orElse(lines.getFirst());
        int more = lines.size() - 1;
        text.setText(gravest.text());
        String icon = gravest.isTrouble() ? "fth-alert-triangle" : "fth-radio";
        if (!icon.equals(sign.getIconLiteral())) {
            sign.setIconLiteral(icon);
        }
        show(showAll, more > 0);
        showAll.setText("Show _all (" + lines.size() + ")");
        boolean areShown = more > 0 && showAll.isSelected();
        show(others, areShown);
        others.getChildren()
                .setAll(
                        lines.stream()
                                .filter(line -> areShown && !line.equals(gravest))
                                .map(SourcesBar::other)
                                .toList());
    }

    private static Label other(SourceLine line) {
        Label label = new Label(line.text());
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add("field-hint");
        return label;
    }

    private static void show(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }
}
