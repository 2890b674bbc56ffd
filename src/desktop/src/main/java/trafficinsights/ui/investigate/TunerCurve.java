package trafficinsights.ui.investigate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.ui.common.Texts;

/// Found against false alarms as the threshold rises, with the threshold as a handle on the curve:
/// dragged, or moved by the arrow keys. FX thread.
final class TunerCurve extends VBox {
    private static final double LEFT = 44;
    private static final double RIGHT = 16;
    private static final double TOP = 12;
    private static final double BOTTOM = 26;
    private static final double HANDLE = 14;

    private final Label reading = new Label();
    private final Plane plane = new Plane();
    private List<Step> steps = List.of();
    private int chosen;

    TunerCurve() {
        getStyleClass().add("tuner");
        Label title = new Label("Threshold");
        title.getStyleClass().add("card-title");
        reading.getStyleClass().add("tuner-reading");
        reading.setId("tunerReading");
        reading.setWrapText(true);
        reading.setMinHeight(Region.USE_PREF_SIZE);
        VBox.setVgrow(plane, Priority.ALWAYS);
        getChildren().addAll(title, plane, reading);
    }

    /// @param newSteps at rising limits
    void show(List<Step> newSteps) {
        steps = newSteps;
        choose(0);
    }

    private void choose(int step) {
        if (steps.isEmpty()) {
            return;
        }
        chosen = Math.clamp(step, 0, steps.size() - 1);
        Step at = steps.get(chosen);
        Row row = at.row();
        reading.setText(
                "At %s spreads: %d of %d found, %s (%s per day), precision %s"
                        .formatted(
                                limit(at.limit()),
                                row.found(),
                                row.truths(),
                                falseAlarms(row.falseAlarms()),
                                perDay(row.falseAlarmsPerDay()),
                                Double.isNaN(row.precision())
                                        ? "–"
                                        : Math.round(row.precision() * 100) + " %"));
        plane.setAccessibleText("Threshold. " + reading.getText());
        plane.requestLayout();
    }

    private static String falseAlarms(int count) {
        return Texts.counted(count, "false alarm");
    }

    private static String limit(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    private static String perDay(double value) {
        return Double.isNaN(value)
                ? "–"
                : String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /// Axes, curve and handle; the mouse and the keys move the handle.
    private final class Plane extends Pane {
        private final Polyline line = new Polyline();
        private final List<Region> dots = new ArrayList<>();
        private final Region handle = new Region();
        private final Line base = new Line();
        private final Label noneFound = axis("0 %");
        private final Label allFound = axis("100 %");
        private final Label noFalse = axis("0");
        private final Label mostFalse = axis("");
        private final Label across = axis("false alarms");
        private final Label up = axis("found");

        Plane() {
            getStyleClass().add("tuner-plane");
            setId("tuner");
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.SLIDER);
            setMinSize(0, 120);
            line.getStyleClass().add("tuner-line");
            base.getStyleClass().add("tuner-base");
            handle.getStyleClass().add("tuner-handle");
            handle.setManaged(false);
            setOnMousePressed(this::drag);
            setOnMouseDragged(this::drag);
            setOnKeyPressed(this::key);
        }

        private static Label axis(String text) {
            Label label = new Label(text);
            label.getStyleClass().add("tuner-axis");
            label.setManaged(false);
            return label;
        }

        private void drag(MouseEvent event) {
            requestFocus();
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < steps.size(); i++) {
                // Steps often stand on one another: the one at hand wins, so that keys can go on.
                double distance = Math.hypot(x(i) - event.getX(), y(i) - event.getY());
                if (distance < least - 0.5 || (distance < least + 0.5 && i == chosen)) {
                    nearest = i;
                    least = Math.min(least, distance);
                }
            }
            choose(nearest);
            event.consume();
        }

        private void key(KeyEvent event) {
            switch (event.getCode()) {
                case RIGHT, UP -> choose(chosen + 1);
                case LEFT, DOWN -> choose(chosen - 1);
                case HOME -> choose(0);
                case END -> choose(steps.size() - 1);
                default -> {
                    return;
                }
            }
            event.consume();
        }

        private int mostFalseAlarms() {
            return Math.max(
                    1, steps.stream().mapToInt(step -> step.row().falseAlarms()).max().orElse(1));
        }

        private double x(int step) {
            double width = Math.max(1, getWidth() - LEFT - RIGHT);
            return LEFT + width * steps.get(step).row().falseAlarms() / (double) mostFalseAlarms();
        }

        private double y(int step) {
            double height = Math.max(1, getHeight() - TOP - BOTTOM);
            double recall = steps.get(step).row().recall();
            return TOP + height * (1 - (Double.isNaN(recall) ? 0 : recall));
        }

        @Override
        protected void layoutChildren() {
            if (dots.size() != steps.size() || getChildren().isEmpty()) {
                build();
            }
            double bottom = getHeight() - BOTTOM;
            base.setStartX(LEFT);
            base.setEndX(getWidth() - RIGHT);
            base.setStartY(bottom + 0.5);
            base.setEndY(bottom + 0.5);
            line.getPoints().clear();
            for (int i = 0; i < steps.size(); i++) {
                line.getPoints().addAll(x(i), y(i));
                dots.get(i).resizeRelocate(x(i) - 3, y(i) - 3, 6, 6);
            }
            if (!steps.isEmpty()) {
                handle.resizeRelocate(
                        x(chosen) - HANDLE / 2, y(chosen) - HANDLE / 2, HANDLE, HANDLE);
            }
            mostFalse.setText(String.valueOf(mostFalseAlarms()));
            put(allFound, LEFT - 8, TOP, 1, 0.5);
            put(noneFound, LEFT - 8, bottom, 1, 0.5);
            put(up, LEFT - 8, (TOP + bottom) / 2, 1, 0.5);
            put(noFalse, LEFT, bottom + 6, 0, 0);
            put(mostFalse, getWidth() - RIGHT, bottom + 6, 1, 0);
            put(across, (LEFT + getWidth() - RIGHT) / 2, bottom + 6, 0.5, 0);
        }

        private void build() {
            dots.clear();
            for (int i = 0; i < steps.size(); i++) {
                Region dot = new Region();
                dot.getStyleClass().add("tuner-dot");
                dot.setManaged(false);
                dots.add(dot);
            }
            line.setManaged(false);
            base.setManaged(false);
            getChildren().setAll(base, line, noneFound, allFound, noFalse, mostFalse, across, up);
            getChildren().addAll(dots);
            getChildren().add(handle);
        }

        /// @param alignX 0 puts its left edge there, 1 its right one
        private void put(Label label, double x, double y, double alignX, double alignY) {
            double width = Math.ceil(label.prefWidth(-1));
            double height = label.prefHeight(-1);
            label.resizeRelocate(
                    Math.rint(x - alignX * width), Math.rint(y - alignY * height), width, height);
        }
    }
}
