package trafficinsights.ui.generate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.Whatif;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.work.Work;

/// Runs the scenario without and with a change, in the background and without writing anything. FX
/// thread.
final class WhatifModel {
    /// What can be changed.
    enum Change {
        SERVER_OUT("Server out"),
        RETRIES("Retries"),
        LATENCY("Slower routes"),
        EDITS("My edits");

        private final String title;

        Change(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    private static final long WATCH_MILLIS = 100;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final ScenarioEditor editor;
    private final Function<RunSpec, Run> startRun;
    private final Work work;
    private final ObjectProperty<Change> change = new SimpleObjectProperty<>(Change.SERVER_OUT);
    private final StringProperty server = new SimpleStringProperty("");
    private final StringProperty retries = new SimpleStringProperty("3");
    private final StringProperty millis = new SimpleStringProperty("50");
    private final ReadOnlyObjectWrapper<Whatif.@Nullable Result> result =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Problem> problem = new ReadOnlyObjectWrapper<>();
    private final StringBinding blocked;

    WhatifModel(ScenarioEditor editor, Function<RunSpec, Run> startRun, Executor fx) {
        this.editor = editor;
        this.startRun = startRun;
        work = new Work("whatif", fx);
        blocked =
                Bindings.createStringBinding(
                        this::blockedText,
                        change,
                        server,
                        retries,
                        millis,
                        editor.draftProperty(),
                        editor.editedProperty(),
                        editor.refusedProperty());
        editor.draftProperty().addListener((property, before, now) -> drop(now));
    }

    /// A result that belongs to another text would mislead.
    private void drop(@Nullable ScenarioDraft now) {
        result.set(null);
        problem.set(null);
        if (now != null && !now.servers().contains(server.get())) {
            server.set(now.servers().getFirst());
        }
    }

    private String blockedText() {
        if (editor.draftProperty().get() == null) {
            return "This scenario cannot be edited here.";
        }
        if (editor.refusedProperty().get() != null) {
            return "The scenario has an invalid value. Fix it first.";
        }
        return switch (change.get()) {
            case SERVER_OUT -> server.get().isBlank() ? "Choose a server." : "";
            case RETRIES ->
                    retries.get().matches("\\d{1,2}")
                            ? ""
                            : "Enter a number of retries from 0 to 20.";
            case LATENCY ->
                    millis.get().matches("[+-]?\\d{1,5}")
                            ? ""
                            : "Enter a number of milliseconds, such as 50.";
            case EDITS ->
                    editor.editedProperty().get()
                            ? ""
                            : "There are no changes yet. Edit the scenario, then"
                                    + " compare it here with the saved version.";
        };
    }

    private List<String> changes() {
        return switch (change.get()) {
            case SERVER_OUT -> List.of("out=" + server.get());
            case RETRIES -> List.of("retries=" + retries.get());
            case LATENCY ->
                    List.of("latency=" + (millis.get().matches("\\d.*") ? "+" : "") + millis.get());
            case EDITS -> List.of();
        };
    }

    /// Runs both; does nothing while [#blocked()] says why not.
    void run() {
        ScenarioDraft draft = editor.draftProperty().get();
        if (draft == null || !blocked.get().isEmpty()) {
            return;
        }
        boolean isOfEdits = change.get() == Change.EDITS;
        String saved = editor.savedText();
        List<String> changes = changes();
        result.set(null);
        problem.set(null);
        work.start(
                "Two runs",
                watch -> compare(draft, isOfEdits ? saved : draft.text(), changes, watch),
                this::ended);
    }

    private Outcome<Whatif.Result> compare(
            ScenarioDraft draft, String before, List<String> changes, ExploreWatch watch)
            throws InterruptedException {
        Outcome<Path> base =
                switch (ScenarioDraft.ofText(draft.file(), before)) {
                    case Outcome.Ok<ScenarioDraft>(ScenarioDraft same) -> same.keep();
                    case Outcome.Rejected<ScenarioDraft>(Problem why) -> Outcome.rejected(why);
                };
        Outcome<Path> other = draft.keep();
        if (base instanceof Outcome.Ok<Path>(Path from)
                && other instanceof Outcome.Ok<Path>(Path to)) {
            Runner runner = new Runner(watch);
            Outcome<Whatif.Result> compared =
                    new Whatif(
                                    from.toString(),
                                    to.toString(),
                                    changes,
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    null,
                                    WINDOW,
                                    RunSpec.inMemory(spec(from)).reading().threads())
                            .run(runner::run);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return compared;
        }
        return Outcome.rejected(
                base instanceof Outcome.Rejected<Path>(Problem why)
                        ? why
                        : ((Outcome.Rejected<Path>) other).problem());
    }

    private static RunSource spec(Path scenario) {
        return new RunSource.Generated(
                scenario.toString(), OptionalLong.empty(), OptionalLong.empty());
    }

    /// Runs one after the other, each half of the work. One thread.
    private final class Runner {
        private final ExploreWatch watch;
        private int runs;

        Runner(ExploreWatch watch) {
            this.watch = watch;
        }

        Outcome<RunSummary> run(RunSpec spec) {
            String what = runs == 0 ? "original run" : "changed run";
            try (Run run = startRun.apply(spec)) {
                RunProgress now = run.progress();
                while (!now.stage().isEnd()) {
                    watch.at(what, (runs + Math.max(0, now.doneShare())) / 2);
                    Thread.sleep(WATCH_MILLIS);
                    now = run.progress();
                }
                runs++;
                return run.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.rejected(
                        Problem.of("whatif.cancelled", "The comparison was cancelled."));
            }
        }
    }

    private void ended(Outcome<Whatif.Result> outcome) {
        switch (outcome) {
            case Outcome.Ok<Whatif.Result>(Whatif.Result found) -> result.set(found);
            case Outcome.Rejected<Whatif.Result>(Problem why) -> problem.set(why);
        }
    }

    List<String> servers() {
        ScenarioDraft draft = editor.draftProperty().get();
        return draft == null ? List.of() : draft.servers();
    }

    ReadOnlyObjectProperty<@Nullable ScenarioDraft> draftProperty() {
        return editor.draftProperty();
    }

    ObjectProperty<Change> changeProperty() {
        return change;
    }

    StringProperty serverProperty() {
        return server;
    }

    StringProperty retriesProperty() {
        return retries;
    }

    /// On the median of every route.
    StringProperty millisProperty() {
        return millis;
    }

    ReadOnlyObjectProperty<Whatif.@Nullable Result> resultProperty() {
        return result.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Why the runs cannot be started; empty when they can.
    StringBinding blocked() {
        return blocked;
    }

    Work work() {
        return work;
    }

    void close() {
        work.close();
    }
}
