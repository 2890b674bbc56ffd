package trafficinsights.model;

import java.util.List;

/// The charts that a run is drawn in, wherever it is shown, and what of it is marked in which: a
/// chart of a figure marks what was found in that figure, in all of the traffic or in a part of it;
/// a chart that shows parts marks what was found in its parts.
public enum RunChart {
    RATE,
    LATENCY,
    ERRORS,
    /// Rates of regions.
    REGIONS,
    /// Latencies of servers.
    SERVERS;

    /// The figures that it draws, in the order of its lines.
    public List<Figure> figures() {
        return switch (this) {
            case RATE, REGIONS -> List.of(Figure.REQUEST_RATE);
            case LATENCY -> List.of(Figure.P50, Figure.P95, Figure.P99);
            case ERRORS -> List.of(Figure.ERROR_RATE, Figure.CLIENT_ERROR_RATE);
            case SERVERS -> List.of(Figure.P95);
        };
    }

    public boolean marks(Anomaly anomaly) {
        return switch (this) {
            case RATE, LATENCY, ERRORS -> draws(anomaly.metric());
            case REGIONS -> anomaly.dimension() == Dimension.REGION && RATE.draws(anomaly.metric());
            case SERVERS ->
                    anomaly.dimension() == Dimension.SERVER && LATENCY.draws(anomaly.metric());
        };
    }

    /// The spans to mark in this chart, in order of time; no two overlap.
    public List<MarkedSpan> spans(List<Anomaly> anomalies) {
        return MarkedSpan.of(anomalies.stream().filter(this::marks).toList());
    }

    /// Whether something found in this figure is of the chart; how traffic is shared belongs to how
    /// much there is.
    private boolean draws(Figure figure) {
        return figures().contains(figure == Figure.TRAFFIC_SHARE ? Figure.REQUEST_RATE : figure);
    }
}
