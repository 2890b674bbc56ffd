package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/// Shows in one tooltip what all charts of a [LinkedCursor] say at the instant that it points at.
/// FX thread.
public final class LinkedTooltip {
    private final LinkedCursor cursor;
    private final CursorTooltip tooltip;
    private final Collection<TimeChart> charts;
    private Supplier<Optional<CursorTooltip.Row>> lead = Optional::empty;
    private DoubleFunction<String> time = Texts::instant;

    /// @param charts in their order; those that are added later count
    public LinkedTooltip(LinkedCursor cursor, CursorTooltip tooltip, Collection<TimeChart> charts) {
        this.cursor = cursor;
        this.tooltip = tooltip;
        this.charts = charts;
        cursor.secondsProperty().addListener((property, before, now) -> show());
    }

    /// What is above the lines.
    public void lead(Supplier<Optional<CursorTooltip.Row>> newLead) {
        lead = newLead;
    }

    /// How an instant is written.
    public void time(DoubleFunction<String> text) {
        time = text;
    }

    /// As after new data, with the mouse where it is.
    public void show() {
        double seconds = cursor.seconds();
        if (Double.isNaN(seconds)) {
            tooltip.hide();
            return;
        }
        List<CursorTooltip.Row> rows = new ArrayList<>();
        lead.get().ifPresent(rows::add);
        charts.forEach(chart -> rows.addAll(chart.rowsAt(seconds)));
        List<String> bands =
                charts.stream()
                        .flatMap(chart -> chart.bandsAt(seconds).stream())
                        .distinct()
                        .toList();
        tooltip.show(time.apply(seconds), rows, bands, cursor.sceneX(), cursor.sceneY());
    }
}
