package trafficinsights.ui.common.events;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import trafficinsights.chart.Band;

/// A line over a plot where each event begins; one node, however many there are. FX thread.
public final class EventLines extends Path {
    public EventLines(String style) {
        getStyleClass().add(style);
        setManaged(false);
        setMouseTransparent(true);
    }

    /// @param x place of an instant, in seconds since 1970
    public void draw(List<Band> events, DoubleUnaryOperator x, double width, double height) {
        getElements().clear();
        for (Band event : events) {
            double at = Math.floor(x.applyAsDouble(event.fromSeconds()));
            if (at >= 0 && at < width && height > 0) {
                // The middle of a pixel, where a line of one pixel is sharp.
                getElements().addAll(new MoveTo(at + 0.5, 0), new LineTo(at + 0.5, height));
            }
        }
    }
}
