package trafficinsights.ui.warehouse;

import java.io.File;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.warehouse.PushedBatch;
import trafficinsights.model.warehouse.WarehouseStatus;
import trafficinsights.run.push.Warehouses;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.NewsBar;
import trafficinsights.ui.common.Texts;

/// Binds the page of tables, pushes and retention to the panel's view model.
public final class TablesPageController {
    private final WarehouseViewModel model;
    private final Parent root;

    @FXML private NewsBar news;
    @FXML private Label schema;
    @FXML private Button migrate;
    @FXML private Button refresh;
    @FXML private FlowPane counts;
    @FXML private Label batchText;
    @FXML private Button sendOutbox;
    @FXML private Button push;
    @FXML private ScrollPane batchScroll;
    @FXML private FlowPane cells;
    @FXML private Label batchHint;
    @FXML private HBox batchKey;
    @FXML private TextField days;
    @FXML private Label daysMessage;
    @FXML private Button retain;

    TablesPageController(WarehouseViewModel model) {
        this.model = model;
        root = FxmlFile.WAREHOUSE_TABLES.load(this);
    }

    @FXML
    void initialize() {
        news.onDismiss(model::dismissNews);
        model.newsProperty().addListener((property, before, now) -> news.show(now));
        model.statusProperty().addListener((property, before, now) -> showStatus(now));
        model.work().workingProperty().addListener((property, before, now) -> enable());
        model.daysMessage().addListener((property, before, now) -> enable());
        showStatus(null);
        model.batches()
                .all()
                .addListener((ListChangeListener<PushedBatch>) change -> showBatches(change));
        batchKey.getChildren().setAll(BatchCell.key().getChildren());
        showBatchText();
        days.textProperty().bindBidirectional(model.daysProperty());
        daysMessage.textProperty().bind(model.daysMessage());
    }

    private void enable() {
        boolean isWorking = model.work().workingProperty().get();
        WarehouseStatus status = model.statusProperty().get();
        for (Button button : List.of(refresh, push, sendOutbox)) {
            button.setDisable(isWorking);
        }
        retain.setDisable(isWorking || !model.daysMessage().get().isEmpty());
        boolean mayMigrate = status != null && status.schemaVersion() < Warehouses.SCHEMA_VERSION;
        migrate.setDisable(isWorking || !mayMigrate);
        migrate.setText(
                status != null && status.schemaVersion() > 0
                        ? "_Upgrade tables…"
                        : "_Create tables…");
    }

    private void showStatus(@Nullable WarehouseStatus status) {
        counts.getChildren().clear();
        if (status == null) {
            schema.setText(
                    "Not loaded yet. Refresh to see what the warehouse contains"
                            + " and what waits in the outbox.");
        } else {
            schema.setText(schemaText(status));
            count("Requests", status.requestLogs());
            count("Server metrics", status.serverMetrics());
            count("KPI windows", status.kpiWindows());
            count("Anomalies", status.anomalies());
            count("Incidents", status.incidents());
            count("Reports", status.analyticsReports());
            count("Quality", status.dataQualityMetrics());
            count("In the ledger", status.batches());
            count("In the outbox", status.outbox());
        }
        enable();
    }

    private static String schemaText(WarehouseStatus status) {
        int version = status.schemaVersion();
        if (version == 0) {
            return "There are no tables yet.";
        }
        String text = "Version %d, %s".formatted(version, status.structure());
        if (version < Warehouses.SCHEMA_VERSION) {
            return text + "; this program needs version " + Warehouses.SCHEMA_VERSION;
        }
        return status.oldestInOutbox()
                .map(time -> text + "; oldest batch in the outbox: " + time)
                .orElse(text);
    }

    private void count(String name, long value) {
        Label lead = new Label(name);
        lead.getStyleClass().add("fact-name");
        Label figure = new Label(Texts.count(value));
        figure.getStyleClass().add("fact-value");
        VBox box = new VBox(lead, figure);
        box.getStyleClass().add("fact");
        counts.getChildren().add(box);
    }

    private void showBatches(ListChangeListener.Change<? extends PushedBatch> change) {
        while (change.next()) {
            if (change.wasReplaced()) {
                for (int i = change.getFrom(); i < change.getTo(); i++) {
                    if (cells.getChildren().get(i) instanceof BatchCell cell) {
                        cell.show(change.getList().get(i));
                    }
                }
            } else if (change.wasRemoved()) {
                cells.getChildren().clear();
            } else {
                change.getAddedSubList()
                        .forEach(batch -> cells.getChildren().add(new BatchCell(batch)));
            }
        }
        showBatchText();
    }

    private void showBatchText() {
        String text = model.batches().text();
        batchText.setText(text);
        batchHint.setVisible(text.isEmpty());
        batchScroll.setVisible(!text.isEmpty());
    }

    @FXML
    void refresh() {
        model.refresh();
    }

    @FXML
    void migrate() {
        model.migrate();
    }

    @FXML
    void push() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Push store");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Stores", "*.duckdb"));
        File file = chooser.showOpenDialog(root.getScene().getWindow());
        if (file != null) {
            model.push(file.toPath());
        }
    }

    @FXML
    void sendOutbox() {
        model.sendOutbox();
    }

    @FXML
    void retain() {
        model.retain();
    }

    Parent root() {
        return root;
    }
}
