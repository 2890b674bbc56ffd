package trafficinsights.ui.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.run.result.RejectFolder;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Theme;
import trafficinsights.ui.common.ThemeChoice;
import trafficinsights.ui.common.work.Work;
import trafficinsights.ui.settings.Settings;

/// State and commands of the window's frame. FX thread.
public final class ShellViewModel {
    /// Fast enough to see a failure within a minute, slow enough to watch it come.
    private static final double DEMO_SPEED = 60;

    /// Slow enough to talk meanwhile.
    private static final double GUIDED_SPEED = 30;

    private final WorkbenchServices services;
    private final CurrentRun current;
    private final Settings settings;
    private final Subscription following;
    private final RejectFolder rejects = RejectFolder.ofUser();
    private final Work resuming = new Work("resume-run", Platform::runLater);
    private final List<ScenarioInfo> scenarios;
    private final ObjectProperty<PanelId> panel = new SimpleObjectProperty<>(PanelId.HOME);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final BooleanProperty navigationCollapsed = new SimpleBooleanProperty();
    private volatile double startMillis = Double.NaN;
    private Predicate<String> mayReplace = next -> true;

    /// @param settings which theme is wanted
    /// @param system the operating system's theme, as it changes
    ShellViewModel(
            WorkbenchServices services,
            CurrentRun current,
            Settings settings,
            ObservableValue<Theme> system) {
        this.services = services;
        this.current = current;
        this.settings = settings;
        settings.themeProperty()
                .addListener((property, before, now) -> theme.set(now.theme(system.getValue())));
        following = system.subscribe(now -> theme.set(settings.themeProperty().get().theme(now)));
        theme.set(settings.themeProperty().get().theme(system.getValue()));
        // Whoever sets a theme that the choice does not give has chosen it.
        theme.addListener((property, before, now) -> {
            if (settings.themeProperty().get().theme(system.getValue()) != now) {
                settings.themeProperty().set(ThemeChoice.of(now));
            }
        });
        Thread.ofVirtual().start(rejects::sweep);
        scenarios = List.copyOf(services.scenarios().get());
    }

    /// From the start of the program to the first frame of its window; `NaN` where nobody measured
    /// it. Any thread.
    double startMillis() {
        return startMillis;
    }

    void tellStart(double millis) {
        startMillis = millis;
    }

    /// Who is asked, with the name of what comes next, before a working run is stopped for it.
    void onReplace(Predicate<String> question) {
        mayReplace = question;
    }

    /// Reads logs in place of the run that is shown, and goes to Live.
    ///
    /// @return whether a run was started
    public boolean openLogs(List<Path> files) {
        if (files.isEmpty()) {
            return false;
        }
        Optional<Path> folder = files.stream().filter(Files::isDirectory).findFirst();
        if (folder.isPresent()) {
            panel.set(PanelId.LIVE);
            current.report(
                    Problem.of(
                            "input.folder",
                            folder.get().getFileName()
                                    + " is a folder. Open the log files in it."));
            return false;
        }
        return openLogs(new RunSource.Logs(files, "auto"));
    }

    /// A start that may come while another run works. The form in Generate waits for that one's
    /// end, and the guided demo replaces itself without a question.
    ///
    /// @return whether it was started
    private boolean replace(String title, Runnable start) {
        if (current.working().get() && !mayReplace.test(title)) {
            return false;
        }
        panel.set(PanelId.LIVE);
        start.run();
        return true;
    }

    /// Lines that cannot be read are kept in a temporary file, so that they can be shown.
    private RunSpec reading(RunSource source) {
        return rejects.next(RunSpec.inMemory(source));
    }

    /// Reads files in a way that was chosen for them, and goes to Live.
    ///
    /// @return whether a run was started
    boolean openLogs(RunSource.Logs logs) {
        String title = logs.title();
        return replace(title, () -> current.start(reading(logs), title));
    }

    /// Follows files and addresses in place of the run that is shown, and goes to Live.
    ///
    /// @param sources as a person writes them
    /// @param isFromStart whether what they hold now is read, too
    /// @return whether a run was started
    public boolean follow(List<String> sources, boolean isFromStart) {
        List<Path> files =
                sources.stream().filter(text -> !RunSource.isAddress(text)).map(Path::of).toList();
        List<String> addresses = sources.stream().filter(RunSource::isAddress).toList();
        try {
            RunSource.Tail source =
                    RunSource.Tail.of(new RunSource.Logs(files, "auto"), addresses, isFromStart);
            String title = source.title();
            return replace(title, () -> current.start(reading(source), title));
        } catch (ProblemException wrong) {
            panel.set(PanelId.LIVE);
            current.report(wrong.problem());
            return false;
        }
    }

    /// Follows logs that have been read, in the same way, with all that they hold.
    void followRead(RunSource.Logs logs) {
        RunSource source = new RunSource.Tail(logs, true);
        String title = logs.title();
        replace(title, () -> current.start(reading(source), title));
    }

    /// Runs again what is shown, with events beside it. It is not written to its folder or its
    /// store a second time.
    ///
    /// @return whether a run was started
    public boolean addEvents(List<Path> files) {
        RunSpec spec = current.specProperty().get();
        if (spec == null || files.isEmpty()) {
            return false;
        }
        RunSource source = spec.reading().source();
        ZoneId zone = source instanceof RunSource.Logs logs ? logs.zone() : ZoneOffset.UTC;
        return addEvents(spec, new EventFiles(files, zone, spec.reading().events().dates()));
    }

    /// As [#addEvents(List)], read as a person chose.
    ///
    /// @return why there is no run to add them to
    Optional<Problem> addEvents(EventFiles events) {
        RunSpec spec = current.specProperty().get();
        boolean isItself =
                spec != null
                        && spec.reading().source() instanceof RunSource.Logs logs
                        && logs.files().stream().anyMatch(events.files()::contains);
        if (spec == null || isItself) {
            return Optional.of(
                    Problem.of(
                            "events.no-run",
                            "There is no run to add these events to. Open logs or start a scenario"
                                    + " first."));
        }
        addEvents(spec, events);
        return Optional.empty();
    }

    private boolean addEvents(RunSpec spec, EventFiles events) {
        RunSource source = spec.reading().source();
        List<Path> all = new ArrayList<>(spec.reading().events().files());
        events.files().stream().filter(file -> !all.contains(file)).forEach(all::add);
        RunSpec again =
                (source.hasRejects() ? rejects.next(spec) : spec)
                        .withOut(null)
                        .withStore(null)
                        .withWarehouse(null)
                        .withEvents(new EventFiles(all, events.zone(), events.dates()));
        String title = current.titleProperty().get();
        return replace(title, () -> current.start(again, title));
    }

    /// Starts the scenario that shows most in the least time.
    void startDemo() {
        demo().ifPresent(info -> startScenario(info.name(), DEMO_SPEED));
    }

    /// Starts the guided demo's run, in place of itself without a question.
    void startGuidedRun() {
        demo().ifPresent(info -> {
            RunSpec spec = current.specProperty().get();
            boolean isSame =
                    spec != null
                            && spec.reading()
                                    .source()
                                    .generated()
                                    .filter(made -> made.scenario().equals(info.name()))
                                    .isPresent();
            if (isSame && current.working().get()) {
                panel.set(PanelId.LIVE);
                current.start(generated(info.name(), GUIDED_SPEED), info.title());
            } else {
                startScenario(info.name(), GUIDED_SPEED);
            }
        });
    }

    private static RunSpec generated(String nameOrFile, double speed) {
        return RunSpec.inMemory(
                        new RunSource.Generated(
                                nameOrFile, OptionalLong.empty(), OptionalLong.empty()))
                .withSpeed(speed);
    }

    /// The scenario that the empty Live panel offers.
    Optional<ScenarioInfo> demo() {
        return scenarios.stream()
                .filter(info -> info.name().contains("deploy"))
                .findFirst()
                .or(() -> scenarios.stream().findFirst());
    }

    /// Runs a scenario, by name or file, and goes to Live.
    public void startScenario(String nameOrFile, double speed) {
        panel.set(PanelId.LIVE);
        switch (services.describe().apply(nameOrFile)) {
            case Outcome.Ok<ScenarioInfo> ok -> {
                String title = ok.value().title();
                replace(title, () -> current.start(generated(nameOrFile, speed), title));
            }
            case Outcome.Rejected<ScenarioInfo> rejected -> current.report(rejected.problem());
        }
    }

    /// Runs again what was run before, with all that was asked of it where that is known.
    void runAgain(Recent recent) {
        Optional<RunSource> known = SourceText.parse(recent.source());
        if (known.isPresent()) {
            RunSource source = known.get();
            replace(
                    recent.title(),
                    () ->
                            current.start(
                                    source.hasRejects()
                                            ? reading(source)
                                            : RunSpec.inMemory(source),
                                    recent.title()));
        } else if (recent.kind() == Recent.Kind.FOLLOWED_RUN) {
            follow(recent.places(), false);
        } else if (recent.kind() == Recent.Kind.LOG_RUN) {
            openLogs(recent.paths());
        } else {
            startScenario(recent.places().getFirst(), 0);
        }
    }

    /// Goes on with a run that stopped before its end, in place of the run that is shown. The disk
    /// is asked in the background.
    ///
    /// @param done told the folder, or why the run cannot be resumed
    void resume(Path folder, Consumer<Outcome<Path>> done) {
        resuming.start(
                "Checking the run in " + folder.getFileName(),
                watch -> resumable(folder),
                found -> {
                    switch (found) {
                        case Outcome.Rejected<RunSpec>(Problem why) ->
                                done.accept(Outcome.rejected(why));
                        case Outcome.Ok<RunSpec>(RunSpec spec) -> {
                            String title = String.valueOf(folder.getFileName());
                            replace(
                                    title,
                                    () ->
                                            current.start(
                                                    spec,
                                                    title,
                                                    () -> services.resumeRun().apply(folder)));
                            done.accept(Outcome.ok(folder));
                        }
                    }
                });
    }

    private static Outcome<RunSpec> resumable(Path folder) {
        Runs.Resumable run;
        try {
            run = Runs.resumable(folder);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
        if (run.isWhole()) {
            return Outcome.rejected(
                    Problem.of(
                            "resume.whole",
                            "The run in %s is complete. There is nothing to resume."
                                    .formatted(folder)));
        }
        if (run.isToPush()) {
            return Outcome.rejected(
                    Problem.of(
                            "resume.push",
                            ("The run in %s is complete except for its push to"
                                            + " “%s”. Push %s in Warehouse, or run workbench resume"
                                            + " on the command line.")
                                    .formatted(
                                            folder,
                                            run.spec().writing().warehouse(),
                                            run.spec().writing().store())));
        }
        String blocked =
                Runs.stopped(folder)
                        .map(StoppedRun::blocked)
                        .orElse(
                                ("Another program or window is using the run in"
                                                + " %s. Wait until it ends, then resume the run if"
                                                + " needed.")
                                        .formatted(folder));
        return blocked.isEmpty()
                ? Outcome.ok(run.spec())
                : Outcome.rejected(Problem.of("resume.blocked", blocked));
    }

    /// Whether a file goes with the window.
    boolean isOfTheMoment(Path file) {
        return rejects.holds(file);
    }

    /// After the run: it may write rejected lines until its end. The system's theme outlives the
    /// window, and would keep it.
    void close() {
        resuming.close();
        following.unsubscribe();
        rejects.close();
    }

    Settings settings() {
        return settings;
    }

    public void toggleTheme() {
        theme.set(theme.get().other());
    }

    List<ScenarioInfo> scenarios() {
        return scenarios;
    }

    ObjectProperty<PanelId> panelProperty() {
        return panel;
    }

    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    BooleanProperty navigationCollapsedProperty() {
        return navigationCollapsed;
    }

    public CurrentRun current() {
        return current;
    }

    WorkbenchServices services() {
        return services;
    }
}
