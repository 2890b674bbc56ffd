package trafficinsights.ui.connect;

import java.io.File;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.spec.FollowedKind;
import trafficinsights.ui.common.ChoiceText;

/// A source on the page: its kind, its address, the fields that fit the kind, and what is wrong.
final class SourceRow extends VBox {
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final SourceDraft draft;
    private final int place;
    private final TextField text = new TextField();
    private final FlowPane fields = new FlowPane();
    private final Button browse = new Button("_Browse…");

    /// @param place on the page, from 0, for the ids of the nodes
    SourceRow(SourceDraft draft, int place, ConnectModel model) {
        this.draft = draft;
        this.place = place;
        getStyleClass().add("source-row");
        ComboBox<FollowedKind> kind = new ComboBox<>();
        kind.setId("connectKind-" + place);
        kind.setAccessibleText("Kind of source");
        kind.setConverter(new ChoiceText<>(FollowedKind::title));
        kind.getItems().setAll(FollowedKind.values());
        kind.valueProperty().bindBidirectional(draft.kindProperty());
        kind.setMinWidth(USE_PREF_SIZE);
        text.setId("connectText-" + place);
        text.setAccessibleText("Address, or path of a log file");
        text.setPromptText("Path of a log file, or an address");
        text.textProperty().bindBidirectional(draft.textProperty());
        HBox.setHgrow(text, Priority.ALWAYS);
        browse.setOnAction(event -> browse());
        browse.setMinWidth(USE_PREF_SIZE);
        Button remove = new Button("", new FontIcon("fth-x"));
        remove.setId("connectRemove-" + place);
        remove.getStyleClass().addAll("flat", "button-icon", "small-icon");
        remove.setTooltip(new Tooltip("Remove this source"));
        remove.setAccessibleText("Remove this source");
        remove.setOnAction(event -> model.remove(draft));
        remove.visibleProperty().bind(Bindings.size(model.drafts()).greaterThan(1));
        remove.managedProperty().bind(remove.visibleProperty());
        HBox line = new HBox(kind, text, browse, remove);
        line.getStyleClass().add("source-line");
        line.setAlignment(Pos.CENTER_LEFT);
        fields.getStyleClass().add("source-fields");
        getChildren().addAll(line, fields, message());
        draft.kindProperty().subscribe(this::showFields);
    }

    private Label message() {
        Label wrong = new Label();
        wrong.setId("connectWrong-" + place);
        wrong.getStyleClass().add("source-wrong");
        wrong.setWrapText(true);
        wrong.setMinHeight(Region.USE_PREF_SIZE);
        draft.messageProperty()
                .subscribe(now -> {
                    wrong.setText(now);
                    wrong.setVisible(!now.isEmpty());
                    wrong.setManaged(!now.isEmpty());
                    text.pseudoClassStateChanged(INVALID, !now.isEmpty());
                    text.setAccessibleHelp(now);
                });
        return wrong;
    }

    private void showFields(FollowedKind kind) {
        List<String> names = kind.fields();
        fields.getChildren().setAll(names.stream().map(name -> field(kind, name)).toList());
        fields.setVisible(!names.isEmpty());
        fields.setManaged(!names.isEmpty());
        browse.setVisible(kind == FollowedKind.FILE);
        browse.setManaged(kind == FollowedKind.FILE);
    }

    private VBox field(FollowedKind kind, String name) {
        TextField value = new TextField();
        value.setId("connect-" + name + "-" + place);
        value.setPromptText(kind.hint(name));
        value.setPrefColumnCount(name.equals("port") ? 5 : name.equals("password") ? 16 : 11);
        value.textProperty().bindBidirectional(draft.field(name));
        Label label = new Label(kind.label(name));
        label.getStyleClass().add("field-hint");
        label.setLabelFor(value);
        VBox both = new VBox(label, value);
        both.getStyleClass().add("source-field");
        return both;
    }

    private void browse() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Choose a log to follow");
        File chosen = chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) {
            draft.textProperty().set(chosen.getPath());
        }
    }

    TextField text() {
        return text;
    }
}
