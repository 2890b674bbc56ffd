package trafficinsights.ui.common;

import java.util.Locale;

/// Which theme a person wants.
public enum ThemeChoice {
    /// That of the operating system, whenever it changes.
    SYSTEM("Same as system"),
    LIGHT("Light"),
    DARK("Dark");

    private final String title;

    ThemeChoice(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// The name in the settings file.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The theme that comes of it.
    ///
    /// @param system what the operating system has now
    public Theme theme(Theme system) {
        return switch (this) {
            case SYSTEM -> system;
            case LIGHT -> Theme.LIGHT;
            case DARK -> Theme.DARK;
        };
    }

    public static ThemeChoice of(Theme theme) {
        return theme == Theme.LIGHT ? LIGHT : DARK;
    }
}
