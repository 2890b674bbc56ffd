package trafficinsights.run.push;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.home.UserFolder;
import trafficinsights.warehouse.Outbox;
import trafficinsights.warehouse.ProfileFile;
import trafficinsights.warehouse.Schema;
import trafficinsights.warehouse.Warehouse;
import trafficinsights.warehouse.doctor.Doctor;

/// What the window and the command line do with a warehouse. Threads: any; every method waits for
/// its end, and an interrupt cancels.
public final class Warehouses {
    /// Connections that bring batches in at the same time.
    public static final int STREAMS = 2;

    private Warehouses() {}

    /// The version of the tables that this program works with.
    public static final int SCHEMA_VERSION = Schema.VERSION;

    /// Told the requests that are in, or wait on the disk. Called on the threads of the push.
    @FunctionalInterface
    public interface Watch {
        void progress(long rows, long allRows);

        /// What has become of a batch.
        default void batch(PushedBatch batch) {}
    }

    /// A profile of the user's file.
    public static Outcome<WarehouseProfile> profile(String name) {
        return outcome(() -> ProfileFile.read(UserFolder.path().resolve(ProfileFile.NAME), name));
    }

    /// Examines the way to the warehouse; what is wrong with it is in the report.
    ///
    /// @param watch told each step as it begins and ends
    public static Outcome<DoctorReport> doctor(
            WarehouseProfile profile, Secret secret, DoctorWatch watch) {
        return outcome(() -> Doctor.examine(profile, secret, watch));
    }

    /// What bringing the tables from a version to [#SCHEMA_VERSION] does, a sentence each; empty
    /// when there is nothing to do.
    public static List<String> schemaSteps(int fromVersion) {
        return Schema.steps(fromVersion);
    }

    public static Outcome<MigrationResult> migrate(WarehouseProfile profile, Secret secret) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                return warehouse.migrate();
            }
        });
    }

    /// Pushes all runs of a store; batches that the warehouse has are left out.
    public static Outcome<PushSummary> push(
            WarehouseProfile profile, Secret secret, Path store, Watch watch) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, STREAMS)) {
                return new StorePush(PushTarget.of(warehouse), outbox(profile), STREAMS, watch)
                        .push(store);
            }
        });
    }

    /// Sends what waits on the disk.
    public static Outcome<PushSummary> sendOutbox(WarehouseProfile profile, Secret secret) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                return new StorePush(PushTarget.of(warehouse), outbox(profile), 1, (_, _) -> {})
                        .sendOutbox();
            }
        });
    }

    public static Outcome<WarehouseStatus> status(WarehouseProfile profile, Secret secret) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                warehouse.reach();
                return warehouse.status(outbox(profile).waiting());
            }
        });
    }

    public static Outcome<RetentionResult> retain(
            WarehouseProfile profile, Secret secret, Instant cutoff) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                warehouse.check();
                return warehouse.retain(cutoff);
            }
        });
    }

    /// The newest reports as JSON.
    public static Outcome<List<String>> reports(
            WarehouseProfile profile, Secret secret, int limit) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                warehouse.check();
                return warehouse.reports(limit);
            }
        });
    }

    /// Quality metrics of the newest batches, at most so many.
    public static Outcome<List<QualityRow>> quality(
            WarehouseProfile profile, Secret secret, int limit) {
        return outcome(() -> {
            try (Warehouse warehouse = Warehouse.open(profile, secret, 1)) {
                warehouse.check();
                return warehouse.quality(limit);
            }
        });
    }

    /// A folder for a temporary store.
    public static Path temporaryStore() {
        try {
            Files.createDirectories(UserFolder.cache());
            return Files.createTempDirectory(UserFolder.cache(), "push-").resolve("run.duckdb");
        } catch (IOException e) {
            throw Problem.of(
                            "push.folder",
                            ("No folder could be created in %s. Check its"
                                            + " permissions and free space.")
                                    .formatted(UserFolder.cache()),
                            e)
                    .asException();
        }
    }

    /// Drops a temporary store with its folder.
    public static void drop(Path temporaryStore) {
        Path folder = temporaryStore.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(Warehouses.class.getName())
                    .log(System.Logger.Level.WARNING, "could not remove " + folder, e);
        }
    }

    /// Batches that wait for a warehouse on this disk; no server is asked.
    public static int waitingBatches(WarehouseProfile profile) {
        return outbox(profile).waiting().batches();
    }

    /// Each warehouse has an outbox of its own.
    static Outbox outbox(WarehouseProfile profile) {
        String key = Warehouse.key(profile.server() + "/" + profile.database());
        return new Outbox(
                UserFolder.path().resolve("outbox").resolve(key.substring(0, 12)),
                Outbox.USUAL_BYTES);
    }

    private static <T> Outcome<T> outcome(Callable<T> work) {
        try {
            return Outcome.ok(work.call());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(
                    Problem.of(
                            "push.cancelled",
                            "Cancelled. The warehouse is consistent. Start again to continue."));
        } catch (Exception e) {
            System.getLogger(Warehouses.class.getName())
                    .log(System.Logger.Level.ERROR, "work with the warehouse failed", e);
            return Outcome.rejected(
                    Problem.of(
                            "warehouse.error",
                            "Unexpected error. Details are in the program log.",
                            e));
        }
    }
}
