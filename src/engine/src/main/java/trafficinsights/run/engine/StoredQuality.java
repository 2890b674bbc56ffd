package trafficinsights.run.engine;

import org.jspecify.annotations.Nullable;
import trafficinsights.model.DataQuality;
import trafficinsights.model.report.RunReport;
import trafficinsights.store.StoreLoad;

/// A run's quality as rows of the store's `DataQualityMetrics`. Threads: stateless.
final class StoredQuality {
    private StoredQuality() {}

    static void put(StoreLoad load, @Nullable DataQuality quality) {
        if (quality == null) {
            return;
        }
        load.quality("score", "", quality.score());
        load.quality("completeness", "", quality.completeness());
        load.quality("readability", "", quality.readability());
        load.quality("uniqueness", "", quality.uniqueness());
        load.quality("timeliness", "", quality.timeliness());
        load.quality("validity", "", quality.validity());
        load.quality("continuity", "", quality.continuity());
        quality.unknown().forEach((column, n) -> count(load, "unknown", column, n));
        count(load, "duplicates", "", quality.duplicates());
        count(load, "out_of_order", "", quality.outOfOrder());
        count(load, "in_future", "", quality.inFuture());
        count(load, "out_of_range", "", quality.outOfRange());
        count(load, "silent_windows", "", quality.silentWindows());
    }

    static void put(StoreLoad load, RunReport.Counts counts) {
        count(load, "lines", "", counts.lines());
        count(load, "requests", "", counts.requests());
        counts.others().forEach((kind, n) -> count(load, "other_lines", kind, n));
        counts.rejects().forEach((cause, n) -> count(load, "rejected_lines", cause, n));
        count(load, "late_rows", "", counts.lateRows());
    }

    private static void count(StoreLoad load, String metric, String detail, long count) {
        load.quality(metric, detail, (double) count);
    }
}
