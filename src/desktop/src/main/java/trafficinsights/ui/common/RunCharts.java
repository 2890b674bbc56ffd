package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import trafficinsights.model.RunChart;

/// The charts of a run that a panel shows: they point at one instant, mark one span, zoom together
/// and have one tooltip. FX thread, but for [#write].
public final class RunCharts {
    private final LinkedCursor cursor = new LinkedCursor();
    private final Map<RunChart, TimeChart> charts = new LinkedHashMap<>();
    private final CursorTooltip tooltip;
    private Supplier<Optional<CursorTooltip.Row>> lead = Optional::empty;
    private Supplier<Optional<TimeChart>> beside = Optional::empty;
    private DoubleFunction<String> time = Texts::instant;

    /// @param shown in this order
    /// @param idPrefix before the chart's name, for the nodes' ids
    /// @param source what a picture of them is of
    public RunCharts(
            List<RunChart> shown, String idPrefix, CursorTooltip tooltip, Supplier<String> source) {
        this.tooltip = tooltip;
        for (RunChart chart : shown) {
            TimeChart made = new TimeChart(chart.title(), chart.unit(), cursor);
            made.setId(idPrefix + chart.name());
            made.setSource(source);
            if (chart == RunChart.RATE) {
                made.nameInTooltip(line -> "requests");
            }
            charts.put(chart, made);
        }
        cursor.secondsProperty().addListener((property, before, now) -> point());
    }

    public LinkedCursor cursor() {
        return cursor;
    }

    /// @throws IllegalArgumentException when the panel does not show it
    public TimeChart get(RunChart chart) {
        TimeChart made = charts.get(chart);
        if (made == null) {
            throw new IllegalArgumentException("no node for chart " + chart);
        }
        return made;
    }

    public Collection<TimeChart> all() {
        return charts.values();
    }

    /// Puts them beside one another, equally wide.
    public void fill(HBox row) {
        for (TimeChart chart : charts.values()) {
            chart.setPrefWidth(0);
            chart.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(chart, Priority.ALWAYS);
            row.getChildren().add(chart);
        }
    }

    /// A click on a band chooses the incident that it belongs to.
    public void choosesFrom(IncidentList incidents) {
        cursor.onBand(band -> incidents.chooseWithin(band.fromSeconds(), band.toSeconds()));
    }

    /// Puts the points into the data sets. Never on the FX thread.
    public void write(Function<RunChart, ChartFrame> frames) {
        charts.forEach((chart, node) -> node.write(frames.apply(chart)));
    }

    /// Sets what surrounds the lines that were written, and says again what is pointed at.
    public void show(Function<RunChart, ChartFrame> frames) {
        charts.forEach((chart, node) -> node.show(frames.apply(chart)));
        // The tooltip may be shared with other charts, which are pointed at.
        if (!Double.isNaN(cursor.seconds())) {
            point();
        }
    }

    /// The first line of the tooltip, above those of the series.
    public void lead(Supplier<Optional<CursorTooltip.Row>> newLead) {
        lead = newLead;
    }

    /// A chart beside these with the same cursor: while it is pointed at, the tooltip says what it
    /// has.
    public void beside(Supplier<Optional<TimeChart>> pointed) {
        beside = pointed;
    }

    /// How the tooltip writes an instant.
    public void time(DoubleFunction<String> text) {
        time = text;
    }

    /// Shows in one tooltip what all charts say at the instant that is pointed at.
    private void point() {
        double seconds = cursor.seconds();
        if (Double.isNaN(seconds)) {
            tooltip.hide();
            return;
        }
        List<CursorTooltip.Row> rows = new ArrayList<>();
        lead.get().ifPresent(rows::add);
        Collection<TimeChart> asked =
                beside.get().<Collection<TimeChart>>map(List::of).orElse(charts.values());
        asked.forEach(chart -> rows.addAll(chart.rowsAt(seconds)));
        List<String> bands =
                asked.stream()
                        .flatMap(chart -> chart.bandsAt(seconds).stream())
                        .distinct()
                        .toList();
        tooltip.show(time.apply(seconds), rows, bands, cursor.sceneX(), cursor.sceneY());
    }

    /// Writes times and numbers again, after a change of their format.
    public void redisplay() {
        charts.values().forEach(TimeChart::redisplay);
    }
}
