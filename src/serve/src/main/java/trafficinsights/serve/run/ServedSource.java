package trafficinsights.serve.run;

import java.nio.file.Path;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.run.spec.RunSpec;

/// What is shown to viewers.
public sealed interface ServedSource {
    /// A run that this program does: a log that grows, a scenario, any other source.
    record Followed(RunSpec spec) implements ServedSource {}

    /// A store: all of its requests as one run, and the report of each run in it.
    ///
    /// @param spec how the requests are read: a run of the store, in memory
    record Store(Path file, RunSpec spec) implements ServedSource {}

    /// The folder that a run was written to.
    record Folder(Path folder) implements ServedSource {}

    /// The newest reports of a warehouse.
    record Warehouse(WarehouseProfile profile, Secret secret) implements ServedSource {}
}
