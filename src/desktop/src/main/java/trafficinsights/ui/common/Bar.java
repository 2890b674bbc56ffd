package trafficinsights.ui.common;

import javafx.scene.layout.Region;

/// A share from 0 to 1 as a thin bar on a track; what is outside of it stays at the ends.
public final class Bar extends Region {
    private static final double HEIGHT = 4;

    private final Region fill = new Region();
    private final double share;

    /// @param style class of the filled part
    public Bar(double share, String style) {
        this.share = Double.isFinite(share) ? Math.clamp(share, 0, 1) : 0;
        getStyleClass().add("bar-track");
        fill.getStyleClass().addAll("bar-fill", style);
        fill.setManaged(false);
        getChildren().add(fill);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.rint(getWidth() * share);
        fill.setVisible(width > 0);
        fill.resizeRelocate(0, 0, width, getHeight());
    }
}
