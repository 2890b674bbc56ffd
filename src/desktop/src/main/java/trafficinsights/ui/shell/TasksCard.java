package trafficinsights.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.ui.common.TaskList;
import trafficinsights.ui.common.TaskList.Task;
import trafficinsights.ui.common.work.Work.End;

/// All that works in the background, with progress and cancel, and what ended last.
final class TasksCard extends VBox {
    private final TaskList tasks;
    private final VBox running = new VBox();
    private final VBox ended = new VBox();
    private final Label none = new Label("No background tasks.");
    private final Label endedHead = new Label("Ended");

    TasksCard(TaskList tasks) {
        this.tasks = tasks;
        setId("tasksCard");
        getStyleClass().addAll("card", "tasks-card");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        Label head = new Label("Tasks");
        head.getStyleClass().add("card-title");
        none.getStyleClass().add("field-hint");
        endedHead.getStyleClass().add("fact-name");
        running.getStyleClass().add("task-list");
        ended.getStyleClass().add("task-list");
        ended.setId("endedTasks");
        running.setId("runningTasks");
        getChildren().addAll(head, none, running, endedHead, ended);
        tasks.running().addListener((ListChangeListener<Task>) change -> showRunning());
        tasks.ended().addListener((ListChangeListener<Task>) change -> showEnded());
        visibleProperty()
                .addListener((property, before, now) -> {
                    showRunning();
                    showEnded();
                });
        setVisible(false);
    }

    private void showRunning() {
        if (!isVisible()) {
            return;
        }
        List<Task> all = tasks.running();
        none.setVisible(all.isEmpty());
        none.setManaged(all.isEmpty());
        // The rows stay, so that a button under the pointer can be pressed while news come.
        while (running.getChildren().size() > all.size()) {
            running.getChildren().removeLast();
        }
        for (int i = 0; i < all.size(); i++) {
            if (i == running.getChildren().size()) {
                running.getChildren().add(new RunningRow());
            }
            if (running.getChildren().get(i) instanceof RunningRow row) {
                row.show(all.get(i));
            }
        }
    }

    private void showEnded() {
        if (!isVisible()) {
            return;
        }
        List<Node> rows = new ArrayList<>();
        for (Task task : tasks.ended()) {
            rows.add(row(task));
        }
        endedHead.setVisible(!rows.isEmpty());
        endedHead.setManaged(!rows.isEmpty());
        ended.getChildren().setAll(rows);
    }

    private static Node row(Task task) {
        End end = task.end() == null ? End.DONE : task.end();
        FontIcon icon =
                new FontIcon(
                        switch (end) {
                            case DONE -> "fth-check";
                            case FAILED -> "fth-alert-octagon";
                            case CANCELLED -> "fth-slash";
                        });
        icon.getStyleClass()
                .addAll("task-icon", "task-" + end.name().toLowerCase(java.util.Locale.ROOT));
        Label text = new Label(task.text());
        text.getStyleClass().add("task-text");
        String word =
                switch (end) {
                    case DONE -> task.how().isEmpty() ? "done" : "done, " + task.how();
                    case FAILED -> task.how().isEmpty() ? "failed" : "failed: " + task.how();
                    case CANCELLED -> "cancelled";
                };
        Label how = new Label(task.place() + " · " + word);
        how.getStyleClass().add("scenario-facts");
        how.setTooltip(new Tooltip(word));
        VBox lines = new VBox(text, how);
        lines.setMinWidth(0);
        HBox.setHgrow(lines, Priority.ALWAYS);
        HBox row = new HBox(icon, lines);
        row.getStyleClass().add("task-row");
        return row;
    }

    private static final class RunningRow extends HBox {
        private final Label text = new Label();
        private final ProgressBar bar = new ProgressBar();
        private final Button cancel = new Button("Cancel", new FontIcon("fth-x"));

        RunningRow() {
            getStyleClass().add("task-row");
            setAlignment(Pos.CENTER_LEFT);
            text.getStyleClass().add("task-text");
            bar.getStyleClass().add("task-bar");
            bar.setMaxWidth(Double.MAX_VALUE);
            cancel.getStyleClass().add("work-cancel");
            cancel.setMinWidth(USE_PREF_SIZE);
            VBox lines = new VBox(text, bar);
            lines.getStyleClass().add("task-lines");
            lines.setMinWidth(0);
            HBox.setHgrow(lines, Priority.ALWAYS);
            getChildren().addAll(lines, cancel);
        }

        void show(Task task) {
            text.setText(task.line());
            bar.setProgress(task.share());
            cancel.setOnAction(event -> task.cancel().run());
        }
    }
}
