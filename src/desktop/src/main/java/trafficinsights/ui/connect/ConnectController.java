package trafficinsights.ui.connect;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.KeyHint;
import trafficinsights.ui.common.PanelView;

/// Binds the page of followed sources to its view model.
public final class ConnectController extends PanelView {
    private final ConnectModel model;

    @FXML private VBox sources;
    @FXML private CheckBox fromStart;
    @FXML private ListView<String> recent;
    @FXML private Label noRecent;

    @SuppressWarnings("NullAway.Init") // FXML sets the nodes
    public ConnectController(ConnectModel model) {
        this.model = model;
        load(FxmlFile.CONNECT);
        root().addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    @FXML
    void initialize() {
        fromStart.selectedProperty().bindBidirectional(model.fromStartProperty());
        recent.setItems(model.recent());
        model.recent().addListener((ListChangeListener<String>) change -> showRecent());
        recent.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                takeRecent();
            }
        });
        recent.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        takeRecent();
                        event.consume();
                    }
                });
        model.drafts().addListener((ListChangeListener<SourceDraft>) change -> showSources());
        showSources();
        showRecent();
    }

    private void showRecent() {
        noRecent.setVisible(model.recent().isEmpty());
    }

    private void showSources() {
        List<Node> rows = new ArrayList<>();
        for (SourceDraft draft : model.drafts()) {
            rows.add(new SourceRow(draft, rows.size(), model));
        }
        sources.getChildren().setAll(rows);
    }

    private void focusLast() {
        if (!sources.getChildren().isEmpty()
                && sources.getChildren().getLast() instanceof SourceRow last) {
            last.text().requestFocus();
            last.text().end();
        }
    }

    private void takeRecent() {
        String chosen = recent.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            model.take(chosen);
        }
    }

    /// Enter starts where something is typed; a button or a list has its own Enter.
    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof TextField) {
            model.follow();
            event.consume();
        }
    }

    @Override
    protected @Nullable Runnable keyAction(KeyEvent event) {
        return event.getCode() == KeyCode.ESCAPE ? model::leave : null;
    }

    @FXML
    void add() {
        model.add("");
        focusLast();
    }

    @FXML
    void follow() {
        model.follow();
    }

    @FXML
    void leave() {
        model.leave();
    }

    @Override
    public void setShowing(boolean showing) {
        // It has no timers.
    }

    @Override
    public Node content() {
        return sources.getChildren().getFirst() instanceof SourceRow first ? first.text() : sources;
    }

    @Override
    public List<KeyHint> keyHints() {
        return List.of(
                new KeyHint("Enter", "follow the sources"), new KeyHint("Esc", "leave the page"));
    }

    @Override
    public void close() {
        // Nothing goes on.
    }
}
