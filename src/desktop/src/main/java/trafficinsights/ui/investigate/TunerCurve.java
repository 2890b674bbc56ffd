package trafficinsights.ui.investigate;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.Scorecard.Row;
import trafficinsights.model.Scorecard.Step;
import trafficinsights.model.Unit;
import trafficinsights.ui.common.PointChart;
import trafficinsights.ui.common.PointFrame;
import trafficinsights.ui.common.PointFrame.Group;
import trafficinsights.ui.common.Texts;

/// Recall against false alarms a day, by the certainty that an incident must have. A click, a drag
/// or the arrow keys choose a point, which is put into words. FX thread.
final class TunerCurve extends VBox {
    private static final double CHART_HEIGHT = 224;
    private static final String CURVE = "series-1";
    private static final String CHOSEN = "series-others";

    private final Label reading = new Label();
    private final PointChart chart = PointChart.curve("Certainty");
    private volatile PointFrame newest = new PointFrame(List.of(), "", "");
    private List<Step> steps = List.of();
    private int chosen;

    TunerCurve() {
        getStyleClass().add("tuner");
        chart.setId("tuner");
        chart.getStyleClass().remove("card");
        chart.getStyleClass().add("tuner-chart");
        chart.setCaptions("recall", "false alarms a day");
        chart.setFocusTraversable(true);
        chart.setAccessibleRole(AccessibleRole.SLIDER);
        // The scroll pane around it takes the focus when the mouse is pressed.
        chart.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> chart.requestFocus());
        chart.setOnKeyPressed(this::key);
        // Points are in the order of their false alarms.
        chart.onChoose(point -> choose(steps.size() - 1 - point));
        reading.getStyleClass().add("tuner-reading");
        reading.setId("tunerReading");
        reading.setWrapText(true);
        reading.setMinHeight(Region.USE_PREF_SIZE);
        chart.setMinHeight(CHART_HEIGHT);
        chart.setPrefHeight(CHART_HEIGHT);
        chart.setMaxHeight(CHART_HEIGHT);
        getChildren().addAll(chart, reading);
    }

    /// @param newSteps at rising certainty
    void show(List<Step> newSteps) {
        if (!newSteps.equals(steps)) {
            steps = newSteps;
            choose(0);
        }
    }

    void redisplay() {
        chart.redisplay();
    }

    private void choose(int step) {
        if (steps.isEmpty()) {
            return;
        }
        chosen = Math.clamp(step, 0, steps.size() - 1);
        Row row = steps.get(chosen).row();
        reading.setText(
                "Certainty %s: %s found, %s a day, precision %s, F1 %s"
                        .formatted(
                                Texts.of(Unit.RATIO, steps.get(chosen).limit()),
                                row.text(Measure.FOUND),
                                falseAlarms(row),
                                row.text(Measure.PRECISION),
                                row.text(Measure.F1)));
        chart.setAccessibleText("Certainty. " + reading.getText());
        draw();
    }

    private static String falseAlarms(Row row) {
        String count = row.text(Measure.FALSE_PER_DAY);
        return count + (count.equals("1.00") ? " false alarm" : " false alarms");
    }

    /// Data sets are written in the background, what surrounds them on this thread.
    private void draw() {
        List<Row> rows = steps.reversed().stream().map(Step::row).toList();
        double[] x = rows.stream().mapToDouble(Row::falseAlarmsPerDay).toArray();
        double[] y = rows.stream().mapToDouble(Row::recall).toArray();
        int at = steps.size() - 1 - chosen;
        PointFrame frame =
                new PointFrame(
                        List.of(
                                new Group("all certainties", CURVE, x, y),
                                new Group(
                                        "chosen",
                                        CHOSEN,
                                        new double[] {x[at]},
                                        new double[] {y[at]})),
                        "false alarms a day",
                        "recall");
        newest = frame;
        Thread.ofVirtual()
                .start(() -> {
                    synchronized (chart) {
                        PointFrame last = newest;
                        chart.write(last);
                        Platform.runLater(() -> chart.show(last));
                    }
                });
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
}
