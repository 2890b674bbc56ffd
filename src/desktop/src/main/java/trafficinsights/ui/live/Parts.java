package trafficinsights.ui.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.ui.common.CellFrame;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.live.servers.Rank;

/// Swim lanes and small charts: the parts of the traffic beside one another. Pure.
final class Parts {
    /// Lanes of a picture; as many as have room are shown.
    static final int MOST_LANES = 48;

    /// Small charts of a picture.
    static final int MOST_TILES = 36;

    private static final int TILE_COLUMNS = 160;

    private static final double MICROS = 1e6;

    private final Figure measure;
    private final long fromMicros;
    private final long toMicros;
    private final List<Part> parts;

    private record Part(String key, List<KpiWindow> windows, double rank) {}

    /// @param series of each part by its key
    Parts(Map<String, WindowSeries> series, Figure measure, long fromMicros, long toMicros) {
        this.measure = measure;
        this.fromMicros = fromMicros;
        this.toMicros = toMicros;
        List<Part> found = new ArrayList<>();
        series.forEach((key, own) -> {
            List<KpiWindow> windows = own.between(fromMicros, toMicros);
            if (!windows.isEmpty()) {
                found.add(
                        new Part(
                                key,
                                windows,
                                Rank.of(
                                        windows.stream().mapToDouble(measure::of),
                                        measure.unit())));
            }
        });
        found.sort(
                Comparator.comparingDouble((Part part) -> -part.rank()).thenComparing(Part::key));
        parts = List.copyOf(found);
    }

    int size() {
        return parts.size();
    }

    /// One column for each window, or for as many windows as leave `mostColumns`; such a cell is
    /// the highest of them, because percentiles cannot be averaged.
    ///
    /// @param shownUntilMicros right end of the axis, where the windows may not have come yet
    CellFrame lanes(LiveFilter filter, int mostColumns, long shownUntilMicros) {
        List<Part> shown = parts.subList(0, Math.min(MOST_LANES, parts.size()));
        long window = shown.isEmpty() ? 1 : longest(shown);
        long together = Math.max(1, Math.ceilDiv(toMicros - fromMicros, window * mostColumns));
        long length = window * together;
        long first = Math.floorDiv(fromMicros, length);
        int columns = (int) (Math.ceilDiv(toMicros, length) - first);
        double[] values = new double[columns * shown.size()];
        Arrays.fill(values, Double.NaN);
        int chosen = -1;
        List<CellFrame.Tick> names = new ArrayList<>();
        for (int row = 0; row < shown.size(); row++) {
            Part part = shown.get(row);
            for (KpiWindow one : part.windows()) {
                int column = (int) (Math.floorDiv(one.window().startMicros(), length) - first);
                int cell = row * columns + column;
                double value = measure.of(one);
                values[cell] = Double.isNaN(values[cell]) ? value : Math.max(values[cell], value);
            }
            names.add(new CellFrame.Tick(row + 0.5, part.key()));
            boolean isChosen = !filter.isNone() && part.key().equals(filter.key());
            chosen = isChosen ? row : chosen;
        }
        return new CellFrame(
                fromMicros / MICROS,
                shownUntilMicros / MICROS,
                first * length / MICROS,
                length / MICROS,
                columns,
                shown.stream().map(Part::key).toList(),
                values,
                scale(values),
                names,
                chosen,
                value -> Texts.of(measure.unit(), value));
    }

    private static long longest(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.windows().stream())
                .mapToLong(window -> window.window().lengthMicros())
                .max()
                .orElse(1);
    }

    /// Latencies by their order of magnitude, all else from zero.
    private CellFrame.Scale scale(double[] values) {
        double highest = Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(1);
        double lowest = Arrays.stream(values).filter(v -> v > 0).min().orElse(1);
        boolean isLogarithmic = measure.unit().isTime();
        double low = isLogarithmic ? lowest : 0;
        return new CellFrame.Scale(
                low,
                Math.max(highest, Math.max(measure.unit().leastAxis(), low * 2)),
                isLogarithmic);
    }

    List<LowerPicture.Tile> tiles(LiveFilter filter) {
        return parts.stream()
                .limit(MOST_TILES)
                .map(part ->
                        new LowerPicture.Tile(
                                part.key(),
                                SeriesFrame.of(
                                        part.key(),
                                        RunLines.colour(Figure.P95),
                                        part.windows(),
                                        measure::of,
                                        TILE_COLUMNS),
                                !filter.isNone() && part.key().equals(filter.key())))
                .toList();
    }

    /// The highest value of the tiles, for their one scale.
    double largest(List<LowerPicture.Tile> tiles) {
        return tiles.stream()
                .flatMapToDouble(tile -> Arrays.stream(tile.line().drawnValues()))
                .filter(value -> !Double.isNaN(value))
                .reduce(measure.unit().leastAxis(), Math::max);
    }
}
