package trafficinsights.ui;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import javafx.application.Platform;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.live.SoakedLive;
import trafficinsights.ui.shell.WorkbenchWindow;
import trafficinsights.ui.warehouse.ScriptedWarehouse;

/// Plays a scenario of three hours through the live path for a long time, and prints every minute
/// how much of the heap is held after a collection, how many rows there were, and how long the
/// slowest tick took.
///
/// `./mvnw -q -Psoak test-compile -Dsoak.arguments="--rate 10000 --for 1h --window"`; with
/// `--window` the real window shows the swim lane, without it only its view models work. Ends by
/// itself; its exit code is 1 when the run failed.
public final class Soak {
    private static final String SCENARIO = "memory-leak";
    private static final long SCENARIO_SECONDS = 3 * 3_600;
    private static final double MEGABYTE = 1 << 20;

    private final AtomicLong longestTickMicros = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private Soak() {}

    /// @param arguments `--rate REQUESTS_A_SECOND`, `--for 5m`, `--window`
    public static void main(String[] arguments) throws Exception {
        long rate = 10_000;
        Duration length = Duration.ofHours(1);
        boolean withWindow = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--rate" -> rate = Long.parseLong(arguments[++i]);
                case "--for" ->
                        length = Duration.parse("PT" + arguments[++i].toUpperCase(Locale.ROOT));
                case "--window" -> withWindow = true;
                default -> throw new IllegalArgumentException(arguments[i]);
            }
        }
        System.exit(new Soak().play(rate, length, withWindow) ? 0 : 1);
    }

    private boolean play(long rate, Duration length, boolean withWindow)
            throws InterruptedException {
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
        RunSpec spec =
                RunSpec.inMemory(
                                new RunSource.Generated(
                                        SCENARIO,
                                        OptionalLong.of(rate * SCENARIO_SECONDS),
                                        OptionalLong.of(7)))
                        .withSpeed(1);
        Played played = withWindow ? window(spec) : models(spec);
        ScheduledFuture<?> ticks =
                clock.scheduleAtFixedRate(this::measureTick, 0, 100, TimeUnit.MILLISECONDS);
        System.out.println("minute, rows, heap after GC MB, longest tick ms, picture ms");
        boolean isWell = true;
        long minutes = length.toMinutes();
        for (int minute = 0; minute <= minutes && isWell; minute++) {
            print(minute, played);
            RunProgress now = played.run().progressProperty().get();
            isWell = now == null || now.stage() != RunProgress.Stage.FAILED;
            if (minute < minutes) {
                TimeUnit.MINUTES.sleep(1);
            }
        }
        ticks.cancel(false);
        clock.shutdownNow();
        played.close().run();
        return isWell;
    }

    private record Played(CurrentRun run, DoubleSupplier pictureMillis, Runnable close) {}

    private Played window(RunSpec spec) {
        return onFx(() -> {
            Stage stage = new Stage();
            Path state = Files.createTempDirectory("soak");
            WorkbenchWindow window =
                    Screenshots.windowOf(stage, state, new ScriptedWarehouse(state));
            window.show();
            window.model().current().start(spec, "soak");
            if (stage.getScene().lookup("#nav-live") instanceof ToggleButton live
                    && stage.getScene().lookup("#lower-LANES") instanceof ToggleButton lanes) {
                live.fire();
                lanes.fire();
            }
            return new Played(
                    window.model().current(),
                    () -> Double.NaN,
                    () ->
                            onFx(() -> {
                                window.close();
                                return window;
                            }));
        });
    }

    private Played models(RunSpec spec) {
        Executor fx = Platform::runLater;
        CurrentRun current = new CurrentRun(Runs::start, fx);
        SoakedLive live = onFx(() -> new SoakedLive(current, fx));
        onFx(() -> {
            current.start(spec, "soak");
            return spec;
        });
        return new Played(
                current,
                live::pictureMillis,
                () -> {
                    live.close();
                    current.close();
                });
    }

    /// From asking the FX thread to its answer: what a person waits whose click comes then.
    private void measureTick() {
        long asked = System.nanoTime();
        Platform.runLater(() ->
                longestTickMicros.accumulateAndGet((System.nanoTime() - asked) / 1_000, Math::max));
    }

    private void print(int minute, Played played) throws InterruptedException {
        double tick = longestTickMicros.getAndSet(0) / 1e3;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
        RunProgress now = played.run().progressProperty().get();
        System.out.printf(
                Locale.ROOT,
                "%d, %d, %.1f, %.1f, %.1f%n",
                minute,
                now == null ? 0 : now.rows(),
                heap,
                tick,
                played.pictureMillis().getAsDouble());
        // The collections asked for above stop everything: they are no tick of the program.
        longestTickMicros.set(0);
    }

    private static <T> T onFx(Callable<T> task) {
        try {
            FutureTask<T> asked = new FutureTask<>(task);
            Platform.runLater(asked);
            return asked.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
