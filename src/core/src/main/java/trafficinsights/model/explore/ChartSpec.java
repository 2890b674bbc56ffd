package trafficinsights.model.explore;

/// Which chart is to be made. Columns by their names; empty for none.
///
/// @param x the place of a row: time, category or number
/// @param y the value of a row; empty where rows are counted
/// @param by parts the rows into series
public record ChartSpec(ChartKind kind, String x, String y, String by, Aggregate aggregate) {
    public ChartSpec {
        if (x.isEmpty()) {
            throw new IllegalArgumentException("a chart without a column for X");
        }
        boolean needsY =
                kind == ChartKind.POINTS || (kind.hasAggregate() && aggregate.needsColumn());
        if (needsY == y.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s of %s with “%s” for Y".formatted(kind, aggregate, y));
        }
        if (!by.isEmpty() && !kind.hasSeries()) {
            throw new IllegalArgumentException("%s has no series, but %s".formatted(kind, by));
        }
    }

    /// What is at the axis of values.
    public String valueName() {
        return switch (kind) {
            case LINES, BARS -> aggregate.of(y);
            case HISTOGRAM -> Aggregate.COUNT.label();
            case POINTS -> y;
        };
    }
}
