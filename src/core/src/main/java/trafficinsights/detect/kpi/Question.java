package trafficinsights.detect.kpi;

import trafficinsights.model.Figure;

/// What is asked of the newest windows of a series, compared with its clean past.
enum Question {
    /// Whether the latencies as a whole rank higher.
    SLOWER(Figure.P95, 1),
    /// Whether more requests are above the past's 90th percentile.
    MORE_ABOVE_P90(Figure.P95, 1),
    /// Whether more requests are above the past's 98th percentile.
    MORE_ABOVE_P98(Figure.P95, 1),
    MORE_SERVER_ERRORS(Figure.ERROR_RATE, 1),
    MORE_CLIENT_ERRORS(Figure.CLIENT_ERROR_RATE, 1),
    LESS_TRAFFIC(Figure.TRAFFIC_SHARE, 1),
    /// More traffic is news, seldom the fault itself.
    MORE_TRAFFIC(Figure.TRAFFIC_SHARE, 0.7),
    /// Not an incident, but not an example of what is usual either: the way back would be one.
    FASTER(Figure.P95, 0),
    FEWER_SERVER_ERRORS(Figure.ERROR_RATE, 0),
    FEWER_CLIENT_ERRORS(Figure.CLIENT_ERROR_RATE, 0);

    private final Figure ofPart;
    private final double weight;

    Question(Figure ofPart, double weight) {
        this.ofPart = ofPart;
        this.weight = weight;
    }

    /// The figure that changed, of the total or of a part of it.
    Figure figure(boolean isTotal) {
        return isTraffic() && isTotal ? Figure.REQUEST_RATE : ofPart;
    }

    boolean isTraffic() {
        return this == LESS_TRAFFIC || this == MORE_TRAFFIC;
    }

    /// Whether latencies rose.
    boolean isSlower() {
        return ofPart == Figure.P95 && isRise();
    }

    /// Whether it is less of what harms.
    boolean isRelief() {
        return weight == 0;
    }

    boolean isRise() {
        return this != LESS_TRAFFIC && !isRelief();
    }

    /// The errors that it counts, as a sum of a [Slice].
    int errors() {
        return ofPart == Figure.ERROR_RATE ? Slice.SERVER_ERRORS : Slice.CLIENT_ERRORS;
    }

    /// How much an answer counts when the one to name is chosen.
    double weight() {
        return weight;
    }

    /// Whether an answer to one of them is an answer to the other: the same figure the same way.
    boolean isAbout(Question other) {
        return ofPart == other.ofPart && isRise() == other.isRise();
    }
}
