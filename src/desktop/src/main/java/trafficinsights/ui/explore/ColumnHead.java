package trafficinsights.ui.explore;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.ColumnSummary.ValueCount;
import trafficinsights.ui.common.Texts;

/// The head of a column: name, type, share of missing values, and what is in it as small bars. A
/// click on a bar filters. FX thread.
final class ColumnHead extends VBox {
    private static final int MOST_VALUES = 3;
    private static final double CLASS_HEIGHT = 15;

    private final Column column;
    private final Consumer<Chip> onChip;
    private final Label note = new Label();
    private final StackPane body = new StackPane();

    ColumnHead(Column column, Consumer<Chip> onChip) {
        this.column = column;
        this.onChip = onChip;
        getStyleClass().add("column-head");
        setMinWidth(0);
        Label name = new Label(column.name());
        name.getStyleClass().add("column-name");
        name.setMinWidth(0);
        note.getStyleClass().add("column-note");
        note.setMinWidth(0);
        body.getStyleClass().add("column-body");
        body.setMinWidth(0);
        getChildren().addAll(name, note, body);
        show(null);
    }

    /// @param summary null while it is not known
    void show(@Nullable ColumnSummary summary) {
        String type = column.type().toLowerCase(Locale.ROOT);
        if (summary == null) {
            note.setText(type);
            body.getChildren().clear();
            setAccessibleText(column.name() + ", " + type);
            return;
        }
        double nulls = summary.rows() == 0 ? 0 : (double) summary.nulls() / summary.rows();
        String missing = summary.nulls() == 0 ? "" : " · " + NumberText.share(nulls) + " missing";
        note.setText(type + missing);
        setAccessibleText(
                "%s, %s%s, %s distinct values"
                        .formatted(column.name(), type, missing, Texts.count(summary.distinct())));
        body.getChildren().setAll(content(summary));
    }

    private Node content(ColumnSummary summary) {
        boolean isFewValues = summary.distinct() <= MOST_VALUES && !summary.top().isEmpty();
        if (!summary.histogram().isEmpty() && !isFewValues) {
            return new Bars(summary.histogram());
        }
        if (hasFrequentValues(summary)) {
            return values(summary.top(), summary.rows());
        }
        String text =
                summary.distinct() == 0
                        ? "no values"
                        : Texts.count(summary.distinct()) + " different";
        Label label = new Label(text);
        label.getStyleClass().add("column-note");
        StackPane.setAlignment(label, Pos.TOP_LEFT);
        return label;
    }

    /// Bars of values that are nearly all different would say nothing.
    private static boolean hasFrequentValues(ColumnSummary summary) {
        long values = summary.rows() - summary.nulls();
        return !summary.top().isEmpty() && summary.top().getFirst().count() * 50 >= values;
    }

    private Node values(List<ValueCount> top, long rows) {
        VBox list = new VBox();
        list.getStyleClass().add("value-list");
        for (ValueCount value : top.subList(0, Math.min(MOST_VALUES, top.size()))) {
            list.getChildren().add(value(value, rows));
        }
        return list;
    }

    private Node value(ValueCount value, long rows) {
        double share = rows == 0 ? 0 : (double) value.count() / rows;
        Label text = new Label(value.value().isEmpty() ? "“”" : value.value());
        text.getStyleClass().add("value-text");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        Label figure = new Label(Math.round(share * 100) + " %");
        figure.getStyleClass().add("value-share");
        figure.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(text, figure);
        line.getStyleClass().add("value-line");
        ShareBack back = new ShareBack(share);
        StackPane row = new StackPane(back, line);
        row.getStyleClass().add("value-row");
        onClick(row, Chip.equalTo(column.name(), value.value()));
        hint(row, value.value() + ": " + BinText.rows(value.count()));
        return row;
    }

    private void onClick(Node node, Chip chip) {
        node.addEventHandler(
                MouseEvent.ANY,
                event -> {
                    if (event.getButton() != MouseButton.PRIMARY) {
                        return;
                    }
                    // The head of the table would sort, or move the column.
                    event.consume();
                    if (event.getEventType() == MouseEvent.MOUSE_CLICKED) {
                        onChip.accept(chip);
                    }
                });
    }

    private static void hint(Node node, String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setShowDelay(Duration.millis(150));
        Tooltip.install(node, tooltip);
    }

    /// The share of a value, behind its text.
    private static final class ShareBack extends Pane {
        private final Region fill = new Region();
        private final double share;

        ShareBack(double share) {
            this.share = share;
            fill.getStyleClass().add("value-fill");
            fill.setManaged(false);
            getChildren().add(fill);
        }

        @Override
        protected void layoutChildren() {
            fill.resizeRelocate(0, 0, Math.max(2, Math.rint(getWidth() * share)), getHeight());
        }
    }

    /// A histogram, of statuses with their classes below; the whole height above a bar belongs to
    /// it, so that small ones can be hit.
    private final class Bars extends Pane {
        private final long most;
        private final List<Bin> bins;
        private final double below;

        Bars(List<Bin> bins) {
            this.bins = bins;
            boolean isClassed = bins.stream().allMatch(b -> BinText.isStatusClass(column, b));
            below = isClassed ? CLASS_HEIGHT : 0;
            most = Math.max(1, bins.stream().mapToLong(Bin::count).max().orElse(1));
            getStyleClass().add("column-bars");
            for (int i = 0; i < bins.size(); i++) {
                Bin bin = bins.get(i);
                Region fill = new Region();
                fill.getStyleClass().add("column-bar-fill");
                StackPane bar = new StackPane(fill);
                bar.getStyleClass().add("column-bar");
                bar.setAlignment(Pos.BOTTOM_CENTER);
                bar.setManaged(false);
                if (isClassed) {
                    Label name = new Label(BinText.statusClass(bin));
                    name.getStyleClass().add("value-share");
                    name.setMinWidth(Region.USE_PREF_SIZE);
                    bar.getChildren().add(name);
                    fill.setTranslateY(-CLASS_HEIGHT);
                }
                onClick(bar, Chip.bar(column, bin, i == bins.size() - 1));
                hint(bar, BinText.of(column, bin));
                getChildren().add(bar);
            }
        }

        @Override
        protected void layoutChildren() {
            double step = getWidth() / bins.size();
            for (int i = 0; i < bins.size(); i++) {
                double left = Math.rint(i * step);
                double width = Math.max(1, Math.rint((i + 1) * step) - left);
                long count = bins.get(i).count();
                double room = getHeight() - below;
                double height = count == 0 ? 0 : Math.max(1, Math.rint(room * count / most));
                StackPane bar = (StackPane) getChildren().get(i);
                Region fill = (Region) bar.getChildren().getFirst();
                fill.setMaxSize(width > 3 ? width - 1 : width, height);
                bar.resizeRelocate(left, 0, width, getHeight());
            }
        }
    }
}
