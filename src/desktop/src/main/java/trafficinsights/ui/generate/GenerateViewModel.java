package trafficinsights.ui.generate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.scenario.ScenarioPreview;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunEstimate;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.Work;

/// The form of the Generate panel: its state, its judgement, and the run it describes. FX thread.
/// Longer than 400 lines: library, volume, checks and the run hang on the one scenario that is
/// shown.
public final class GenerateViewModel implements Remembers {
    /// Shorter runs say more about starting than about running.
    private static final long LEAST_MEASURED = 200_000;

    /// For a scenario that the editor knows already.
    private static final Outcome<ScenarioDraft> UNOPENED =
            Outcome.rejected(Problem.of("scenario.known", "This scenario is already open."));

    private final CurrentRun current;
    private final Function<String, Outcome<ScenarioInfo>> describe;
    private final ObservableList<ScenarioInfo> scenarios = FXCollections.observableArrayList();

    /// Path of each scenario that came from a file: its name alone would not find it.
    private final Map<ScenarioInfo, String> files = new HashMap<>();

    private final ObjectProperty<@Nullable ScenarioInfo> scenario = new SimpleObjectProperty<>();
    private final BooleanProperty ownVolume = new SimpleBooleanProperty(true);
    private final StringProperty rows = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("");
    private final ObjectProperty<Speed> speed = new SimpleObjectProperty<>(Speed.SIXTY);
    private final StringProperty out = new SimpleStringProperty("");
    private final ObjectProperty<RequestOutput> format =
            new SimpleObjectProperty<>(RequestOutput.PARQUET);
    private final StringProperty store = new SimpleStringProperty("");
    private final StringProperty events = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Problem> fileProblem = new SimpleObjectProperty<>();
    private final ObjectBinding<@Nullable Problem> problem;
    private final ObjectBinding<FormCheck> check;
    private final StringBinding estimate;
    private final StringBinding blocked;

    private final Function<String, Outcome<ScenarioDraft>> open;
    private final ScenarioEditor editor;
    private final WhatifModel whatif;

    /// Requests a second of this session's runs at full speed, by what they wrote.
    private final Map<RequestOutput, Double> measured = new EnumMap<>(RequestOutput.class);

    private Predicate<String> mayLose = title -> true;
    private BiConsumer<Path, ScenarioInfo> onScenarioFile = (file, info) -> {};

    /// @param describe reads a scenario file, or says what is wrong with it
    /// @param open reads a scenario by name or file to edit it
    /// @param startRun starts a run; called off the FX thread
    /// @param fx runs a task on the FX thread
    public GenerateViewModel(
            CurrentRun current,
            List<ScenarioInfo> builtIn,
            Function<String, Outcome<ScenarioInfo>> describe,
            Function<String, Outcome<ScenarioDraft>> open,
            Function<RunSpec, Run> startRun,
            Executor fx) {
        this.current = current;
        this.open = open;
        editor = new ScenarioEditor(fx);
        whatif = new WhatifModel(editor, startRun, fx);
        this.describe = describe;
        scenarios.setAll(builtIn);
        check =
                Bindings.createObjectBinding(
                        () ->
                                FormCheck.of(
                                        ownVolume.get(),
                                        rows.get(),
                                        seed.get(),
                                        out.get(),
                                        store.get(),
                                        events.get()),
                        ownVolume,
                        rows,
                        seed,
                        out,
                        store,
                        events);
        estimate =
                Bindings.createStringBinding(
                        this::estimateText,
                        check,
                        scenario,
                        speed,
                        format,
                        editor.previewProperty(),
                        editor.draftProperty(),
                        current.summaryProperty());
        blocked =
                Bindings.createStringBinding(
                        this::blockedText,
                        check,
                        scenario,
                        editor.refusedProperty(),
                        current.working());
        problem =
                Bindings.createObjectBinding(
                        this::shownProblem, fileProblem, current.problemProperty());
        scenario.addListener((property, before, now) -> edit(now));
        current.summaryProperty().addListener((property, before, now) -> learn(now));
        if (!builtIn.isEmpty()) {
            scenario.set(builtIn.getFirst());
        }
    }

    /// Of a scenario file, or of a run that was made here: a log that cannot be read is none of it.
    private @Nullable Problem shownProblem() {
        Problem ofFile = fileProblem.get();
        if (ofFile != null) {
            return ofFile;
        }
        RunSpec spec = current.specProperty().get();
        return spec != null && spec.reading().source().generated().isPresent()
                ? current.problemProperty().get()
                : null;
    }

    ObjectBinding<@Nullable Problem> problem() {
        return problem;
    }

    void dismissProblem() {
        if (fileProblem.get() != null) {
            fileProblem.set(null);
        } else {
            current.dismissProblem();
        }
    }

    private void edit(@Nullable ScenarioInfo chosen) {
        if (chosen != null) {
            String key = key(chosen);
            editor.show(key, editor.knows(key) ? UNOPENED : open.apply(key));
        }
    }

    /// By what a scenario is found: its file, or its name.
    private String key(ScenarioInfo chosen) {
        return files.getOrDefault(chosen, chosen.name());
    }

    private void learn(@Nullable RunSummary summary) {
        RunSpec spec = current.specProperty().get();
        if (summary != null
                && spec != null
                && spec.reading().source().generated().isPresent()
                && spec.reading().speed() == 0
                && summary.requests() >= LEAST_MEASURED) {
            measured.put(spec.writing().requests(), summary.rowsPerSecond());
        }
    }

    /// How long the last preview took; `NaN` before the first. Any thread.
    public double previewMillis() {
        return editor.previewMillis();
    }

    /// `about 720,000 requests, 6 servers, about 4 s, about 310 MB as CSV`
    private String estimateText() {
        ScenarioInfo chosen = shownInfo();
        if (chosen == null) {
            return "";
        }
        boolean isWritten = !out.get().isBlank();
        RequestOutput output = isWritten ? format.get() : RequestOutput.NONE;
        Double known = measured.get(output);
        RunEstimate about =
                RunEstimate.of(
                        requests(chosen),
                        output,
                        known == null ? OptionalDouble.empty() : OptionalDouble.of(known));
        String text =
                "about "
                        + Texts.count(rounded(about.requests()))
                        + " requests, "
                        + Texts.counted(chosen.servers(), "server")
                        + ", "
                        + time(chosen, about);
        return output == RequestOutput.NONE
                ? text
                : text
                        + ", about "
                        + Texts.marked(NumberText.bytes(rounded(about.bytes())))
                        + (output == RequestOutput.CSV ? " as CSV" : " as Parquet");
    }

    /// To three figures: an estimate knows no more.
    static double rounded(double estimate) {
        return estimate > 0
                ? new BigDecimal(estimate).round(new MathContext(3)).doubleValue()
                : estimate;
    }

    private String time(ScenarioInfo chosen, RunEstimate about) {
        double factor = speed.get().factor();
        return factor == 0
                ? "about " + Texts.duration(Math.max(1, rounded(about.seconds())))
                : Texts.duration(chosen.duration())
                        + " of traffic in "
                        + Texts.duration(chosen.duration().toMillis() / 1000.0 / factor);
    }

    /// The scenario as it is edited.
    private @Nullable ScenarioInfo shownInfo() {
        ScenarioDraft draft = editor.draftProperty().get();
        return draft == null ? scenario.get() : draft.info();
    }

    private double requests(ScenarioInfo chosen) {
        ScenarioPreview preview = editor.previewProperty().get();
        double own =
                preview == null
                        ? chosen.requestsPerSecond() * chosen.duration().toMillis() / 1000.0
                        : preview.requests();
        return switch (check.get().rows()) {
            case Checked.Valid<OptionalLong> valid ->
                    valid.value().isPresent() ? valid.value().getAsLong() : own;
            case Checked.Invalid<OptionalLong> invalid -> own;
        };
    }

    private String blockedText() {
        if (scenario.get() == null) {
            return "Choose a scenario.";
        }
        if (!check.get().isValid()) {
            return check.get().firstMessage();
        }
        ScenarioEditor.Refused refused = editor.refusedProperty().get();
        if (refused != null) {
            return refused.message();
        }
        return current.working().get()
                ? "A run is in progress. Cancel it, or wait until it ends."
                : "";
    }

    /// Adds the scenario in a file to the list and chooses it. Edits of that file that were not
    /// saved are lost if the person agrees.
    public void addScenarioFile(Path file) {
        switch (describe.apply(file.toString())) {
            case Outcome.Ok<ScenarioInfo> ok -> {
                if (mayReplace(file, ok.value())) {
                    editor.forget(file.toString());
                    list(file, ok.value());
                }
            }
            case Outcome.Rejected<ScenarioInfo> rejected -> fileProblem.set(rejected.problem());
        }
    }

    /// A scenario takes the place of those in the list that have its name.
    private boolean mayReplace(Path file, ScenarioInfo info) {
        boolean losesEdits =
                editor.isEdited(file.toString())
                        || scenarios.stream()
                                .filter(known -> known.name().equals(info.name()))
                                .anyMatch(known -> editor.isEdited(key(known)));
        return !losesEdits || mayLose.test(info.title());
    }

    private void list(Path file, ScenarioInfo info) {
        fileProblem.set(null);
        for (ScenarioInfo known : List.copyOf(scenarios)) {
            if (known.name().equals(info.name())) {
                if (!key(known).equals(file.toString())) {
                    editor.forget(key(known));
                }
                scenarios.remove(known);
            }
        }
        files.put(info, file.toString());
        scenarios.addFirst(info);
        scenario.set(info);
        edit(info);
        onScenarioFile.accept(file, info);
    }

    /// @param question whether edits of the scenario with this title may be lost
    void onLoss(Predicate<String> question) {
        mayLose = question;
    }

    /// The file that the scenario at hand is saved in; empty for a built-in one.
    Optional<Path> file() {
        ScenarioInfo chosen = scenario.get();
        return Optional.ofNullable(chosen == null ? null : files.get(chosen)).map(Path::of);
    }

    /// Saves the scenario at hand in a file, which then is the one that is edited.
    void save(Path file) {
        ScenarioInfo chosen = scenario.get();
        ScenarioDraft draft = editor.draftProperty().get();
        if (chosen == null || draft == null) {
            return;
        }
        switch (editor.save(file)) {
            case Outcome.Ok<Path> _ -> {
                editor.rename(key(chosen), file.toString());
                scenarios.remove(chosen);
                list(file, draft.info());
            }
            case Outcome.Rejected<Path>(Problem why) -> fileProblem.set(why);
        }
    }

    ScenarioEditor editor() {
        return editor;
    }

    WhatifModel whatif() {
        return whatif;
    }

    /// The background work that takes long enough to be shown.
    public Work work() {
        return whatif.work();
    }

    void close() {
        editor.close();
        whatif.close();
    }

    /// Who hears of scenario files that could be opened.
    public void onScenarioFile(BiConsumer<Path, ScenarioInfo> action) {
        onScenarioFile = action;
    }

    /// Starts what the form describes; does nothing while [#blocked()] says why not.
    ///
    /// @return whether a run was started
    public boolean start() {
        ScenarioInfo chosen = scenario.get();
        if (chosen == null || !blocked.get().isEmpty()) {
            return false;
        }
        return switch (source(chosen)) {
            case Outcome.Ok<String>(String source) -> {
                fileProblem.set(null);
                ScenarioInfo shown = shownInfo();
                current.start(spec(source), shown == null ? chosen.title() : shown.title());
                yield true;
            }
            case Outcome.Rejected<String>(Problem why) -> {
                fileProblem.set(why);
                yield false;
            }
        };
    }

    /// What is run: the scenario as it was opened or saved, or else the text as it is edited.
    private Outcome<String> source(ScenarioInfo chosen) {
        ScenarioDraft draft = editor.draftProperty().get();
        if (draft == null || !editor.editedProperty().get()) {
            return Outcome.ok(key(chosen));
        }
        return switch (draft.keep()) {
            case Outcome.Ok<Path>(Path file) -> Outcome.ok(file.toString());
            case Outcome.Rejected<Path>(Problem why) -> Outcome.rejected(why);
        };
    }

    private RunSpec spec(String source) {
        FormCheck form = check.get();
        Optional<Path> folder = valid(form.out(), Optional.empty());
        return RunSpec.inMemory(
                        new RunSource.Generated(
                                source,
                                valid(form.rows(), OptionalLong.empty()),
                                valid(form.seed(), OptionalLong.empty())))
                .withSpeed(speed.get().factor())
                .withWindow(Duration.ofSeconds(10))
                .withOut(folder.orElse(null))
                .withRequests(folder.isPresent() ? format.get() : RequestOutput.NONE)
                .withStore(valid(form.store(), Optional.<Path>empty()).orElse(null))
                .withEvents(EventFiles.of(valid(form.events(), List.of())));
    }

    private static <T> T valid(Checked<T> field, T otherwise) {
        return switch (field) {
            case Checked.Valid<T> good -> good.value();
            case Checked.Invalid<T> bad -> otherwise;
        };
    }

    ObservableList<ScenarioInfo> scenarios() {
        return scenarios;
    }

    public ObjectProperty<@Nullable ScenarioInfo> scenarioProperty() {
        return scenario;
    }

    /// Whether the scenario's own rate gives the number of requests.
    public BooleanProperty ownVolumeProperty() {
        return ownVolume;
    }

    public StringProperty rowsProperty() {
        return rows;
    }

    public StringProperty seedProperty() {
        return seed;
    }

    public ObjectProperty<Speed> speedProperty() {
        return speed;
    }

    public StringProperty outProperty() {
        return out;
    }

    public ObjectProperty<RequestOutput> formatProperty() {
        return format;
    }

    public StringProperty storeProperty() {
        return store;
    }

    /// Files of events, with semicolons between them.
    StringProperty eventsProperty() {
        return events;
    }

    ObjectBinding<FormCheck> check() {
        return check;
    }

    /// One line: how much comes of it, and how long it takes.
    public StringBinding estimate() {
        return estimate;
    }

    /// Why no run can be started now; empty when one can.
    public StringBinding blocked() {
        return blocked;
    }

    CurrentRun current() {
        return current;
    }

    /// A scenario file that is gone by now is not a reason to bother anyone.
    private void recallFile(String file) {
        if (!file.isEmpty() && describe.apply(file) instanceof Outcome.Ok<ScenarioInfo>) {
            addScenarioFile(Path.of(file));
        }
    }

    @Override
    public void remember(Map<String, String> into) {
        ScenarioInfo chosen = scenario.get();
        if (chosen != null) {
            into.put("generate.scenario", files.getOrDefault(chosen, chosen.name()));
        }
        into.put("generate.rows", ownVolume.get() ? "" : rows.get());
        into.put("generate.seed", seed.get());
        into.put("generate.speed", speed.get().name());
    }

    @Override
    public void recall(Map<String, String> from) {
        String wanted = from.getOrDefault("generate.scenario", "");
        scenarios.stream()
                .filter(info -> info.name().equals(wanted))
                .findFirst()
                .ifPresentOrElse(scenario::set, () -> recallFile(wanted));
        String count = from.getOrDefault("generate.rows", "");
        ownVolume.set(count.isEmpty());
        rows.set(count);
        seed.set(from.getOrDefault("generate.seed", ""));
        for (Speed known : Speed.values()) {
            if (known.name().equals(from.get("generate.speed"))) {
                speed.set(known);
            }
        }
    }
}
