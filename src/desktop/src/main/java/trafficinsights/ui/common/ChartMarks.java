package trafficinsights.ui.common;

import io.fair_acc.chartfx.XYChart;
import io.fair_acc.chartfx.axes.Axis;
import io.fair_acc.chartfx.plugins.ChartPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.chart.Band;
import trafficinsights.ui.common.events.EventMarks;

/// Bands behind the lines, the crosshair and the brush in front of them.
///
/// ChartFX's own range indicator and crosshair print raw doubles and know no hatching, so these are
/// plain regions styled by CSS, put in place after each layout of the chart.
final class ChartMarks extends ChartPlugin {
    private static final double CAP_HEIGHT = 4;

    private final Pane bandPane = new Pane();
    private final EventMarks events = new EventMarks(CAP_HEIGHT);
    private final Region crosshair = region("chart-crosshair");
    private final Region brush = region("chart-brush");
    private final Region marked = region("chart-marked");
    private final List<Region> fills = new ArrayList<>();
    private final List<Region> caps = new ArrayList<>();
    private List<Band> bands = List.of();
    private double cursorSeconds = Double.NaN;
    private LinkedCursor.@Nullable Mark mark;
    private double brushFrom = Double.NaN;
    private double brushTo = Double.NaN;

    ChartMarks() {
        bandPane.getStyleClass().add("chart-band-pane");
        bandPane.setMouseTransparent(true);
        getChartChildren().addAll(marked, brush, crosshair);
    }

    private static Region region(String style) {
        Region region = new Region();
        region.getStyleClass().add(style);
        region.setManaged(false);
        region.setMouseTransparent(true);
        region.setVisible(false);
        return region;
    }

    /// The pane that belongs behind the canvas.
    Node bandPane() {
        return bandPane;
    }

    /// Style class that says what a band means: `band-truth`, `band-major`.
    static String style(Band band) {
        return "band-" + band.kind().name().toLowerCase(Locale.ROOT);
    }

    void setBands(List<Band> newBands) {
        events.show(EventMarks.among(newBands));
        List<Band> others = newBands.stream().filter(band -> !band.isEvent()).toList();
        if (!others.equals(bands) || bandPane.getChildren().isEmpty()) {
            bands = others;
            fills.clear();
            caps.clear();
            for (Band band : bands) {
                Region fill = region("chart-band");
                fill.getStyleClass().add(style(band));
                fills.add(fill);
                Region cap = region("chart-band-cap");
                cap.getStyleClass().add(style(band) + "-cap");
                cap.setAccessibleText(band.text());
                caps.add(cap);
            }
            bandPane.getChildren().setAll(fills);
            bandPane.getChildren().addAll(caps);
            bandPane.getChildren().add(events);
        }
        place();
    }

    void pointAt(double seconds) {
        cursorSeconds = seconds;
        place();
    }

    void mark(LinkedCursor.@Nullable Mark newMark) {
        mark = newMark;
        place();
    }

    void brush(double fromSeconds, double toSeconds) {
        brushFrom = fromSeconds;
        brushTo = toSeconds;
        place();
    }

    @Override
    public void runPostLayout() {
        place();
    }

    private void place() {
        if (!(getChart() instanceof XYChart chart)) {
            return;
        }
        Axis time = chart.getXAxis();
        double width = chart.getCanvas().getWidth();
        double height = chart.getCanvas().getHeight();
        if (!(width > 0 && height > 0)) {
            return;
        }
        for (int i = 0; i < bands.size(); i++) {
            Band band = bands.get(i);
            double left = Math.clamp(time.getDisplayPosition(band.fromSeconds()), 0, width);
            double right = Math.clamp(time.getDisplayPosition(band.toSeconds()), 0, width);
            put(fills.get(i), left, right, 0, height);
            // Detections are at the top, the truth at the bottom: they can be compared.
            put(caps.get(i), left, right, band.isTruth() ? height - CAP_HEIGHT : 0, CAP_HEIGHT);
        }
        events.place(time::getDisplayPosition, width, height);
        double x = time.getDisplayPosition(cursorSeconds);
        if (x >= 0 && x <= width) {
            put(crosshair, Math.floor(x), Math.floor(x) + 1, 0, height);
        } else {
            crosshair.setVisible(false);
        }
        span(brush, time, Math.min(brushFrom, brushTo), Math.max(brushFrom, brushTo));
        LinkedCursor.Mark span = mark;
        span(
                marked,
                time,
                span == null ? Double.NaN : span.fromSeconds(),
                span == null ? Double.NaN : span.toSeconds());
    }

    private void span(Region region, Axis time, double fromSeconds, double toSeconds) {
        double width = getChart().getCanvas().getWidth();
        double from = Math.clamp(time.getDisplayPosition(fromSeconds), 0, width);
        double to = Math.clamp(time.getDisplayPosition(toSeconds), 0, width);
        put(region, from, to, 0, getChart().getCanvas().getHeight());
    }

    private static void put(Region region, double left, double right, double top, double height) {
        boolean visible = right > left;
        region.setVisible(visible);
        if (visible) {
            region.resizeRelocate(left, top, Math.max(1, right - left), height);
        }
    }
}
