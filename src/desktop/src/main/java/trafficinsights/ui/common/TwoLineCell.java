package trafficinsights.ui.common;

import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A row of a list: what it is, and below it, smaller, what is known of it.
public final class TwoLineCell<T> extends ListCell<T> {
    private final Function<T, String> first;
    private final Function<T, String> second;
    private final Label title = new Label();
    private final Label facts = new Label();
    private final VBox text = new VBox(title, facts);

    public TwoLineCell(Function<T, String> first, Function<T, String> second) {
        this.first = first;
        this.second = second;
        getStyleClass().add("scenario-cell");
        title.getStyleClass().add("scenario-title");
        facts.getStyleClass().add("scenario-facts");
        text.getStyleClass().add("scenario-text");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        title.setText(first.apply(item));
        facts.setText(second.apply(item));
        setAccessibleText(title.getText() + ". " + facts.getText());
        setGraphic(text);
    }
}
