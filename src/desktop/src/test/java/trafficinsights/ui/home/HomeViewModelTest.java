package trafficinsights.ui.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.Run;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;

final class HomeViewModelTest {
    private static final long LOOKS_MILLIS = 3_300;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    @TempDir private Path folder;

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    /// One thread is the window's.
    @Test
    void whileARunIsAtWorkOnlyItsFolderIsLookedAt() throws Exception {
        Path out = folder.resolve("run");
        RunSource steady =
                new RunSource.Generated("steady", OptionalLong.empty(), OptionalLong.empty());
        AtomicInteger scans = new AtomicInteger();
        try (ExecutorService fx = Executors.newSingleThreadExecutor();
                ExecutorService disk = Executors.newSingleThreadExecutor()) {
            try (Run run = Runs.start(RunSpec.inMemory(steady).withOut(out).withSpeed(1))) {
                until(() -> Files.exists(out.resolve("run.yaml")));
                Recents recents = new Recents(folder.resolve("state"));
                recents.add(
                        new Recent(
                                Recent.Kind.RUN_FOLDER,
                                List.of(out.toString()),
                                "Run",
                                1,
                                "",
                                List.of()));
                Callable<HomeViewModel> shown =
                        () -> {
                            HomeViewModel made =
                                    new HomeViewModel(
                                            recents,
                                            List.of(),
                                            () -> {
                                                scans.incrementAndGet();
                                                return List.of();
                                            },
                                            disk,
                                            fx);
                            made.setShowing(true);
                            return made;
                        };
                HomeViewModel model = fx.submit(shown).get();
                int first = scans.get();
                Thread.sleep(LOOKS_MILLIS);
                assertThat(scans.get()).isEqualTo(first);
                assertThat(model.stopped()).isEmpty();
                run.cancel();
                until(() -> !model.stopped().isEmpty());
                assertThat(scans.get()).isEqualTo(first + 1);
                fx.submit(model::close).get();
            }
        }
    }
}
