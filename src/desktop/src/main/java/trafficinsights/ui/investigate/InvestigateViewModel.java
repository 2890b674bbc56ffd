package trafficinsights.ui.investigate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Incident;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.ComparedSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.KeptSpan;
import trafficinsights.ui.common.LinkedCursor.Mark;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.RunFeed;
import trafficinsights.ui.common.work.Work;

/// State and commands of the Investigate panel. FX thread, but for what its background work does.
public final class InvestigateViewModel implements AutoCloseable, Remembers {
    private static final long PERIOD_MILLIS = 500;

    private final CurrentRun current;
    private final Executor fx;
    private final BrushFollower follower = new BrushFollower(this::take);
    private final RunFeed feed = new RunFeed("investigate-picture", PERIOD_MILLIS, follower);
    private final Comparing comparing;
    private final RunsModel runs;
    private final Work work;
    private final ReadOnlyObjectWrapper<@Nullable RunPicture> picture =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Mark> brush = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Comparison> comparison =
            new SimpleObjectProperty<>(Comparison.BEFORE);
    private final StringProperty ownFrom = new SimpleStringProperty("");
    private final StringProperty ownTo = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<SpanCheck> check =
            new ReadOnlyObjectWrapper<>(new SpanCheck(null, ""));
    private final ReadOnlyObjectWrapper<@Nullable WhatChanged> changed =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final KeptSpan kept = new KeptSpan("investigate.brush");
    private @Nullable Incident awaited;
    private @Nullable Spans answered;
    private volatile Consumer<RunPicture> writer = made -> {};

    /// @param starter starts a run; called off the FX thread
    /// @param fx runs a task on the FX thread
    public InvestigateViewModel(CurrentRun current, Function<RunSpec, Run> starter, Executor fx) {
        this.current = current;
        this.fx = fx;
        comparing = new Comparing(starter);
        runs = new RunsModel(current, starter, fx);
        work = new Work("what-changed", fx);
        current.runProperty().addListener((property, before, now) -> follow(now));
        follow(current.runProperty().get());
        comparison.addListener((property, before, now) -> look());
        ownFrom.addListener((property, before, now) -> look());
        ownTo.addListener((property, before, now) -> look());
        look();
    }

    private void follow(@Nullable Run run) {
        work.cancel();
        comparing.forget();
        awaited = null;
        picture.set(null);
        brush.set(null);
        changed.set(null);
        problem.set(null);
        feed.follow(run);
        look();
    }

    /// On the feed's thread: data sets first, then what surrounds them.
    private void take(Run run, RunPicture made) {
        writer.accept(made);
        fx.execute(() -> {
            if (run.equals(current.runProperty().get())) {
                picture.set(made);
                kept.take(current.specProperty().get(), made.firstSeconds(), made.lastSeconds())
                        .ifPresent(span -> brush(span.fromSeconds(), span.toSeconds()));
                look();
                askAwaited();
            }
        });
    }

    private void look() {
        RunPicture shown = picture.get();
        check.set(
                shown == null
                        ? new SpanCheck(null, "")
                        : SpanCheck.of(
                                brush.get(),
                                comparison.get(),
                                ownFrom.get(),
                                ownTo.get(),
                                new SpanCheck.Run(shown.firstSeconds(), shown.lastSeconds())));
        stale.set(changed.get() != null && !Objects.equals(check.get().spans(), answered));
    }

    /// Brushes a span; it is widened to whole windows and kept within the run.
    public void brush(double fromSeconds, double toSeconds) {
        RunPicture shown = picture.get();
        if (shown == null) {
            return;
        }
        double window = shown.windowSeconds();
        double from = Math.floor(fromSeconds / window) * window;
        double to = Math.max(from + window, Math.ceil(toSeconds / window) * window);
        double first = shown.firstSeconds();
        double last = shown.lastSeconds();
        from = Math.min(Math.max(first, from), last - window);
        to = Math.max(from + window, Math.min(last, to));
        kept.forget();
        brush.set(new Mark(from, to));
        look();
    }

    /// Brushes an incident and asks what changed in it, as soon as the run's windows are here.
    public void askAbout(Incident incident) {
        awaited = incident;
        askAwaited();
    }

    private void askAwaited() {
        Incident incident = awaited;
        if (incident != null && picture.get() != null) {
            awaited = null;
            brush(incident.startMicros() / 1e6, incident.endMicros() / 1e6);
            ask();
        }
    }

    /// Moves the brushed span by windows, or only its end; brushes the middle where nothing is.
    void move(int windows, boolean onlyEnd) {
        RunPicture shown = picture.get();
        if (shown == null) {
            return;
        }
        Mark now = brush.get();
        if (now == null) {
            double middle = (shown.firstSeconds() + shown.lastSeconds()) / 2;
            brush(middle, middle + (shown.lastSeconds() - shown.firstSeconds()) / 20);
            return;
        }
        double shift = windows * shown.windowSeconds();
        double from = onlyEnd ? now.fromSeconds() : now.fromSeconds() + shift;
        double to = now.toSeconds() + shift;
        boolean isInside = from >= shown.firstSeconds() && to <= shown.lastSeconds();
        if (isInside && to > from) {
            brush(from, to);
        }
    }

    void clearBrush() {
        brush.set(null);
        look();
    }

    /// Asks what changed in the brushed span, in the background.
    public void ask() {
        Spans spans = check.get().spans();
        RunSpec spec = current.specProperty().get();
        if (spans == null || spec == null) {
            return;
        }
        problem.set(null);
        work.start(
                "Reading the run again",
                watch -> comparing.changed(spec, spans, watch),
                outcome -> answered(spans, outcome));
    }

    private void answered(Spans asked, Outcome<WhatChanged> outcome) {
        switch (outcome) {
            case Outcome.Ok<WhatChanged>(WhatChanged found) -> {
                answered = asked;
                changed.set(found);
                look();
            }
            case Outcome.Rejected<WhatChanged>(Problem reason) -> problem.set(reason);
        }
    }

    void dismissProblem() {
        problem.set(null);
    }

    /// Who puts a picture into the data sets of the charts; called on a background thread.
    void setWriter(Consumer<RunPicture> newWriter) {
        writer = newWriter;
    }

    void setActive(boolean active) {
        feed.setActive(active);
        if (active) {
            runs.askRecalled();
        }
    }

    void setColumns(int columns) {
        follower.columns(columns);
    }

    /// Null until the first window of a run.
    ReadOnlyObjectProperty<@Nullable RunPicture> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Mark> brushProperty() {
        return brush.getReadOnlyProperty();
    }

    public ObjectProperty<Comparison> comparisonProperty() {
        return comparison;
    }

    public StringProperty ownFromProperty() {
        return ownFrom;
    }

    public StringProperty ownToProperty() {
        return ownTo;
    }

    ReadOnlyObjectProperty<SpanCheck> checkProperty() {
        return check.getReadOnlyProperty();
    }

    /// The last answer; null before the first. Whether the answer is about other spans than those
    /// that are chosen now.
    ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable WhatChanged> changedProperty() {
        return changed.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public Work work() {
        return work;
    }

    /// The run compared with another one.
    public RunsModel runs() {
        return runs;
    }

    CurrentRun current() {
        return current;
    }

    @Override
    public void remember(Map<String, String> into) {
        into.put("investigate.comparison", comparison.get().name());
        into.put("investigate.from", ownFrom.get());
        into.put("investigate.to", ownTo.get());
        kept.remember(into, brush.get(), current.specProperty().get());
    }

    @Override
    public void recall(Map<String, String> from) {
        for (Comparison known : Comparison.values()) {
            if (known.name().equals(from.get("investigate.comparison"))) {
                comparison.set(known);
            }
        }
        ownFrom.set(from.getOrDefault("investigate.from", ""));
        ownTo.set(from.getOrDefault("investigate.to", ""));
        kept.recall(from);
    }

    @Override
    public void close() {
        work.close();
        runs.close();
        feed.close();
    }

    /// Runs the same source again with two spans, and remembers what came out.
    static final class Comparing {
        private static final int MOST_KEPT = 20;
        private static final long LOOK_MILLIS = 100;

        private final Function<RunSpec, Run> starter;
        private final Map<Asked, WhatChanged> kept = new LinkedHashMap<>();

        /// @param state of the source: its files' sizes and times
        private record Asked(RunSpec spec, List<String> state) {}

        Comparing(Function<RunSpec, Run> starter) {
            this.starter = starter;
        }

        synchronized void forget() {
            kept.clear();
        }

        private synchronized @Nullable WhatChanged known(Asked asked) {
            return kept.get(asked);
        }

        private synchronized void keep(Asked asked, WhatChanged found) {
            kept.put(asked, found);
            List<Asked> oldest = new ArrayList<>(kept.keySet());
            oldest.subList(0, Math.max(0, oldest.size() - MOST_KEPT)).forEach(kept::remove);
        }

        Outcome<WhatChanged> changed(RunSpec shown, Spans spans, ExploreWatch watch)
                throws InterruptedException {
            Asked asked =
                    new Asked(shown.again(spans), ComparedSource.state(shown.reading().source()));
            WhatChanged before = known(asked);
            if (before != null) {
                return Outcome.ok(before);
            }
            try (Run run = starter.apply(asked.spec())) {
                while (!run.progress().stage().isEnd()) {
                    watch.at("reading the run again", run.progress().doneShare());
                    Thread.sleep(LOOK_MILLIS);
                }
                return switch (run.await()) {
                    case Outcome.Ok<RunSummary>(RunSummary summary) -> found(asked, summary);
                    case Outcome.Rejected<RunSummary>(Problem reason) -> Outcome.rejected(reason);
                };
            }
        }

        private Outcome<WhatChanged> found(Asked asked, RunSummary summary) {
            WhatChanged found = summary.changed();
            if (found == null) {
                return Outcome.rejected(
                        Problem.of(
                                "investigate.nothing",
                                "Nothing to compare: the run has no requests in"
                                        + " these time ranges. Choose other times."));
            }
            keep(asked, found);
            return Outcome.ok(found);
        }
    }
}
