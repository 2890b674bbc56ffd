package trafficinsights.ui.warehouse;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.warehouse.DoctorReport;
import trafficinsights.model.warehouse.DoctorStep;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.model.warehouse.QualityRow;
import trafficinsights.model.warehouse.WarehouseProfile;
import trafficinsights.ui.common.Clip;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.QuestionDialog;
import trafficinsights.ui.common.TextColumns;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.TwoLineCell;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the Warehouse panel's nodes to its view model.
public final class WarehousePanelController extends PanelView {
    private final WarehouseViewModel model;
    private final Consumer<WarehouseReport> showReport;
    private final TablesPageController tables;
    private @Nullable ProfileFields profileFields;

    @FXML private PanelHead head;
    @FXML private WorkStrip strip;
    @FXML private ToggleButton showDoctor;
    @FXML private ToggleButton showTables;
    @FXML private ToggleButton showReports;
    @FXML private ToggleButton showQuality;
    @FXML private ProblemBar problems;
    @FXML private ListView<NamedProfile> profiles;
    @FXML private GridPane facts;
    @FXML private VBox passwordBox;
    @FXML private Label passwordLabel;
    @FXML private PasswordField password;
    @FXML private Button keepPassword;
    @FXML private VBox doctorPage;
    @FXML private Label doctorTitle;
    @FXML private Button copyDiagnosis;
    @FXML private Button examine;
    @FXML private ScrollPane stepScroll;
    @FXML private VBox steps;
    @FXML private VBox doctorEmpty;
    @FXML private StackPane pages;
    @FXML private VBox reportsPage;
    @FXML private Button openReport;
    @FXML private ListView<WarehouseReport> reports;
    @FXML private VBox qualityPage;
    @FXML private TableView<QualityRow> quality;
    @FXML private VBox formPage;
    @FXML private GridPane fields;
    @FXML private Label formMessage;
    @FXML private Button save;

    /// @param showReport brings a report of the warehouse to the Reports panel
    public WarehousePanelController(
            WarehouseViewModel model, Consumer<WarehouseReport> showReport) {
        this.model = model;
        this.showReport = showReport;
        tables = new TablesPageController(model);
        load(FxmlFile.WAREHOUSE);
    }

    @FXML
    void keepPassword() {
        model.keepPassword();
    }

    @FXML
    void initialize() {
        strip.follow(model.work());
        problems.onDismiss(model::dismissProblem);
        model.problemProperty().addListener((property, before, now) -> problems.show(now));
        problems.show(model.problemProperty().get());
        model.onDecision(question -> QuestionDialog.ask(root(), question));
        bindProfiles();
        bindForm();
        bindDoctor();
        pages.getChildren().add(1, tables.root());
        bindLists();
        makePages();
    }

    private void bindProfiles() {
        ProfileList list = model.profiles();
        profiles.setItems(list.all());
        profiles.setCellFactory(view ->
                new TwoLineCell<>(
                        NamedProfile::name,
                        named -> named.profile().server() + " · " + named.profile().database()));
        profiles.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, before, now) -> {
                    if (now != null) {
                        list.chosenProperty().set(now);
                    }
                });
        list.chosenProperty().addListener((property, before, now) -> showProfile(now));
        showProfile(list.chosenProperty().get());
        password.textProperty().bindBidirectional(list.passwordProperty());
        ReadOnlyBooleanProperty isKept = model.passwordKeptProperty();
        keepPassword.disableProperty().bind(password.textProperty().isEmpty().or(isKept));
        keepPassword.textProperty().bind(Bindings.when(isKept).then("Kept").otherwise("_Keep"));
        passwordBox.visibleProperty().bind(list.passwordNeededProperty());
        passwordBox.managedProperty().bind(list.passwordNeededProperty());
    }

    private void showProfile(@Nullable NamedProfile named) {
        facts.getChildren().clear();
        if (named == null) {
            return;
        }
        profiles.getSelectionModel().select(named);
        WarehouseProfile profile = named.profile();
        fact("Server", profile.server());
        fact("Database", profile.database());
        fact("Sign-in", ProfileFields.words(profile.signIn()));
        if (!profile.user().isEmpty()) {
            fact("User", profile.user());
        }
        fact(
                "Encryption",
                ProfileFields.words(profile.encryption())
                        + (profile.trustsAnyCertificate() ? ", any certificate" : ""));
        passwordLabel.setText("Password of " + profile.user());
        head.setSubtitle(profile.database() + " on " + profile.server());
    }

    private void fact(String name, String value) {
        Label lead = new Label(name);
        lead.getStyleClass().add("fact-name");
        lead.setMinWidth(Label.USE_PREF_SIZE);
        Label text = new Label(value);
        text.setWrapText(true);
        text.getStyleClass().add("fact-text");
        facts.addRow(facts.getRowCount(), lead, text);
    }

    private void bindForm() {
        ProfileForm form = model.profiles().form();
        profileFields = new ProfileFields(form, fields);
        formMessage.textProperty().bind(form.check().map(ProfileForm.Check::message));
        save.disableProperty().bind(form.check().map(check -> check.profile() == null));
    }

    private void bindDoctor() {
        model.doctor().steps().addListener((ListChangeListener<DoctorStep>) change -> showSteps());
        model.doctor().askingProperty().addListener((property, before, now) -> showSteps());
        model.doctor().foundProperty().addListener((property, before, now) -> showSteps());
        model.work().workingProperty().addListener((property, before, now) -> showSteps());
        showSteps();
    }

    private void showSteps() {
        DoctorReport report = model.doctor().foundProperty().get();
        boolean isWorking = model.work().workingProperty().get();
        String asking = model.doctor().askingProperty().get();
        boolean isEmpty = model.doctor().steps().isEmpty() && asking.isEmpty();
        steps.getChildren().setAll(model.doctor().steps().stream().map(DoctorStepRow::of).toList());
        if (!asking.isEmpty() && isWorking) {
            steps.getChildren().add(DoctorStepRow.asking(asking));
        }
        doctorEmpty.setVisible(isEmpty && !isWorking);
        stepScroll.setVisible(!isEmpty);
        copyDiagnosis.setDisable(report == null);
        examine.setDisable(isWorking);
        doctorTitle.setText(title(report, isWorking));
    }

    private static String title(@Nullable DoctorReport report, boolean isWorking) {
        if (report == null) {
            return isWorking ? "Testing the connection" : "Connection test";
        }
        return report.firstFailure()
                .map(step -> "Failed at: " + step.title())
                .orElse("The warehouse is reachable");
    }

    private void bindLists() {
        reports.setItems(model.reports());
        reports.setPlaceholder(
                hint("Reports of pushed runs are listed here. Load shows the newest 50."));
        reports.setCellFactory(view ->
                new TwoLineCell<>(
                        stored -> stored.report().provenance().title(),
                        stored ->
                                "%s · %s requests · %s"
                                        .formatted(
                                                NumberText.dateTime(
                                                        stored.report()
                                                                .provenance()
                                                                .createdAtMicros()),
                                                Texts.count(stored.report().counts().requests()),
                                                incidents(stored.report().incidents().size()))));
        openReport
                .disableProperty()
                .bind(reports.getSelectionModel().selectedItemProperty().isNull());
        reports.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                openReport();
            }
        });
        quality.setItems(model.quality());
        quality.setPlaceholder(
                hint(
                        "How complete, unique and timely each pushed batch was."
                                + " Load shows the newest."));
        quality.getColumns()
                .setAll(
                        List.of(
                                TextColumns.text(
                                        "Pushed (UTC)", 150, WarehousePanelController::time),
                                TextColumns.text("Run", 220, QualityRow::run),
                                TextColumns.text("Metric", 140, QualityRow::metric),
                                TextColumns.text("Of", 140, QualityRow::detail),
                                TextColumns.figure(
                                        "Value", 100, QualityRow::value, NumberText::ratio)));
    }

    private static String incidents(int count) {
        return Texts.counted(count, "incident");
    }

    private static String time(QualityRow row) {
        return NumberText.dateTime(row.pushedAt().toEpochMilli() * 1000);
    }

    private static Label hint(String text) {
        Label hint = new Label(text);
        hint.setWrapText(true);
        hint.getStyleClass().add("result-hint");
        return hint;
    }

    private void makePages() {
        ToggleGroup group = new ToggleGroup();
        for (ToggleButton button : List.of(showDoctor, showTables, showReports, showQuality)) {
            button.setToggleGroup(group);
            button.setOnAction(event -> {
                button.setSelected(true);
                model.profiles().cancel();
                showPage();
            });
        }
        showDoctor.setSelected(true);
        model.profiles().editingProperty().addListener((property, before, now) -> showPage());
        showPage();
    }

    private void showPage() {
        boolean isEditing = model.profiles().editingProperty().get();
        show(formPage, isEditing);
        show(doctorPage, !isEditing && showDoctor.isSelected());
        show(tables.root(), !isEditing && showTables.isSelected());
        show(reportsPage, !isEditing && showReports.isSelected());
        show(qualityPage, !isEditing && showQuality.isSelected());
    }

    private static void show(Node page, boolean isShown) {
        page.setVisible(isShown);
        page.setManaged(isShown);
    }

    @FXML
    void addProfile() {
        model.profiles().add();
        focusForm();
    }

    @FXML
    void editProfile() {
        model.profiles().edit();
        focusForm();
    }

    @FXML
    void copyProfile() {
        model.profiles().copy();
        focusForm();
    }

    private void focusForm() {
        if (profileFields != null) {
            profileFields.focus();
        }
    }

    @FXML
    void deleteProfile() {
        model.deleteProfile();
    }

    @FXML
    void saveProfile() {
        model.profiles().save();
    }

    @FXML
    void cancelProfile() {
        model.profiles().cancel();
    }

    @FXML
    void examine() {
        showDoctor.setSelected(true);
        showPage();
        model.examine();
    }

    @FXML
    void copyDiagnosis() {
        Clip.put(model.doctor().diagnosis());
    }

    @FXML
    void loadReports() {
        model.loadReports();
    }

    @FXML
    void openReport() {
        WarehouseReport chosen = reports.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            showReport.accept(chosen);
        }
    }

    @FXML
    void loadQuality() {
        model.loadQuality();
    }

    @Override
    public void setShowing(boolean showing) {
        // Nothing here runs by a clock.
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return switch (event.getCode()) {
            case ESCAPE ->
                    model.profiles().editingProperty().get()
                            ? model.profiles()::cancel
                            : model.work()::cancel;
            case ENTER -> doctorPage.isVisible() ? model::examine : null;
            default -> null;
        };
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Enter", "test the connection"),
                new KeyHint("Esc", "cancel, or close the form"));
    }

    @Override
    public void close() {
        model.close();
    }
}
