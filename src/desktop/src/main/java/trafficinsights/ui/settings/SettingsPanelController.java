package trafficinsights.ui.settings;

import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.Clip;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.NumberMarks;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.Segments;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.ThemeChoice;
import trafficinsights.ui.common.Zones;

/// Binds the Settings panel's nodes to the settings.
public final class SettingsPanelController extends PanelView {
    private final Settings settings;
    private final SettingsActions actions;

    @FXML private HBox themes;
    @FXML private HBox sizes;
    @FXML private ComboBox<ZoneId> zone;
    @FXML private Label zoneExample;
    @FXML private HBox numbers;
    @FXML private TextField workFolder;
    @FXML private Label workFolderMessage;
    @FXML private HBox folderLine;
    @FXML private Label settingsFolder;

    public SettingsPanelController(Settings settings, SettingsActions actions) {
        this.settings = settings;
        this.actions = actions;
        load(FxmlFile.SETTINGS);
    }

    @FXML
    void initialize() {
        Segments.fill(
                themes,
                "theme-",
                "Theme",
                List.of(ThemeChoice.values()),
                ThemeChoice::title,
                settings.themeProperty());
        Segments.fill(
                sizes,
                "text-size-",
                "Text size",
                Settings.TEXT_SIZES,
                size -> size + " %",
                settings.textSizeProperty());
        Segments.fill(
                numbers,
                "numbers-",
                "Numbers",
                List.of(NumberMarks.values()),
                NumberMarks::example,
                settings.marksProperty());
        bindZone();
        workFolder.textProperty().bindBidirectional(settings.workFolderProperty());
        settings.workFolderProperty().subscribe(text -> showWorkFolder());
        settingsFolder.setText(settings.folder().toString());
        folderLine.getChildren().add(Clip.button("Copy folder name", settings.folder().toString()));
    }

    private void bindZone() {
        zone.getItems().setAll(Zones.all(settings.zoneProperty().get()));
        zone.setConverter(new ChoiceText<>(Zones::words));
        zone.valueProperty().bindBidirectional(settings.zoneProperty());
        settings.zoneProperty().subscribe(now -> showExample());
    }

    private void showExample() {
        double now = Instant.now().getEpochSecond();
        zoneExample.setText(
                "It is "
                        + Texts.day(now)
                        + ", "
                        + Texts.minute(now)
                        + " there. Times in files and reports are always UTC.");
    }

    private void showWorkFolder() {
        boolean isGiven = !settings.workFolderProperty().get().isBlank();
        workFolderMessage.setText(
                isGiven && settings.workFolder().isEmpty()
                        ? "The folder does not exist. File dialogs open in the"
                                + " system default folder."
                        : "File dialogs open in this folder.");
    }

    @FXML
    void chooseWorkFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle("Work folder");
        settings.workFolder().map(Path::toFile).ifPresent(chooser::setInitialDirectory);
        File folder = chooser.showDialog(root().getScene().getWindow());
        if (folder != null) {
            settings.workFolderProperty().set(folder.toString());
        }
    }

    @FXML
    void saveWorkspace() {
        actions.saveWorkspace().run();
    }

    @FXML
    void openWorkspace() {
        actions.openWorkspace().run();
    }

    @Override
    public void setShowing(boolean showing) {
        if (showing) {
            showExample();
        }
    }

    @Override
    public void redisplay() {
        showExample();
    }

    @Override
    public void close() {
        // No threads.
    }
}
