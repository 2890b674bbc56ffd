package trafficinsights.ui.home;

import java.util.List;
import java.util.concurrent.Executor;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import trafficinsights.pipeline.ScenarioInfo;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;

/// State of the Home panel. FX thread; the disk is asked elsewhere whether files are still there.
public final class HomeViewModel {
    private final Recents recents;
    private final List<ScenarioInfo> scenarios;
    private final Executor background;
    private final Executor fx;
    private final ObservableList<HomeRow> runs = FXCollections.observableArrayList();
    private final ObservableList<HomeRow> files = FXCollections.observableArrayList();
    private long looks;

    /// @param background asks the disk; not the FX thread
    /// @param fx runs a task on the FX thread
    public HomeViewModel(
            Recents recents, List<ScenarioInfo> scenarios, Executor background, Executor fx) {
        this.recents = recents;
        this.scenarios = List.copyOf(scenarios);
        this.background = background;
        this.fx = fx;
        recents.all().addListener((ListChangeListener<Recent>) change -> refresh());
        refresh();
    }

    /// Shows what is known at once, and what the disk says of it when it has answered.
    void refresh() {
        long look = ++looks;
        List<Recent> now = List.copyOf(recents.all());
        show(now.stream().map(recent -> new HomeRow(recent, wasMissing(recent))).toList());
        background.execute(() -> {
            List<HomeRow> asked =
                    now.stream().map(recent -> new HomeRow(recent, recent.isMissing())).toList();
            fx.execute(() -> {
                if (look == looks) {
                    show(asked);
                }
            });
        });
    }

    private boolean wasMissing(Recent recent) {
        return runs.contains(new HomeRow(recent, true))
                || files.contains(new HomeRow(recent, true));
    }

    private void show(List<HomeRow> rows) {
        set(runs, rows.stream().filter(row -> row.recent().isRun()).toList());
        set(files, rows.stream().filter(row -> !row.recent().isRun()).toList());
    }

    /// Nothing flickers where nothing changed.
    private static void set(ObservableList<HomeRow> list, List<HomeRow> rows) {
        if (!list.equals(rows)) {
            list.setAll(rows);
        }
    }

    void remove(Recent recent) {
        recents.remove(recent);
    }

    /// Newest first.
    ObservableList<HomeRow> runs() {
        return runs;
    }

    /// Data, scenario files and reports, newest first.
    ObservableList<HomeRow> files() {
        return files;
    }

    List<ScenarioInfo> scenarios() {
        return scenarios;
    }
}
