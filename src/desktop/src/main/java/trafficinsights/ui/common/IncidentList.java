package trafficinsights.ui.common;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Incident;
import trafficinsights.model.events.Event;
import trafficinsights.model.events.EventBefore;

/// The incidents of a run, newest first. The chosen one is unfolded: its anomalies are below it.
///
/// A click or the arrow keys choose a row, a second click on a chosen incident lets it go; a double
/// click opens it. FX thread.
public final class IncidentList extends VBox {
    private final ListView<IncidentRow> list = new ListView<>();
    private final Label title = new Label("Incidents");
    private final Label count = new Label();
    private final Label none = new Label();
    private List<Incident> incidents = List.of();
    private List<Anomaly> anomalies = List.of();
    private List<Event> events = List.of();
    private long windowMicros;
    private final Label eventKey = keyEntry("event", "event");
    private @Nullable IncidentRow chosen;
    private @Nullable Consumer<Incident> onAsk;
    private Consumer<LinkedCursor.@Nullable Mark> onChosen = span -> {};
    private LinkedCursor.@Nullable SpanListener onOpen;

    public IncidentList() {
        getStyleClass().addAll("card", "incidents");
        title.getStyleClass().add("card-title");
        count.getStyleClass().add("count-badge");
        count.setId("incidentCount");
        HBox head = new HBox(title, count);
        head.getStyleClass().add("card-head");
        list.setId("incidentRows");
        list.getStyleClass().add("incident-list");
        list.setAccessibleText("Incidents, newest first");
        list.setCellFactory(view -> new IncidentCell(onAsk == null ? null : this::ask));
        list.setOnMouseClicked(this::clicked);
        list.setOnKeyReleased(this::keyReleased);
        // The list would take Enter for itself.
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::enter);
        none.getStyleClass().add("side-empty");
        none.setMouseTransparent(true);
        StackPane body = new StackPane(list, none);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head, body, key());
        showEventKey();
    }

    private HBox key() {
        HBox key =
                new HBox(keyEntry("detected", "solid"), keyEntry("injected", "hatched"), eventKey);
        key.getStyleClass().add("band-key");
        return key;
    }

    private static Label keyEntry(String text, String look) {
        Pane box = new Pane();
        box.getStyleClass().addAll("key-box", "key-box-" + look);
        return new Label(text, box);
    }

    /// What is above the list.
    public void setTitle(String text) {
        title.setText(text);
        list.setAccessibleText(text + ", newest first");
    }

    public String getEmptyText() {
        return none.getText();
    }

    /// Shown while there is no incident.
    public void setEmptyText(String text) {
        none.setText(text);
    }

    /// Is notified which span is chosen; null when none is any more.
    public void onChosen(Consumer<LinkedCursor.@Nullable Mark> action) {
        onChosen = action;
    }

    /// Is notified which span is opened by a double click.
    public void onOpen(LinkedCursor.SpanListener action) {
        onOpen = action;
    }

    /// Offers at the chosen incident to look into it.
    public void onAsk(Consumer<Incident> action) {
        onAsk = action;
    }

    private void ask(Incident incident) {
        if (onAsk != null) {
            onAsk.accept(incident);
        }
    }

    private void showEventKey() {
        eventKey.setVisible(!events.isEmpty());
        eventKey.setManaged(!events.isEmpty());
    }

    /// Sets the events of the run, of which each incident names the one just before it.
    ///
    /// @param newWindowMicros length of a KPI window
    public void setEvents(List<Event> newEvents, long newWindowMicros) {
        if (!events.equals(newEvents) || windowMicros != newWindowMicros) {
            events = newEvents;
            windowMicros = newWindowMicros;
            showEventKey();
            fill();
        }
    }

    private String before(Incident incident) {
        return EventBefore.of(incident, windowMicros, events).map(EventBefore::sentence).orElse("");
    }

    private IncidentRow.Head head(Incident incident) {
        return new IncidentRow.Head(incident, true, before(incident));
    }

    public void show(List<Incident> newIncidents, List<Anomaly> newAnomalies) {
        if (incidents.equals(newIncidents) && anomalies.equals(newAnomalies)) {
            return;
        }
        incidents = newIncidents;
        anomalies = newAnomalies;
        count.setText(incidents.isEmpty() ? "" : String.valueOf(incidents.size()));
        none.setVisible(incidents.isEmpty());
        fill();
    }

    /// Writes times and numbers again: rows that are the same would keep their texts.
    public void redisplay() {
        list.refresh();
    }

    private void fill() {
        Long unfolded = chosen == null ? null : chosen.incidentMicros();
        List<IncidentRow> rows = IncidentRow.of(incidents, anomalies, unfolded, this::before);
        if (rows.equals(list.getItems())) {
            return;
        }
        list.getItems().setAll(rows);
        IncidentRow again = again(rows);
        list.getSelectionModel().clearSelection();
        if (again != null) {
            list.getSelectionModel().select(again);
            if (!again.span().equals(Objects.requireNonNull(chosen).span())) {
                onChosen.accept(again.span());
            }
            chosen = again;
        }
    }

    /// The row that is where the chosen one stood: an incident that lasts changes.
    private @Nullable IncidentRow again(List<IncidentRow> rows) {
        IncidentRow wanted = chosen;
        if (wanted == null) {
            return null;
        }
        return rows.stream()
                .filter(row -> row.incidentMicros() == wanted.incidentMicros())
                .filter(row -> isSame(row, wanted))
                .findFirst()
                .orElse(null);
    }

    private static boolean isSame(IncidentRow row, IncidentRow wanted) {
        return switch (wanted) {
            case IncidentRow.Head head -> row instanceof IncidentRow.Head;
            case IncidentRow.Part part ->
                    row instanceof IncidentRow.Part other
                            && other.anomaly().startMicros() == part.anomaly().startMicros()
                            && other.anomaly().metric() == part.anomaly().metric()
                            && other.anomaly().dimension() == part.anomaly().dimension()
                            && other.anomaly().key().equals(part.anomaly().key());
        };
    }

    private void clicked(MouseEvent event) {
        IncidentRow row = list.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        if (event.getClickCount() == 2) {
            choose(row);
            open();
        } else if (event.getClickCount() == 1) {
            boolean isAgain = row.equals(chosen) && row instanceof IncidentRow.Head;
            if (isAgain) {
                clear();
            } else {
                choose(row);
            }
        }
    }

    private void enter(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            open();
            event.consume();
        }
    }

    private void keyReleased(KeyEvent event) {
        IncidentRow row = list.getSelectionModel().getSelectedItem();
        boolean isMove =
                event.getCode() == KeyCode.UP
                        || event.getCode() == KeyCode.DOWN
                        || event.getCode() == KeyCode.HOME
                        || event.getCode() == KeyCode.END;
        if (row != null && isMove) {
            choose(row);
        }
    }

    private void choose(IncidentRow row) {
        chosen = row;
        onChosen.accept(row.span());
        fill();
    }

    /// Chooses an incident by its place in time; the newest is 0.
    public void chooseNewest(int place) {
        int at = incidents.size() - 1 - place;
        if (at >= 0 && at < incidents.size()) {
            choose(head(incidents.get(at)));
        }
    }

    /// Chooses the incident that a band of a chart belongs to; where several last then, the one
    /// that begins last.
    public void chooseWithin(double fromSeconds, double toSeconds) {
        incidents.stream()
                .filter(incident -> incident.startMicros() / 1e6 <= toSeconds)
                .filter(incident -> incident.endMicros() / 1e6 >= fromSeconds)
                .max(Comparator.comparingLong(Incident::startMicros))
                .ifPresent(incident -> {
                    choose(head(incident));
                    list.scrollTo(list.getSelectionModel().getSelectedIndex());
                });
    }

    /// Opens what is chosen; does nothing otherwise.
    public void open() {
        if (chosen != null && onOpen != null) {
            onOpen.spanChosen(chosen.span().fromSeconds(), chosen.span().toSeconds());
        }
    }

    /// Lets go of what is chosen.
    public void clear() {
        if (chosen != null) {
            chosen = null;
            onChosen.accept(null);
            fill();
        }
        list.getSelectionModel().clearSelection();
    }
}
