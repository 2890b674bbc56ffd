package trafficinsights.model.warehouse;

import java.time.Instant;
import java.util.SortedMap;

/// @param cutoff what was older is gone
/// @param deletedRows by table
public record RetentionResult(Instant cutoff, SortedMap<String, Long> deletedRows, double seconds) {
    public long total() {
        return deletedRows.values().stream().mapToLong(Long::longValue).sum();
    }
}
