package trafficinsights.ui.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import trafficinsights.chart.TimeTicks;
import trafficinsights.chart.ValueScale;
import trafficinsights.model.SeriesColours;
import trafficinsights.model.Unit;
import trafficinsights.run.scenario.ScenarioPreview;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.Drawn;
import trafficinsights.ui.common.Texts;

/// The expected rate of each region over the scenario's time, above the time line of its failures;
/// both have one time axis. A hover says the rates at an instant. FX thread.
final class ScenarioPicture extends Pane {
    static final double LEFT = 64;
    static final double RIGHT = 16;
    private static final double TOP = 12;
    private static final double AXIS = 24;
    private static final double LEAST_CURVE = 80;
    private static final double PIXELS_A_TICK = 90;
    private static final double PIXELS_A_LINE = 44;

    private final ScenarioEditor editor;
    private final FailureLanes lanes;
    private final Region crosshair = new Region();
    private final CursorTooltip tooltip = new CursorTooltip();
    private double bottom;
    private final Drawn<Line> grid = new Drawn<>(this, true, ScenarioPicture::gridLine);
    private final Drawn<Polyline> curves = new Drawn<>(this, true, Polyline::new);
    private final Drawn<Label> axes = new Drawn<>(this, false, ScenarioPicture::axis);
    private final Label none = new Label("The rate of this scenario cannot be shown.");

    ScenarioPicture(ScenarioEditor editor) {
        this.editor = editor;
        lanes = new FailureLanes(editor);
        getStyleClass().add("scenario-picture");
        setMinSize(0, 160);
        none.getStyleClass().add("field-hint");
        crosshair.getStyleClass().add("chart-crosshair");
        crosshair.setManaged(false);
        crosshair.setMouseTransparent(true);
        // Above what each layout draws again.
        tooltip.setViewOrder(-1);
        getChildren().addAll(none, lanes, crosshair, tooltip);
        setOnMouseMoved(this::moved);
        setOnMouseExited(event -> leave());
        leave();
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        editor.previewProperty().addListener((property, before, now) -> requestLayout());
        editor.draftProperty().addListener((property, before, now) -> requestLayout());
    }

    /// The failures, which hear the keys of the panel.
    Node lanes() {
        return lanes;
    }

    /// The style classes of the colours of regions, in their order.
    static List<String> colours(List<String> regions) {
        Map<String, String> colours = SeriesColours.of(regions);
        return regions.stream()
                .map(region -> "rate-" + colours.getOrDefault(region, SeriesColours.OTHERS))
                .toList();
    }

    private static List<String> colours(ScenarioPreview preview) {
        return colours(preview.curves().stream().map(ScenarioPreview.Curve::region).toList());
    }

    @Override
    protected void layoutChildren() {
        List<Drawn<?>> drawn = List.of(grid, curves, axes);
        drawn.forEach(Drawn::begin);
        draw();
        drawn.forEach(Drawn::end);
    }

    private void draw() {
        double lanesHeight = Math.min(lanes.wantedHeight(), getHeight() - LEAST_CURVE - AXIS);
        bottom = getHeight() - lanesHeight - AXIS;
        lanes.resizeRelocate(0, bottom + AXIS, getWidth(), Math.max(0, lanesHeight));
        ScenarioPreview preview = editor.previewProperty().get();
        none.setVisible(editor.draftProperty().get() == null);
        none.autosize();
        none.relocate(LEFT, TOP);
        if (preview == null || bottom < TOP + 20) {
            return;
        }
        double largest = preview.largest() > 0 ? preview.largest() : 1;
        int count = Math.max(1, (int) ((bottom - TOP) / PIXELS_A_LINE));
        ValueScale scale = ValueScale.around(0, largest, count, Unit.REQUESTS_PER_SECOND);
        double end = scale.high();
        drawGrid(scale);
        drawTimes(preview);
        List<String> colours = colours(preview);
        for (int r = 0; r < preview.curves().size(); r++) {
            drawCurve(preview.curves().get(r).perSecond(), colours.get(r), end);
        }
    }

    private void leave() {
        crosshair.setVisible(false);
        tooltip.hide();
    }

    private void moved(MouseEvent event) {
        ScenarioPreview preview = editor.previewProperty().get();
        double share = (event.getX() - LEFT) / width();
        if (preview == null || share < 0 || share >= 1 || event.getY() > bottom) {
            leave();
            return;
        }
        List<String> colours = colours(preview);
        List<CursorTooltip.Row> rows = new ArrayList<>();
        for (int r = 0; r < preview.curves().size(); r++) {
            double[] values = preview.curves().get(r).perSecond();
            rows.add(
                    new CursorTooltip.Row(
                            colours.get(r),
                            preview.curves().get(r).region(),
                            Texts.of(
                                    Unit.REQUESTS_PER_SECOND,
                                    values[(int) (share * values.length)]),
                            false));
        }
        crosshair.setVisible(true);
        crosshair.resizeRelocate(Math.floor(event.getX()), TOP, 1, bottom - TOP);
        tooltip.show(
                Texts.instant(preview.startSeconds() + share * preview.lengthSeconds()),
                rows,
                event.getSceneX(),
                event.getSceneY());
    }

    private double width() {
        return Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private void drawGrid(ValueScale scale) {
        for (ValueScale.Tick tick : scale.ticks()) {
            double y = Math.rint(bottom - (bottom - TOP) * scale.position(tick.value())) + 0.5;
            Line line = grid.next();
            line.setStartX(LEFT);
            line.setEndX(getWidth() - RIGHT);
            line.setStartY(y);
            line.setEndY(y);
            put(Texts.marked(tick.label()), LEFT - 8, y, 1, 0.5);
        }
    }

    private void drawTimes(ScenarioPreview preview) {
        double from = preview.startSeconds();
        double to = from + preview.lengthSeconds();
        List<TimeTicks.Tick> ticks =
                TimeTicks.of(
                        Math.round(from * 1e6),
                        Math.round(to * 1e6),
                        (int) (width() / PIXELS_A_TICK),
                        Texts.zone());
        for (TimeTicks.Tick tick : ticks) {
            double x = LEFT + width() * (tick.epochSeconds() - from) / preview.lengthSeconds();
            put(tick.alone(), x, bottom + 4, 0.5, 0);
        }
    }

    private void drawCurve(double[] values, String colour, double end) {
        Polyline line = curves.next();
        List<String> style = List.of("picture-line", colour);
        if (!line.getStyleClass().equals(style)) {
            line.getStyleClass().setAll(style);
        }
        List<Double> points = new ArrayList<>(2 * values.length);
        for (int i = 0; i < values.length; i++) {
            points.add(LEFT + width() * (i + 0.5) / values.length);
            points.add(bottom - (bottom - TOP) * values[i] / end);
        }
        line.getPoints().setAll(points);
    }

    private static Line gridLine() {
        Line line = new Line();
        line.getStyleClass().add("picture-grid");
        return line;
    }

    private static Label axis() {
        Label label = new Label();
        label.getStyleClass().add("picture-axis");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private void put(String text, double x, double y, double alignX, double alignY) {
        Label label = axes.next();
        label.setText(text);
        label.applyCss();
        label.autosize();
        double left = x - label.getWidth() * alignX;
        double most = getWidth() - label.getWidth() - 4;
        label.relocate(Math.rint(Math.min(left, most)), Math.rint(y - label.getHeight() * alignY));
    }
}
