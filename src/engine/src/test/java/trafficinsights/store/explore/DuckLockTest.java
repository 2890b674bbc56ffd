package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trafficinsights.model.ProblemException;

class DuckLockTest {
    @Test
    @Timeout(30)
    void whoWaitsForAnotherQueryHearsAnInterrupt() throws Exception {
        ReentrantLock searching = new ReentrantLock();
        searching.lock();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread page =
                Thread.ofPlatform()
                        .start(() -> {
                            begun.countDown();
                            try {
                                Duck.enter(searching);
                            } catch (ProblemException e) {
                                ended.set(e);
                            }
                        });
        begun.await();
        page.interrupt();
        page.join();
        assertThat(ended.get())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(SqlProblems.cancelled().problem()));
    }
}
