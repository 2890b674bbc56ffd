package trafficinsights.model.explore;

/// What a chart makes of the values that share a place: of a slot of time, of a bar.
///
/// Percentiles are found from the values themselves, never from other percentiles.
public enum Aggregate {
    /// Rows; needs no column.
    COUNT("rows"),
    SUM("sum"),
    MEAN("mean"),
    MIN("min"),
    MAX("max"),
    /// The least value that at least half of the values do not exceed.
    MEDIAN("median"),
    /// The least value that at least 95 % of the values do not exceed.
    P95("p95");

    private final String label;

    Aggregate(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public boolean needsColumn() {
        return this != COUNT;
    }

    /// Whether nothing there means zero, and not that nothing is known.
    public boolean isZeroWithoutRows() {
        return this == COUNT || this == SUM;
    }

    public boolean isPercentile() {
        return this == MEDIAN || this == P95;
    }

    /// `p95 of latency_us`; `rows`.
    public String of(String column) {
        return needsColumn() ? label + " of " + column : label;
    }
}
