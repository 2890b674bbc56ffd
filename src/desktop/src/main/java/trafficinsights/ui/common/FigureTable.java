package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import trafficinsights.model.shift.ComparedFigure;

/// Figures of all requests on two sides, a row each: what they were, what they are, and how far
/// apart, coloured by what it means. FX thread.
public final class FigureTable extends GridPane {
    private static final double NAME_WIDTH = 112;
    private static final double FIGURE_WIDTH = 64;

    /// How a difference is shown.
    public enum Difference {
        /// In the figure's own unit.
        DELTA("difference"),
        /// As a share of what was before.
        PERCENT("percent"),
        /// The way that says most: percent, percentage points, or `chance`.
        CHANGE("change");

        private final String head;

        Difference(String head) {
            this.head = head;
        }

        String text(ComparedFigure figure) {
            return switch (this) {
                case DELTA -> ComparedText.delta(figure);
                case PERCENT -> ComparedText.percent(figure);
                case CHANGE -> figure.isWithinChance() ? "chance" : ComparedText.change(figure);
            };
        }
    }

    private final String before;
    private final String after;
    private final List<Difference> differences;

    /// @param before head of the first side
    /// @param after head of the second side
    public FigureTable(String before, String after, Difference... differences) {
        this.before = before;
        this.after = after;
        this.differences = List.of(differences);
        getStyleClass().add("figure-table");
        for (int i = 0; i < 3 + differences.length; i++) {
            ColumnConstraints column =
                    new ColumnConstraints(
                            i == 0 ? 0 : FIGURE_WIDTH,
                            i == 0 ? NAME_WIDTH : FIGURE_WIDTH,
                            Double.MAX_VALUE);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.NEVER);
            getColumnConstraints().add(column);
        }
    }

    /// Shows these figures in place of those before.
    public void show(List<ComparedFigure> figures) {
        getChildren().clear();
        if (figures.isEmpty()) {
            return;
        }
        List<String> heads = new ArrayList<>(List.of("Figure", before, after));
        differences.forEach(difference -> heads.add(difference.head));
        for (int i = 0; i < heads.size(); i++) {
            add(label(heads.get(i), "table-head"), i, 0);
        }
        int row = 1;
        for (ComparedFigure figure : figures) {
            addRow(figure, row++);
        }
    }

    private void addRow(ComparedFigure figure, int row) {
        Label name = label(figure.figure().label(), "table-name");
        name.setAccessibleText(spoken(figure));
        add(name, 0, row);
        add(label(ComparedText.before(figure), "table-figure", "muted"), 1, row);
        add(label(ComparedText.after(figure), "table-figure"), 2, row);
        String errors = ComparedText.errors(figure);
        for (int i = 0; i < differences.size(); i++) {
            Label cell =
                    label(differences.get(i).text(figure), "delta", ComparedText.style(figure));
            if (!errors.isEmpty()) {
                cell.setTooltip(new Tooltip(ComparedText.change(figure) + ". " + errors));
            }
            add(cell, 3 + i, row);
        }
    }

    private String spoken(ComparedFigure figure) {
        StringBuilder text = new StringBuilder();
        text.append(figure.figure().label());
        text.append(", ").append(before).append(' ').append(ComparedText.before(figure));
        text.append(", ").append(after).append(' ').append(ComparedText.after(figure));
        differences.forEach(d -> text.append(", ").append(d.text(figure)));
        switch (figure.meaning()) {
            case GOOD -> text.append(", better");
            case BAD -> text.append(", worse");
            case NEUTRAL -> {}
        }
        return text.toString();
    }

    private static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
