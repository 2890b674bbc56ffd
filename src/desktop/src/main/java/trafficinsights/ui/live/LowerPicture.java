package trafficinsights.ui.live;

import java.util.List;
import trafficinsights.chart.CellFrame;
import trafficinsights.ui.common.SeriesFrame;
import trafficinsights.ui.live.servers.ServersPicture;

/// What is in the lower half of the panel, but for the two charts that are always made.
sealed interface LowerPicture {
    LowerView view();

    /// Errors and regions: the frames of [LivePicture].
    record Charts(LowerView view) implements LowerPicture {}

    /// A lane for each part, the highest first.
    ///
    /// @param all how many parts there are, those without a lane included
    record Lanes(LowerView view, CellFrame frame, int all) implements LowerPicture {}

    /// Latencies of what the filter takes.
    record Heat(LowerView view, CellFrame frame) implements LowerPicture {}

    /// The run was busy with its windows: what was shown stays, and the next look asks again.
    record Busy(LowerView view) implements LowerPicture {}

    /// A small chart for each part, the highest first, over one scale.
    ///
    /// @param all how many parts there are, those without a chart included
    /// @param largest upper end of the scale
    record Small(LowerView view, List<Tile> tiles, int all, double largest)
            implements LowerPicture {
        public Small {
            tiles = List.copyOf(tiles);
        }
    }

    /// Metrics of the servers.
    record Servers(LowerView view, ServersPicture made) implements LowerPicture {}

    /// @param isChosen whether it is what the filter takes
    record Tile(String key, SeriesFrame line, boolean isChosen) {}
}
