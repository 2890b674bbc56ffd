package trafficinsights.ui.common;

import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Incident;
import trafficinsights.model.Severity;

/// An incident as a sentence with its time and share, or an anomaly of it with what was expected.
final class IncidentCell extends ListCell<IncidentRow> {
    /// Padding of the list and its scroll bar. The list's own edges and its scroll bar, whether it
    /// shows or not: a sentence that was wrapped again when the bar came would move what follows
    /// away under the mouse.
    private static final double SIDES = 24;

    private final Label sentence = label("incident-sentence");
    private final Label detail = label("incident-detail");
    private final Label when = label("incident-detail");
    private final Label before = label("incident-before");
    private final Hyperlink ask = new Hyperlink("What changed here?");
    private final FontIcon icon = new FontIcon("fth-alert-triangle");
    private final FontIcon fold = new FontIcon("fth-chevron-right");
    private final HBox row;
    private final boolean canAsk;

    /// @param onAsk takes the incident that is to be looked into; null where there is no way to
    IncidentCell(@Nullable Consumer<Incident> onAsk) {
        canAsk = onAsk != null;
        getStyleClass().add("incident-cell");
        ask.getStyleClass().add("incident-ask");
        ask.setOnAction(event -> {
            if (onAsk != null && getItem() instanceof IncidentRow.Head head) {
                onAsk.accept(head.incident());
            }
        });
        fold.getStyleClass().add("fold-icon");
        VBox text = new VBox(sentence, before, detail, when, ask);
        text.getStyleClass().add("incident-text");
        HBox.setHgrow(text, Priority.ALWAYS);
        row = new HBox(icon, text, fold);
        row.getStyleClass().add("incident-row");
        row.setAlignment(Pos.TOP_LEFT);
        // The list gives the width; without this, cells grow with their longest sentence.
        setPrefWidth(0);
        listViewProperty()
                .subscribe(list -> {
                    row.maxWidthProperty().unbind();
                    if (list != null) {
                        row.maxWidthProperty()
                                .bind(
                                        Bindings.createDoubleBinding(
                                                () -> inside(list.getWidth()),
                                                list.widthProperty(),
                                                insetsProperty()));
                    }
                });
    }

    private double inside(double listWidth) {
        return listWidth - SIDES - snappedLeftInset() - snappedRightInset();
    }

    /// The list asks without a width; wrapped text has no height without one.
    @Override
    protected double computePrefHeight(double width) {
        ListView<IncidentRow> list = getListView();
        if (list == null || getGraphic() == null) {
            return super.computePrefHeight(width);
        }
        double inside = inside(list.getWidth());
        return Math.ceil(row.prefHeight(inside)) + snappedTopInset() + snappedBottomInset();
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    @Override
    protected void updateItem(@Nullable IncidentRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        switch (item) {
            case IncidentRow.Head head -> showIncident(head);
            case IncidentRow.Part part -> showAnomaly(part.anomaly());
        }
        setGraphic(row);
    }

    private void showIncident(IncidentRow.Head head) {
        Incident incident = head.incident();
        sentence.setText(FoundText.sentence(incident));
        when.setText(FoundText.when(incident));
        before.setText(FoundText.unbroken(head.before()));
        show(before, !head.before().isEmpty());
        detail.setText(detail(incident));
        fold.setIconLiteral(head.isUnfolded() ? "fth-chevron-down" : "fth-chevron-right");
        show(fold, true);
        show(ask, canAsk && head.isUnfolded());
        look("incident-head", incident.severity());
        setAccessibleText(
                incident.severity().label()
                        + " incident: "
                        + incident.sentence()
                        + (head.before().isEmpty() ? "" : " " + head.before())
                        + (head.isUnfolded() ? ", unfolded" : ""));
    }

    /// The sentence names the part that stands out and its share.
    private static String detail(Incident incident) {
        String parts = FoundText.anomalies(incident.anomalies());
        return incident.dimension() == Dimension.TOTAL ? parts + ", no single cause" : parts;
    }

    private void showAnomaly(Anomaly anomaly) {
        sentence.setText(anomaly.sentence());
        detail.setText(FoundText.expectation(anomaly));
        when.setText(FoundText.when(anomaly));
        show(before, false);
        show(fold, false);
        show(ask, false);
        look("incident-part", anomaly.severity());
        setAccessibleText(anomaly.severity().label() + " anomaly: " + sentence.getText());
    }

    private static void show(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private void look(String style, Severity severity) {
        Styles.set(row, "incident-row", style);
        icon.setIconLiteral(icon(severity));
        Styles.set(
                icon,
                "ikonli-font-icon",
                "severity-icon",
                "severity-" + severity.name().toLowerCase(Locale.ROOT));
    }

    private static String icon(Severity severity) {
        return switch (severity) {
            case MINOR -> "fth-info";
            case MAJOR -> "fth-alert-triangle";
            case CRITICAL -> "fth-alert-octagon";
        };
    }
}
