package trafficinsights.model.warehouse;

/// @param applied scripts that were run now
/// @param structure how requests are kept, and why so
public record MigrationResult(int fromVersion, int toVersion, int applied, String structure) {}
