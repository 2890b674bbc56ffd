package trafficinsights.ui.common;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.base.Run;

/// Follows the run at hand by a clock, on one thread of its own.
///
/// Only this thread touches what the follower keeps and the data sets of its charts. It works while
/// a panel shows; a hidden panel catches up when it comes back.
public final class RunFeed implements AutoCloseable {
    /// What is done with the run; called on the feed's thread only.
    public interface Follower {
        /// Another run is followed from now on; what was kept of the one before is of no use.
        void begin();

        /// Takes the news of the run, and shows what changed.
        ///
        /// @return whether a picture was made
        boolean step(Run run);
    }

    private static final System.Logger LOG = System.getLogger(RunFeed.class.getName());

    private final ScheduledExecutorService thread;
    private final long periodMillis;
    private final Follower follower;
    private volatile @Nullable Run run;
    private volatile double lastMillis = Double.NaN;
    private @Nullable Future<?> ticking;

    // Confined to the feed's thread.
    private @Nullable Run followed;

    public RunFeed(String threadName, long periodMillis, Follower follower) {
        this.periodMillis = periodMillis;
        this.follower = follower;
        thread =
                Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread worker = new Thread(task, threadName);
                    worker.setDaemon(true);
                    return worker;
                });
    }

    /// Follows a run in place of the one before; null for none.
    public void follow(@Nullable Run newRun) {
        run = newRun;
        refresh();
    }

    /// Starts or stops the clock; FX thread.
    public void setActive(boolean active) {
        if (active && ticking == null) {
            ticking =
                    thread.scheduleWithFixedDelay(
                            this::tick, 0, periodMillis, TimeUnit.MILLISECONDS);
        } else if (!active && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    /// Looks at once, if the clock runs; FX thread. A window that is laid out once more after it
    /// was closed asks for nothing.
    public void refresh() {
        if (ticking != null && !thread.isShutdown()) {
            thread.execute(this::tick);
        }
    }

    /// How long the last picture took to make, the news included; `NaN` before the first. Any
    /// thread.
    public double lastMillis() {
        return lastMillis;
    }

    private void tick() {
        try {
            Run now = run;
            if (now == null) {
                return;
            }
            if (!now.equals(followed)) {
                followed = now;
                follower.begin();
            }
            long start = System.nanoTime();
            if (follower.step(now)) {
                lastMillis = (System.nanoTime() - start) / 1e6;
            }
        } catch (RuntimeException broken) {
            // A scheduled task that throws would end the clock in silence.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the picture of the run could not be made",
                    broken);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
