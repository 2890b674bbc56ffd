package trafficinsights.ui.common.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import trafficinsights.chart.Band;

/// Events over a plot: a line where one begins, a tinted span where it lasts, and its name as far
/// as the next one is away. The name of a second one at the same place, as of two runs, is below
/// the first, and says how many more there are (`+1`). FX thread.
public final class EventMarks extends Pane {
    private static final String STYLE = "band-event";
    private static final double NAME_HEIGHT = 15;
    private static final double SHORTEST_NAME = 34;
    private static final double LONGEST_NAME = 180;

    /// Pixels between two lines that look like one.
    private static final double SAME_PLACE = 4;

    private static final double LEFT_OF_NAME = 4;
    private static final double RIGHT_OF_NAME = 2;

    private final double nameTop;
    private final Rectangle clip = new Rectangle();
    private final List<Region> spans = new ArrayList<>();
    private final List<Label> names = new ArrayList<>();
    private List<Band> events = List.of();

    /// @param nameTop pixels above the names
    public EventMarks(double nameTop) {
        this.nameTop = nameTop;
        setManaged(false);
        setMouseTransparent(true);
        setClip(clip);
    }

    /// The events among the marks of a chart, in order of their start.
    public static List<Band> among(List<Band> bands) {
        return bands.stream()
                .filter(Band::isEvent)
                .sorted(Comparator.comparingLong(Band::startMicros))
                .toList();
    }

    /// @param newEvents in order of their start
    public void show(List<Band> newEvents) {
        if (newEvents.equals(events)) {
            return;
        }
        events = newEvents;
        spans.clear();
        names.clear();
        for (Band event : events) {
            Region span = new Region();
            span.getStyleClass().addAll("chart-band", STYLE);
            span.setManaged(false);
            spans.add(span);
            Label name = new Label(event.text());
            name.getStyleClass().add(STYLE + "-cap");
            name.setAccessibleText(event.text());
            name.setManaged(false);
            names.add(name);
        }
        getChildren().setAll(spans);
        getChildren().addAll(names);
    }

    /// @param x place of an instant, in seconds since 1970
    /// @param width of the plot
    /// @param height of lines and spans
    public void place(DoubleUnaryOperator x, double width, double height) {
        clip.setWidth(width);
        clip.setHeight(height);
        double[] nextInRow = {width, width};
        int nameless = 0;
        for (int i = events.size() - 1; i >= 0; i--) {
            Band event = events.get(i);
            double start = Math.floor(x.applyAsDouble(event.fromSeconds()));
            double end = x.applyAsDouble(event.toSeconds());
            boolean isSeen = start <= width && end >= 0 && !Double.isNaN(start);
            Region span = spans.get(i);
            span.setVisible(isSeen);
            // The line is its left edge, so a span that began before the time shown has none.
            double left = Math.max(start, -2);
            span.resizeRelocate(left, 0, Math.max(1, Math.min(end, width) - left), height);
            int together = together(x, i);
            Label name = names.get(i);
            if (together >= nextInRow.length) {
                name.setVisible(false);
                nameless++;
                continue;
            }
            boolean isLast = together == nextInRow.length - 1;
            name.setText(isLast && nameless > 0 ? event.text() + " +" + nameless : event.text());
            nameless = 0;
            int row = together;
            double room =
                    Math.min(
                            LONGEST_NAME,
                            Math.min(nextInRow[row], width) - start - LEFT_OF_NAME - RIGHT_OF_NAME);
            nextInRow[row] = start;
            name.setVisible(isSeen && start >= 0 && room >= SHORTEST_NAME);
            name.resizeRelocate(
                    start + LEFT_OF_NAME,
                    nameTop + row * NAME_HEIGHT,
                    Math.max(0, room),
                    NAME_HEIGHT);
        }
    }

    /// How many events before it are at the same place.
    private int together(DoubleUnaryOperator x, int event) {
        int together = 0;
        while (together < event
                && x.applyAsDouble(events.get(event - together).fromSeconds())
                                - x.applyAsDouble(events.get(event - together - 1).fromSeconds())
                        < SAME_PLACE) {
            together++;
        }
        return together;
    }
}
