package trafficinsights.detect.kpi;

import java.util.List;
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
    MORE_REDIRECTS(Figure.REDIRECT_RATE, 1),
    LESS_TRAFFIC(Figure.TRAFFIC_SHARE, 1),
    /// More traffic is news, seldom the fault itself.
    MORE_TRAFFIC(Figure.TRAFFIC_SHARE, 0.7),
    /// Pages of errors are small, so another figure that changed with the sizes comes first.
    SMALLER_RESPONSES(Figure.BYTES_PER_REQUEST, 0.4),
    LARGER_RESPONSES(Figure.BYTES_PER_REQUEST, 0.4),
    /// Not an incident, but not an example of what is usual either: the way back would be one.
    FASTER(Figure.P95, 0),
    FEWER_SERVER_ERRORS(Figure.ERROR_RATE, 0),
    FEWER_CLIENT_ERRORS(Figure.CLIENT_ERROR_RATE, 0);

    /// All of them; [#values()] makes a new array each time.
    static final List<Question> ALL = List.of(values());

    private final Figure ofPart;
    private final double weight;

    Question(Figure ofPart, double weight) {
        this.ofPart = ofPart;
        this.weight = weight;
    }

    /// Its place in arrays of answers, which live no longer than the detector.
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    /// The figure that changed, of the total or of a part of it.
    Figure figure(boolean isTotal) {
        return isTraffic() && isTotal ? Figure.REQUEST_RATE : ofPart;
    }

    boolean isTraffic() {
        return this == LESS_TRAFFIC || this == MORE_TRAFFIC;
    }

    boolean isOfSizes() {
        return ofPart == Figure.BYTES_PER_REQUEST;
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
        return this != LESS_TRAFFIC && this != SMALLER_RESPONSES && !isRelief();
    }

    /// Whether it can be a cause beside another one; traffic and sizes follow from others.
    boolean isSecondCause() {
        return this != MORE_TRAFFIC && !isOfSizes();
    }

    /// The statuses that it counts, as a sum of a [Slice].
    int statuses() {
        return switch (ofPart) {
            case ERROR_RATE -> Slice.SERVER_ERRORS;
            case CLIENT_ERROR_RATE -> Slice.CLIENT_ERRORS;
            default -> Slice.REDIRECTS;
        };
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
