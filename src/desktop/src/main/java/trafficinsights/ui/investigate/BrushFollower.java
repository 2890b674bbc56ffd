package trafficinsights.ui.investigate;

import java.util.Optional;
import trafficinsights.model.Dimension;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.WindowSeries;
import trafficinsights.ui.common.RunFeed;

/// Keeps the whole of a run as a picture to brush in. Confined to the feed's thread but for
/// [#columns].
final class BrushFollower implements RunFeed.Follower {
    /// Who takes the pictures; called on the feed's thread.
    @FunctionalInterface
    interface Sink {
        void picture(Run run, RunPicture picture);
    }

    private final Sink sink;
    private volatile int columns = 400;
    private WindowSeries total = new WindowSeries();
    private long version;
    private int found;
    private int drawnColumns = -1;

    BrushFollower(Sink sink) {
        this.sink = sink;
    }

    /// Pixel columns of a chart; any thread.
    void columns(int newColumns) {
        columns = newColumns;
    }

    @Override
    public void begin() {
        total = new WindowSeries();
        version = 0;
        drawnColumns = -1;
    }

    @Override
    public boolean step(Run now) {
        LiveUpdate update = now.liveSince(version);
        int foundNow = update.anomalies().size();
        int wanted = columns;
        boolean isSame = update.windows().isEmpty() && foundNow == found && wanted == drawnColumns;
        version = update.version();
        if (isSame) {
            return false;
        }
        if (update.isWhole()) {
            total.clear();
        }
        found = foundNow;
        drawnColumns = wanted;
        update.windows().stream()
                .filter(window -> window.dimension() == Dimension.TOTAL)
                .forEach(total::put);
        Optional<RunPicture> picture = RunPicture.of(total, update, wanted);
        picture.ifPresent(made -> sink.picture(now, made));
        return picture.isPresent();
    }
}
