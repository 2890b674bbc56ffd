package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Polyline;

/// A small line without axes: how something went over time. From zero at the bottom to its largest
/// value at the top.
public final class Sparkline extends Region {
    private static final double MARGIN = 1;

    private final Polyline line = new Polyline();
    private List<Double> values = List.of();

    public Sparkline() {
        getStyleClass().add("sparkline");
        line.getStyleClass().add("sparkline-line");
        line.setManaged(false);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().add(line);
    }

    public void show(List<Double> newValues) {
        if (newValues.equals(values)) {
            return;
        }
        values = List.copyOf(newValues);
        setVisible(values.size() > 1);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<Double> points = new ArrayList<>(2 * values.size());
        if (values.size() >= 2 && largest > 0) {
            double width = getWidth() - 2 * MARGIN;
            double height = getHeight() - 2 * MARGIN;
            for (int i = 0; i < values.size(); i++) {
                if (isWithinLevel(i)) {
                    continue;
                }
                points.add(MARGIN + width * i / (values.size() - 1));
                points.add(MARGIN + height * (1 - values.get(i) / largest));
            }
        }
        // In one change: each one has the line measured and drawn.
        if (!points.equals(line.getPoints())) {
            line.getPoints().setAll(points);
        }
    }

    /// Whether a value equals both neighbours: the line is the same without it, and one that stays
    /// level is not drawn again while values are added.
    private boolean isWithinLevel(int i) {
        return i > 0
                && i < values.size() - 1
                && values.get(i).equals(values.get(i - 1))
                && values.get(i).equals(values.get(i + 1));
    }
}
