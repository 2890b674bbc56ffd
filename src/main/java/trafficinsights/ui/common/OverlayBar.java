package trafficinsights.ui.common;

import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// A bar of a page's column that lies over what follows it and takes no room of its own: nothing
/// moves away under the mouse when it comes or goes. FX thread.
public class OverlayBar extends HBox {
    @SuppressWarnings("this-escape") // It listens to itself; no listener is called before its end.
    public OverlayBar() {
        // In front of its later siblings, for the eye and for the mouse.
        setViewOrder(-1);
        visibleProperty().addListener((property, before, now) -> takeNoSpacing());
        parentProperty().addListener((property, before, now) -> takeNoSpacing());
    }

    /// The column's gap before the next node goes as well.
    private void takeNoSpacing() {
        if (getParent() instanceof VBox column) {
            VBox.setMargin(this, new Insets(0, 0, -column.getSpacing(), 0));
        }
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }

    @Override
    protected double computeMaxHeight(double width) {
        return 0;
    }

    /// As high as its text, whatever the column gives it.
    @Override
    public void resize(double width, double height) {
        super.resize(width, Math.max(getMinHeight(), super.computePrefHeight(width)));
    }
}
