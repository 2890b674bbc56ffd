package trafficinsights.ui.common;

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
        values = List.copyOf(newValues);
        setVisible(values.size() > 1);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        line.getPoints().clear();
        double largest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (values.size() < 2 || !(largest > 0)) {
            return;
        }
        double width = getWidth() - 2 * MARGIN;
        double height = getHeight() - 2 * MARGIN;
        for (int i = 0; i < values.size(); i++) {
            line.getPoints()
                    .addAll(
                            MARGIN + width * i / (values.size() - 1),
                            MARGIN + height * (1 - values.get(i) / largest));
        }
    }
}
