package trafficinsights.ui.generate;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.compare.Whatif;
import trafficinsights.ui.common.FigureTable;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.work.WorkStrip;

/// A change to choose, and both runs side by side. FX thread.
final class WhatifView extends VBox {
    private final WhatifModel model;
    private final ChoiceBox<String> server = new ChoiceBox<>();
    private final TextField retries = new TextField();
    private final TextField millis = new TextField();
    private final HBox details = new HBox();
    private final Label words = new Label();
    private final Label message = new Label();
    private final FigureTable table =
            new FigureTable("Original", "Changed", FigureTable.Difference.DELTA);

    WhatifView(WhatifModel model) {
        this.model = model;
        getStyleClass().add("form");
        HBox changes = new HBox();
        changes.getStyleClass().add("segments");
        Segments.fill(
                changes,
                "whatif-",
                "Change",
                List.of(WhatifModel.Change.values()),
                WhatifModel.Change::title,
                model.changeProperty());
        details.getStyleClass().add("field-line");
        words.getStyleClass().add("field-hint");
        words.setWrapText(true);
        message.getStyleClass().add("field-hint");
        message.setId("whatifMessage");
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        table.setId("whatifTable");
        makeFields();
        getChildren().addAll(changes, details, actions(), message, table);
        model.changeProperty().subscribe(this::showDetails);
        model.blocked().addListener((property, before, now) -> tell());
        model.problemProperty().addListener((property, before, now) -> tell());
        model.resultProperty().addListener((property, before, now) -> show(now));
        tell();
    }

    private void makeFields() {
        server.setId("whatifServer");
        server.setAccessibleText("Server to take out");
        server.getItems().setAll(model.servers());
        server.valueProperty().bindBidirectional(model.serverProperty());
        model.draftProperty()
                .addListener((property, before, now) -> {
                    String chosen = model.serverProperty().get();
                    if (!server.getItems().equals(model.servers())) {
                        server.getItems().setAll(model.servers());
                        server.setValue(chosen);
                    }
                });
        retries.setId("whatifRetries");
        retries.setAccessibleText("Retries");
        retries.getStyleClass().add("cell-field");
        retries.textProperty().bindBidirectional(model.retriesProperty());
        millis.setId("whatifMillis");
        millis.setAccessibleText("Extra milliseconds");
        millis.getStyleClass().add("cell-field");
        millis.textProperty().bindBidirectional(model.millisProperty());
    }

    private FlowPane actions() {
        Button run = new Button("Run _both");
        run.setId("runWhatif");
        run.setOnAction(event -> model.run());
        run.disableProperty().bind(model.blocked().isNotEmpty().or(model.work().workingProperty()));
        WorkStrip strip = new WorkStrip();
        strip.follow(model.work());
        FlowPane actions = new FlowPane(run, strip);
        actions.getStyleClass().add("whatif-actions");
        return actions;
    }

    private void showDetails(WhatifModel.Change change) {
        @Nullable Node field =
                switch (change) {
                    case SERVER_OUT -> server;
                    case RETRIES -> retries;
                    case LATENCY -> millis;
                    case EDITS -> null;
                };
        words.setText(
                switch (change) {
                    case SERVER_OUT -> "gets no traffic";
                    case RETRIES -> "retries instead of the scenario's";
                    case LATENCY -> "ms added to the median of every route";
                    case EDITS -> "Compares the saved scenario with your changes.";
                });
        details.getChildren().setAll(field == null ? List.of(words) : List.of(field, words));
    }

    private void tell() {
        var problem = model.problemProperty().get();
        String blocked = model.blocked().get();
        message.setText(
                problem != null
                        ? problem.userMessage()
                        : !blocked.isEmpty()
                                ? blocked
                                : "Both runs use the same seed, so every difference"
                                        + " comes from the change. No files are written.");
    }

    private void show(Whatif.@Nullable Result result) {
        table.show(result == null ? List.of() : result.lines());
        if (result == null) {
            tell();
        } else {
            message.setText("");
        }
    }
}
