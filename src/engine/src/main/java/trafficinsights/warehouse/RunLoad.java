package trafficinsights.warehouse;

import java.util.List;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;

/// A run on its way into the warehouse. Each call is completely or not at all, and may be made
/// again.
///
/// Threads: any; all groups must have the dictionaries of one run.
public final class RunLoad {
    private final Retry retry;
    private final int runId;
    private final CodeTables codes = new CodeTables();

    RunLoad(Retry retry, int runId) {
        this.retry = retry;
        this.runId = runId;
    }

    /// @param key as [Warehouse#key(RequestGroup)] gives it
    /// @return false when the warehouse had the batch already
    public boolean push(RequestGroup group, String key) throws InterruptedException {
        BatchLoad load = new BatchLoad(group, key, codes);
        return retry.run(connection -> load.run(connection, runId));
    }

    /// @param key as [Warehouse#key(String, List)] gives it
    /// @return false when the warehouse had these facts already
    public boolean push(List<FactTable> facts, String key) throws InterruptedException {
        FactLoad load = new FactLoad(facts, key, codes);
        return retry.run(connection -> load.run(connection, runId));
    }
}
