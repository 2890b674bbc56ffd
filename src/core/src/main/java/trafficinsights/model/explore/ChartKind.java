package trafficinsights.model.explore;

/// Ways to draw rows.
public enum ChartKind {
    /// Over time; X is a time.
    LINES("Lines"),
    /// One a value of X, the longest first.
    BARS("Bars"),
    /// How the numbers of X are distributed.
    HISTOGRAM("Histogram"),
    /// X and Y are numbers.
    POINTS("Points");

    private final String title;

    ChartKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// Whether rows can be parted into series, each in a colour of its own.
    public boolean hasSeries() {
        return this == LINES || this == POINTS;
    }

    /// Whether values that share a place become one.
    public boolean hasAggregate() {
        return this == LINES || this == BARS;
    }
}
