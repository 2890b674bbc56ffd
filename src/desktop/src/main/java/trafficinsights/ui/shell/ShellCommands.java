package trafficinsights.ui.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.run.home.Workspaces;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;
import trafficinsights.ui.home.HomeActions;

/// What the window does on a command, wherever it came from: a button, a key, the palette, a drop.
/// FX thread.
final class ShellCommands implements DemoGuide.Stage {
    private static final System.Logger LOG = System.getLogger(ShellCommands.class.getName());

    private final ShellViewModel model;
    private final Recents recents;
    private final Supplier<@Nullable Window> owner;
    private final DemoGuide guide;
    private final FileDrops.Waiting waiting =
            new FileDrops.Waiting(Platform::runLater, this::opened);
    private @Nullable ShellPanels panels;

    /// @param owner the window above which choosers stand
    ShellCommands(ShellViewModel model, Recents recents, Supplier<@Nullable Window> owner) {
        this.model = model;
        this.recents = recents;
        this.owner = owner;
        guide = new DemoGuide(this);
    }

    /// Once, before any command: panels need the commands, and commands the panels.
    void use(ShellPanels made) {
        panels = made;
        made.exploring().setPassing(model::isOfTheMoment);
        made.exploring().onOpened(files -> remember(Recent.Kind.DATA, files, title(files)));
        made.generating()
                .onScenarioFile((file, info) ->
                        remember(Recent.Kind.SCENARIO, List.of(file), info.title()));
    }

    private ShellPanels panels() {
        ShellPanels made = panels;
        if (made == null) {
            throw new IllegalStateException("use was not called");
        }
        return made;
    }

    private void remember(Recent.Kind kind, List<Path> files, String title) {
        List<String> places = files.stream().map(file -> file.toAbsolutePath().toString()).toList();
        recents.add(new Recent(kind, places, title, System.currentTimeMillis(), "", List.of()));
    }

    private static String title(List<Path> files) {
        String first = String.valueOf(files.getFirst().getFileName());
        return files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more";
    }

    HomeActions forHome() {
        return new HomeActions(
                guide::start,
                this::openLog,
                this::connect,
                this::openData,
                () -> model.panelProperty().set(PanelId.GENERATE),
                this::open,
                this::chooseScenario,
                run -> resume(run.folder()),
                this::resumeFolder,
                () -> model.settings().workFolder().stream().toList());
    }

    DemoGuide guide() {
        return guide;
    }

    void openLog() {
        List<Path> files = chooseLogs();
        if (!files.isEmpty()) {
            waiting.add(files, () -> FileTarget.ofLogs(files));
        }
    }

    /// Asks which sources to follow.
    void connect() {
        panels().connecting().open();
    }

    /// Asks which sources to follow, the logs of the run among them.
    void follow() {
        panels().connecting().open(logsOfRun().stream().map(Path::toString).toList());
    }

    /// Asks how the logs of the run are read; without such a run, those that a person chooses.
    void setLogFormat() {
        List<Path> files = logsOfRun();
        List<Path> asked = files.isEmpty() ? chooseLogs() : files;
        if (!asked.isEmpty()) {
            panels().logFormat().open(asked);
        }
    }

    /// Asks for the columns of the table that the run reads.
    void chooseColumns() {
        List<Path> files = logsOfRun();
        if (!files.isEmpty()) {
            importCsv(files.getFirst());
        }
    }

    private List<Path> logsOfRun() {
        RunSpec spec = model.current().specProperty().get();
        return spec != null && spec.reading().source() instanceof RunSource.Logs logs
                ? logs.files()
                : List.of();
    }

    private List<Path> chooseLogs() {
        return choose(
                "Open logs",
                new FileChooser.ExtensionFilter(
                        "Logs", "*.log", "*.gz", "*.csv", "*.txt", "*.json", "*.jsonl"));
    }

    void openData() {
        List<Path> files =
                choose(
                        "Open data",
                        new FileChooser.ExtensionFilter(
                                "Data",
                                "*.csv",
                                "*.tsv",
                                "*.parquet",
                                "*.duckdb",
                                "*.log",
                                "*.gz"));
        if (!files.isEmpty()) {
            explore(files);
        }
    }

    /// Says what the columns of a CSV file are, in Explore.
    void importCsv(Path file) {
        model.panelProperty().set(PanelId.EXPLORE);
        panels().exploring().importing().open(file);
    }

    void importCsv() {
        List<Path> files =
                choose(
                        "Import CSV file",
                        new FileChooser.ExtensionFilter("CSV files", "*.csv", "*.tsv", "*.txt"));
        if (!files.isEmpty()) {
            importCsv(files.getFirst());
        }
    }

    /// Runs again what is shown, with files of events that are chosen now.
    void addEvents() {
        if (model.current().specProperty().get() == null) {
            model.current()
                    .report(
                            Problem.of(
                                    "events.no-run",
                                    "There is no run to add events to. Open logs or start a scenario first."));
            return;
        }
        List<Path> files =
                choose(
                        "Add events",
                        new FileChooser.ExtensionFilter(
                                "Events", "*.csv", "*.json", "*.jsonl", "*.log", "*.txt", "*.gz"));
        model.addEvents(files);
    }

    private List<Path> choose(String title, FileChooser.ExtensionFilter filter) {
        FileChooser chooser = chooser(title);
        chooser.getExtensionFilters()
                .addAll(filter, new FileChooser.ExtensionFilter("All files", "*.*"));
        List<File> files = chooser.showOpenMultipleDialog(owner.get());
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    private FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        model.settings().workFolder().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        return chooser;
    }

    void saveWorkspace() {
        FileChooser chooser = chooser("Save workspace");
        chooser.setInitialFileName("workspace" + FileTarget.WORKSPACE_ENDING);
        File file = chooser.showSaveDialog(owner.get());
        if (file != null) {
            saveWorkspace(file.toPath());
        }
    }

    /// Keeps what the window shows, the run included.
    void saveWorkspace(Path file) {
        report(Workspaces.save(file, workspace().now(true)));
    }

    void openWorkspace() {
        FileChooser chooser = chooser("Open workspace");
        chooser.getExtensionFilters()
                .add(
                        new FileChooser.ExtensionFilter(
                                "Workspaces", "*" + FileTarget.WORKSPACE_ENDING));
        File file = chooser.showOpenDialog(owner.get());
        if (file != null) {
            openWorkspace(file.toPath());
        }
    }

    private void openWorkspace(Path file) {
        Outcome<Map<String, String>> read = Workspaces.read(file);
        report(read);
        if (read instanceof Outcome.Ok<Map<String, String>>(Map<String, String> texts)) {
            workspace().open(texts);
        }
    }

    /// For the next start: without the run. Nobody is bothered when it cannot be kept.
    void remember(Path file) {
        if (Workspaces.save(file, workspace().now(false))
                instanceof Outcome.Rejected<Path> failed) {
            LOG.log(System.Logger.Level.INFO, failed.problem().userMessage());
        }
    }

    void recall(Path file) {
        if (Files.isReadable(file)
                && Workspaces.read(file)
                        instanceof Outcome.Ok<Map<String, String>>(Map<String, String> texts)) {
            workspace().recall(texts);
        }
    }

    private WorkspaceState workspace() {
        return new WorkspaceState(model, panels().remembering());
    }

    private <T> void report(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Rejected<T>(Problem problem)) {
            model.panelProperty().set(PanelId.HOME);
            panels().home().show(problem);
        }
    }

    /// Opens files where they belong, once the disk has said where that is.
    ///
    /// @param front the panel that a person is looking at
    void open(List<Path> files, PanelId front) {
        waiting.add(files, () -> FileTarget.of(files, front));
    }

    private void opened(Outcome<FileTarget> target, List<Path> files) {
        switch (target) {
            case Outcome.Ok<FileTarget>(FileTarget known) -> open(known, files);
            case Outcome.Rejected<FileTarget> failed -> report(failed);
        }
    }

    /// The files of which it is not known yet where they go.
    FileDrops.Waiting waiting() {
        return waiting;
    }

    /// Opens files where they belong, or says on Home why they cannot be opened.
    void open(FileTarget target, List<Path> files) {
        panels().home().show(null);
        switch (target) {
            case LIVE -> model.openLogs(files);
            case EXPLORE -> explore(files);
            case GENERATE -> {
                model.panelProperty().set(PanelId.GENERATE);
                files.forEach(panels().generating()::addScenarioFile);
            }
            case WORKSPACE -> openWorkspace(files.getFirst());
            case REPORTS -> {
                model.panelProperty().set(PanelId.REPORTS);
                List<Path> report = List.of(FileTarget.inside(files.getFirst()));
                panels().reporting().open(report.getFirst());
                remember(Recent.Kind.REPORT, report, title(report));
            }
            case MIXED, NONE -> {
                model.panelProperty().set(PanelId.HOME);
                panels().home().show(Problem.of("home.unknown", target.text(files)));
            }
        }
    }

    /// Opens files in Explore, and goes there.
    void explore(List<Path> files) {
        model.panelProperty().set(PanelId.EXPLORE);
        panels().exploring().open(files);
    }

    /// Opens or runs something again.
    void open(Recent recent) {
        switch (recent.kind()) {
            case LOG_RUN, SCENARIO_RUN, FOLLOWED_RUN -> model.runAgain(recent);
            case DATA -> explore(recent.paths());
            case SCENARIO -> open(FileTarget.GENERATE, recent.paths());
            case REPORT -> open(FileTarget.REPORTS, recent.paths());
            case RUN_FOLDER -> resume(recent.paths().getFirst());
        }
    }

    /// Lets a person choose the folder of a run that stopped, and goes on with it.
    void resumeFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Resume a run");
        model.settings().workFolder().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        File folder = chooser.showDialog(owner.get());
        if (folder != null) {
            resume(folder.toPath());
        }
    }

    /// Goes on with the run in a folder, or says on Home why it cannot.
    void resume(Path folder) {
        panels().home().show(null);
        model.resume(
                folder,
                outcome -> {
                    if (outcome instanceof Outcome.Rejected<Path> refused) {
                        report(refused);
                    }
                });
    }

    void chooseScenario(ScenarioInfo info) {
        model.panelProperty().set(PanelId.GENERATE);
        panels().generating().scenarioProperty().set(info);
    }

    /// What the palette finds beside the actions.
    List<PaletteModel.Entry> found() {
        List<PaletteModel.Entry> entries = new ArrayList<>();
        for (Recent recent : recents.all()) {
            if (!recent.isRun() && !recent.isFile()) {
                continue;
            }
            entries.add(
                    new PaletteModel.Entry(
                            recent.title(),
                            recent.isRun() ? "recent run" : "recent file",
                            "",
                            recent.isRun() ? "fth-rotate-cw" : "fth-file",
                            () -> open(recent)));
        }
        for (ScenarioInfo info : model.scenarios()) {
            entries.add(
                    new PaletteModel.Entry(
                            info.title(),
                            "scenario",
                            "",
                            "fth-sliders",
                            () -> chooseScenario(info)));
        }
        return entries;
    }

    @Override
    public void startRun() {
        model.startGuidedRun();
    }

    @Override
    public void showLive() {
        model.panelProperty().set(PanelId.LIVE);
    }

    @Override
    public void askIncident() {
        panels().investigateWorst();
    }

    @Override
    public void showScorecard() {
        panels().showScorecard();
    }

    @Override
    public void showHome() {
        model.panelProperty().set(PanelId.HOME);
    }

    @Override
    public void toggleHold() {
        model.current().toggleHold();
    }
}
