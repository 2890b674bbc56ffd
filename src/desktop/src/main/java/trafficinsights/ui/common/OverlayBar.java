package trafficinsights.ui.common;

import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// A bar of a page's column that lies over the page's lower end and takes no room of its own:
/// nothing moves away under the mouse when it comes or goes, and the buttons at the top stay in
/// reach. FX thread.
public class OverlayBar extends HBox {
    private static final double GAP = 8;
    private static final Duration SEEN = Duration.seconds(6);

    @SuppressWarnings("this-escape") // It listens to itself; no listener is called before its end.
    public OverlayBar() {
        // In front of its later siblings, for the eye and for the mouse.
        setViewOrder(-1);
        visibleProperty().addListener((property, before, now) -> takeNoSpacing());
        parentProperty().addListener((property, before, now) -> takeNoSpacing());
    }

    /// Lets it go by itself after some seconds, so that what it covers can be reached again; not
    /// while the mouse is over it. No clock runs while it is not seen.
    ///
    /// @param dismiss takes it away
    public final void leaveByItself(Runnable dismiss) {
        PauseTransition end = new PauseTransition(SEEN);
        end.setOnFinished(event -> dismiss.run());
        Runnable look =
                () -> {
                    if (isVisible() && !isHover() && getScene() != null) {
                        end.playFromStart();
                    } else {
                        end.stop();
                    }
                };
        visibleProperty().addListener((property, before, now) -> look.run());
        hoverProperty().addListener((property, before, now) -> look.run());
        sceneProperty().addListener((property, before, now) -> look.run());
        look.run();
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

    /// At the lower end of the column.
    @Override
    public void relocate(double x, double y) {
        super.relocate(x, getParent() instanceof VBox column ? lowestY(column) : y);
    }

    private double lowestY(VBox column) {
        double end = column.getHeight() - column.getInsets().getBottom() - GAP;
        return Math.max(column.getInsets().getTop(), end - getHeight());
    }
}
