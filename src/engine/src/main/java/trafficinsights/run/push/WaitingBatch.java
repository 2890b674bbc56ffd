package trafficinsights.run.push;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactTable;
import trafficinsights.model.warehouse.RequestGroup;
import trafficinsights.model.warehouse.RunHeader;
import trafficinsights.store.LocalStore;
import trafficinsights.store.StoreLoad;
import trafficinsights.store.StoredRun;
import trafficinsights.store.StoredRuns;

/// A batch that waits for the warehouse: a small store with one run in it, of which it has one
/// group of requests or some facts. The run's own key and size are in the key that it was loaded
/// with, because they do not follow from a part of it.
final class WaitingBatch {
    private static final Pattern RUN = Pattern.compile("part of ([0-9a-f]{32}), (\\d+) requests");

    private WaitingBatch() {}

    static void write(Path file, RunHeader run, RequestGroup group) throws InterruptedException {
        write(file, run, group.names(), group.parts(), List.of());
    }

    static void write(Path file, RunHeader run, List<FactTable> facts) throws InterruptedException {
        write(file, run, Names.create(), List.of(), facts);
    }

    private static void write(
            Path file,
            RunHeader run,
            Names names,
            List<RequestBatch> requests,
            List<FactTable> facts)
            throws InterruptedException {
        String key = "part of %s, %d requests".formatted(run.key(), run.requests());
        try (LocalStore store = LocalStore.open(file);
                StoreLoad load = store.load(run.title(), key, names)) {
            load.requests(requests);
            facts.forEach(load::facts);
            load.commit();
        }
    }

    /// The run that the batch is of.
    ///
    /// @param file for the message
    static RunHeader run(Path file, StoredRuns runs, StoredRun run) {
        Matcher key = RUN.matcher(runs.runKey(run).orElse(""));
        if (!key.matches()) {
            throw Problem.of(
                            "outbox.foreign",
                            ("The file %s in the outbox is not a batch of this"
                                            + " program. Move it to another folder.")
                                    .formatted(file))
                    .asException();
        }
        return new RunHeader(key.group(1), run.title(), Long.parseLong(key.group(2)));
    }
}
