package trafficinsights.ui.shell;

/// What the window can do, by name and key. The order is that of the palette and of the sheet of
/// keys.
final class ShellActions {
    /// What only the frame itself can do. Public because its implementation is.
    public interface Frame {
        void openPalette();

        void toggleTasks();

        void toggleNavigation();

        void toggleKeys();
    }

    private final ShellViewModel model;
    private final ShellCommands commands;
    private final ShellPanels panels;
    private final Frame frame;

    ShellActions(ShellViewModel model, ShellCommands commands, ShellPanels panels, Frame frame) {
        this.model = model;
        this.commands = commands;
        this.panels = panels;
        this.frame = frame;
    }

    void fill(Actions actions) {
        for (PanelId id : PanelId.values()) {
            actions.add("panel." + id.label(), id.title(), id.keys(), id.icon(), () -> show(id));
        }
        opening(actions);
        panels(actions);
        run(actions);
        demo(actions);
        window(actions);
    }

    private void show(PanelId id) {
        model.panelProperty().set(id);
    }

    private void opening(Actions all) {
        all.add("palette", "Search or run a command", "Ctrl+K", "fth-search", frame::openPalette);
        all.add("open.logs", "Open logs…", "Ctrl+O", "fth-folder", commands::openLog);
        all.add("open.connect", "Connect…", "Ctrl+Shift+F", "fth-radio", commands::connect);
        all.add("open.follow", "Follow the log of the run…", "", "fth-radio", commands::follow);
        all.add(
                "log.format",
                "Set log format…",
                "Ctrl+Shift+L",
                "fth-file-text",
                commands::setLogFormat);
        all.add(
                "open.data",
                "Open data in Explore…",
                "Ctrl+Shift+E",
                "fth-grid",
                commands::openData);
        all.add(
                "import.csv",
                "Import CSV file…",
                "Ctrl+Shift+I",
                "fth-columns",
                commands::importCsv);
        all.add(
                "workspace.save",
                "Save workspace…",
                "Ctrl+Shift+S",
                "fth-save",
                commands::saveWorkspace);
        all.add(
                "workspace.open",
                "Open workspace…",
                "Ctrl+Shift+O",
                "fth-folder",
                commands::openWorkspace);
    }

    private void panels(Actions all) {
        all.add(
                "investigate.worst",
                "What changed in the most severe incident?",
                "",
                "fth-search",
                panels::investigateWorst);
        all.add(
                "investigate.compare",
                "Compare with another run…",
                "Ctrl+Shift+C",
                "fth-columns",
                panels::compareRuns);
        all.add(
                "investigate.scorecard",
                "Scorecard",
                "",
                "fth-check-square",
                panels::showScorecard);
        all.add(
                "warehouse.examine",
                "Test the warehouse connection",
                "",
                "fth-activity",
                () -> {
                    show(PanelId.WAREHOUSE);
                    panels.warehouse().examine();
                });
        all.add(
                "report.browse",
                "Open the report in the browser",
                "",
                "fth-external-link",
                () -> {
                    show(PanelId.REPORTS);
                    panels.reporting().browse();
                });
    }

    private void run(Actions all) {
        all.add(
                "run.hold",
                "Pause or resume the run",
                "Ctrl+H",
                "fth-pause",
                model.current()::toggleHold);
        all.add("run.events", "Add events to the run…", "", "fth-flag", commands::addEvents);
        all.add("run.resume", "Resume a run…", "", "fth-rotate-cw", commands::resumeFolder);
        all.add("run.cancel", "Cancel run, or stop following", "", "fth-x", model.current()::stop);
        all.add("tasks", "Tasks", "Ctrl+J", "fth-list", frame::toggleTasks);
    }

    private void demo(Actions all) {
        DemoGuide guide = commands.guide();
        all.add("demo.start", "Start guided demo", "Ctrl+Shift+D", "fth-play-circle", guide::start);
        all.add("demo.reset", "Guided demo: restart", "F5", "fth-rotate-ccw", guide::reset);
        all.add(
                "demo.next",
                "Guided demo: next step",
                "Page Down",
                "fth-chevron-right",
                guide::next);
        all.add(
                "demo.back",
                "Guided demo: previous step",
                "Page Up",
                "fth-chevron-left",
                guide::back);
    }

    private void window(Actions all) {
        all.add("theme", "Switch theme", "Ctrl+T", "fth-moon", model::toggleTheme);
        all.add(
                "navigation",
                "Collapse navigation",
                "Ctrl+B",
                "fth-sidebar",
                frame::toggleNavigation);
        all.add("keys", "Keyboard shortcuts", "F1", "fth-help-circle", frame::toggleKeys);
    }
}
