package trafficinsights.ui.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Incident;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;
import trafficinsights.ui.common.Remembers;
import trafficinsights.ui.common.TaskList;
import trafficinsights.ui.connect.ConnectController;
import trafficinsights.ui.connect.ConnectModel;
import trafficinsights.ui.explore.ExplorePanelController;
import trafficinsights.ui.explore.ExploreViewModel;
import trafficinsights.ui.generate.GeneratePanelController;
import trafficinsights.ui.generate.GenerateViewModel;
import trafficinsights.ui.health.HealthPanelController;
import trafficinsights.ui.health.HealthViewModel;
import trafficinsights.ui.home.HomePanelController;
import trafficinsights.ui.home.HomeViewModel;
import trafficinsights.ui.investigate.InvestigateActions;
import trafficinsights.ui.investigate.InvestigatePanelController;
import trafficinsights.ui.investigate.InvestigateViewModel;
import trafficinsights.ui.investigate.RunsModel;
import trafficinsights.ui.live.LiveActions;
import trafficinsights.ui.live.LivePanelController;
import trafficinsights.ui.live.LivePanelViewModel;
import trafficinsights.ui.live.RejectsModel;
import trafficinsights.ui.logs.LogFormatController;
import trafficinsights.ui.logs.LogFormatModel;
import trafficinsights.ui.reports.ReportsPanelController;
import trafficinsights.ui.reports.ReportsViewModel;
import trafficinsights.ui.settings.SettingsActions;
import trafficinsights.ui.settings.SettingsPanelController;
import trafficinsights.ui.warehouse.WarehousePanelController;
import trafficinsights.ui.warehouse.WarehouseViewModel;

/// Makes the panels and their view models, and carries between them what they cannot say to one
/// another. FX thread.
final class ShellPanels {
    private final ShellViewModel model;
    private final Map<PanelId, PanelView> views = new EnumMap<>(PanelId.class);
    private final GenerateViewModel generating;
    private final LivePanelViewModel watching;
    private final InvestigateViewModel investigating;
    private final ExploreViewModel exploring;
    private final WarehouseViewModel warehouse;
    private final ReportsViewModel reporting;
    private final LogFormatModel logFormat;
    private final ConnectModel connecting;
    private @Nullable ConnectController connectPage;
    private @Nullable LogFormatController logFormatPage;
    private final InvestigatePanelController investigate;
    private final HomePanelController home;

    /// @param background asks the disk
    /// @param tasks told of all background work, and asked how it went
    ShellPanels(
            ShellViewModel model,
            ShellCommands commands,
            Recents recents,
            TaskList tasks,
            Executor background) {
        this.model = model;
        WorkbenchServices services = model.services();
        Executor fx = Platform::runLater;
        generating =
                new GenerateViewModel(
                        model.current(),
                        model.scenarios(),
                        services.describe(),
                        ScenarioDraft::open,
                        services.startRun(),
                        fx);
        watching = new LivePanelViewModel(model.current(), fx);
        investigating = new InvestigateViewModel(model.current(), services.startRun(), fx);
        exploring = new ExploreViewModel(services.explore()::apply, services.sqlHistory(), fx);
        exploring.importing().onAnalyze(model::openLogs);
        exploring.importing().onEvents(model::addEvents);
        logFormat = new LogFormatModel(fx);
        logFormat.onRead(model::openLogs);
        connecting = new ConnectModel(recents.all());
        connecting.onFollow(model::follow);
        watching.sources().onFollow(model::followRead);
        watching.rejects().onOpen(file -> commands.explore(List.of(file)));
        warehouse = new WarehouseViewModel(services.warehouse(), fx);
        reporting = new ReportsViewModel(model.current(), warehouse::chosenProfile, fx);
        String demoTitle = model.demo().map(info -> info.title()).orElse("");
        home =
                new HomePanelController(
                        new HomeViewModel(
                                recents,
                                model.scenarios(),
                                commands.forHome().runFolders(),
                                background,
                                fx),
                        commands.forHome());
        investigate =
                new InvestigatePanelController(
                        investigating,
                        new InvestigateActions(
                                commands::openLog,
                                model::startDemo,
                                demoTitle,
                                () -> recents.all().stream().filter(Recent::isRepeatable).toList(),
                                model.settings()::workFolder));
        views.put(PanelId.HOME, home);
        views.put(
                PanelId.GENERATE,
                new GeneratePanelController(
                        generating, () -> model.panelProperty().set(PanelId.LIVE)));
        views.put(
                PanelId.LIVE,
                new LivePanelController(
                        watching,
                        new LiveActions(
                                commands::openLog,
                                commands::connect,
                                commands::chooseColumns,
                                commands::setLogFormat,
                                () -> model.panelProperty().set(PanelId.GENERATE),
                                model::startDemo,
                                this::investigate,
                                demoTitle)));
        views.put(PanelId.INVESTIGATE, investigate);
        views.put(PanelId.EXPLORE, new ExplorePanelController(exploring));
        views.put(
                PanelId.REPORTS,
                new ReportsPanelController(reporting, model.settings()::workFolder));
        views.put(
                PanelId.HEALTH,
                new HealthPanelController(
                        new HealthViewModel(
                                new ShellHealth(
                                        model.current(),
                                        tasks,
                                        model::startMillis,
                                        watching::pictureMillis,
                                        generating::previewMillis,
                                        warehouse::latestProfile),
                                fx)));
        follow(tasks);
        views.put(
                PanelId.SETTINGS,
                new SettingsPanelController(
                        model.settings(),
                        new SettingsActions(commands::saveWorkspace, commands::openWorkspace)));
        views.put(
                PanelId.WAREHOUSE,
                new WarehousePanelController(
                        warehouse,
                        stored -> {
                            model.panelProperty().set(PanelId.REPORTS);
                            reporting.show(stored.json(), "the warehouse");
                        }));
    }

    /// What changed in an incident is asked in Investigate.
    private void investigate(Incident incident) {
        model.panelProperty().set(PanelId.INVESTIGATE);
        investigating.askAbout(incident);
    }

    /// Goes to Investigate, and asks about the gravest incident if there is one.
    void investigateWorst() {
        Optional<Incident> worst = watching.worstIncident();
        model.panelProperty().set(PanelId.INVESTIGATE);
        worst.ifPresent(investigating::askAbout);
    }

    /// Goes to Investigate and offers other runs.
    void compareRuns() {
        model.panelProperty().set(PanelId.INVESTIGATE);
        investigate.offerRuns();
    }

    RejectsModel rejects() {
        return watching.rejects();
    }

    RunsModel comparing() {
        return investigating.runs();
    }

    void showScorecard() {
        model.panelProperty().set(PanelId.INVESTIGATE);
        investigate.turnToScorecard();
    }

    /// The view models with filters and selections.
    List<Remembers> remembering() {
        return List.of(
                generating, watching, investigating, investigating.runs(), exploring, warehouse);
    }

    /// Shows the background work of all panels.
    private void follow(TaskList tasks) {
        exploring.works().forEach(work -> tasks.follow("Explore", work));
        tasks.follow("Live", watching.rejects().work());
        tasks.follow("Log format", logFormat.work());
        tasks.follow("Generate", generating.work());
        tasks.follow("Investigate", investigating.work());
        tasks.follow("Investigate", investigating.runs().work());
        tasks.follow("Investigate", investigating.runs().saving());
        tasks.follow("Warehouse", warehouse.work());
        tasks.follow("Reports", reporting.work());
    }

    Map<PanelId, PanelView> views() {
        return views;
    }

    /// Closes the page that is before the panels.
    void leavePages() {
        logFormat.leave();
        connecting.leave();
    }

    /// What is notified when a page comes or goes.
    void onPage(Runnable listener) {
        logFormat.openProperty().addListener((property, before, now) -> listener.run());
        connecting.openProperty().addListener((property, before, now) -> listener.run());
    }

    /// The panel that was chosen, or the page before it.
    PanelView front() {
        if (logFormat.openProperty().get()) {
            return logFormatPage();
        }
        return connecting.openProperty().get() ? connectPage() : view(model.panelProperty().get());
    }

    /// The panels, and the pages that were made.
    List<PanelView> all() {
        List<PanelView> all = new ArrayList<>(views.values());
        if (logFormatPage != null) {
            all.add(logFormatPage);
        }
        if (connectPage != null) {
            all.add(connectPage);
        }
        return all;
    }

    private LogFormatController logFormatPage() {
        LogFormatController page = logFormatPage;
        if (page == null) {
            page = new LogFormatController(logFormat);
            logFormatPage = page;
        }
        return page;
    }

    private ConnectController connectPage() {
        ConnectController page = connectPage;
        if (page == null) {
            page = new ConnectController(connecting);
            connectPage = page;
        }
        return page;
    }

    ConnectModel connecting() {
        return connecting;
    }

    LogFormatModel logFormat() {
        return logFormat;
    }

    PanelView view(PanelId id) {
        return Objects.requireNonNull(views.get(id), id::title);
    }

    GenerateViewModel generating() {
        return generating;
    }

    ExploreViewModel exploring() {
        return exploring;
    }

    WarehouseViewModel warehouse() {
        return warehouse;
    }

    ReportsViewModel reporting() {
        return reporting;
    }

    HomePanelController home() {
        return home;
    }
}
