package trafficinsights.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.report.RunReport.KeyedKpi;
import trafficinsights.model.shift.ComparedFigure;

/// Two runs of one scenario and seed, side by side.
///
/// @param base without the changes
/// @param changed with them
/// @param changes as they were asked for
public record Comparison(RunReport base, RunReport changed, List<String> changes) {
    public Comparison {
        changes = List.copyOf(changes);
    }

    /// Every figure for the total, each region and each server, in this order.
    public List<ComparedFigure> rows() {
        List<ComparedFigure> rows = new ArrayList<>();
        addRows(rows, Dimension.TOTAL, Dimension.ALL, base.totals(), changed.totals());
        for (Dimension dimension : List.of(Dimension.REGION, Dimension.SERVER)) {
            Map<String, Kpi> before = byKey(base, dimension);
            Map<String, Kpi> after = byKey(changed, dimension);
            Map<String, Kpi> all = new TreeMap<>(before);
            all.putAll(after);
            all.keySet()
                    .forEach(key -> addRows(rows, dimension, key, before.get(key), after.get(key)));
        }
        return rows;
    }

    private void addRows(
            List<ComparedFigure> rows,
            Dimension dimension,
            String key,
            @Nullable Kpi before,
            @Nullable Kpi after) {
        for (Figure figure : ComparedFigure.FIGURES) {
            double from = value(figure, before, base);
            double to = value(figure, after, changed);
            ComparedFigure row =
                    new ComparedFigure(dimension, key, figure, from, to, Double.NaN, Double.NaN);
            if (!row.isMissing()) {
                rows.add(row);
            }
        }
    }

    private static Map<String, Kpi> byKey(RunReport report, Dimension dimension) {
        Map<String, Kpi> byKey = new TreeMap<>();
        for (KeyedKpi row : report.breakdown().getOrDefault(dimension, List.of())) {
            byKey.put(row.key(), row.kpi());
        }
        return byKey;
    }

    private static double value(Figure figure, @Nullable Kpi kpi, RunReport report) {
        if (kpi == null) {
            // A server that took nothing had no requests; everything else about it is unknown.
            return figure.isSum() ? 0 : Double.NaN;
        }
        return figure.known(kpi, report.spanSeconds());
    }

    /// What the changes do to all requests, in one sentence.
    public String sentence() {
        return "With %s, the server error rate %s, p95 %s and the request rate %s."
                .formatted(
                        String.join(", ", changes),
                        moved(Figure.ERROR_RATE),
                        moved(Figure.P95),
                        moved(Figure.REQUEST_RATE));
    }

    private String moved(Figure figure) {
        double from = value(figure, base.totals(), base);
        double to = value(figure, changed.totals(), changed);
        String before = figure.text(from);
        String after = figure.text(to);
        if (before.equals(after)) {
            return "stays at " + before;
        }
        return "%s from %s to %s".formatted(to > from ? "rises" : "falls", before, after);
    }
}
