package trafficinsights.ui.generate;

import java.io.File;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.ProgressText;
import trafficinsights.ui.common.Question;
import trafficinsights.ui.common.QuestionDialog;
import trafficinsights.ui.common.Segments;

/// Binds the Generate panel's nodes to its view model. Longer than 400 lines: the bindings of four
/// pages.
public final class GeneratePanelController extends PanelView {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final GenerateViewModel model;
    private final Runnable showLive;
    private final ScenarioPicture picture;
    private final ObjectProperty<Page> page = new SimpleObjectProperty<>(Page.RUN);

    /// What the form shows.
    private enum Page {
        RUN("Run"),
        SCENARIO("Scenario"),
        TEXT("Text"),
        WHAT_IF("What if");

        private final String title;

        Page(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    @FXML private ProblemBar problems;
    @FXML private ListView<ScenarioInfo> scenarios;
    @FXML private Label title;
    @FXML private Label description;
    @FXML private RadioButton ownVolume;
    @FXML private RadioButton givenVolume;
    @FXML private TextField rows;
    @FXML private Label rowsMessage;
    @FXML private TextField seed;
    @FXML private Label seedMessage;
    @FXML private HBox speeds;
    @FXML private TextField out;
    @FXML private Label outMessage;
    @FXML private ChoiceBox<RequestOutput> format;
    @FXML private TextField store;
    @FXML private TextField events;
    @FXML private Label eventsMessage;
    @FXML private Label edited;
    @FXML private HBox pages;
    @FXML private ScrollPane runPage;
    @FXML private ScrollPane scenarioPage;
    @FXML private TextArea textPage;
    @FXML private ScrollPane whatifPage;
    @FXML private StackPane preview;
    @FXML private Button save;
    @FXML private Button saveAs;
    @FXML private Label storeMessage;
    @FXML private Label blocked;
    @FXML private Button start;
    @FXML private VBox runCard;
    @FXML private Label runTitle;
    @FXML private Label runText;
    @FXML private ProgressBar runBar;
    @FXML private Button cancel;

    /// @param showLive brings the Live panel to the front
    public GeneratePanelController(GenerateViewModel model, Runnable showLive) {
        this.model = model;
        this.showLive = showLive;
        picture = new ScenarioPicture(model.editor());
        load(FxmlFile.GENERATE);
        makeEditor();
    }

    @FXML
    void initialize() {
        scenarios.setItems(model.scenarios());
        scenarios.setCellFactory(list -> new ScenarioCell());
        scenarios.getSelectionModel().select(model.scenarioProperty().get());
        scenarios
                .getSelectionModel()
                .selectedItemProperty()
                .addListener((property, before, now) -> choose(now));
        model.scenarioProperty()
                .addListener((property, before, now) -> scenarios.getSelectionModel().select(now));
        bindForm();
        makeSpeeds();
        makePages();
        choose(model.scenarioProperty().get());
        blocked.textProperty().bind(model.blocked());
        start.disableProperty().bind(model.blocked().isNotEmpty());
        model.problem().addListener((property, before, now) -> problems.show(now));
        problems.onDismiss(model::dismissProblem);
        model.current().progressProperty().addListener((property, before, now) -> showRun(now));
        runTitle.textProperty().bind(model.current().titleProperty());
        showRun(model.current().progressProperty().get());
    }

    private void choose(ScenarioInfo scenario) {
        if (scenario == null) {
            return;
        }
        model.scenarioProperty().set(scenario);
        showInfo(scenario);
    }

    private void showInfo(ScenarioInfo info) {
        title.setText(info.title());
        description.setText(info.description());
        seed.setPromptText(String.valueOf(info.seed()));
    }

    private void makeEditor() {
        ScenarioEditor editor = model.editor();
        scenarioPage.setContent(new ScenarioFields(editor));
        whatifPage.setContent(new WhatifView(model.whatif()));
        preview.getChildren().setAll(List.of(new PreviewCard(editor, picture, model.estimate())));
        edited.visibleProperty().bind(editor.editedProperty());
        edited.managedProperty().bind(editor.editedProperty());
        save.disableProperty().bind(editor.editedProperty().not());
        saveAs.disableProperty().bind(editor.draftProperty().isNull());
        editor.draftProperty().addListener((property, before, now) -> showDraft(now));
        showDraft(editor.draftProperty().get());
        root().addEventFilter(KeyEvent.KEY_PRESSED, this::undoKey);
        model.onLoss(this::mayLose);
    }

    private void showDraft(@Nullable ScenarioDraft draft) {
        textPage.setText(
                draft == null ? "The text of this scenario cannot be shown." : draft.text());
        if (draft != null) {
            showInfo(draft.info());
        }
    }

    private void makePages() {
        Segments.fill(pages, "page-", "Page", List.of(Page.values()), Page::title, page);
        page.subscribe(now -> {
            runPage.setVisible(now == Page.RUN);
            scenarioPage.setVisible(now == Page.SCENARIO);
            textPage.setVisible(now == Page.TEXT);
            whatifPage.setVisible(now == Page.WHAT_IF);
        });
    }

    /// Undo is for the scenario, but for the fields that are no part of it.
    private void undoKey(KeyEvent event) {
        boolean isOwnField =
                event.getTarget() instanceof TextInputControl
                        && !(event.getTarget() instanceof DraftField);
        if (!event.isShortcutDown() || isOwnField) {
            return;
        }
        if (event.getCode() == KeyCode.Z && !event.isShiftDown()) {
            model.editor().undo();
            event.consume();
        } else if (event.getCode() == KeyCode.Y
                || (event.getCode() == KeyCode.Z && event.isShiftDown())) {
            model.editor().redo();
            event.consume();
        }
    }

    private boolean isEdited() {
        return model.editor().editedProperty().get();
    }

    private boolean maySaveOrLose(String scenario) {
        Question question =
                new Question(
                        "Unsaved changes",
                        "Save the changes to “" + scenario + "”?",
                        "Unsaved changes are lost when the window closes.",
                        "Don’t save",
                        "Cancel",
                        "Save",
                        true);
        return switch (QuestionDialog.answer(root(), question)) {
            case YES -> true;
            case NO -> false;
            case SAVE -> {
                save();
                yield model.editor().unsaved().isEmpty();
            }
        };
    }

    private boolean mayLose(String scenario) {
        return QuestionDialog.ask(
                root(),
                new Question(
                        "Unsaved changes",
                        "Discard the changes to “" + scenario + "”?",
                        "The changes have not been saved to a file.",
                        "Discard changes",
                        "Keep changes"));
    }

    private void bindForm() {
        ToggleGroup volume = new ToggleGroup();
        ownVolume.setToggleGroup(volume);
        givenVolume.setToggleGroup(volume);
        ownVolume.setSelected(model.ownVolumeProperty().get());
        givenVolume.setSelected(!model.ownVolumeProperty().get());
        ownVolume
                .selectedProperty()
                .addListener((property, before, now) -> model.ownVolumeProperty().set(now));
        rows.disableProperty().bind(ownVolume.selectedProperty());
        rows.textProperty().bindBidirectional(model.rowsProperty());
        seed.textProperty().bindBidirectional(model.seedProperty());
        out.textProperty().bindBidirectional(model.outProperty());
        store.textProperty().bindBidirectional(model.storeProperty());
        events.textProperty().bindBidirectional(model.eventsProperty());
        format.getItems().setAll(RequestOutput.PARQUET, RequestOutput.CSV, RequestOutput.NONE);
        format.setConverter(new ChoiceText<>(GeneratePanelController::words));
        format.valueProperty().bindBidirectional(model.formatProperty());
        format.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> model.outProperty().get().isBlank(), model.outProperty()));
        show(rows, rowsMessage, model.check().map(form -> form.rows().message()));
        show(seed, seedMessage, model.check().map(form -> form.seed().message()));
        show(out, outMessage, model.check().map(form -> form.out().message()));
        show(store, storeMessage, model.check().map(form -> form.store().message()));
        show(events, eventsMessage, model.check().map(form -> form.events().message()));
    }

    private static void show(TextField field, Label label, ObservableValue<String> message) {
        label.textProperty().bind(message);
        label.managedProperty().bind(message.map(text -> !text.isEmpty()));
        label.visibleProperty().bind(label.managedProperty());
        message.subscribe(text -> {
            field.pseudoClassStateChanged(INVALID, !text.isEmpty());
            field.setAccessibleHelp(text);
        });
    }

    private void makeSpeeds() {
        Segments.fill(
                speeds,
                "speed-",
                "Speed",
                List.of(Speed.values()),
                Speed::label,
                model.speedProperty());
    }

    private void showRun(RunProgress progress) {
        boolean any = progress != null;
        runCard.setVisible(any);
        runCard.setManaged(any);
        if (progress == null) {
            return;
        }
        runText.setText(ProgressText.line(progress));
        runBar.setProgress(ProgressText.bar(progress));
        boolean working = !progress.stage().isEnd();
        runBar.setVisible(working);
        runBar.setManaged(working);
        cancel.setVisible(working);
        cancel.setManaged(working);
    }

    @FXML
    void start() {
        if (model.start()) {
            showLive.run();
        }
    }

    @FXML
    void save() {
        model.file().ifPresentOrElse(model::save, this::saveAs);
    }

    @FXML
    void saveAs() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save scenario");
        ScenarioDraft draft = model.editor().draftProperty().get();
        chooser.setInitialFileName((draft == null ? "scenario" : draft.info().name()) + ".yaml");
        chooser.getExtensionFilters()
                .setAll(List.of(new FileChooser.ExtensionFilter("Scenarios", "*.yaml", "*.yml")));
        File file = chooser.showSaveDialog(root().getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    @FXML
    void cancel() {
        model.current().cancel();
    }

    @FXML
    void watch() {
        showLive.run();
    }

    @FXML
    void openScenario() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Open scenario file");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter("Scenarios", "*.yaml", "*.yml"),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        File file = chooser.showOpenDialog(root().getScene().getWindow());
        if (file != null) {
            model.addScenarioFile(file.toPath());
        }
    }

    @FXML
    void chooseOut() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Folder for the report and its tables");
        File folder = chooser.showDialog(root().getScene().getWindow());
        if (folder != null) {
            out.setText(folder.toString());
        }
    }

    @FXML
    void chooseStore() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Store file");
        chooser.setInitialFileName("traffic.duckdb");
        chooser.getExtensionFilters()
                .setAll(List.of(new FileChooser.ExtensionFilter("Stores", "*.duckdb")));
        File file = chooser.showSaveDialog(root().getScene().getWindow());
        if (file != null) {
            store.setText(file.toString());
        }
    }

    @FXML
    void chooseEvents() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Files of events");
        List<File> files = chooser.showOpenMultipleDialog(root().getScene().getWindow());
        if (files != null) {
            events.setText(
                    String.join(
                            FormCheck.SEPARATOR + " ",
                            files.stream().map(File::toString).toList()));
        }
    }

    @Override
    public boolean mayClose() {
        List<String> unsaved = model.editor().unsaved();
        return switch (unsaved.size()) {
            case 0 -> true;
            case 1 -> isEdited() ? maySaveOrLose(unsaved.getFirst()) : mayLose(unsaved.getFirst());
            default -> mayLose(String.join(", ", unsaved));
        };
    }

    @Override
    public Node content() {
        return picture.lanes();
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("← →", "move the failure; with Shift, its end"),
                new KeyHint("Ctrl+D", "copy the failure"),
                new KeyHint("Del", "delete the failure"),
                new KeyHint("Ctrl+Z  Ctrl+Y", "undo and redo edits"));
    }

    @Override
    public void setShowing(boolean showing) {
        // Nothing here runs by a clock.
    }

    @Override
    public void close() {
        model.close();
    }

    private static String words(RequestOutput output) {
        return switch (output) {
            case PARQUET -> "Parquet";
            case CSV -> "CSV";
            case NONE -> "report only";
        };
    }
}
