package trafficinsights.ui.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trafficinsights.chart.Band;
import trafficinsights.chart.HeatMap;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.RunChart;
import trafficinsights.model.SeriesColours;
import trafficinsights.model.report.KeyNumbers;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.live.servers.ServersMaker;

/// Makes a [LivePicture] of a [LiveHistory]. Pure; on the thread of the
/// [trafficinsights.ui.common.RunFeed].
final class PictureMaker {
    /// What is in the lower half is as wide as two charts.
    private static final int LOWER_WIDTHS = 2;

    private static final int LEAST_CELL_PIXELS = 3;

    private static final double MICROS = 1e6;

    private PictureMaker() {}

    /// What the filter takes; without windows when it takes nothing.
    private static WindowSeries series(LiveHistory history, LiveFilter filter) {
        return filter.isNone() ? history.total() : history.series(filter.dimension(), filter.key());
    }

    /// Empty while there is neither a window nor a metric of a server. Without a window the picture
    /// is one of the servers.
    static Optional<LivePicture> picture(LiveHistory history, LiveView view, Sketches sketches) {
        WindowSeries total = history.total();
        long shownEnd = history.shownEndMicros();
        if (shownEnd == Long.MIN_VALUE) {
            return Optional.empty();
        }
        long windowMicros = total.isEmpty() ? 1 : total.last().window().lengthMicros();
        double first = firstMicros(history) / MICROS;
        double end = shownEnd / MICROS;
        double from = Math.max(first, end - view.span().seconds());
        double to = end;
        if (view.isZoomed()) {
            from = view.zoomFromSeconds();
            to = view.zoomToSeconds();
        }
        long fromMicros = (long) (from * MICROS);
        long toMicros = (long) (to * MICROS);
        long shownTo = Math.min(toMicros, shownEnd);
        LiveFilter filter = view.filter();
        List<KpiWindow> windows = series(history, filter).between(fromMicros, shownTo);
        Frames frames = new Frames(history, view, from, to);
        Map<RunChart, ChartFrame> charts = new EnumMap<>(RunChart.class);
        for (RunChart chart : LivePicture.CHARTS) {
            charts.put(chart, frames.of(chart, windows));
        }
        KeyNumbers strip =
                KeyNumbers.of(
                        view.numbersRange(),
                        fromMicros,
                        shownTo,
                        windowMicros,
                        (spanFrom, spanTo) -> sketches.kpi(filter, spanFrom, spanTo));
        return Optional.of(
                new LivePicture(
                        charts,
                        strip.numbers(),
                        filter.isNone() ? strip.basis() : strip.basis() + ", " + filter.words(),
                        frames.lower(fromMicros, toMicros, shownTo, sketches),
                        filter,
                        history.anomalies().stream().filter(filter::takes).toList(),
                        filter.incidents(history.incidents(), history.anomalies()),
                        history.events(),
                        windowMicros,
                        total.size(),
                        total.between(fromMicros, shownTo).stream()
                                .anyMatch(window -> window.kpi().ttfbP95Micros() >= 0),
                        first,
                        end));
    }

    private static long firstMicros(LiveHistory history) {
        return history.total().isEmpty()
                ? history.servers().firstMicros()
                : history.total().first().window().startMicros();
    }

    /// The charts of one picture: they share span, history and resolution.
    private record Frames(LiveHistory history, LiveView view, double from, double to) {

        ChartFrame of(RunChart chart, List<KpiWindow> windows) {
            List<SeriesFrame> lines =
                    chart == RunChart.REGIONS
                            ? regionLines(windows)
                            : RunLines.lines(
                                    chart,
                                    "total",
                                    windows,
                                    history.watermarkMicros(),
                                    view.columns());
            return new ChartFrame(from, to, lines, bands(chart), chart.unit().leastAxis());
        }

        LowerPicture lower(long fromMicros, long toMicros, long shownTo, Sketches sketches) {
            LowerView wanted =
                    history.total().isEmpty()
                            ? view.lower().withKind(LowerView.Kind.SERVERS)
                            : view.lower();
            int columns = LOWER_WIDTHS * view.columns();
            if (wanted.kind() == LowerView.Kind.HEAT) {
                return sketches.latencies(
                                view.filter(), fromMicros, shownTo, columns / LEAST_CELL_PIXELS)
                        .<LowerPicture>map(grid ->
                                new LowerPicture.Heat(
                                        wanted, HeatMap.frame(grid, from, to, Texts::marked)))
                        .orElse(new LowerPicture.Busy(wanted));
            }
            if (wanted.kind() == LowerView.Kind.SERVERS) {
                return servers(wanted, shownTo);
            }
            if (!wanted.kind().hasParts()) {
                return new LowerPicture.Charts(wanted);
            }
            Parts parts =
                    new Parts(history.parts(wanted.by()), wanted.measure(), fromMicros, shownTo);
            LiveFilter chosen =
                    view.filter().dimension() == wanted.by() ? view.filter() : LiveFilter.NONE;
            if (wanted.kind() == LowerView.Kind.LANES) {
                return new LowerPicture.Lanes(
                        wanted, parts.lanes(chosen, columns, toMicros), parts.size());
            }
            List<LowerPicture.Tile> tiles = parts.tiles(chosen);
            return new LowerPicture.Small(wanted, tiles, parts.size(), parts.largest(tiles));
        }

        private LowerPicture servers(LowerView wanted, long shownTo) {
            LiveFilter filter = view.filter();
            return new LowerPicture.Servers(
                    wanted,
                    ServersMaker.picture(
                            history.servers(),
                            new ServersMaker.Look(from, to, shownTo / MICROS, view.columns()),
                            filter.dimension() == Dimension.SERVER ? filter.key() : "",
                            Band.events(
                                    history.events(),
                                    (long) (from * MICROS),
                                    (long) (to * MICROS))));
        }

        private List<Band> bands(RunChart chart) {
            LiveFilter filter = view.filter();
            List<Band> bands =
                    new ArrayList<>(
                            Band.truth(history.truth().stream().filter(filter::takes).toList()));
            bands.addAll(
                    Band.found(chart, filter.marked(history.incidents(), history.anomalies())));
            bands.addAll(
                    Band.events(history.events(), (long) (from * MICROS), (long) (to * MICROS)));
            bands.removeIf(band -> band.toSeconds() <= from || band.fromSeconds() >= to);
            return bands;
        }

        private List<SeriesFrame> regionLines(List<KpiWindow> totals) {
            LiveFilter filter = view.filter();
            if (!filter.isNone()) {
                return List.of(
                        RunLines.rate(
                                filter.key(),
                                colour(filter),
                                totals,
                                history.watermarkMicros(),
                                view.columns()));
            }
            Map<String, WindowSeries> regions = history.parts(Dimension.REGION);
            Map<String, String> colours = SeriesColours.of(regions.keySet());
            List<SeriesFrame> lines = new ArrayList<>();
            double[] times = totals.stream().mapToDouble(Frames::middle).toArray();
            double[] others = new double[totals.size()];
            regions.forEach((region, windows) -> {
                double[] rates = alignedRates(windows, totals, history.watermarkMicros());
                String colour = colours.get(region);
                if (colour == null) {
                    Arrays.setAll(others, i -> others[i] + rates[i]);
                } else {
                    lines.add(
                            SeriesFrame.of(
                                    region, "series-" + colour, times, rates, view.columns()));
                }
            });
            if (regions.size() > colours.size()) {
                lines.add(SeriesFrame.of("others", "series-others", times, others, view.columns()));
            }
            return lines;
        }

        private String colour(LiveFilter filter) {
            if (filter.dimension() != Dimension.REGION) {
                return RunLines.RATE_COLOUR;
            }
            Map<String, String> colours =
                    SeriesColours.of(history.parts(Dimension.REGION).keySet());
            return "series-" + colours.getOrDefault(filter.key(), SeriesColours.OTHERS);
        }

        private static double middle(KpiWindow window) {
            return (window.window().startMicros() + window.window().lengthMicros() / 2.0) / MICROS;
        }

        /// A region without a window had no request then, which is a rate of zero and no gap.
        private static double[] alignedRates(
                WindowSeries region, List<KpiWindow> totals, long watermarkMicros) {
            double[] rates =
                    totals.stream()
                            .mapToDouble(w -> 0 * w.fullRequestsPerSecond(watermarkMicros))
                            .toArray();
            if (totals.isEmpty()) {
                return rates;
            }
            long from = totals.getFirst().window().startMicros();
            long to = totals.getLast().window().endMicros();
            int at = 0;
            for (KpiWindow window : region.between(from, to)) {
                long start = window.window().startMicros();
                while (at < rates.length && totals.get(at).window().startMicros() < start) {
                    at++;
                }
                if (at < rates.length && totals.get(at).window().startMicros() == start) {
                    rates[at] = window.fullRequestsPerSecond(watermarkMicros);
                }
            }
            return rates;
        }
    }
}
