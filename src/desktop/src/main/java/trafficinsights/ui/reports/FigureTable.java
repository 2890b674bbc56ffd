package trafficinsights.ui.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Kpi;
import trafficinsights.model.Scorecard;
import trafficinsights.model.Scorecard.Measure;
import trafficinsights.model.report.RunReport.KeyedKpi;
import trafficinsights.ui.common.Texts;

/// Tables of a report as they print: names at the left, figures at the right.
final class FigureTable {
    /// More keys are in the page and the tables.
    static final int MOST_ROWS = 12;

    /// What is said of a run and of each of its keys.
    static final List<Figure> FIGURES =
            List.of(
                    Figure.REQUESTS,
                    Figure.REQUEST_RATE,
                    Figure.P50,
                    Figure.P95,
                    Figure.P99,
                    Figure.ERROR_RATE,
                    Figure.RETRY_RATE,
                    Figure.APDEX);

    private FigureTable() {}

    /// Amounts are written short: a row of figures has little room.
    ///
    /// @param seconds that the requests came in
    static String text(Figure figure, Kpi kpi, double seconds) {
        double value = figure.of(kpi, seconds);
        return figure.isAmount() ? Texts.count(value) : Texts.of(figure.unit(), value);
    }

    /// The keys of a dimension, as a card.
    static VBox of(Dimension dimension, List<KeyedKpi> rows, double seconds) {
        List<String> heads = new ArrayList<>(List.of(""));
        FIGURES.forEach(figure -> heads.add(figure.brief()));
        GridPane grid = grid(heads);
        for (KeyedKpi row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            List<String> texts = new ArrayList<>(List.of(row.key()));
            for (Figure figure : FIGURES) {
                texts.add(text(figure, row.kpi(), seconds));
            }
            add(grid, texts.toArray(String[]::new));
        }
        String words = dimension.label().replace('_', ' ');
        Label head = new Label(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
        head.getStyleClass().add("card-title");
        VBox card = new VBox(head, grid);
        card.getStyleClass().addAll("card", "report-card");
        if (rows.size() > MOST_ROWS) {
            Label more =
                    new Label("and %d more in the HTML report".formatted(rows.size() - MOST_ROWS));
            more.getStyleClass().add("field-hint");
            card.getChildren().add(more);
        }
        return card;
    }

    static GridPane of(List<Scorecard.Row> detectors) {
        List<String> heads = new ArrayList<>(List.of(""));
        Measure.SHORT.forEach(measure -> heads.add(measure.label()));
        GridPane grid = grid(heads);
        for (Scorecard.Row row : detectors) {
            add(
                    grid,
                    Stream.concat(Stream.of(row.detector()), Measure.SHORT.stream().map(row::text))
                            .toArray(String[]::new));
        }
        return grid;
    }

    private static GridPane grid(List<String> heads) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("figure-table");
        for (int i = 0; i < heads.size(); i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.SOMETIMES);
            column.setMinWidth(i == 0 ? 80 : 64);
            grid.getColumnConstraints().add(column);
            Label head = new Label(heads.get(i));
            head.getStyleClass().add("table-head");
            grid.add(head, i, 0);
        }
        return grid;
    }

    private static void add(GridPane grid, String... texts) {
        int row = grid.getRowCount();
        for (int i = 0; i < texts.length; i++) {
            Label cell = new Label(texts[i]);
            cell.getStyleClass().add(i == 0 ? "table-name" : "table-figure");
            grid.add(cell, i, row);
        }
    }
}
