package trafficinsights.ui.common;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The legend of a sequential palette, and the place where the palette comes from: its eight boxes
/// are coloured by CSS, and what draws cells asks them. FX thread.
final class ColourKey extends HBox {
    private static final int STOPS = 8;
    private static final int SHADES = 256;

    private final Label low = new Label();
    private final Label high = new Label();
    private final Region[] boxes = new Region[STOPS];

    ColourKey(Runnable onChange) {
        getStyleClass().add("colour-key");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(Region.USE_PREF_SIZE);
        low.getStyleClass().add("key-name");
        high.getStyleClass().add("key-name");
        HBox row = new HBox();
        row.setAlignment(Pos.CENTER);
        for (int i = 0; i < STOPS; i++) {
            boxes[i] = new Region();
            boxes[i].getStyleClass().addAll("colour-box", style(i));
            boxes[i].backgroundProperty().addListener((property, before, now) -> onChange.run());
            row.getChildren().add(boxes[i]);
        }
        getChildren().addAll(low, row, high);
    }

    void show(String lowText, String highText) {
        low.setText(lowText);
        high.setText(highText);
        setAccessibleText("Colours from " + lowText + " to " + highText);
    }

    private static String style(int stop) {
        return "level-" + stop;
    }

    /// The style class of a level, for a swatch.
    static String styleOf(double level) {
        return style((int) Math.round(level * (STOPS - 1)));
    }

    /// ARGB of the levels from 0 to 1; all clear while CSS has not been applied.
    int[] shades() {
        int[] shades = new int[SHADES];
        for (int i = 0; i < SHADES; i++) {
            double at = (double) i / (SHADES - 1) * (STOPS - 1);
            int from = Math.min((int) at, STOPS - 2);
            Color colour = colour(from).interpolate(colour(from + 1), at - from);
            shades[i] =
                    (int) Math.round(colour.getOpacity() * 255) << 24
                            | (int) Math.round(colour.getRed() * 255) << 16
                            | (int) Math.round(colour.getGreen() * 255) << 8
                            | (int) Math.round(colour.getBlue() * 255);
        }
        return shades;
    }

    private Color colour(int stop) {
        Background background = boxes[stop].getBackground();
        if (background != null) {
            for (BackgroundFill fill : background.getFills()) {
                if (fill.getFill() instanceof Color colour) {
                    return colour;
                }
            }
        }
        return Color.TRANSPARENT;
    }
}
