package trafficinsights.ingest.flow;

/// A column of a table of flows.
///
/// @param name as people see it
public record FlowColumn(String name, Type type) {
    /// What its values are.
    public enum Type {
        /// Instants, in UTC.
        TIME,
        TEXT,
        /// Whole numbers.
        NUMBER,
        /// Seconds with decimals.
        SECONDS
    }
}
