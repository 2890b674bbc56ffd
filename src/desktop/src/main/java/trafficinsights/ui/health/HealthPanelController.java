package trafficinsights.ui.health;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.layout.TilePane;
import trafficinsights.ui.common.Clip;
import trafficinsights.ui.common.FxmlFile;
import trafficinsights.ui.common.PanelView;

/// Binds the Health panel's nodes to its view model.
public final class HealthPanelController extends PanelView {
    private static final double WIDE = 1400;
    private static final double LEAST_TILE = 240;
    private static final double GAP = 8;

    private final HealthViewModel model;
    private final Map<Gauge, GaugeCard> cards = new EnumMap<>(Gauge.class);

    @FXML private TilePane gauges;

    public HealthPanelController(HealthViewModel model) {
        this.model = model;
        load(FxmlFile.HEALTH);
    }

    @FXML
    void initialize() {
        for (Gauge gauge : Gauge.values()) {
            GaugeCard card = new GaugeCard(gauge);
            cards.put(gauge, card);
            gauges.getChildren().add(card);
        }
        // As wide as the panel: three in a row, four where there is room.
        gauges.prefTileWidthProperty()
                .bind(
                        Bindings.createDoubleBinding(
                                () -> tileWidth(gauges.getWidth()), gauges.widthProperty()));
        model.readings().addListener((ListChangeListener<Reading>) change -> show());
        show();
    }

    private static double tileWidth(double width) {
        int columns = width >= WIDE ? 4 : 3;
        return Math.max(LEAST_TILE, Math.floor((width - (columns - 1) * GAP) / columns) - 1);
    }

    private void show() {
        for (Reading reading : model.readings()) {
            GaugeCard card = cards.get(reading.gauge());
            if (card != null) {
                card.show(reading);
            }
        }
    }

    @FXML
    void copy() {
        Clip.put(model.text());
    }

    @Override
    public void setShowing(boolean showing) {
        model.setActive(showing);
    }

    @Override
    public void close() {
        model.close();
    }
}
