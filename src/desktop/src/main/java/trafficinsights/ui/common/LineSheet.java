package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import trafficinsights.chart.Band;

/// A frame as lines, bands and texts alone. What ChartFX draws is an image of the screen's pixels,
/// which a larger picture would show blurred; this is as sharp at any scale. FX thread.
final class LineSheet extends Pane {
    private static final double LEFT = 60;
    private static final double RIGHT = 28;
    private static final double TOP = 8;
    private static final double BOTTOM = 24;
    private static final double CAP_HEIGHT = 4;
    private static final double LABEL_HEIGHT = 16;
    private static final double LABEL_WIDTH = 120;
    private static final double SHORTEST_NAME = 34;
    private static final double LONGEST_NAME = 180;

    private final ChartFrame frame;
    private final DoubleUnaryOperator place;
    private final double width;
    private final double height;

    /// A tick and its text.
    record Tick(double value, String text) {}

    /// @param place of a value above the bottom, as a share of the height
    LineSheet(ChartFrame frame, DoubleUnaryOperator place, double width, double height) {
        this.frame = frame;
        this.place = place;
        this.width = width;
        this.height = height;
        setMinSize(width, height);
        setPrefSize(width, height);
        setMaxSize(width, height);
    }

    LineSheet draw(List<Tick> times, List<Tick> values) {
        frame.bands().forEach(this::drawBand);
        for (Tick tick : values) {
            double y = Math.rint(y(tick.value()));
            region(List.of("sheet-grid"), LEFT, y, width - RIGHT, y + 1);
            text(tick.text(), 0, y - LABEL_HEIGHT / 2, LEFT - 8, Pos.CENTER_RIGHT);
        }
        for (Tick tick : times) {
            double left = x(tick.value()) - LABEL_WIDTH / 2;
            text(tick.text(), left, height - BOTTOM + 4, LABEL_WIDTH, Pos.CENTER);
        }
        frame.series().forEach(this::drawLine);
        return this;
    }

    private double x(double seconds) {
        double share = (seconds - frame.fromSeconds()) / (frame.toSeconds() - frame.fromSeconds());
        return LEFT + share * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - place.applyAsDouble(value) * (height - TOP - BOTTOM);
    }

    private void drawEvent(Band band) {
        double start = x(band.fromSeconds());
        double left = Math.max(LEFT, start);
        double right = Math.min(width - RIGHT, x(band.toSeconds()));
        if (right < left) {
            return;
        }
        region(List.of("chart-band", ChartMarks.style(band)), left, TOP, right, height - BOTTOM);
        double next =
                frame.bands().stream()
                        .filter(Band::isEvent)
                        .mapToDouble(Band::fromSeconds)
                        .filter(from -> from > band.fromSeconds())
                        .map(this::x)
                        .min()
                        .orElse(width - RIGHT);
        double room = Math.min(LONGEST_NAME, Math.min(next, width - RIGHT) - start - 6);
        if (room >= SHORTEST_NAME) {
            Label name = new Label(band.text());
            name.getStyleClass().add(ChartMarks.style(band) + "-cap");
            name.resizeRelocate(start + 4, TOP + CAP_HEIGHT, room, LABEL_HEIGHT);
            add(name);
        }
    }

    private void drawBand(Band band) {
        if (band.isEvent()) {
            drawEvent(band);
            return;
        }
        double left = Math.max(LEFT, x(band.fromSeconds()));
        double right = Math.min(width - RIGHT, x(band.toSeconds()));
        if (right > left) {
            double bottom = height - BOTTOM;
            double cap = band.isTruth() ? bottom - CAP_HEIGHT : TOP;
            region(List.of("chart-band", ChartMarks.style(band)), left, TOP, right, bottom);
            region(
                    List.of("chart-band-cap", ChartMarks.style(band) + "-cap"),
                    left,
                    cap,
                    right,
                    cap + CAP_HEIGHT);
        }
    }

    private void drawLine(SeriesFrame line) {
        Path path = new Path();
        path.getStyleClass().addAll("sheet-line", line.colour());
        boolean isDown = false;
        for (int i = 0; i < line.drawnTimes().length; i++) {
            double value = line.drawnValues()[i];
            double at = line.drawnTimes()[i];
            boolean isSeen = !Double.isNaN(value) && isInside(at) && isInside(place, value);
            if (isSeen) {
                path.getElements()
                        .add(isDown ? new LineTo(x(at), y(value)) : new MoveTo(x(at), y(value)));
            }
            isDown = isSeen;
        }
        add(path);
    }

    private boolean isInside(double seconds) {
        return seconds >= frame.fromSeconds() && seconds <= frame.toSeconds();
    }

    private static boolean isInside(DoubleUnaryOperator place, double value) {
        return Double.isFinite(place.applyAsDouble(value));
    }

    private void region(List<String> styles, double left, double top, double right, double bottom) {
        Region region = new Region();
        region.getStyleClass().addAll(styles);
        region.resizeRelocate(left, top, Math.max(1, right - left), bottom - top);
        add(region);
    }

    private void text(String words, double left, double top, double room, Pos where) {
        Label label = new Label(words);
        label.getStyleClass().add("axis-text");
        label.setAlignment(where);
        label.resizeRelocate(left, top, room, LABEL_HEIGHT);
        add(label);
    }

    private void add(Node node) {
        node.setManaged(false);
        getChildren().add(node);
    }

    /// The lines that have been drawn, for the legend.
    static List<Node> key(ChartFrame frame) {
        List<Node> names = new ArrayList<>();
        for (SeriesFrame line : frame.series()) {
            Region swatch = new Region();
            swatch.getStyleClass().addAll("swatch", line.colour());
            Label name = new Label(line.name(), swatch);
            name.getStyleClass().add("key-name");
            names.add(name);
        }
        return names;
    }
}
