package trafficinsights.ui.shell;

import java.util.Locale;

/// The panels of the navigation, in their order.
enum PanelId {
    HOME("Home", "fth-home", "Ctrl+1"),
    GENERATE("Generate", "fth-sliders", "Ctrl+2"),
    LIVE("Live", "fth-activity", "Ctrl+3"),
    INVESTIGATE("Investigate", "fth-search", "Ctrl+4"),
    EXPLORE("Explore", "fth-grid", "Ctrl+5"),
    WAREHOUSE("Warehouse", "fth-database", "Ctrl+6"),
    REPORTS("Reports", "fth-bar-chart-2", "Ctrl+7"),
    HEALTH("Health", "fth-heart", "Ctrl+8"),
    SETTINGS("Settings", "fth-settings", "Ctrl+9");

    private final String title;
    private final String icon;
    private final String keys;

    PanelId(String title, String icon, String keys) {
        this.title = title;
        this.icon = icon;
        this.keys = keys;
    }

    String title() {
        return title;
    }

    String icon() {
        return icon;
    }

    /// The keys that bring it to the front.
    String keys() {
        return keys;
    }

    /// The name in the settings file.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
