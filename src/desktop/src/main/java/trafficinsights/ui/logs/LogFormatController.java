package trafficinsights.ui.logs;

import java.io.File;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javafx.animation.PauseTransition;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.FileChooser;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.LogLook;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.PanelHead;
import trafficinsights.ui.common.PanelView;
import trafficinsights.ui.common.ProblemBar;
import trafficinsights.ui.common.TextColumns;
import trafficinsights.ui.common.Zones;
import trafficinsights.ui.common.work.WorkStrip;

/// Binds the page of a log format to its view model.
public final class LogFormatController extends PanelView {
    private static final KeyCombination READ =
            new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    /// A format is looked at once nothing was typed for so long.
    private static final Duration TYPING = Duration.millis(400);

    private final LogFormatModel model;
    private final PauseTransition typing = new PauseTransition(TYPING);
    private boolean isShowing;

    @FXML private PanelHead head;
    @FXML private Button read;
    @FXML private ProblemBar problems;
    @FXML private WorkStrip strip;
    @FXML private TextArea format;
    @FXML private ComboBox<String> unit;
    @FXML private ComboBox<ZoneId> zone;
    @FXML private Label reading;
    @FXML private Node partsCard;
    @FXML private TableView<LogLook.Part> parts;
    @FXML private TableView<LogLook.Line> lines;

    @SuppressWarnings("NullAway.Init") // FXML sets the nodes
    public LogFormatController(LogFormatModel model) {
        this.model = model;
        load(FxmlFile.LOG_FORMAT);
        root().addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    @FXML
    void initialize() {
        strip.follow(model.work());
        problems.onDismiss(() -> problems.show(null));
        unit.setConverter(new ChoiceText<>(LogFormatController::unitWords));
        unit.getItems().setAll(LogFormatModel.UNITS);
        zone.setConverter(new ChoiceText<>(Zones::words));
        zone.getItems().setAll(Zones.all(ZoneOffset.UTC));
        typing.setOnFinished(event -> choose());
        format.textProperty()
                .addListener((property, before, now) -> {
                    if (!isShowing) {
                        typing.playFromStart();
                    }
                });
        unit.setOnAction(event -> choose());
        zone.setOnAction(event -> choose());
        fillTables();
        model.choiceProperty().addListener((property, before, now) -> showChoice());
        model.lookProperty().addListener((property, before, now) -> showLook(now));
        model.titleProperty().addListener((property, before, now) -> head.setSubtitle(now));
        head.setSubtitle(model.titleProperty().get());
        model.problemProperty()
                .addListener((property, before, now) -> {
                    problems.show(now);
                    showActions();
                });
        model.work().workingProperty().addListener((property, before, now) -> showActions());
        model.openProperty().addListener((property, before, now) -> typing.stop());
        showChoice();
        showLook(null);
    }

    private static String unitWords(String unit) {
        return switch (unit) {
            case "" -> "as detected";
            case "us" -> "µs";
            case "none" -> "do not use";
            default -> unit;
        };
    }

    private void fillTables() {
        parts.getColumns()
                .setAll(
                        List.of(
                                TextColumns.<LogLook.Part>text("Part", 150, LogLook.Part::name),
                                TextColumns.<LogLook.Part>text(
                                        "Meaning",
                                        150,
                                        part ->
                                                part.meaning().isEmpty()
                                                        ? "not used"
                                                        : part.meaning())));
        parts.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        lines.getColumns()
                .setAll(
                        List.of(
                                TextColumns.<LogLook.Line>text(
                                        "Line", 48, line -> Long.toString(line.number())),
                                TextColumns.<LogLook.Line>text(
                                        "Read as", 130, LogLook.Line::verdict)));
        for (int i = 0; i < LogLook.TITLES.size(); i++) {
            int place = i;
            lines.getColumns()
                    .add(
                            TextColumns.text(
                                    title(LogLook.TITLES.get(i)),
                                    i == 0 ? 190 : i == 1 || i == 5 ? 120 : 76,
                                    line -> line.cells().isEmpty() ? "" : line.cells().get(place)));
        }
        lines.getColumns().add(TextColumns.text("Text", 700, LogLook.Line::text));
        parts.getColumns().forEach(column -> column.setSortable(false));
        lines.getColumns().forEach(column -> column.setSortable(false));
        lines.setPlaceholder(new Label("No line can be read yet."));
    }

    private static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void choose() {
        if (!isShowing) {
            typing.stop();
            model.choose(
                    new LogFormatModel.Choice(
                            format.getText().strip(),
                            Objects.requireNonNullElse(unit.getValue(), ""),
                            Objects.requireNonNullElse(zone.getValue(), ZoneOffset.UTC)));
        }
    }

    private void showChoice() {
        LogFormatModel.Choice now = model.choiceProperty().get();
        isShowing = true;
        if (!format.getText().strip().equals(now.format())) {
            format.setText(now.format());
        }
        unit.setValue(now.unit());
        zone.setValue(now.zone());
        isShowing = false;
    }

    private void showLook(@Nullable LogLook look) {
        boolean hasParts = look != null && !look.parts().isEmpty();
        partsCard.setVisible(hasParts);
        partsCard.setManaged(hasParts);
        parts.getItems().setAll(look == null ? List.of() : look.parts());
        lines.getItems().setAll(look == null ? List.of() : look.lines());
        reading.setText(look == null ? "" : look.reading());
        showActions();
    }

    private void showActions() {
        read.setDisable(!model.isReadable());
    }

    private void pressed(KeyEvent event) {
        if (READ.match(event)) {
            choose();
            model.read();
            event.consume();
        }
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE ? model::leave : null;
    }

    @Override
    public void setShowing(boolean showing) {
        // It has no timers.
    }

    @FXML
    void chooseConfiguration() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Choose the server's configuration");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                "Configurations", "*.conf", "*.cfg", "*.yaml", "*.yml"),
                        new FileChooser.ExtensionFilter("All files", "*.*"));
        File chosen = chooser.showOpenDialog(root().getScene().getWindow());
        if (chosen != null) {
            format.setText(chosen.getPath());
            choose();
        }
    }

    @FXML
    void read() {
        model.read();
    }

    @FXML
    void leave() {
        model.leave();
    }

    @Override
    public Node content() {
        return format;
    }

    @Override
    public void close() {
        typing.stop();
    }
}
