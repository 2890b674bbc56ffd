package trafficinsights.ui.shell;

import java.util.Locale;

/// The panels of the navigation, in their order.
enum PanelId {
    GENERATE("Generate", "fth-sliders"),
    LIVE("Live", "fth-activity");

    private final String title;
    private final String icon;

    PanelId(String title, String icon) {
        this.title = title;
        this.icon = icon;
    }

    String title() {
        return title;
    }

    String icon() {
        return icon;
    }

    /// The name in the settings file.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
