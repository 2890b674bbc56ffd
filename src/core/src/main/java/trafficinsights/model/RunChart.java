package trafficinsights.model;

import java.util.List;

/// The charts that a run is drawn in, wherever it is shown: what they are called, which figures
/// they draw, and what of the run is marked in which. A chart of a figure marks what was found in
/// that figure, in all of the traffic or in a part of it; a chart that shows parts marks what was
/// found in its parts.
///
/// A page or a panel that shows some of them has a list of constants.
public enum RunChart {
    RATE("Requests", "Requests per second", List.of(Figure.REQUEST_RATE)),
    LATENCY(
            "Latency",
            "Latency percentiles",
            Figure.P95,
            List.of(Figure.P50, Figure.P95, Figure.P99)),
    ERRORS("Errors", "Error rates", List.of(Figure.ERROR_RATE, Figure.CLIENT_ERROR_RATE)),
    /// Rates of regions.
    REGIONS("Requests by region", "Requests per second by region", List.of(Figure.REQUEST_RATE)),
    /// Latencies of servers.
    SERVERS("Latency by server", Figure.P95.label() + " by server", List.of(Figure.P95));

    private final String title;
    private final String heading;
    private final Figure lead;

    @SuppressWarnings("ImmutableEnumChecker") // lists that nobody can change
    private final List<Figure> figures;

    RunChart(String title, String heading, List<Figure> figures) {
        this(title, heading, figures.getFirst(), figures);
    }

    RunChart(String title, String heading, Figure lead, List<Figure> figures) {
        this.title = title;
        this.heading = heading;
        this.lead = lead;
        this.figures = figures;
    }

    /// On a card, where the legend says the rest.
    public String title() {
        return title;
    }

    /// On a page.
    public String heading() {
        return heading;
    }

    /// The figures that it draws, in the order of its lines.
    public List<Figure> figures() {
        return figures;
    }

    /// The figure that it draws where there is room for one line only.
    public Figure lead() {
        return lead;
    }

    /// Of all of its lines.
    public Unit unit() {
        return lead.unit();
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

    /// Whether something found in this figure is of the chart. How traffic is shared, and how large
    /// responses are, belong to how much there is; redirects belong to the other statuses.
    private boolean draws(Figure figure) {
        return figures.contains(
                switch (figure) {
                    case TRAFFIC_SHARE, BYTES_PER_REQUEST -> Figure.REQUEST_RATE;
                    case REDIRECT_RATE -> Figure.CLIENT_ERROR_RATE;
                    default -> figure;
                });
    }
}
