package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.ui.FxQueue;
import trafficinsights.ui.common.work.Work;
import trafficinsights.ui.common.work.Work.End;

final class TaskListTest {
    private final FxQueue fx = new FxQueue();
    private final AtomicLong nanos = new AtomicLong();
    private final TaskList tasks = new TaskList(nanos::get);
    private final Work work = new Work("test-work", fx);

    @Test
    void aTaskIsThereWhileItWorksAndAmongTheEndedAfterwards() {
        tasks.follow("Explore", work);
        CountDownLatch half = new CountDownLatch(1);
        work.start(
                "Opening x",
                watch -> {
                    watch.at("opening x", 0.5);
                    half.await();
                    return Outcome.ok(1);
                },
                outcome -> {});
        assertThat(tasks.running()).hasSize(1);
        nanos.set(10_000_000_000L);
        fx.until("progress", () -> tasks.running().getFirst().share() == 0.5);
        assertThat(tasks.running().getFirst().line()).isEqualTo("Opening x, 50 %, 10 s left");
        half.countDown();
        fx.until("the end", () -> tasks.running().isEmpty());
        assertThat(tasks.ended()).hasSize(1);
        assertThat(tasks.ended().getFirst().end()).isEqualTo(End.DONE);
        assertThat(tasks.ended().getFirst().place()).isEqualTo("Explore");
    }

    @Test
    void cancellingFromTheListCancelsTheWork() {
        tasks.follow("Explore", work);
        CountDownLatch never = new CountDownLatch(1);
        work.start(
                "Waiting",
                watch -> {
                    never.await();
                    return Outcome.ok(1);
                },
                outcome -> {});
        tasks.running().getFirst().cancel().run();
        assertThat(work.workingProperty().get()).isFalse();
        assertThat(tasks.running()).isEmpty();
        assertThat(tasks.ended().getFirst().end()).isEqualTo(End.CANCELLED);
    }

    @Test
    void aFailureSaysWhy() {
        tasks.follow("Warehouse", work);
        work.start(
                "Pushing",
                watch -> Outcome.rejected(Problem.of("x.y", "The disk is full.")),
                outcome -> {});
        fx.until("the end", () -> !tasks.ended().isEmpty());
        assertThat(tasks.ended().getFirst().end()).isEqualTo(End.FAILED);
        assertThat(tasks.ended().getFirst().how()).isEqualTo("The disk is full.");
    }

    @Test
    void workThatIsReplacedCountsAsCancelled() {
        tasks.follow("Explore", work);
        CountDownLatch never = new CountDownLatch(1);
        work.start(
                "First",
                watch -> {
                    never.await();
                    return Outcome.ok(1);
                },
                outcome -> {});
        work.start("Second", watch -> Outcome.ok(2), outcome -> {});
        fx.until("the end", () -> tasks.ended().size() == 2);
        assertThat(tasks.ended())
                .extracting(TaskList.Task::text)
                .containsExactly("Second", "First");
        assertThat(tasks.ended())
                .extracting(TaskList.Task::end)
                .containsExactly(End.DONE, End.CANCELLED);
    }

    @Test
    void theEndedAreBounded() {
        tasks.follow("Explore", work);
        for (int i = 0; i < TaskList.MOST_ENDED + 3; i++) {
            work.start("Task " + i, watch -> Outcome.ok(1), outcome -> {});
            fx.until("the end", () -> !work.workingProperty().get());
        }
        assertThat(tasks.ended()).hasSize(TaskList.MOST_ENDED);
        assertThat(tasks.ended().getFirst().text()).isEqualTo("Task 14");
    }
}
