package trafficinsights.ui.explore;

import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Reject;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.NewsBar;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.TextColumns;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the page of an import to its view model.
public final class ImportPageController {
    private static final KeyCombination UNDO = shortcut(KeyCode.Z);
    private static final KeyCombination REDO = shortcut(KeyCode.Y);
    private static final KeyCombination READ = shortcut(KeyCode.ENTER);

    private final ImportViewModel model;
    private final Parent root;

    @FXML private PanelHead head;
    @FXML private Button undo;
    @FXML private Button redo;
    @FXML private Button save;
    @FXML private Button asEvents;
    @FXML private Button analyze;
    @FXML private ProblemBar problems;
    @FXML private NewsBar news;
    @FXML private VBox dialectPlace;
    @FXML private WorkStrip strip;
    @FXML private TableView<CsvColumn> columns;
    @FXML private ToggleButton showRequests;
    @FXML private ToggleButton showRejects;
    @FXML private Label counts;
    @FXML private TableView<CsvLook.Row> requests;
    @FXML private TableView<Reject> rejects;

    private static KeyCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    @SuppressWarnings("NullAway.Init") // FXML sets the nodes
    ImportPageController(ImportViewModel model) {
        this.model = model;
        root = FxmlFile.EXPLORE_IMPORT.load(this);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    @FXML
    void initialize() {
        dialectPlace.getChildren().add(new DialectBar(model));
        fillColumns();
        fillPreview();
        strip.follow(model.work());
        problems.onDismiss(() -> problems.show(null));
        news.onDismiss(() -> news.show(""));
        model.lookProperty().addListener((property, before, now) -> showLook(now));
        model.chosenProperty().addListener((property, before, now) -> showChosen());
        model.problemProperty()
                .addListener((property, before, now) -> {
                    problems.show(now);
                    showActions();
                });
        model.eventsProblemProperty()
                .addListener((property, before, now) ->
                        problems.show(now == null ? model.problemProperty().get() : now));
        model.work().workingProperty().addListener((property, before, now) -> showActions());
        model.newsProperty().addListener((property, before, now) -> news.show(now));
        showLook(null);
    }

    private void fillColumns() {
        columns.getColumns()
                .setAll(
                        List.of(
                                TextColumns.<CsvColumn>text(
                                        "Column", 150, c -> c.place() + "  " + c.name()),
                                TextColumns.<CsvColumn>text("Type", 110, CsvColumn::type),
                                TextColumns.<CsvColumn>text(
                                        "Values", 260, c -> String.join("  ·  ", c.samples())),
                                role(),
                                form(),
                                TextColumns.<CsvColumn>text("Why", 320, this::why)));
        columns.getColumns().forEach(column -> column.setSortable(false));
        columns.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        columns.setPlaceholder(new Label("Columns appear here once the file has been read."));
    }

    /// Of what was proposed, and how sure it is; of what was chosen here, that it was.
    private String why(CsvColumn column) {
        Optional<Assignment> now = model.of(column);
        boolean isProposal =
                now.map(Assignment::role).orElse(null) == column.role()
                        && now.map(Assignment::form).orElse("").equals(column.form());
        if (!isProposal && now.isPresent()) {
            return "chosen by you";
        }
        if (!isProposal) {
            return "excluded by you";
        }
        return column.role() == null
                ? column.reason()
                : "%d %% sure: %s"
                        .formatted(Math.round(100 * column.confidence()), column.reason());
    }

    private TableColumn<CsvColumn, CsvColumn> role() {
        return choice(
                "Meaning",
                170,
                column -> RoleChoice.ROLES,
                column -> RoleChoice.ofRole(model.of(column).map(Assignment::role).orElse(null)),
                (column, choice) -> model.take(column, choice.role()));
    }

    private TableColumn<CsvColumn, CsvColumn> form() {
        return choice(
                "Unit or format",
                150,
                column ->
                        model
                                .of(column)
                                .map(Assignment::role)
                                .map(CsvRole::forms)
                                .orElse(List.of())
                                .stream()
                                .map(RoleChoice::ofForm)
                                .toList(),
                column -> RoleChoice.ofForm(model.of(column).map(Assignment::form).orElse("")),
                (column, choice) -> model.form(column, choice.text()));
    }

    private static TableColumn<CsvColumn, CsvColumn> choice(
            String title,
            double width,
            java.util.function.Function<CsvColumn, List<RoleChoice>> all,
            java.util.function.Function<CsvColumn, RoleChoice> now,
            java.util.function.BiConsumer<CsvColumn, RoleChoice> onChoice) {
        TableColumn<CsvColumn, CsvColumn> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(
                row -> new javafx.beans.property.ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(made -> new ChoiceCell(title, all, now, onChoice));
        return column;
    }

    private void fillPreview() {
        for (int i = 0; i < CsvLook.Row.TITLES.size(); i++) {
            int place = i;
            requests.getColumns()
                    .add(
                            TextColumns.text(
                                    CsvLook.Row.TITLES.get(i),
                                    i == 0 ? 176 : i == 5 ? 170 : 84,
                                    row -> row.cells().get(place)));
        }
        rejects.getColumns()
                .setAll(
                        List.of(
                                TextColumns.<Reject>text(
                                        "Line", 80, reject -> Long.toString(reject.lineNumber())),
                                TextColumns.<Reject>text("Why", 300, Reject::cause),
                                TextColumns.<Reject>text("Text", 600, Reject::text)));
        requests.setPlaceholder(new Label("No row can be read as a request yet."));
        rejects.setPlaceholder(new Label("None of the first rows was rejected."));
        ToggleGroup group = new ToggleGroup();
        for (ToggleButton button : List.of(showRequests, showRejects)) {
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                showPreview();
            });
        }
        showRequests.setSelected(true);
        showPreview();
    }

    private void showPreview() {
        show(requests, showRequests.isSelected());
        show(rejects, showRejects.isSelected());
    }

    private static void show(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }

    private void showLook(@Nullable CsvLook look) {
        showActions();
        if (look == null) {
            columns.getItems().clear();
            requests.getItems().clear();
            rejects.getItems().clear();
            head.setSubtitle("");
            counts.setText("");
            return;
        }
        head.setSubtitle(look.name());
        if (!columns.getItems().equals(look.columns())) {
            columns.getItems().setAll(look.columns());
        }
        requests.getItems().setAll(look.requests());
        rejects.getItems().setAll(look.rejects());
        showRequests.setText("Read " + Texts.count(look.requestCount()));
        showRejects.setText("Rejected " + Texts.count(look.rejectCount()));
        CsvMapping mapping = look.mapping();
        counts.setText(
                "in the first %s lines%s"
                        .formatted(
                                Texts.count(look.lines()),
                                mapping == null || mapping.gaps().isEmpty()
                                        ? ""
                                        : "; " + String.join("; ", mapping.gaps())));
        if (look.requestCount() == 0 && look.rejectCount() > 0) {
            showRejects.setSelected(true);
            showPreview();
        }
    }

    private void showChosen() {
        columns.refresh();
        showActions();
    }

    private void showActions() {
        undo.setDisable(!model.canUndo());
        redo.setDisable(!model.canRedo());
        save.setDisable(!model.isReadable());
        asEvents.setDisable(model.work().workingProperty().get());
        analyze.setDisable(!model.isReadable());
    }

    private void key(KeyEvent event) {
        if (UNDO.match(event)) {
            model.undo();
        } else if (REDO.match(event)) {
            model.redo();
        } else if (READ.match(event)) {
            model.analyze();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            model.leave();
        } else {
            return;
        }
        event.consume();
    }

    @FXML
    void undo() {
        model.undo();
    }

    @FXML
    void redo() {
        model.redo();
    }

    @FXML
    void leave() {
        model.leave();
    }

    @FXML
    void addAsEvents() {
        model.addAsEvents();
    }

    @FXML
    void analyze() {
        model.analyze();
    }

    @FXML
    void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save mapping");
        chooser.setInitialFileName(head.getSubtitle().replaceFirst("\\.[^.]*$", "") + ".yaml");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Mappings", "*.yaml"));
        File chosen = chooser.showSaveDialog(root.getScene().getWindow());
        if (chosen != null) {
            model.save(chosen.toPath());
        }
    }

    Parent root() {
        return root;
    }
}
