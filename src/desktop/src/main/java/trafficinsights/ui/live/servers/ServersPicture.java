package trafficinsights.ui.live.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.SeriesFrame;

/// What is drawn of the servers of a run: made in the background, shown whole.
///
/// @param charts a chart for each metric that a server has; none where the run has no metrics
/// @param note which servers are drawn, in words
public record ServersPicture(List<Chart> charts, String note) {
    static final ServersPicture NONE = new ServersPicture(List.of(), "");

    public ServersPicture {
        charts = List.copyOf(charts);
    }

    /// A line of each name, in the order of the names.
    List<SeriesFrame> lines() {
        Map<String, SeriesFrame> lines = new LinkedHashMap<>();
        charts.forEach(chart ->
                chart.frame().series().forEach(line -> lines.putIfAbsent(line.name(), line)));
        return List.copyOf(lines.values());
    }

    /// One metric of the drawn servers.
    public record Chart(ServerMetric metric, ChartFrame frame) {}
}
