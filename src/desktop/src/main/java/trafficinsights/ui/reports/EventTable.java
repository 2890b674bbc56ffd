package trafficinsights.ui.reports;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import trafficinsights.model.NumberText;
import trafficinsights.model.events.Event;
import trafficinsights.ui.common.FoundText;
import trafficinsights.ui.common.Texts;

/// The events of a report as a table: the most severe ones, in order of their start. FX thread.
final class EventTable {
    /// More events are in the page and in `events.csv`.
    static final int MOST_ROWS = 12;

    private enum Column {
        START("Start"),
        DURATION("Duration"),
        KIND("Kind"),
        TEXT("What happened"),
        SERVER("Server"),
        TIMES("Times");

        private final String head;

        Column(String head) {
            this.head = head;
        }
    }

    private static final List<Column> COLUMNS = List.of(Column.values());

    private EventTable() {}

    static GridPane of(List<Event> events) {
        GridPane grid = new GridPane();
        grid.getStyleClass().addAll("figure-table", "event-table");
        for (Column column : COLUMNS) {
            ColumnConstraints width = new ColumnConstraints();
            boolean isText = column == Column.TEXT;
            width.setHgrow(isText ? Priority.ALWAYS : Priority.NEVER);
            width.setMinWidth(isText ? 120 : Region.USE_PREF_SIZE);
            width.setHalignment(column == Column.TIMES ? HPos.RIGHT : HPos.LEFT);
            grid.getColumnConstraints().add(width);
            Label head = new Label(column.head);
            head.getStyleClass().add("table-head");
            grid.add(head, COLUMNS.indexOf(column), 0);
        }
        List<Event> shown = Event.mostSevere(events, MOST_ROWS);
        boolean isOneDay = shown.stream().map(EventTable::day).distinct().count() <= 1;
        int row = 1;
        for (Event event : shown) {
            for (Column column : COLUMNS) {
                grid.add(cell(column, event, isOneDay), COLUMNS.indexOf(column), row);
            }
            row++;
        }
        return grid;
    }

    private static String day(Event event) {
        return Texts.day(event.startMicros() / 1e6);
    }

    private static Node cell(Column column, Event event, boolean isOneDay) {
        Label cell = new Label(text(column, event, isOneDay));
        cell.getStyleClass().add("event-cell");
        GridPane.setValignment(cell, VPos.TOP);
        if (column == Column.TEXT) {
            cell.setWrapText(true);
            cell.setMinHeight(Region.USE_PREF_SIZE);
        } else {
            cell.setMinWidth(Region.USE_PREF_SIZE);
        }
        return cell;
    }

    private static String text(Column column, Event event, boolean isOneDay) {
        double start = event.startMicros() / 1e6;
        long micros = event.lastMicros() - event.startMicros();
        return switch (column) {
            case START -> isOneDay ? Texts.second(start) : Texts.instant(start);
            case DURATION -> micros == 0 ? NumberText.NONE : NumberText.duration(micros);
            case KIND -> event.kind();
            case TEXT -> FoundText.unbroken(event.brief());
            case SERVER -> event.server().isEmpty() ? NumberText.NONE : event.server();
            case TIMES -> Texts.count(event.count());
        };
    }
}
