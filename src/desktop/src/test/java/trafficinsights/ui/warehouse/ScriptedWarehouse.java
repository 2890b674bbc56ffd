package trafficinsights.ui.warehouse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.DoctorStep.Verdict;
import trafficinsights.model.warehouse.DoctorWatch;
import trafficinsights.model.warehouse.MigrationResult;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.PushedBatch.State;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.RetentionResult;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.PushSummary;
import trafficinsights.run.push.WarehouseProfiles;
import trafficinsights.run.push.Warehouses;

/// A warehouse whose answers a test chooses, and which writes down what was asked.
public final class ScriptedWarehouse implements WarehouseAccess {
    /// What its keystore holds.
    private volatile @Nullable Secret kept;

    final List<String> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch doctorMayGoOn = new CountDownLatch(1);
    volatile int schemaVersion;
    volatile boolean isReachable = true;
    private volatile boolean isDoctorReal;
    private final WarehouseProfiles profiles;

    public ScriptedWarehouse(Path folder) {
        profiles = new WarehouseProfiles(folder);
    }

    /// As a server with tables.
    public ScriptedWarehouse ofVersion(int version) {
        schemaVersion = version;
        return this;
    }

    /// Whose doctor really walks.
    public ScriptedWarehouse withRealDoctor() {
        isDoctorReal = true;
        return this;
    }

    private static DoctorStep step(String name, String title, Verdict verdict, String evidence) {
        return new DoctorStep(name, title, verdict, evidence, "", "", "", "", 12);
    }

    @Override
    public Outcome<DoctorReport> doctor(
            WarehouseProfile profile, Secret secret, DoctorWatch watch) {
        asked.add("doctor " + secret.reveal());
        if (isDoctorReal) {
            return Warehouses.doctor(profile, secret, watch);
        }
        List<DoctorStep> steps = new ArrayList<>();
        watch.asking(0, 2, "Name of the server");
        steps.add(
                step(
                        "name",
                        "Name of the server",
                        Verdict.PASSED,
                        profile.host() + " is 10.0.0.7"));
        watch.done(steps.getLast());
        watch.asking(1, 2, "Connection");
        try {
            doctorMayGoOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(Problem.of("push.cancelled", "Cancelled."));
        }
        steps.add(
                new DoctorStep(
                        "tcp",
                        "Connection",
                        Verdict.FAILED,
                        "port 1433: refused",
                        "Nothing listens there.",
                        "Check the port.",
                        "Enable TCP/IP.",
                        "tcp.refused",
                        5));
        watch.done(steps.getLast());
        return Outcome.ok(new DoctorReport(profile.server(), steps, 17));
    }

    @Override
    public Outcome<WarehouseStatus> status(WarehouseProfile profile, Secret secret) {
        asked.add("status");
        boolean isThere = schemaVersion > 0;
        return Outcome.ok(
                new WarehouseStatus(
                        schemaVersion,
                        "columnstore",
                        isThere ? 12_345_678 : 0,
                        isThere ? 8_640 : 0,
                        isThere ? 21_600 : 0,
                        isThere ? 31 : 0,
                        isThere ? 4 : 0,
                        isThere ? 3 : 0,
                        isThere ? 52 : 0,
                        isThere ? 51 : 0,
                        0,
                        0,
                        Optional.empty()));
    }

    @Override
    public Outcome<MigrationResult> migrate(WarehouseProfile profile, Secret secret) {
        asked.add("migrate");
        int before = schemaVersion;
        schemaVersion = Warehouses.SCHEMA_VERSION;
        return Outcome.ok(
                new MigrationResult(before, schemaVersion, schemaVersion - before, "columnstore"));
    }

    @Override
    public Outcome<PushSummary> push(
            WarehouseProfile profile, Secret secret, Path store, Warehouses.Watch watch) {
        asked.add("push " + store.getFileName());
        int batches = 40;
        for (int i = 0; i < batches; i++) {
            watch.batch(new PushedBatch(i, State.WAITING, 260_000));
            watch.batch(new PushedBatch(i, State.SENT, 260_000));
            State end = !isReachable ? State.OUTBOX : i < 12 ? State.REPEATED : State.COMMITTED;
            watch.batch(new PushedBatch(i, end, 260_000));
            watch.progress((i + 1) * 260_000L, batches * 260_000L);
        }
        return Outcome.ok(
                isReachable
                        ? new PushSummary(7_280_000, 28, 12, 0, 0, 1, 14.2, Optional.empty())
                        : new PushSummary(
                                0,
                                0,
                                0,
                                0,
                                40,
                                0,
                                3.1,
                                Optional.of(
                                        Problem.of(
                                                "warehouse.unreachable",
                                                "The warehouse cannot be reached. The batches wait."))));
    }

    @Override
    public Outcome<PushSummary> sendOutbox(WarehouseProfile profile, Secret secret) {
        asked.add("outbox");
        return Outcome.ok(new PushSummary(0, 0, 0, 3, 0, 0, 1, Optional.empty()));
    }

    @Override
    public Outcome<RetentionResult> retain(
            WarehouseProfile profile, Secret secret, Instant cutoff) {
        asked.add("retain");
        TreeMap<String, Long> deleted = new TreeMap<>();
        deleted.put("RequestLogs", 9_000L);
        return Outcome.ok(new RetentionResult(cutoff, deleted, 2));
    }

    @Override
    public Outcome<List<String>> reports(WarehouseProfile profile, Secret secret, int limit) {
        asked.add("reports");
        return Outcome.ok(
                List.of(
                        """
                        {"schemaVersion": "1", "provenance": {"title": "Bad deploy", "createdAt": "2026-11-22T11:00:00Z"},
                         "counts": {"requests": 3600000}, "totals": {"requests": 3600000},
                         "incidents": [{"severity": "major", "metric": "error_rate", "dimension": "total", "sentence": "Errors rose.",
                         "start": "2026-11-22T10:20:00Z", "end": "2026-11-22T10:26:00Z"}]}\
                        """,
                        "{broken"));
    }

    @Override
    public Outcome<List<QualityRow>> quality(WarehouseProfile profile, Secret secret, int limit) {
        asked.add("quality");
        return Outcome.ok(
                List.of(
                        new QualityRow(
                                Instant.parse("2026-11-22T11:00:00Z"),
                                "Bad deploy",
                                "score",
                                "",
                                0.9871)));
    }

    @Override
    public Optional<Secret> keptPassword(WarehouseProfile profile) {
        return Optional.ofNullable(kept);
    }

    @Override
    public Outcome<String> keepPassword(WarehouseProfile profile, Secret secret) {
        kept = secret;
        return Outcome.ok(profile.user());
    }

    @Override
    public WarehouseProfiles profiles() {
        return profiles;
    }
}
