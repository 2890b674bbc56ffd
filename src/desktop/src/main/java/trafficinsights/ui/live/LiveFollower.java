package trafficinsights.ui.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.base.LiveHistory;
import trafficinsights.run.base.Run;
import trafficinsights.ui.common.RunFeed;

/// Makes pictures of a run's news. Confined to the feed's thread but for [#view].
final class LiveFollower implements RunFeed.Follower {
    /// Who takes the pictures; called on the feed's thread.
    interface Sink {
        void picture(Run run, LivePicture picture);

        /// The picture stands still, and so many windows have come since.
        void waiting(int windows);
    }

    private final Sink sink;
    private volatile LiveView view = LiveView.START;
    private LiveHistory history = new LiveHistory();
    private @Nullable LiveView drawnView;
    private boolean isBusy;
    private int frozenAt = -1;

    LiveFollower(Sink sink) {
        this.sink = sink;
    }

    /// What is asked for from now on; any thread.
    void view(LiveView newView) {
        view = newView;
    }

    @Override
    public void begin() {
        history = new LiveHistory();
        drawnView = null;
        isBusy = false;
        frozenAt = -1;
    }

    @Override
    public boolean step(Run now) {
        boolean hasRequests = history.fold(now.liveSince(history.version()));
        boolean hasMetrics = history.fold(now.serverMetrics());
        boolean changed = hasRequests || hasMetrics;
        LiveView wanted = view;
        if (wanted.isFrozen() && drawnView != null) {
            return freeze(now, wanted);
        }
        if (frozenAt >= 0) {
            frozenAt = -1;
            history.release();
            // What came meanwhile is in the history already: draw although nothing is new.
            drawnView = null;
        }
        return (changed || isNew(wanted)) && draw(now, wanted);
    }

    /// A busy run is asked again at the next tick.
    private boolean isNew(LiveView wanted) {
        return isBusy
                || drawnView == null
                || !wanted.withFrozen(true).equals(drawnView.withFrozen(true));
    }

    private boolean draw(Run now, LiveView wanted) {
        Optional<LivePicture> picture = PictureMaker.picture(history, wanted, Sketches.of(now));
        picture.ifPresent(made -> {
            isBusy = made.lower() instanceof LowerPicture.Busy;
            drawnView = wanted;
            sink.picture(now, made);
        });
        return picture.isPresent();
    }

    private boolean freeze(Run now, LiveView wanted) {
        if (frozenAt < 0) {
            frozenAt = history.total().size();
            history.hold();
        }
        // The end of a run may bring its history in fewer and longer windows.
        sink.waiting(Math.max(0, history.total().size() - frozenAt));
        // A frozen picture can still be zoomed: what is asked for lies in the past.
        return isNew(wanted) && draw(now, wanted);
    }
}
