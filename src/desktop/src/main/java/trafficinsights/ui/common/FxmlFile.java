package trafficinsights.ui.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Objects;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/// Every FXML file of the window.
public enum FxmlFile {
    SHELL("/trafficinsights/ui/shell/Shell.fxml"),
    HOME("/trafficinsights/ui/home/HomePanel.fxml"),
    GENERATE("/trafficinsights/ui/generate/GeneratePanel.fxml"),
    LIVE("/trafficinsights/ui/live/LivePanel.fxml"),
    INVESTIGATE("/trafficinsights/ui/investigate/InvestigatePanel.fxml"),
    EXPLORE("/trafficinsights/ui/explore/ExplorePanel.fxml"),
    EXPLORE_IMPORT("/trafficinsights/ui/explore/ImportPage.fxml"),
    CONNECT("/trafficinsights/ui/connect/ConnectPage.fxml"),
    LOG_FORMAT("/trafficinsights/ui/logs/LogFormatPage.fxml"),
    WAREHOUSE("/trafficinsights/ui/warehouse/WarehousePanel.fxml"),
    WAREHOUSE_TABLES("/trafficinsights/ui/warehouse/TablesPage.fxml"),
    REPORTS("/trafficinsights/ui/reports/ReportsPanel.fxml"),
    HEALTH("/trafficinsights/ui/health/HealthPanel.fxml"),
    SETTINGS("/trafficinsights/ui/settings/SettingsPanel.fxml");

    private final String path;

    FxmlFile(String path) {
        this.path = path;
    }

    public URL url() {
        return Objects.requireNonNull(FxmlFile.class.getResource(path), path);
    }

    /// Builds the nodes and binds them to `controller`. FX thread.
    public Parent load(Object controller) {
        FXMLLoader loader = new FXMLLoader(url());
        loader.setControllerFactory(type -> type.cast(controller));
        try {
            return loader.load();
        } catch (IOException broken) {
            // Part of the program itself: no user can cause or mend it.
            throw new UncheckedIOException("cannot load " + path, broken);
        }
    }
}
