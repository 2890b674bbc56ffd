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
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Sparkline;
import trafficinsights.ui.common.Texts;

/// Something recent: what it is, its verdict or place, how a run went, and a way to forget it.
final class RecentCell extends ListCell<HomeRow> {
    private final FontIcon icon = new FontIcon("fth-file");
    private final Label title = new Label();
    private final Label facts = new Label();
    private final Sparkline spark = new Sparkline();
    private final Button forget = new Button("", new FontIcon("fth-x"));
    private final HBox row;
    private final LongSupplier nowMillis;

    RecentCell(Consumer<Recent> onForget, LongSupplier nowMillis) {
        this.nowMillis = nowMillis;
        getStyleClass().addAll("scenario-cell", "recent-cell");
        icon.getStyleClass().add("recent-icon");
        title.getStyleClass().add("scenario-title");
        facts.getStyleClass().add("scenario-facts");
        VBox text = new VBox(title, facts);
        text.getStyleClass().add("scenario-text");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        forget.getStyleClass().addAll("flat", "button-icon", "small-icon", "forget");
        forget.setTooltip(new Tooltip("Remove from list"));
        forget.setAccessibleText("Remove from list");
        forget.setOnAction(event -> {
            HomeRow item = getItem();
            if (item != null) {
                onForget.accept(item.recent());
            }
        });
        row = new HBox(icon, text, spark, forget);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("recent-row");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable HomeRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Recent recent = item.recent();
        icon.setIconLiteral(item.isMissing() ? "fth-slash" : icon(recent.kind()));
        title.setText(recent.title());
        facts.setText(facts(item, nowMillis.getAsLong()));
        spark.show(recent.rates());
        setOpacity(item.isMissing() ? 0.75 : 1);
        setTooltip(new Tooltip(String.join("\n", recent.places())));
        setAccessibleText(title.getText() + ". " + facts.getText());
        setGraphic(row);
    }

    private static String icon(Recent.Kind kind) {
        return switch (kind) {
            case LOG_RUN -> "fth-file-text";
            case SCENARIO_RUN -> "fth-activity";
            case FOLLOWED_RUN -> "fth-radio";
            case DATA -> "fth-grid";
            case SCENARIO -> "fth-sliders";
            case REPORT -> "fth-bar-chart-2";
            case RUN_FOLDER -> "fth-folder";
        };
    }

    static String facts(HomeRow row, long nowMillis) {
        Recent recent = row.recent();
        String age = age(nowMillis - recent.atEpochMillis());
        if (row.isMissing()) {
            return "file not found · " + age;
        }
        return recent.verdict().isEmpty() ? age : recent.verdict() + " · " + age;
    }

    private static String age(long millis) {
        return millis < 60_000
                ? "just now"
                : Texts.duration(Duration.ofMinutes(millis / 60_000)) + " ago";
    }
}
