package trafficinsights.ui.generate;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Unit;
import trafficinsights.run.scenario.ScenarioInfo;
import trafficinsights.ui.common.Texts;

/// A scenario in the list: its title, and its size.
final class ScenarioCell extends ListCell<ScenarioInfo> {
    private final Label title = new Label();
    private final Label facts = new Label();
    private final VBox text = new VBox(title, facts);

    ScenarioCell() {
        getStyleClass().add("scenario-cell");
        title.getStyleClass().add("scenario-title");
        facts.getStyleClass().add("scenario-facts");
        text.getStyleClass().add("scenario-text");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ScenarioInfo scenario, boolean empty) {
        super.updateItem(scenario, empty);
        if (empty || scenario == null) {
            setGraphic(null);
            return;
        }
        title.setText(scenario.title());
        facts.setText(
                Texts.duration(scenario.duration())
                        + " · "
                        + Texts.of(Unit.REQUESTS_PER_SECOND, scenario.requestsPerSecond())
                        + " · "
                        + Texts.counted(scenario.servers(), "server"));
        setAccessibleText(scenario.title() + ". " + scenario.description());
        setGraphic(text);
    }
}
