package trafficinsights.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.ProblemException;
import trafficinsights.run.engine.RunBench;
import trafficinsights.run.spec.RunSpec;

final class RunFolderTest {
    private static final int THREADS = 4;
    private static final long STRESS_NANOS = 3_000_000_000L;

    @TempDir private Path folder;

    private RunSpec spec() {
        return RunSpec.inMemory(RunBench.generated("steady", 1_000)).withOut(folder);
    }

    /// While holders come and go, the lock file is deleted and made again.
    @Test
    void aFolderNeverHasTwoHolders() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        long end = System.nanoTime() + STRESS_NANOS;
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(
                        pool.submit(() -> {
                            while (System.nanoTime() < end) {
                                try (RunFolder mine = RunFolder.begin(spec())) {
                                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                                    assertThat(mine.spec().writing().out()).isEqualTo(folder);
                                    Thread.onSpinWait();
                                    holders.decrementAndGet();
                                    held.incrementAndGet();
                                } catch (ProblemException other) {
                                    assertThat(other.problem().code()).isEqualTo("run.held");
                                }
                            }
                        }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(most.get()).isEqualTo(1);
        assertThat(held.get()).isGreaterThan(20);
        assertThat(folder.resolve("run.lock")).doesNotExist();
    }

    @Test
    void aHeldFolderIsReportedAndLeftAsItIs() throws Exception {
        try (RunFolder first = RunFolder.begin(spec())) {
            String checkpoint = Files.readString(folder.resolve(RunFile.NAME));
            assertThat(RunFolder.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> RunFolder.resume(folder))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("is using the run in");
            assertThat(Files.readString(folder.resolve(RunFile.NAME))).isEqualTo(checkpoint);
            assertThat(first.id()).isNotEmpty();
        }
        assertThat(RunFolder.isHeld(folder)).isFalse();
        assertThat(folder.resolve("run.lock")).doesNotExist();
    }

    /// Holds the byte of a lock for a moment, as a program that asks whether it is held.
    static final class Asker {
        private Asker() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel channel =
                            FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock held = channel.lock(1L << 20, 1, false)) {
                System.out.println(held.isValid());
                Thread.sleep(Long.parseLong(arguments[1]));
            }
        }
    }

    private Process asker(Path lock, long millis) throws Exception {
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                Path.of(
                                                Asker.class
                                                        .getProtectionDomain()
                                                        .getCodeSource()
                                                        .getLocation()
                                                        .toURI())
                                        .toString(),
                                Asker.class.getName(),
                                lock.toString(),
                                Long.toString(millis))
                        .start();
        assertThat(other.inputReader().readLine()).isEqualTo("true");
        return other;
    }

    @Test
    void anotherProgramThatOnlyAsksRefusesNobody() throws Exception {
        Path lock = Files.createFile(folder.resolve("run.lock"));
        Process other = asker(lock, 60);
        // On a busy machine a program that only asks may take seconds to leave.
        try (FolderLock mine = FolderLock.of(lock, Duration.ofMinutes(1))) {
            assertThat(mine).isNotNull();
        }
        assertThat(other.waitFor()).isZero();
        Process holder = asker(Files.createFile(lock), 60_000);
        try (FolderLock mine = FolderLock.of(lock)) {
            assertThat(mine).as("one that stays").isNull();
        } finally {
            holder.destroy();
        }
    }

    @Test
    void aFileThatAnotherOneMadeInTheMeantimeIsNotDeleted() throws Exception {
        Path lock = folder.resolve("run.lock");
        try (FolderLock mine = FolderLock.of(lock)) {
            assertThat(mine).isNotNull();
            Files.delete(lock);
            Files.writeString(lock, "");
        }
        assertThat(lock).exists();
    }
}
