package trafficinsights.ui.live;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.chart.CellFrame;
import trafficinsights.chart.Lanes;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.ui.common.RunLines;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.common.Texts;

/// Swim lanes and small charts: the parts of the traffic beside one another. Pure.
final class Parts {
    /// Small charts of a picture.
    static final int MOST_TILES = 36;

    private static final int TILE_COLUMNS = 160;

    private final Figure measure;
    private final Lanes lanes;

    /// @param series of each part by its key
    Parts(Map<String, WindowSeries> series, Figure measure, long fromMicros, long toMicros) {
        this.measure = measure;
        Map<String, List<KpiWindow>> windows = new TreeMap<>();
        series.forEach((key, own) -> windows.put(key, own.between(fromMicros, toMicros)));
        lanes = new Lanes(windows, measure, fromMicros, toMicros);
    }

    int size() {
        return lanes.parts().size();
    }

    /// @param shownUntilMicros right end of the axis, where the windows may not have come yet
    CellFrame lanes(LiveFilter filter, int mostColumns, long shownUntilMicros) {
        return lanes.frame(
                filter.isNone() ? "" : filter.key(), mostColumns, shownUntilMicros, Texts::marked);
    }

    List<LowerPicture.Tile> tiles(LiveFilter filter) {
        return lanes.parts().stream()
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
