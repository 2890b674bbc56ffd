package trafficinsights.ui.live;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Incident;
import trafficinsights.run.base.Run;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.KeptSpan;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.RunFeed;
import trafficinsights.ui.common.Undoable;
import trafficinsights.ui.live.sources.SourcesModel;

/// State and commands of the Live panel. FX thread, but for what the [RunFeed] does.
public final class LivePanelViewModel implements AutoCloseable, Remembers {
    /// Room left and right of what is zoomed to, as a share of its length.
    private static final double ZOOM_MARGIN = 0.75;

    private static final double LEAST_ZOOM_SECONDS = 10;

    private final CurrentRun current;
    private final Executor fx;
    private static final long PERIOD_MILLIS = 200;

    private final LiveFollower follower;
    private final RejectsModel rejects;
    private final SourcesModel sources;
    private final RunFeed feed;
    private final ReadOnlyObjectWrapper<@Nullable LivePicture> picture =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<TimeSpan> span = new ReadOnlyObjectWrapper<>(TimeSpan.ALL);
    private final ReadOnlyBooleanWrapper frozen = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper zoomed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper waiting = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<LowerView> lower =
            new ReadOnlyObjectWrapper<>(LowerView.START);
    private final ReadOnlyObjectWrapper<LiveFilter> filter =
            new ReadOnlyObjectWrapper<>(LiveFilter.NONE);
    private final Undoable<LiveFilter> filters = new Undoable<>(LiveFilter.NONE);
    private volatile Consumer<LivePicture> writer = made -> {};
    private final KeptSpan kept = new KeptSpan("live.zoom");
    private LiveView view = LiveView.START;

    /// The lines that the run could not read.
    public RejectsModel rejects() {
        return rejects;
    }

    /// How followed sources are doing.
    public SourcesModel sources() {
        return sources;
    }

    public LivePanelViewModel(CurrentRun current, Executor fx) {
        this.current = current;
        this.fx = fx;
        rejects = new RejectsModel(current, fx);
        sources = new SourcesModel(current, fx);
        follower =
                new LiveFollower(
                        new LiveFollower.Sink() {
                            @Override
                            public void picture(Run run, LivePicture made) {
                                take(run, made);
                            }

                            @Override
                            public void waiting(int windows) {
                                fx.execute(() -> waitingNow(windows));
                            }
                        });
        feed = new RunFeed("live-picture", PERIOD_MILLIS, follower);
        current.runProperty().addListener((property, before, now) -> follow(now));
        current.working().addListener((property, before, now) -> setView(view.withEnded(!now)));
        follow(current.runProperty().get());
    }

    private void follow(@Nullable Run run) {
        picture.set(null);
        filters.clear(LiveFilter.NONE);
        setView(
                LiveView.START
                        .withSpan(span.get())
                        .withLower(lower.get())
                        .withColumns(view.columns())
                        .withEnded(!current.working().get()));
        feed.follow(run);
    }

    /// On the feed's thread: data sets first, so that axes never run ahead of the lines for long.
    private void take(Run run, LivePicture made) {
        writer.accept(made);
        fx.execute(() -> {
            if (run.equals(current.runProperty().get())) {
                picture.set(made);
                kept.take(current.specProperty().get(), made.firstSeconds(), made.lastSeconds())
                        .ifPresent(span -> zoom(span.fromSeconds(), span.toSeconds()));
            }
        });
    }

    private void waitingNow(int windows) {
        if (frozen.get()) {
            waiting.set(windows);
        }
    }

    /// Who puts a picture into the data sets of the charts; called on a background thread.
    void setWriter(Consumer<LivePicture> newWriter) {
        writer = newWriter;
    }

    /// How long the last picture took to make; `NaN` before the first. Any thread.
    public double pictureMillis() {
        return feed.lastMillis();
    }

    void setActive(boolean active) {
        feed.setActive(active);
    }

    void setColumns(int columns) {
        if (columns != view.columns()) {
            setView(view.withColumns(columns));
        }
    }

    private void setView(LiveView newView) {
        view = newView;
        zoomed.set(newView.isZoomed());
        frozen.set(newView.isFrozen());
        filter.set(newView.filter());
        if (!newView.isFrozen()) {
            waiting.set(0);
        }
        follower.view(newView);
        feed.refresh();
    }

    public void chooseSpan(TimeSpan newSpan) {
        span.set(newSpan);
        setView(view.withSpan(newSpan));
    }

    void chooseLower(LowerView newLower) {
        lower.set(newLower);
        setView(view.withLower(newLower));
    }

    /// Everything is about this part from now on; about all again when it was so already.
    void toggleFilter(LiveFilter wanted) {
        filters.change(wanted.equals(filters.now()) ? LiveFilter.NONE : wanted);
        setView(view.withFilter(filters.now()));
    }

    void clearFilter() {
        filters.change(LiveFilter.NONE);
        setView(view.withFilter(filters.now()));
    }

    void undoFilter() {
        filters.undo();
        setView(view.withFilter(filters.now()));
    }

    void redoFilter() {
        filters.redo();
        setView(view.withFilter(filters.now()));
    }

    boolean canUndoFilter() {
        return filters.canUndo();
    }

    boolean canRedoFilter() {
        return filters.canRedo();
    }

    ReadOnlyObjectProperty<LiveFilter> filterProperty() {
        return filter.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LowerView> lowerProperty() {
        return lower.getReadOnlyProperty();
    }

    public void zoom(double fromSeconds, double toSeconds) {
        double middle = (fromSeconds + toSeconds) / 2;
        double half = Math.max(LEAST_ZOOM_SECONDS, toSeconds - fromSeconds) / 2;
        LivePicture shown = picture.get();
        if (shown == null) {
            return;
        }
        kept.forget();
        double first = shown.firstSeconds();
        double last = shown.lastSeconds();
        // The span keeps its length and stays within the run.
        double from = Math.max(first, Math.min(middle - half, last - 2 * half));
        double to = Math.min(last, from + 2 * half);
        setView(from <= first && to >= last ? view.unzoomed() : view.zoomed(from, to));
    }

    /// Zooms to a span with some room around it.
    public void zoomAround(double from, double to) {
        double margin = Math.max(LEAST_ZOOM_SECONDS * 3, (to - from) * ZOOM_MARGIN);
        zoom(from - margin, to + margin);
    }

    /// The gravest incident of the run so far.
    public Optional<Incident> worstIncident() {
        LivePicture shown = picture.get();
        return shown == null
                ? Optional.empty()
                : shown.incidents().stream()
                        .max(
                                Comparator.comparing(Incident::severity)
                                        .thenComparingDouble(Incident::deviation));
    }

    /// Moves the shown span by a share of its length; negative towards the past.
    public void step(double share) {
        LivePicture shown = picture.get();
        if (shown != null) {
            double shift = (shown.toSeconds() - shown.fromSeconds()) * share;
            zoom(shown.fromSeconds() + shift, shown.toSeconds() + shift);
        }
    }

    /// Shows more (above 1) or less of the time around the middle.
    public void scale(double factor) {
        LivePicture shown = picture.get();
        if (shown != null) {
            double middle = (shown.fromSeconds() + shown.toSeconds()) / 2;
            double half = (shown.toSeconds() - shown.fromSeconds()) / 2 * factor;
            zoom(middle - half, middle + half);
        }
    }

    public void unzoom() {
        setView(view.unzoomed());
    }

    /// Holds the picture still while the run goes on, or lets it catch up.
    public void toggleFrozen() {
        if (picture.get() != null) {
            setView(view.withFrozen(!view.isFrozen()));
        }
    }

    /// Null until the first window of a run is complete.
    ReadOnlyObjectProperty<@Nullable LivePicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<TimeSpan> spanProperty() {
        return span.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty frozenProperty() {
        return frozen.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty zoomedProperty() {
        return zoomed.getReadOnlyProperty();
    }

    /// Windows that came while the picture stood still.
    public ReadOnlyIntegerProperty waitingProperty() {
        return waiting.getReadOnlyProperty();
    }

    CurrentRun current() {
        return current;
    }

    @Override
    public void remember(Map<String, String> into) {
        into.put("live.span", span.get().name());
        into.put("live.lower", lower.get().kind().name());
        into.put("live.by", lower.get().by().name());
        into.put("live.measure", LowerView.remembered(lower.get().measure()));
        Mark zoom = view.isZoomed() ? new Mark(view.zoomFromSeconds(), view.zoomToSeconds()) : null;
        kept.remember(into, zoom, current.specProperty().get());
    }

    @Override
    public void recall(Map<String, String> from) {
        for (TimeSpan known : TimeSpan.values()) {
            if (known.name().equals(from.get("live.span"))) {
                chooseSpan(known);
            }
        }
        LowerView shown = lower.get();
        for (LowerView.Kind kind : LowerView.Kind.values()) {
            shown = kind.name().equals(from.get("live.lower")) ? shown.withKind(kind) : shown;
        }
        for (Figure measure : LowerView.MEASURES) {
            shown =
                    LowerView.remembered(measure).equals(from.get("live.measure"))
                            ? shown.withMeasure(measure)
                            : shown;
        }
        for (Dimension by : LowerView.DIMENSIONS) {
            shown = by.name().equals(from.get("live.by")) ? shown.withBy(by) : shown;
        }
        chooseLower(shown);
        kept.recall(from);
    }

    @Override
    public void close() {
        rejects.close();
        feed.close();
    }
}
