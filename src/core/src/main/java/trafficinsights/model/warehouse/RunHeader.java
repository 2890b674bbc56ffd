package trafficinsights.model.warehouse;

/// A run on its way into the warehouse.
///
/// @param key hash of its content, 32 hexadecimal digits
/// @param title for people
public record RunHeader(String key, String title, long requests) {
    public RunHeader {
        if (!key.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("key of a run is " + key + ", 32 hex digits");
        }
    }
}
