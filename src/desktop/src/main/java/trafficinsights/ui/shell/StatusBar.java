package trafficinsights.ui.shell;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.base.RunProgress;
import trafficinsights.ui.common.CurrentRun;
import trafficinsights.ui.common.ProgressText;
import trafficinsights.ui.common.TaskList;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.Work;

/// The line at the bottom: what runs, how far it is, and what it takes.
public final class StatusBar extends HBox {
    private static final double MEGABYTE = 1 << 20;

    private final Label stage = label("status-stage");
    private final ProgressBar bar = new ProgressBar();
    private final Label percent = label("status-figure");
    private final Label rate = label("status-figure");
    private final Label left = label("status-figure");
    private final Label requests = label("status-figure");
    private final Label heap = label("status-figure");
    private final Button tasks = new Button("Tasks", new FontIcon("fth-list"));
    private final Button hold = button("hold");
    private final Button cancel = button("statusCancel");
    // Not a Timeline: one that plays keeps the whole window drawing at frame rate.
    private final ScheduledExecutorService heapClock =
            Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "status-clock");
                thread.setDaemon(true);
                return thread;
            });

    public StatusBar() {
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("status-progress");
        stage.setId("statusStage");
        requests.setId("statusRequests");
        cancel.setGraphic(new FontIcon("fth-x"));
        describe(cancel, "Cancel run");
        tasks.setId("statusTasks");
        tasks.getStyleClass().addAll("flat", "status-tasks");
        tasks.setMinWidth(USE_PREF_SIZE);
        tasks.setMnemonicParsing(false);
        tasks.setTooltip(new Tooltip("Background tasks (Ctrl+J)"));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(stage, bar, percent, rate, left, hold, cancel, gap, tasks, requests, heap);
        show(null);
        showHeap();
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Button button(String id) {
        Button button = new Button();
        button.setId(id);
        button.getStyleClass().addAll("flat", "button-icon", "small-icon");
        return button;
    }

    private static void describe(Button button, String meaning) {
        button.setTooltip(new Tooltip(meaning));
        button.setAccessibleText(meaning);
    }

    void follow(CurrentRun current) {
        hold.setOnAction(event -> current.toggleHold());
        cancel.setOnAction(event -> current.stop());
        current.specProperty()
                .subscribe(() ->
                        describe(cancel, current.isFollowing() ? "Stop following" : "Cancel run"));
        current.progressProperty().addListener((property, before, now) -> show(now));
        show(current.progressProperty().get());
        Future<?> ticking =
                heapClock.scheduleWithFixedDelay(
                        () -> Platform.runLater(this::showHeap), 2, 2, TimeUnit.SECONDS);
        assert !ticking.isDone();
    }

    /// Shows how many tasks there are, and the newest of them.
    ///
    /// @param open shows all of them
    void follow(TaskList list, Runnable open) {
        tasks.setOnAction(event -> open.run());
        list.running().addListener((ListChangeListener<TaskList.Task>) change -> showTasks(list));
        list.ended().addListener((ListChangeListener<TaskList.Task>) change -> showTasks(list));
        showTasks(list);
    }

    private void showTasks(TaskList list) {
        // The run at hand is at the left already.
        List<TaskList.Task> others =
                list.running().stream().filter(task -> !task.place().equals(TaskList.RUN)).toList();
        int count = list.running().size();
        boolean hasFailed =
                !list.ended().isEmpty() && list.ended().getFirst().end() == Work.End.FAILED;
        String number = Texts.counted(count, "task");
        String text =
                count == 0
                        ? hasFailed ? "Last task failed" : "Tasks"
                        : others.isEmpty() ? number : number + ": " + others.getLast().line();
        if (!text.equals(tasks.getText())) {
            tasks.setText(text);
        }
    }

    void stop() {
        heapClock.shutdownNow();
    }

    private void show(@Nullable RunProgress progress) {
        boolean working = progress != null && !progress.stage().isEnd();
        for (Region part : new Region[] {bar, hold, cancel}) {
            part.setVisible(working);
            part.setManaged(working);
        }
        if (progress == null) {
            stage.setText("No run");
            return;
        }
        stage.setText(ProgressText.stage(progress));
        bar.setProgress(ProgressText.bar(progress));
        put(percent, ProgressText.percent(progress));
        put(rate, ProgressText.rate(progress));
        put(left, ProgressText.left(progress));
        put(requests, ProgressText.requests(progress));
        showHold(progress.isPaused());
    }

    private void showHold(boolean paused) {
        String meaning = paused ? "Resume run" : "Pause run";
        if (!meaning.equals(hold.getAccessibleText())) {
            hold.setGraphic(new FontIcon(paused ? "fth-play" : "fth-pause"));
            describe(hold, meaning);
        }
    }

    private static void put(Label label, String text) {
        label.setText(text);
        label.setManaged(!text.isEmpty());
    }

    private void showHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        heap.setText("heap " + Math.round(used / MEGABYTE) + " MB");
    }
}
