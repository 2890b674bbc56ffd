package trafficinsights.ui;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.explore.Explorations;
import trafficinsights.run.explore.SqlHistory;
import trafficinsights.run.push.WarehouseProfiles;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.shell.WorkbenchServices;
import trafficinsights.ui.warehouse.WarehouseAccess;

/// Services whose runs are [FakeRun]s; the test holds on to them.
final class FakeServices {
    static final List<ScenarioInfo> SCENARIOS =
            List.of(
                    scenario(
                            "bad-deploy",
                            "Bad deploy",
                            "A release answers one request in twenty-five with a 5xx for six minutes,"
                                    + " while a server in eu slows down. Clients retry, and the rate"
                                    + " climbs with them.",
                            1_050,
                            24),
                    scenario(
                            "calm-day",
                            "Calm day",
                            "Three regions in three time zones, a daily curve, and nothing that fails.",
                            420,
                            12),
                    scenario(
                            "regional-outage",
                            "Regional outage",
                            "us-east goes dark for ten minutes; its clients retry, and the other"
                                    + " regions take what they can.",
                            1_400,
                            36),
                    scenario(
                            "retry-storm",
                            "Retry storm",
                            "One slow server, impatient clients: timeouts breed retries until every"
                                    + " server is slow.",
                            900,
                            16),
                    scenario(
                            "bot-scan",
                            "Bot scan",
                            "A scanner asks for pages that do not exist: 4xx climb, latency does not.",
                            640,
                            12));

    final List<FakeRun> runs = new CopyOnWriteArrayList<>();

    /// Folders of runs that were gone on with.
    final List<Path> resumed = new CopyOnWriteArrayList<>();

    /// What each of them was asked for.
    final List<RunSpec> specs = new CopyOnWriteArrayList<>();

    final Path profileFolder =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "workbench-profiles-" + System.nanoTime());

    private volatile boolean isReal;
    private volatile boolean isHeld;
    private volatile int mostAtOnce;
    private volatile CountDownLatch starts = new CountDownLatch(0);

    private static ScenarioInfo scenario(
            String name, String title, String description, double rate, int servers) {
        return new ScenarioInfo(name, title, description, Duration.ofHours(1), rate, servers, 42);
    }

    WorkbenchServices services() {
        return new WorkbenchServices(
                this::start,
                this::resume,
                () -> SCENARIOS,
                FakeServices::describe,
                Explorations::open,
                SqlHistory::ofUser,
                WarehouseAccess.of(new WarehouseProfiles(profileFolder)));
    }

    /// Runs that are really done; not in the list.
    void useRealRuns() {
        isReal = true;
    }

    /// Real runs that hold their source from the start, so that none is whole before a test ends
    /// it.
    void useHeldRuns() {
        isReal = true;
        isHeld = true;
    }

    /// Runs take their time to start: none is up before the latch opens.
    CountDownLatch holdStarts() {
        starts = new CountDownLatch(1);
        return starts;
    }

    private Run start(RunSpec spec) {
        awaitUninterruptibly(starts);
        if (isReal) {
            Run run = Runs.start(spec);
            if (isHeld) {
                run.pause();
            }
            return run;
        }
        FakeRun run = new FakeRun(spec);
        specs.add(spec);
        runs.add(run);
        mostAtOnce =
                Math.max(mostAtOnce, (int) runs.stream().filter(one -> !one.isClosed()).count());
        return run;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean isInterrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The most runs that were not closed when another one began.
    int mostAtOnce() {
        return mostAtOnce;
    }

    /// Runs are resumed as they really are, so that refusals are the real ones.
    private Run resume(Path folder) {
        resumed.add(folder);
        return Runs.resume(folder);
    }

    FakeRun last() {
        return runs.getLast();
    }

    private static Outcome<ScenarioInfo> describe(String name) {
        return SCENARIOS.stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .map(Outcome::ok)
                .orElseGet(() ->
                        Outcome.rejected(
                                Problem.of(
                                        "scenario.unknown",
                                        "No scenario is called " + name + ".")));
    }
}
