package trafficinsights.ui.live;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import trafficinsights.pipeline.Run;

/// Asks the run for news five times a second and makes pictures of them, on one thread of its own.
///
/// Only this thread touches the history and the data sets of the charts. It works while the panel
/// shows; a hidden panel catches up when it comes back.
final class LiveFeed implements AutoCloseable {
    /// Who takes the pictures; called on the feed's thread.
    interface Sink {
        void picture(Run run, LivePicture picture);

        /// The picture stands still, and so many windows have come since.
        void waiting(int windows);
    }

    private static final Logger LOG = Logger.getLogger(LiveFeed.class.getName());
    private static final long PERIOD_MILLIS = 200;

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread worker = new Thread(task, "live-picture");
                worker.setDaemon(true);
                return worker;
            });
    private final Sink sink;
    private volatile @Nullable Run run;
    private volatile LiveView view = LiveView.START;
    private @Nullable Future<?> ticking;

    // Confined to the feed's thread.
    private @Nullable Run followed;
    private LiveHistory history = new LiveHistory();
    private @Nullable LiveView drawnView;
    private int frozenAt = -1;

    LiveFeed(Sink sink) {
        this.sink = sink;
    }

    void follow(@Nullable Run newRun) {
        run = newRun;
        refresh();
    }

    void view(LiveView newView) {
        view = newView;
        refresh();
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

    private void refresh() {
        if (ticking != null) {
            thread.execute(this::tick);
        }
    }

    private void tick() {
        try {
            step();
        } catch (RuntimeException broken) {
            // A scheduled task that throws would end the clock in silence.
            LOG.log(Level.WARNING, "the live picture could not be made", broken);
        }
    }

    private void step() {
        Run now = run;
        if (now == null) {
            return;
        }
        if (!now.equals(followed)) {
            followed = now;
            history = new LiveHistory();
            drawnView = null;
            frozenAt = -1;
        }
        boolean changed = history.fold(now.liveSince(history.version()));
        LiveView wanted = view;
        if (wanted.isFrozen() && drawnView != null) {
            freeze(now, wanted);
            return;
        }
        if (frozenAt >= 0) {
            frozenAt = -1;
            history.release();
            // What came meanwhile is in the history already: draw although nothing is new.
            drawnView = null;
        }
        if (!changed && wanted.equals(drawnView)) {
            return;
        }
        Optional<LivePicture> picture = PictureMaker.picture(history, wanted, now::totalBetween);
        picture.ifPresent(made -> {
            drawnView = wanted;
            sink.picture(now, made);
        });
    }

    private void freeze(Run now, LiveView wanted) {
        if (frozenAt < 0) {
            frozenAt = history.total().size();
            history.hold();
        }
        sink.waiting(history.total().size() - frozenAt);
        // A frozen picture can still be zoomed: what is asked for lies in the past.
        if (drawnView != null && !wanted.withFrozen(true).equals(drawnView.withFrozen(true))) {
            PictureMaker.picture(history, wanted, now::totalBetween)
                    .ifPresent(made -> sink.picture(now, made));
            drawnView = wanted;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
