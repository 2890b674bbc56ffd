package trafficinsights.ui.reports;

import java.util.List;
import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import trafficinsights.model.report.StoredReport.Detector;
import trafficinsights.model.report.StoredReport.Figures;
import trafficinsights.model.report.StoredReport.Row;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.Unit;

/// Tables of a report as they print: names at the left, figures at the right.
final class FigureTable {
    /// More keys are in the page and the tables.
    static final int MOST_ROWS = 12;

    private FigureTable() {}

    /// The keys of a dimension, as a card.
    static VBox of(String dimension, List<Row> rows) {
        GridPane grid =
                grid(
                        List.of(
                                "",
                                "Requests",
                                "Rate",
                                "p50",
                                "p95",
                                "p99",
                                "Errors",
                                "Retries",
                                "Apdex"));
        for (Row row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            Figures f = row.figures();
            add(
                    grid,
                    row.key(),
                    Texts.count(f.requests()),
                    Unit.RATE.text(f.requestsPerSecond()),
                    Unit.MILLIS.text(f.p50Micros() / 1e3),
                    Unit.MILLIS.text(f.p95Micros() / 1e3),
                    Unit.MILLIS.text(f.p99Micros() / 1e3),
                    Unit.SHARE.text(f.errorRate()),
                    Unit.SHARE.text(f.retryRate()),
                    Unit.INDEX.text(f.apdex()));
        }
        String words = dimension.replace('_', ' ');
        Label head = new Label(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
        head.getStyleClass().add("card-title");
        VBox card = new VBox(head, grid);
        card.getStyleClass().addAll("card", "report-card");
        if (rows.size() > MOST_ROWS) {
            Label more = new Label("and %d more, in the page".formatted(rows.size() - MOST_ROWS));
            more.getStyleClass().add("field-hint");
            card.getChildren().add(more);
        }
        return card;
    }

    static GridPane of(List<Detector> detectors) {
        GridPane grid =
                grid(
                        List.of(
                                "",
                                "Happened",
                                "Found",
                                "False alarms",
                                "Precision",
                                "Recall",
                                "F1",
                                "Time to detect"));
        for (Detector row : detectors) {
            add(
                    grid,
                    row.name(),
                    Texts.count(row.truths()),
                    Texts.count(row.found()),
                    Texts.count(row.falseAlarms()),
                    Unit.SHARE.text(row.precision()),
                    Unit.SHARE.text(row.recall()),
                    Unit.INDEX.text(row.f1()),
                    Double.isNaN(row.secondsToDetect())
                            ? "–"
                            : Texts.duration(row.secondsToDetect()));
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
