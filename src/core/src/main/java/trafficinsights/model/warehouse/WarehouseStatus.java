package trafficinsights.model.warehouse;

import java.time.Instant;
import java.util.Optional;

/// What is in the warehouse, and what waits for it here.
///
/// @param schemaVersion 0 when there are no tables
/// @param structure how requests are kept (`columnstore`, `row store`)
/// @param outbox batches that wait on this machine's disk
/// @param oldestInOutbox when the oldest of them came
public record WarehouseStatus(
        int schemaVersion,
        String structure,
        long requestLogs,
        long serverMetrics,
        long kpiWindows,
        long anomalies,
        long incidents,
        long analyticsReports,
        long dataQualityMetrics,
        long batches,
        int outbox,
        long outboxBytes,
        Optional<Instant> oldestInOutbox) {}
