package trafficinsights.ui.common;

import javafx.scene.input.ScrollEvent;

/// What the wheel of the mouse means over a chart.
final class Wheel {
    /// How much less one notch leaves.
    private static final double STEP = 1.25;

    private static final double NOTCH_PIXELS = 40;
    private static final double MOST_NOTCHES = 4;

    private Wheel() {}

    /// Below 1 to see less, away from the hand; above 1 to see more.
    static double factor(ScrollEvent event) {
        double notches = event.getDeltaY() / NOTCH_PIXELS;
        return Math.pow(STEP, -Math.clamp(notches, -MOST_NOTCHES, MOST_NOTCHES));
    }
}
