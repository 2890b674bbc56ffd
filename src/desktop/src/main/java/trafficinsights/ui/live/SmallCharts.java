package trafficinsights.ui.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import trafficinsights.chart.Band;
import trafficinsights.model.Unit;
import trafficinsights.ui.common.LinkedCursor;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.live.LowerPicture.Small;
import trafficinsights.ui.live.LowerPicture.Tile;

/// A card of small charts, one for each part of the traffic, over one scale. FX thread.
final class SmallCharts extends VBox {
    private static final double LEAST_WIDTH = 128;
    private static final double LEAST_HEIGHT = 60;
    private static final double GAP = 4;
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final Label title = new Label("Small charts");
    private final Label note = new Label();
    private final Tiles tiles = new Tiles();
    private final List<SmallChart> charts = new ArrayList<>();
    private final Consumer<LiveFilter> onPart;
    private final LinkedCursor cursor;

    /// @param onPart who takes a part whose chart was chosen
    SmallCharts(LinkedCursor cursor, Consumer<LiveFilter> onPart) {
        this.onPart = onPart;
        this.cursor = cursor;
        getStyleClass().addAll("card", "time-chart");
        setId("smallCharts");
        title.getStyleClass().add("card-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        note.getStyleClass().add("chart-note");
        HBox head = new HBox(title, note);
        head.getStyleClass().add("card-head");
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(tiles, Priority.ALWAYS);
        tiles.getStyleClass().add("small-charts");
        getChildren().addAll(head, tiles);
    }

    void show(Small small, List<Band> events, double fromSeconds, double toSeconds) {
        LowerView view = small.view();
        title.setText("%s by %s".formatted(view.measure().brief(), view.by().label()));
        while (charts.size() < small.tiles().size()) {
            SmallChart chart = new SmallChart(cursor);
            charts.add(chart);
            tiles.getChildren().add(chart);
        }
        while (charts.size() > small.tiles().size()) {
            tiles.getChildren().remove(charts.removeLast());
        }
        Unit unit = view.measure().unit();
        for (int i = 0; i < charts.size(); i++) {
            Tile tile = small.tiles().get(i);
            SmallChart chart = charts.get(i);
            chart.setEvents(events);
            chart.show(tile.key(), tile.line(), unit, fromSeconds, toSeconds, small.largest());
            chart.setId("small-" + tile.key());
            chart.pseudoClassStateChanged(CHOSEN, tile.isChosen());
            chart.setOnAction(event -> onPart.accept(new LiveFilter(view.by(), tile.key())));
        }
        tiles.all = small.all();
        tiles.scale = Texts.of(unit, small.largest());
        tiles.requestLayout();
    }

    /// As many columns and rows as have room; what is left over is said in the head.
    private final class Tiles extends Pane {
        private int all;
        private String scale = "";

        private Tiles() {
            setMinSize(0, 0);
        }

        @Override
        protected void layoutChildren() {
            double width = getWidth() - snappedLeftInset() - snappedRightInset();
            double height = getHeight() - snappedTopInset() - snappedBottomInset();
            int count = getChildren().size();
            if (count == 0 || width <= 0 || height <= 0) {
                return;
            }
            int mostColumns = (int) Math.max(1, (width + GAP) / (LEAST_WIDTH + GAP));
            int mostRows = (int) Math.max(1, (height + GAP) / (LEAST_HEIGHT + GAP));
            int rows = Math.min(mostRows, Math.ceilDiv(count, mostColumns));
            int columns = Math.min(mostColumns, Math.ceilDiv(count, rows));
            double tileWidth = (width - (columns - 1) * GAP) / columns;
            double tileHeight = (height - (rows - 1) * GAP) / rows;
            for (int i = 0; i < count; i++) {
                Node child = getChildren().get(i);
                int row = i / columns;
                int column = i % columns;
                child.setVisible(row < rows);
                child.resizeRelocate(
                        Math.rint(snappedLeftInset() + column * (tileWidth + GAP)),
                        Math.rint(snappedTopInset() + row * (tileHeight + GAP)),
                        Math.floor(tileWidth),
                        Math.floor(tileHeight));
            }
            int left = all - Math.min(count, rows * columns);
            String text =
                    "highest first, each from 0 to "
                            + scale
                            + (left > 0
                                    ? "; %s with lower values not shown"
                                            .formatted(Texts.count(left))
                                    : "");
            if (!text.equals(note.getText())) {
                // A new text would not be laid out while the layout goes on.
                Platform.runLater(() -> note.setText(text));
            }
        }
    }
}
