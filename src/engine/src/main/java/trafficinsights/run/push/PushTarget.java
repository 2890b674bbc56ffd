package trafficinsights.run.push;

import java.util.List;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.warehouse.RunLoad;
import trafficinsights.warehouse.Warehouse;

/// Where a push brings batches: the warehouse. Errors and threads: as [Warehouse].
interface PushTarget {
    /// Refuses when nothing can be brought there.
    void check();

    Load begin(RunHeader run) throws InterruptedException;

    /// How often something was tried again.
    long retries();

    /// One run on its way; false says that a batch was there already.
    interface Load {
        boolean push(RequestGroup group, String key) throws InterruptedException;

        boolean push(List<FactTable> facts, String key) throws InterruptedException;
    }

    static PushTarget of(Warehouse warehouse) {
        return new PushTarget() {
            @Override
            public void check() {
                warehouse.check();
            }

            @Override
            public Load begin(RunHeader run) throws InterruptedException {
                RunLoad load = warehouse.begin(run);
                return new Load() {
                    @Override
                    public boolean push(RequestGroup group, String key)
                            throws InterruptedException {
                        return load.push(group, key);
                    }

                    @Override
                    public boolean push(List<FactTable> facts, String key)
                            throws InterruptedException {
                        return load.push(facts, key);
                    }
                };
            }

            @Override
            public long retries() {
                return warehouse.retries();
            }
        };
    }
}
