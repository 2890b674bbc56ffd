package trafficinsights.ui.investigate;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.pipeline.LiveUpdate;
import trafficinsights.pipeline.Run;
import trafficinsights.ui.common.WindowSeries;

/// Asks the run for news twice a second while the panel shows, on one thread of its own; only it
/// touches the data sets of the charts.
final class RunFeed implements AutoCloseable {
    /// Who takes the pictures; called on the feed's thread.
    @FunctionalInterface
    interface Sink {
        void picture(Run run, RunPicture picture);
    }

    private static final Logger LOG = Logger.getLogger(RunFeed.class.getName());
    private static final long PERIOD_MILLIS = 500;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread worker = new Thread(task, "investigate-picture");
                worker.setDaemon(true);
                return worker;
            });
    private final Sink sink;
    private volatile @Nullable Run run;
    private volatile int columns = 400;
    private @Nullable Future<?> ticking;

    // Confined to the feed's thread.
    private @Nullable Run followed;
    private WindowSeries total = new WindowSeries();
    private long version;
    private int found;
    private int drawnColumns;

    RunFeed(Sink sink) {
        this.sink = sink;
    }

    void follow(@Nullable Run newRun) {
        run = newRun;
    }

    void columns(int newColumns) {
        columns = newColumns;
    }

    /// Starts or stops the clock; FX thread.
    void setActive(boolean active) {
        if (active && ticking == null) {
            ticking =
                    thread.scheduleWithFixedDelay(
                            this::tick, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        } else if (!active && ticking != null) {
            ticking.cancel(false);
            ticking = null;
        }
    }

    private void tick() {
        try {
            step();
        } catch (RuntimeException broken) {
            // A scheduled task that throws would end the clock in silence.
            LOG.log(Level.WARNING, "the picture of the run could not be made", broken);
        }
    }

    private void step() {
        Run now = run;
        if (now == null) {
            return;
        }
        boolean isNew = !now.equals(followed);
        if (isNew) {
            followed = now;
            total = new WindowSeries();
            version = 0;
        }
        LiveUpdate update = now.liveSince(version);
        int foundNow = update.anomalies().size();
        int wanted = columns;
        boolean isSame =
                !isNew && update.windows().isEmpty() && foundNow == found && wanted == drawnColumns;
        version = update.version();
        if (isSame) {
            return;
        }
        found = foundNow;
        drawnColumns = wanted;
        update.windows().stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .forEach(total::put);
        RunPicture.of(total, update, wanted).ifPresent(made -> sink.picture(now, made));
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
