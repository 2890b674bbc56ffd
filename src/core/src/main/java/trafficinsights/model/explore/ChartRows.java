package trafficinsights.model.explore;

/// The rows that a chart is made of.
public sealed interface ChartRows {
    /// Rows of the opened data.
    record Filtered(Filter filter) implements ChartRows {}

    /// All rows of the result of a person's `SELECT`, however few of them a grid shows.
    record Result(String sql) implements ChartRows {}
}
