package trafficinsights.ui.generate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.pipeline.RunSource;
import trafficinsights.pipeline.RunSpec;
import trafficinsights.pipeline.RunSpec.RequestOutput;
import trafficinsights.pipeline.ScenarioInfo;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.Texts;

/// The form of the Generate panel: its state, its judgement, and the run it describes. FX thread.
public final class GenerateViewModel implements Remembers {
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
    private final ObjectProperty<@Nullable Problem> fileProblem = new SimpleObjectProperty<>();
    private final ObjectBinding<@Nullable Problem> problem;
    private final ObjectBinding<FormCheck> check;
    private final StringBinding estimate;
    private final StringBinding blocked;

    private BiConsumer<Path, ScenarioInfo> onScenarioFile = (file, info) -> {};

    /// @param describe reads a scenario file, or says what is wrong with it
    public GenerateViewModel(
            CurrentRun current,
            List<ScenarioInfo> builtIn,
            Function<String, Outcome<ScenarioInfo>> describe) {
        this.current = current;
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
                                        store.get()),
                        ownVolume,
                        rows,
                        seed,
                        out,
                        store);
        estimate = Bindings.createStringBinding(this::estimateText, check, scenario, speed);
        blocked =
                Bindings.createStringBinding(this::blockedText, check, scenario, current.working());
        problem =
                Bindings.createObjectBinding(
                        this::shownProblem, fileProblem, current.problemProperty());
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
        return spec != null && spec.source() instanceof RunSource.Generated
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

    private String estimateText() {
        ScenarioInfo chosen = scenario.get();
        if (chosen == null) {
            return "";
        }
        String text =
                Texts.count(requests(chosen))
                        + " requests, "
                        + (chosen.servers() == 1 ? "1 server, " : chosen.servers() + " servers, ")
                        + Texts.duration(chosen.duration())
                        + " of traffic";
        double factor = speed.get().factor();
        return factor == 0
                ? text + "; as fast as this computer can"
                : text
                        + "; takes "
                        + Texts.duration(chosen.duration().toMillis() / 1000.0 / factor);
    }

    private long requests(ScenarioInfo chosen) {
        long own = Math.round(chosen.requestsPerSecond() * chosen.duration().toMillis() / 1000.0);
        return switch (check.get().rows()) {
            case Checked.Valid<OptionalLong> valid -> valid.value().orElse(own);
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
        return current.working().get() ? "A run is working. Cancel it, or let it end." : "";
    }

    /// Adds the scenario in a file to the list and chooses it.
    public void addScenarioFile(Path file) {
        switch (describe.apply(file.toString())) {
            case Outcome.Ok<ScenarioInfo> ok -> {
                fileProblem.set(null);
                scenarios.removeIf(known -> known.name().equals(ok.value().name()));
                files.put(ok.value(), file.toString());
                scenarios.addFirst(ok.value());
                scenario.set(ok.value());
                onScenarioFile.accept(file, ok.value());
            }
            case Outcome.Rejected<ScenarioInfo> rejected -> fileProblem.set(rejected.problem());
        }
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
        current.start(spec(chosen), chosen.title());
        return true;
    }

    private RunSpec spec(ScenarioInfo chosen) {
        FormCheck form = check.get();
        Optional<Path> folder = valid(form.out(), Optional.empty());
        return RunSpec.inMemory(
                        new RunSource.Generated(
                                files.getOrDefault(chosen, chosen.name()),
                                valid(form.rows(), OptionalLong.empty()),
                                valid(form.seed(), OptionalLong.empty())))
                .withSpeed(speed.get().factor())
                .withWindow(Duration.ofSeconds(10))
                .withOut(folder.orElse(null))
                .withRequests(folder.isPresent() ? format.get() : RequestOutput.NONE)
                .withStore(valid(form.store(), Optional.<Path>empty()).orElse(null));
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

    /// A scenario file that is gone by now is no reason to bother anyone.
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
