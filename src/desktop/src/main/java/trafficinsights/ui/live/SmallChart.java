package trafficinsights.ui.live;

import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import trafficinsights.chart.Band;
import trafficinsights.model.Unit;
import trafficinsights.ui.common.LinkedCursor;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.events.EventLines;

/// One line without axes, its name and its value; a button, so that keys reach it. FX thread.
final class SmallChart extends Button {
    private final Label name = new Label();
    private final Label value = new Label();
    private final Plot plot = new Plot();
    private final LinkedCursor cursor;
    private final ChangeListener<Number> onCursor = (property, before, now) -> point();
    private SeriesFrame line =
            new SeriesFrame("", "", new double[0], new double[0], new double[0], new double[0]);
    private Unit unit = Unit.REQUESTS_PER_SECOND;
    private List<Band> events = List.of();
    private double fromSeconds;
    private double toSeconds = 1;
    private double largest = 1;

    SmallChart(LinkedCursor cursor) {
        this.cursor = cursor;
        getStyleClass().setAll("small-chart");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        name.getStyleClass().add("small-name");
        name.setMaxWidth(Double.MAX_VALUE);
        name.setMinWidth(0);
        value.getStyleClass().add("small-value");
        value.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        HBox head = new HBox(name, value);
        head.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(plot, Priority.ALWAYS);
        VBox all = new VBox(head, plot);
        all.setMouseTransparent(true);
        all.prefWidthProperty().bind(widthProperty().subtract(14));
        all.prefHeightProperty().bind(heightProperty().subtract(10));
        setGraphic(all);
        // The charts come and go with the parts; the cursor stays.
        cursor.secondsProperty().addListener(new WeakChangeListener<>(onCursor));
        setOnMouseMoved(event -> {
            int nearest = SeriesFrame.nearest(line.times(), secondsAt(event.getSceneX()));
            if (nearest >= 0) {
                cursor.moveTo(line.times()[nearest], event.getSceneX(), event.getSceneY());
            }
        });
        setOnMouseExited(event -> cursor.hide());
        setOnScroll(event -> {
            LinkedCursor.Mark span = new LinkedCursor.Mark(fromSeconds, toSeconds);
            cursor.scroll(event, secondsAt(event.getSceneX()), span, span);
        });
    }

    private double secondsAt(double sceneX) {
        double x = plot.sceneToLocal(sceneX, 0).getX();
        return fromSeconds + x / plot.getWidth() * (toSeconds - fromSeconds);
    }

    /// What happened beside the requests: a line each, named by the tooltip.
    void setEvents(List<Band> newEvents) {
        events = newEvents;
        plot.requestLayout();
    }

    void show(
            String key,
            SeriesFrame newLine,
            Unit newUnit,
            double newFrom,
            double newTo,
            double newLargest) {
        line = newLine;
        unit = newUnit;
        fromSeconds = newFrom;
        toSeconds = newTo;
        largest = newLargest;
        name.setText(key);
        plot.requestLayout();
        point();
    }

    private void point() {
        double seconds = cursor.seconds();
        double shown = Double.isNaN(seconds) ? line.latest() : line.at(seconds);
        value.setText(Texts.of(unit, shown));
        setAccessibleText(name.getText() + ", " + value.getText());
        plot.point(seconds);
    }

    private final class Plot extends Region {
        private final EventLines eventLines = new EventLines("event-lines");
        private final Path path = new Path();
        private final Region crosshair = new Region();

        private Plot() {
            setMinSize(0, 0);
            getStyleClass().add("small-plot");
            path.getStyleClass().add("small-line");
            path.setManaged(false);
            crosshair.getStyleClass().add("chart-crosshair");
            crosshair.setManaged(false);
            crosshair.setVisible(false);
            getChildren().addAll(eventLines, path, crosshair);
        }

        @Override
        protected void layoutChildren() {
            eventLines.draw(events, this::x, getWidth(), getHeight());
            path.getElements().clear();
            double[] times = line.drawnTimes();
            boolean isDown = false;
            for (int i = 0; i < times.length; i++) {
                double amount = line.drawnValues()[i];
                double y = (getHeight() - 1) * (1 - amount / largest);
                if (Double.isNaN(amount)) {
                    isDown = false;
                } else if (isDown) {
                    path.getElements().add(new LineTo(x(times[i]), y));
                } else {
                    path.getElements().add(new MoveTo(x(times[i]), y));
                    isDown = true;
                }
            }
            point(cursor.seconds());
        }

        private double x(double seconds) {
            return (seconds - fromSeconds) / (toSeconds - fromSeconds) * getWidth();
        }

        private void point(double seconds) {
            double at = x(seconds);
            boolean isInside = at >= 0 && at <= getWidth();
            crosshair.setVisible(isInside);
            if (isInside) {
                crosshair.resizeRelocate(Math.floor(at), 0, 1, getHeight());
            }
        }
    }
}
