package trafficinsights.model.explore;

/// A column of opened data or of a result.
///
/// @param name as the data has it; any text
/// @param type in the words of SQL, `BIGINT`
public record Column(String name, String type, ColumnKind kind) {}
