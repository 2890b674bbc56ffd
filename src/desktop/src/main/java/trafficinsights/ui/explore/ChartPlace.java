package trafficinsights.ui.explore;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Unit;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.ui.common.BarChart;
import trafficinsights.ui.common.ChartCard;
import trafficinsights.ui.common.ColumnChart;
import trafficinsights.ui.common.CursorTooltip;
import trafficinsights.ui.common.LinkedCursor;
import trafficinsights.ui.common.PointChart;
import trafficinsights.ui.common.PointFrame;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TimeChart;

/// The chart that is in place of the grid: choices above it, one of four charts, or what would make
/// one. FX thread.
final class ChartPlace extends VBox {
    private static final int COLUMNS = 2_000;
    private static final int LARGE_STEP = 10;

    private final ChartModel model;
    private final ProblemBar problems = new ProblemBar();
    private final LinkedCursor cursor = new LinkedCursor();
    private final CursorTooltip tooltip = new CursorTooltip();
    private final TimeChart lines = new TimeChart("", Unit.NUMBER, cursor);
    private final BarChart bars = new BarChart("");
    private final ColumnChart columns = new ColumnChart("");
    private final PointChart points = new PointChart("");
    private final VBox empty = new VBox();
    private final Label emptyTitle = new Label();
    private final Label emptyText = new Label();
    private final Button again = new Button("_Draw chart");
    private Consumer<Chip> onChip = chip -> {};

    ChartPlace(ChartModel model) {
        this.model = model;
        setId("exploreChart");
        getStyleClass().add("chart-place");
        setMinHeight(0);
        problems.setId("chartProblem");
        problems.onDismiss(() -> problems.show(null));
        Pane overlay = new Pane(tooltip);
        overlay.setMouseTransparent(true);
        makeEmpty();
        StackPane stack = new StackPane(lines, bars, columns, points, empty, overlay);
        stack.setMinHeight(0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        getChildren().addAll(new ChartControls(model), problems, stack);
        for (ChartCard chart : charts()) {
            chart.onPictureProblem(model::report);
        }
        lines.setId("chartLines");
        bars.setId("chartBars");
        columns.setId("chartColumns");
        points.setId("chartPoints");
        listen();
        show();
    }

    private List<ChartCard> charts() {
        return List.of(lines, bars, columns, points);
    }

    private void makeEmpty() {
        empty.setId("chartEmpty");
        empty.getStyleClass().addAll("card", "inner-empty");
        emptyTitle.getStyleClass().add("empty-title");
        emptyText.getStyleClass().add("empty-text");
        again.setId("chartAgain");
        again.setOnAction(event -> model.again());
        empty.getChildren().addAll(emptyTitle, emptyText, again);
    }

    private void listen() {
        model.setWriter(this::write);
        model.pictureProperty().addListener((property, before, now) -> show());
        model.specProperty().addListener((property, before, now) -> show());
        model.work().workingProperty().addListener((property, before, now) -> showEmpty());
        model.problemProperty()
                .addListener((property, before, now) -> {
                    problems.show(now);
                    showEmpty();
                });
        bars.shownBarsProperty().addListener((property, before, now) -> showCaptions());
        bars.onBar(this::takeBar);
        columns.onBar(this::takeColumn);
        cursor.onSpan(this::takeSpan);
        cursor.secondsProperty().addListener((property, before, now) -> pointAt(now.doubleValue()));
        points.onPoint(this::pointAt, tooltip::hide);
        lines.setFocusTraversable(true);
        lines.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        lines.focusedProperty()
                .addListener((property, before, now) -> {
                    if (!now) {
                        cursor.hide();
                    }
                });
    }

    /// What the rows are of, for a picture of the chart.
    void setSource(Supplier<String> source) {
        charts().forEach(chart -> chart.setSource(source));
    }

    /// Who takes a part of the rows that was chosen in the chart.
    void onChip(Consumer<Chip> action) {
        onChip = action;
    }

    /// In the background; one after another, and not what has been replaced meanwhile.
    private synchronized void write(ChartModel.Picture picture) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        switch (picture.data()) {
            case ChartData.Lines data ->
                    lines.write(ChartFrames.lines(picture.spec(), data, COLUMNS));
            case ChartData.Points data -> points.write(ChartFrames.points(picture.spec(), data));
            case ChartData.Bars _, ChartData.Histogram _ -> {}
        }
    }

    private void show() {
        tooltip.hide();
        ChartModel.Picture picture = model.pictureProperty().get();
        if (picture != null && hasRows(picture.data())) {
            show(picture);
        }
        showEmpty();
    }

    private static boolean hasRows(ChartData data) {
        return data.counts().used() > 0;
    }

    private void show(ChartModel.Picture picture) {
        ChartSpec spec = picture.spec();
        switch (picture.data()) {
            case ChartData.Lines data -> lines.show(ChartFrames.lines(spec, data, COLUMNS));
            case ChartData.Bars data ->
                    bars.show(ChartFrames.bars(spec, data), picture.canFilter());
            case ChartData.Histogram data ->
                    columns.show(
                            ChartFrames.columns(data), ChartFrames.end(data), picture.canFilter());
            case ChartData.Points data -> points.show(ChartFrames.points(spec, data));
        }
        showCaptions();
    }

    private ChartCard chart(ChartKind kind) {
        return switch (kind) {
            case LINES -> lines;
            case BARS -> bars;
            case HISTOGRAM -> columns;
            case POINTS -> points;
        };
    }

    private void showCaptions() {
        ChartModel.Picture picture = model.pictureProperty().get();
        if (picture == null) {
            return;
        }
        ChartSpec spec = picture.spec();
        ChartCard chart = chart(spec.kind());
        chart.setTitle(capital(ChartWords.title(spec, picture.data()), spec));
        int shown =
                spec.kind() == ChartKind.BARS ? bars.shownBarsProperty().get() : Integer.MAX_VALUE;
        chart.setCaptions(
                ChartWords.value(spec, picture.data()),
                ChartWords.below(spec, picture.data(), shown));
        chart.setAccessibleText(ChartWords.sentence(spec, picture.data()));
    }

    /// Names of columns stay as they are.
    private static String capital(String title, ChartSpec spec) {
        return title.startsWith(spec.y()) && !spec.y().isEmpty()
                ? title
                : title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    private void showEmpty() {
        ChartModel.Picture picture = model.pictureProperty().get();
        boolean isDrawn = picture != null && hasRows(picture.data());
        for (ChartCard chart : charts()) {
            chart.setVisible(
                    isDrawn && picture != null && chart.equals(chart(picture.spec().kind())));
        }
        boolean isWorking = model.work().workingProperty().get();
        empty.setVisible(!isDrawn && !isWorking);
        boolean canAsk = model.specProperty().get() != null && picture == null;
        show(again, canAsk);
        if (model.specProperty().get() == null) {
            emptyTitle.setText("No chart yet");
            emptyText.setText(
                    "Run a SELECT first. A time and a number give lines, a text"
                            + " and a number give bars, one number gives a histogram, and"
                            + " two numbers give points.");
        } else if (picture == null) {
            emptyTitle.setText("No chart");
            emptyText.setText(
                    "The chart could not be drawn. Choose other columns, or draw it again.");
        } else {
            emptyTitle.setText("No rows to draw");
            emptyText.setText(without(picture));
        }
    }

    private static String without(ChartModel.Picture picture) {
        ChartSpec spec = picture.spec();
        return picture.data().counts().all() == 0
                ? "No rows. Remove a filter, or change the query."
                : "No row has " + needs(spec) + ". Choose another column, or remove a filter.";
    }

    private static String needs(ChartSpec spec) {
        return spec.y().isEmpty() ? spec.x() : "both " + spec.x() + " and " + spec.y();
    }

    private static void show(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }

    private void takeBar(int index) {
        ChartModel.@Nullable Picture picture = model.pictureProperty().get();
        if (picture != null && picture.data() instanceof ChartData.Bars data) {
            onChip.accept(Chip.equalTo(picture.spec().x(), data.bars().get(index).name()));
        }
    }

    private void takeColumn(int index) {
        ChartModel.@Nullable Picture picture = model.pictureProperty().get();
        Column x = picture == null ? null : picture.x();
        if (picture != null && picture.data() instanceof ChartData.Histogram data && x != null) {
            boolean isLast = index == data.bins().size() - 1;
            onChip.accept(Chip.bar(x, data.bins().get(index), isLast));
        }
    }

    private void takeSpan(double fromSeconds, double toSeconds) {
        ChartModel.@Nullable Picture picture = model.pictureProperty().get();
        Column x = picture == null ? null : picture.x();
        if (picture != null && picture.canFilter() && x != null) {
            ColumnSummary.Bin span = new ColumnSummary.Bin(fromSeconds * 1e6, toSeconds * 1e6, 0);
            onChip.accept(Chip.bar(x, span, false));
        } else {
            cursor.zoomTo(fromSeconds, toSeconds);
        }
    }

    private void key(KeyEvent event) {
        int step = event.isShiftDown() ? LARGE_STEP : 1;
        switch (event.getCode()) {
            case LEFT -> lines.step(-step);
            case RIGHT -> lines.step(step);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void pointAt(double seconds) {
        if (Double.isNaN(seconds)) {
            tooltip.hide();
            ChartModel.@Nullable Picture picture = model.pictureProperty().get();
            if (picture != null) {
                lines.setAccessibleText(ChartWords.sentence(picture.spec(), picture.data()));
            }
            return;
        }
        // Where a series has no value, its row would say nothing.
        List<CursorTooltip.Row> rows =
                lines.rowsAt(seconds).stream()
                        .filter(row -> !row.value().equals(Texts.of(Unit.NUMBER, Double.NaN)))
                        .toList();
        StringBuilder words = new StringBuilder(Texts.instant(seconds));
        rows.forEach(row -> words.append(", %s %s".formatted(row.name(), row.value())));
        tooltip.show(Texts.instant(seconds), rows, cursor.sceneX(), cursor.sceneY());
        lines.setAccessibleText(words.toString());
    }

    private void pointAt(PointFrame.Group group, String x, String y, double sceneX, double sceneY) {
        ChartModel.@Nullable Picture picture = model.pictureProperty().get();
        if (picture != null) {
            ChartSpec spec = picture.spec();
            tooltip.show(
                    group.name(),
                    List.of(
                            new CursorTooltip.Row(group.colour(), spec.x(), x, false),
                            new CursorTooltip.Row(group.colour(), spec.y(), y, false)),
                    sceneX,
                    sceneY);
        }
    }

    /// Times and numbers are to be written again.
    void redisplay() {
        lines.redisplay();
        points.redisplay();
        columns.redisplay();
        show();
        model.renew();
    }
}
