package trafficinsights.ui.home;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import trafficinsights.run.engine.Runs;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;

/// State of the Home panel. FX thread; the disk is asked elsewhere whether files are still there.
public final class HomeViewModel {
    /// Verdict of a folder that a person took off the list.
    private static final String FORGOTTEN = "forgotten";

    private static final System.Logger LOG = System.getLogger(HomeViewModel.class.getName());

    private final Recents recents;
    private final List<ScenarioInfo> scenarios;
    private final Executor background;
    private final Executor fx;
    private final ObservableList<HomeRow> runs = FXCollections.observableArrayList();
    private final ObservableList<HomeRow> files = FXCollections.observableArrayList();
    private final ObservableList<StoppedRun> stopped = FXCollections.observableArrayList();
    private final Supplier<List<Path>> runFolders;
    private long looks;
    private boolean isShowing;
    private boolean isClosed;

    /// @param runFolders where runs' folders may lie, beside those that were begun here
    /// @param background asks the disk; not the FX thread
    /// @param fx runs a task on the FX thread
    public HomeViewModel(
            Recents recents,
            List<ScenarioInfo> scenarios,
            Supplier<List<Path>> runFolders,
            Executor background,
            Executor fx) {
        this.runFolders = runFolders;
        this.recents = recents;
        this.scenarios = List.copyOf(scenarios);
        this.background = background;
        this.fx = fx;
        recents.all().addListener((ListChangeListener<Recent>) change -> refresh());
        refresh();
    }

    /// Shows what is known at once, and what the disk says of it when it has answered.
    void refresh() {
        if (isClosed) {
            // A run that ends with the window is still noted; there is nobody to show it to.
            return;
        }
        long look = ++looks;
        List<Recent> now = List.copyOf(recents.all());
        show(now.stream().map(recent -> new HomeRow(recent, wasMissing(recent))).toList());
        List<Path> parents = runFolders.get();
        inBackground(() -> {
            List<HomeRow> asked =
                    now.stream().map(recent -> new HomeRow(recent, recent.isMissing())).toList();
            // First: what ends between the two questions is looked at again.
            List<Path> busy = folders(now, "").stream().filter(Runs::isAtWork).toList();
            List<StoppedRun> found = stopped(now, parents);
            fx.execute(() -> {
                if (look == looks) {
                    show(asked);
                    set(stopped, found);
                    lookAgain(busy, look);
                }
            });
        });
    }

    /// An answer that does not come must not be silent.
    private void inBackground(Runnable task) {
        background.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException unexpected) {
                LOG.log(System.Logger.Level.WARNING, "the disk was not asked", unexpected);
            }
        });
    }

    /// A run that ends now lets go of its folder a moment later. Until one does, nothing else is
    /// asked of the disk.
    private void lookAgain(List<Path> busy, long look) {
        if (busy.isEmpty() || !isShowing) {
            return;
        }
        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, background)
                .execute(() -> {
                    boolean areAllAtWork = busy.stream().allMatch(Runs::isAtWork);
                    fx.execute(() -> {
                        if (!isShowing || look != looks) {
                            return;
                        }
                        if (areAllAtWork) {
                            lookAgain(busy, look);
                        } else {
                            refresh();
                        }
                    });
                });
    }

    void close() {
        isClosed = true;
        isShowing = false;
    }

    void setShowing(boolean showing) {
        isShowing = showing;
        if (showing) {
            refresh();
        }
    }

    private static List<StoppedRun> stopped(List<Recent> recents, List<Path> parents) {
        List<Path> begun = folders(recents, "");
        List<Path> forgotten = folders(recents, FORGOTTEN);
        return Runs.stopped(begun, parents).stream()
                .filter(run -> !forgotten.contains(run.folder()))
                .toList();
    }

    private static List<Path> folders(List<Recent> recents, String verdict) {
        return recents.stream()
                .filter(recent -> recent.kind() == Recent.Kind.RUN_FOLDER)
                .filter(recent -> recent.verdict().equals(verdict))
                .flatMap(recent -> recent.paths().stream())
                .toList();
    }

    /// Takes a run off the list; its folder stays as it is.
    void forget(StoppedRun run) {
        recents.add(
                new Recent(
                        Recent.Kind.RUN_FOLDER,
                        List.of(run.folder().toString()),
                        run.title(),
                        System.currentTimeMillis(),
                        FORGOTTEN,
                        List.of()));
    }

    /// Runs that stopped before their end, the latest first.
    ObservableList<StoppedRun> stopped() {
        return stopped;
    }

    private boolean wasMissing(Recent recent) {
        return runs.contains(new HomeRow(recent, true))
                || files.contains(new HomeRow(recent, true));
    }

    private void show(List<HomeRow> rows) {
        set(runs, rows.stream().filter(row -> row.recent().isRun()).toList());
        set(files, rows.stream().filter(row -> row.recent().isFile()).toList());
    }

    /// Nothing flickers where nothing changed.
    private static <T> void set(ObservableList<T> list, List<T> rows) {
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
