package trafficinsights.ui.home;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.folder.StoppedRun;
import trafficinsights.ui.common.Texts;

/// A run that stopped before its end: why, how long ago, and a way to go on.
final class StoppedCell extends ListCell<StoppedRun> {
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Button resume = new Button("Resume");
    private final Button forget = new Button("", new FontIcon("fth-x"));
    private final HBox row;
    private final LongSupplier nowMillis;

    StoppedCell(
            Consumer<StoppedRun> onResume, Consumer<StoppedRun> onForget, LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
        getStyleClass().addAll("scenario-cell", "recent-cell");
        FontIcon icon = new FontIcon("fth-pause-circle");
        icon.getStyleClass().add("recent-icon");
        title.getStyleClass().add("scenario-title");
        facts.getStyleClass().add("scenario-facts");
        VBox text = new VBox(title, facts);
        text.getStyleClass().add("scenario-text");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        resume.getStyleClass().add("resume-run");
        resume.setMinWidth(USE_PREF_SIZE);
        resume.setOnAction(event -> with(onResume));
        forget.getStyleClass().addAll("flat", "button-icon", "small-icon", "forget");
        forget.setTooltip(new Tooltip("Remove from list (the folder is not deleted)"));
        forget.setAccessibleText("Remove from list");
        forget.setOnAction(event -> with(onForget));
        row = new HBox(icon, text, resume, forget);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("recent-row");
        setPrefWidth(0);
    }

    private void with(Consumer<StoppedRun> action) {
        StoppedRun item = getItem();
        if (item != null) {
            action.accept(item);
        }
    }

    @Override
    protected void updateItem(@Nullable StoppedRun item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            setTooltip(null);
            return;
        }
        title.setText(item.title());
        facts.setText(facts(item, nowMillis.getAsLong()));
        resume.setAccessibleText("Resume " + item.title());
        resume.setTooltip(
                new Tooltip(
                        item.blocked().isEmpty()
                                ? "Resume the run in " + item.folder()
                                : item.blocked()));
        setTooltip(new Tooltip(item.folder() + (item.why().isEmpty() ? "" : "\n" + item.why())));
        setAccessibleText(title.getText() + ". " + facts.getText());
        setGraphic(row);
    }

    static String facts(StoppedRun run, long nowMillis) {
        Duration age = Duration.ofMillis(Math.max(0, nowMillis - run.started().toEpochMilli()));
        String begun =
                age.toMinutes() == 0
                        ? "started just now"
                        : "started " + Texts.duration(Duration.ofMinutes(age.toMinutes())) + " ago";
        String state =
                !run.blocked().isEmpty()
                        ? "cannot be resumed"
                        : run.isToPush()
                                ? "only the push is missing"
                                : run.why().isEmpty() ? "was interrupted" : "stopped";
        return state + " · " + begun;
    }
}
