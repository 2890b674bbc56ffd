package trafficinsights.model.explore;

/// What can be done with a column, whatever its exact type is.
public enum ColumnKind {
    /// Whole or decimal numbers.
    NUMBER,
    /// Texts.
    TEXT,
    /// Instants and days; their times are UTC.
    TIME,
    BOOLEAN,
    /// Lists, structures and the rest, which are handled as the text that is shown.
    OTHER
}
