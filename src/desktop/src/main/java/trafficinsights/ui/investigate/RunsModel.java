package trafficinsights.ui.investigate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.ComparedSource;
import trafficinsights.run.compare.Comparisons;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.SourcePlaces;
import trafficinsights.ui.common.Undoable;
import trafficinsights.ui.common.work.Work;

/// Two runs compared with each other: which, and what came out. FX thread, but for what its
/// background work does.
public final class RunsModel implements AutoCloseable, Remembers {
    /// What the time axis of both runs' charts counts.
    enum Times {
        SINCE_START("Time since start"),
        REAL("Real time");

        private final String title;

        Times(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final String KEY = "investigate.runs";
    private static final String OF = "investigate.runs.of";

    private final CurrentRun current;
    private final Work work;
    private final Work saving;
    private final TwoRuns measuring;
    private final Undoable<AskedRuns> asked = new Undoable<>(AskedRuns.NONE);
    private final ReadOnlyObjectWrapper<AskedRuns> shown =
            new ReadOnlyObjectWrapper<>(AskedRuns.NONE);
    private final ReadOnlyObjectWrapper<@Nullable ComparedRuns> compared =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Times> times = new SimpleObjectProperty<>(Times.SINCE_START);
    private final ObjectProperty<Dimension> dimension =
            new SimpleObjectProperty<>(Dimension.SERVER);
    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>(Figure.P95);
    private boolean isFirstLook;
    private @Nullable AskedRuns recalled;
    private List<String> recalledOf = List.of();

    RunsModel(CurrentRun current, Function<RunSpec, Run> starter, Executor fx) {
        this.current = current;
        work = new Work("compare-runs", fx);
        saving = new Work("save-comparison", fx);
        measuring = new TwoRuns(starter);
        current.runProperty().addListener((property, before, now) -> runChanged());
        current.summaryProperty().addListener((property, before, now) -> askRecalled());
    }

    /// What is compared with a run that is gone means nothing any more.
    private void runChanged() {
        if (asked.now().needsShownRun()) {
            asked.clear(AskedRuns.NONE);
            show();
        }
    }

    /// Compares the run that the window shows with another one.
    ///
    /// @param places files, a folder, or a scenario
    public void compareWith(List<String> places) {
        compareWith(places, "");
    }

    /// Compares the run that the window shows with one of which all is known.
    ///
    /// @param source as of [SourceText]; empty where only the places are known
    void compareWith(List<String> places, String source) {
        isFirstLook = true;
        change(new AskedRuns(List.of(), places, source, false));
    }

    /// Compares both runs of a what-if, which lie in a folder.
    public void comparePair(Path folder) {
        problem.set(null);
        work.start(
                "Finding both runs",
                watch -> ComparedSource.pair(folder),
                outcome -> {
                    switch (outcome) {
                        case Outcome.Ok<List<ComparedSource>> _ -> {
                            isFirstLook = true;
                            change(
                                    new AskedRuns(
                                            List.of(folder.resolve("base").toString()),
                                            List.of(folder.resolve("changed").toString()),
                                            "",
                                            false));
                        }
                        case Outcome.Rejected<List<ComparedSource>>(Problem why) ->
                                problem.set(why);
                    }
                });
    }

    void swap() {
        if (!asked.now().isNone()) {
            change(asked.now().swapped());
        }
    }

    /// Goes back to the run itself.
    void leave() {
        change(AskedRuns.NONE);
    }

    void undo() {
        asked.undo();
        show();
    }

    void redo() {
        asked.redo();
        show();
    }

    boolean canUndo() {
        return asked.canUndo();
    }

    boolean canRedo() {
        return asked.canRedo();
    }

    private void change(AskedRuns next) {
        asked.change(next);
        show();
    }

    private void show() {
        AskedRuns now = asked.now();
        work.cancel();
        problem.set(null);
        RunSpec spec = current.specProperty().get();
        if (now.isNone() || (now.needsShownRun() && spec == null)) {
            compared.set(null);
            shown.set(AskedRuns.NONE);
            return;
        }
        if (!now.unswapped().equals(shown.get().unswapped())) {
            compared.set(null);
        }
        shown.set(now);
        TwoRuns.Shown at =
                new TwoRuns.Shown(
                        spec, current.summaryProperty().get(), current.titleProperty().get());
        work.start(
                "Comparing two runs", watch -> measuring.compare(now, at, watch), this::answered);
    }

    private void answered(Outcome<ComparedRuns> outcome) {
        switch (outcome) {
            case Outcome.Ok<ComparedRuns>(ComparedRuns runs) -> {
                if (!runs.doOverlap()) {
                    times.set(Times.SINCE_START);
                }
                // What a person chose to look at, or looked at before, stays.
                if (isFirstLook) {
                    runs.mostMoved().ifPresent(most -> figure.set(most.figure()));
                }
                isFirstLook = false;
                compared.set(runs);
            }
            case Outcome.Rejected<ComparedRuns>(Problem why) -> problem.set(why);
        }
    }

    /// Writes every compared figure as CSV, in the background.
    void save(Path file) {
        ComparedRuns runs = compared.get();
        if (runs == null) {
            return;
        }
        problem.set(null);
        saving.start(
                "Writing " + file.getFileName(),
                watch -> Comparisons.saveCsv(runs, file),
                outcome -> {
                    if (outcome instanceof Outcome.Rejected<Path>(Problem why)) {
                        problem.set(why);
                    }
                });
    }

    void dismissProblem() {
        problem.set(null);
    }

    /// Which two runs are compared, or about to be; [AskedRuns#NONE] for none.
    ReadOnlyObjectProperty<AskedRuns> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Null while nothing is known.
    ReadOnlyObjectProperty<@Nullable ComparedRuns> comparedProperty() {
        return compared.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    ObjectProperty<Times> timesProperty() {
        return times;
    }

    /// By which keys are listed.
    ObjectProperty<Dimension> dimensionProperty() {
        return dimension;
    }

    /// By which keys are ranked.
    ObjectProperty<Figure> figureProperty() {
        return figure;
    }

    boolean hasRun() {
        return current.specProperty().get() != null;
    }

    public Work work() {
        return work;
    }

    public Work saving() {
        return saving;
    }

    @Override
    public void remember(Map<String, String> into) {
        AskedRuns now = recalled == null ? asked.now() : recalled;
        RunSpec spec = current.specProperty().get();
        into.put(KEY, now.text());
        into.put(
                OF,
                now.needsShownRun() && recalled == null && spec != null
                        ? SourcePlaces.encoded(List.of(SourceText.of(spec.reading().source())))
                        : SourcePlaces.encoded(recalledOf));
        into.put("investigate.dimension", dimension.get().label());
        into.put("investigate.figure", figure.get().id());
        into.put("investigate.times", times.get().name());
    }

    @Override
    public void recall(Map<String, String> from) {
        recalled = AskedRuns.parse(from.getOrDefault(KEY, "")).orElse(null);
        recalledOf = SourcePlaces.decoded(from.getOrDefault(OF, ""));
        for (Dimension known : Dimension.values()) {
            if (known != Dimension.TOTAL
                    && known.label().equals(from.get("investigate.dimension"))) {
                dimension.set(known);
            }
        }
        for (Figure known : ComparedFigure.FIGURES) {
            if (known.id().equals(from.get("investigate.figure"))) {
                figure.set(known);
            }
        }
        for (Times known : Times.values()) {
            if (known.name().equals(from.get("investigate.times"))) {
                times.set(known);
            }
        }
    }

    /// Takes up the comparison that was remembered, once what it needs is there: the run that it
    /// belongs to, or nothing at all where it names both.
    void askRecalled() {
        AskedRuns waiting = recalled;
        if (waiting == null) {
            return;
        }
        RunSpec spec = current.specProperty().get();
        RunSummary summary = current.summaryProperty().get();
        boolean isHere =
                !waiting.needsShownRun()
                        || (spec != null
                                && summary != null
                                && List.of(SourceText.of(spec.reading().source()))
                                        .equals(recalledOf));
        if (isHere && asked.now().isNone()) {
            recalled = null;
            asked.clear(waiting);
            show();
        }
    }

    @Override
    public void close() {
        work.close();
        saving.close();
    }
}
