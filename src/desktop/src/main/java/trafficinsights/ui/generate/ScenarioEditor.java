package trafficinsights.ui.generate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.scenario.FailureForm;
import trafficinsights.run.scenario.PlannedFailure;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.scenario.ScenarioPreview;
import trafficinsights.ui.common.work.Work;

/// Edits the chosen scenario: every edit makes another text, which is checked as a file is, can be
/// undone, and is previewed in the background. Each scenario keeps its edits when another is
/// chosen. FX thread. Longer than 400 lines: every edit of the text, and its undoing, in one place.
public final class ScenarioEditor implements AutoCloseable {
    /// No failure is selected.
    static final int NONE = -1;

    private static final int MOST_UNDO = 200;

    /// A value that was typed and cannot stand.
    ///
    /// @param path of the value in the file
    record Refused(String path, String message) {}

    private record Step(ScenarioDraft draft, int selected) {}

    /// What is known of one scenario.
    private static final class Sheet {
        private final Deque<Step> undo = new ArrayDeque<>();
        private final Deque<Step> redo = new ArrayDeque<>();
        private ScenarioDraft draft;
        private String savedText;
        private int selected = NONE;

        /// What the latest edit belongs to; edits of one thing in a row are undone together.
        private String run = "";

        Sheet(ScenarioDraft draft) {
            this.draft = draft;
            this.savedText = draft.text();
        }

        boolean isEdited() {
            return !draft.text().equals(savedText);
        }
    }

    private final Map<String, Sheet> sheets = new HashMap<>();
    private final Work previewing;
    private @Nullable Sheet sheet;
    private volatile double previewMillis = Double.NaN;

    private final ReadOnlyObjectWrapper<@Nullable ScenarioDraft> draft =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper selected = new ReadOnlyIntegerWrapper(NONE);
    private final ReadOnlyObjectWrapper<@Nullable Refused> refused = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ScenarioPreview> preview =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper edited = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper undoable = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper redoable = new ReadOnlyBooleanWrapper();

    /// @param fx runs a task on the FX thread
    ScenarioEditor(Executor fx) {
        previewing = new Work("scenario-preview", fx);
    }

    /// Shows a scenario, with what was edited of it before.
    ///
    /// @param key by which it is known again
    void show(String key, Outcome<ScenarioDraft> opened) {
        Sheet known = sheets.get(key);
        if (known == null && opened instanceof Outcome.Ok<ScenarioDraft>(ScenarioDraft first)) {
            known = new Sheet(first);
            sheets.put(key, known);
        }
        sheet = known;
        publish();
    }

    boolean knows(String key) {
        return sheets.containsKey(key);
    }

    /// Whether what was edited of a scenario would be lost.
    boolean isEdited(String key) {
        Sheet known = sheets.get(key);
        return known != null && known.isEdited();
    }

    /// Titles of the scenarios with edits that are not saved.
    List<String> unsaved() {
        return sheets.values().stream()
                .filter(Sheet::isEdited)
                .map(one -> one.draft.info().title())
                .toList();
    }

    /// What was edited of a scenario is of no use any more.
    void forget(String key) {
        sheets.remove(key);
    }

    /// Another text in place of the one at hand.
    ///
    /// @param run what the edit belongs to; edits of one thing in a row are one step to undo. Empty
    ///   for a step of its own
    /// @param select the failure to be selected then
    private boolean accept(Outcome<ScenarioDraft> outcome, String run, String path, int select) {
        Sheet now = sheet;
        if (now == null) {
            return false;
        }
        return switch (outcome) {
            case Outcome.Ok<ScenarioDraft>(ScenarioDraft next) -> {
                refused.set(null);
                if (!next.text().equals(now.draft.text())) {
                    if (run.isEmpty() || !run.equals(now.run)) {
                        now.undo.push(new Step(now.draft, now.selected));
                        if (now.undo.size() > MOST_UNDO) {
                            now.undo.removeLast();
                        }
                    }
                    now.redo.clear();
                    now.draft = next;
                }
                now.run = run;
                now.selected = select;
                publish();
                yield true;
            }
            case Outcome.Rejected<ScenarioDraft>(Problem problem) -> {
                refused.set(new Refused(path, problem.userMessage()));
                yield false;
            }
        };
    }

    private void publish() {
        Sheet now = sheet;
        ScenarioDraft shown = now == null ? null : now.draft;
        boolean isOther = shown != draft.get();
        if (isOther) {
            refused.set(null);
        }
        // The draft first: who hears of the selection looks it up there.
        selected.set(NONE);
        draft.set(shown);
        selected.set(now == null ? NONE : now.selected);
        edited.set(now != null && now.isEdited());
        undoable.set(now != null && !now.undo.isEmpty());
        redoable.set(now != null && !now.redo.isEmpty());
        if (shown == null) {
            previewing.cancel();
            preview.set(null);
        } else if (isOther) {
            long asked = System.nanoTime();
            previewing.start(
                    "Preview",
                    watch -> Outcome.ok(shown.preview()),
                    made -> {
                        previewed(made);
                        previewMillis = (System.nanoTime() - asked) / 1e6;
                    });
        }
    }

    /// From an edit until its preview was made and laid out; `NaN` before the first. Any thread.
    double previewMillis() {
        return previewMillis;
    }

    private void previewed(Outcome<ScenarioPreview> outcome) {
        if (outcome instanceof Outcome.Ok<ScenarioPreview>(ScenarioPreview made)) {
            preview.set(made);
        }
    }

    /// A scenario is known by another key from now on; what can be undone stays.
    void rename(String before, String after) {
        Sheet known = sheets.remove(before);
        if (known != null) {
            sheets.put(after, known);
        }
    }

    // Values

    /// Sets a value as it is typed; a value that cannot be is reported by [#refusedProperty()] and
    /// changes nothing.
    void type(String path, String text) {
        Sheet now = sheet;
        if (now != null) {
            accept(now.draft.with(Map.of(path, text.strip())), path, path, now.selected);
        }
    }

    /// The typing is over: what comes next is a step of its own, and what was refused is forgotten.
    void settle() {
        Sheet now = sheet;
        if (now != null) {
            now.run = "";
        }
        refused.set(null);
    }

    // Regions and routes

    void addRegion() {
        change("regions", ScenarioDraft::withRegion);
    }

    void removeRegion(int index) {
        change("regions", draft -> draft.withoutRegion(index));
    }

    void addRoute() {
        change("routes", ScenarioDraft::withRoute);
    }

    void removeRoute(int index) {
        change("routes", draft -> draft.withoutRoute(index));
    }

    /// A step of its own.
    private void change(String path, Function<ScenarioDraft, Outcome<ScenarioDraft>> edit) {
        Sheet now = sheet;
        if (now != null) {
            accept(edit.apply(now.draft), "", path, now.selected);
        }
    }

    // Failures

    void select(int failure) {
        Sheet now = sheet;
        if (now != null && now.selected != failure && failure < now.draft.failures().size()) {
            now.selected = Math.max(NONE, failure);
            now.run = "";
            refused.set(null);
            selected.set(now.selected);
        }
    }

    /// The failure before or after the selected one.
    void selectNext(int by) {
        int count = failures().size();
        if (count > 0) {
            int from = selected.get() == NONE && by < 0 ? count : selected.get();
            select(Math.floorMod(from + by, count));
        }
    }

    Optional<PlannedFailure> selectedFailure() {
        int index = selected.get();
        List<PlannedFailure> all = failures();
        return index >= 0 && index < all.size() ? Optional.of(all.get(index)) : Optional.empty();
    }

    List<PlannedFailure> failures() {
        Sheet now = sheet;
        return now == null ? List.of() : now.draft.failures();
    }

    /// A sensible step of times: about a two-hundredth of the scenario.
    Duration snap() {
        Sheet now = sheet;
        return now == null ? Duration.ofSeconds(1) : Span.snap(now.draft.info().duration());
    }

    private Duration length() {
        Sheet now = sheet;
        return now == null ? Duration.ZERO : now.draft.info().duration();
    }

    /// Moves the selected failure by steps.
    void moveBy(int steps) {
        selectedFailure()
                .ifPresent(failure -> place("", Span.of(failure).movedBy(snap(), steps, length())));
    }

    /// Moves the selected failure's end by steps.
    void stretchBy(int steps) {
        selectedFailure()
                .ifPresent(failure ->
                        place("", Span.of(failure).stretchedBy(snap(), steps, length())));
    }

    /// Puts the selected failure at another time.
    ///
    /// @param run edits of one drag are one step to undo
    void place(String run, Span to) {
        Sheet now = sheet;
        PlannedFailure failure = selectedFailure().orElse(null);
        if (now == null || failure == null) {
            return;
        }
        String path = "failures." + now.selected + ".";
        Map<String, String> values = new LinkedHashMap<>();
        if (!to.at().equals(failure.at())) {
            values.put(path + "at", ScenarioDraft.durationText(to.at()));
        }
        if (!to.length().equals(failure.length())) {
            values.put(path + "length", ScenarioDraft.durationText(to.length()));
            Duration ramp = to.ramp(failure);
            if (!ramp.equals(failure.ramp()) && !isWholeRamp(failure)) {
                values.put(path + "ramp", ScenarioDraft.durationText(ramp));
            }
        }
        if (!values.isEmpty()) {
            accept(now.draft.with(values), run, path + "at", now.selected);
        }
    }

    private static boolean isWholeRamp(PlannedFailure failure) {
        return failure.ramp().equals(failure.length());
    }

    /// Adds a failure of a kind, in the middle third of the scenario.
    void add(FailureForm form) {
        Sheet now = sheet;
        if (now == null) {
            return;
        }
        Span span = Span.usual(now.draft.info().duration());
        List<String> targets = now.draft.targets(form.kind());
        append(
                new PlannedFailure(
                        form.kind(),
                        targets.size() > 1 ? targets.get(1) : targets.getFirst(),
                        span.at(),
                        span.length(),
                        form.isGradual() ? span.length() : Duration.ZERO,
                        form.usualStrength()));
    }

    /// Puts a copy of the selected failure behind it.
    void copy() {
        selectedFailure()
                .ifPresent(failure -> {
                    Span behind = Span.of(failure).behind(snap(), length());
                    append(
                            new PlannedFailure(
                                    failure.kind(),
                                    failure.target(),
                                    behind.at(),
                                    failure.length(),
                                    failure.ramp(),
                                    failure.strength()));
                });
    }

    private void append(PlannedFailure failure) {
        Sheet now = sheet;
        if (now != null) {
            List<PlannedFailure> all = new ArrayList<>(now.draft.failures());
            all.add(failure);
            accept(now.draft.withFailures(all), "", "failures", all.size() - 1);
        }
    }

    void delete() {
        Sheet now = sheet;
        if (now != null && selectedFailure().isPresent()) {
            List<PlannedFailure> all = new ArrayList<>(now.draft.failures());
            all.remove(now.selected);
            accept(now.draft.withFailures(all), "", "failures", NONE);
        }
    }

    /// Aims the selected failure at something else of the same kind, or makes it another kind; the
    /// strength and the target are then usual ones, for the old ones mean something else.
    void setKind(FailureForm form) {
        Sheet now = sheet;
        PlannedFailure failure = selectedFailure().orElse(null);
        if (now == null || failure == null || failure.kind().equals(form.kind())) {
            return;
        }
        List<String> targets = now.draft.targets(form.kind());
        List<PlannedFailure> all = new ArrayList<>(now.draft.failures());
        all.set(
                now.selected,
                new PlannedFailure(
                        form.kind(),
                        targets.contains(failure.target()) ? failure.target() : "all",
                        failure.at(),
                        failure.length(),
                        form.isGradual() ? failure.length() : Duration.ZERO,
                        form.usualStrength()));
        accept(now.draft.withFailures(all), "", "failures", now.selected);
    }

    // Undo

    void undo() {
        Sheet now = sheet;
        if (now != null && !now.undo.isEmpty()) {
            now.redo.push(new Step(now.draft, now.selected));
            restore(now, now.undo.pop());
        }
    }

    void redo() {
        Sheet now = sheet;
        if (now != null && !now.redo.isEmpty()) {
            now.undo.push(new Step(now.draft, now.selected));
            restore(now, now.redo.pop());
        }
    }

    private void restore(Sheet now, Step step) {
        now.draft = step.draft();
        now.selected = step.selected();
        now.run = "";
        publish();
    }

    // Files

    /// Writes the text of the scenario at hand.
    Outcome<Path> save(Path file) {
        Sheet now = sheet;
        if (now == null) {
            throw new IllegalStateException("no scenario is being edited");
        }
        Outcome<Path> saved = now.draft.save(file);
        if (saved instanceof Outcome.Ok<Path>) {
            now.savedText = now.draft.text();
            edited.set(false);
        }
        return saved;
    }

    /// The text as it was saved, or as it was opened.
    String savedText() {
        Sheet now = sheet;
        return now == null ? "" : now.savedText;
    }

    ReadOnlyObjectProperty<@Nullable ScenarioDraft> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    /// Index of the selected failure, or [#NONE].
    ReadOnlyIntegerProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Refused> refusedProperty() {
        return refused.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ScenarioPreview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty editedProperty() {
        return edited.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty undoableProperty() {
        return undoable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty redoableProperty() {
        return redoable.getReadOnlyProperty();
    }

    @Override
    public void close() {
        previewing.close();
    }
}
