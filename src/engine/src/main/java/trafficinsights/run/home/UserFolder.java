package trafficinsights.run.home;

import java.nio.file.Path;
import java.util.Locale;

/// The user's own folders for this program: what it remembers between starts, and what may be
/// thrown away.
public final class UserFolder {
    /// System property with another folder, for tests and for portable installations.
    public static final String PROPERTY = "trafficinsights.folder";

    private UserFolder() {}

    /// Settings, mappings and histories.
    public static Path path() {
        String given = System.getProperty(PROPERTY);
        return given != null && !given.isBlank()
                ? Path.of(given)
                : folder("APPDATA", "XDG_CONFIG_HOME", ".config");
    }

    /// Where the mappings of CSV files are that were used before.
    public static Path mappings() {
        return path().resolve("mappings");
    }

    /// Where this program's log is.
    public static Path logs() {
        return path().resolve("logs");
    }

    /// Large temporary files. On a disk: on many systems `/tmp` is memory.
    public static Path cache() {
        String given = System.getProperty(PROPERTY);
        return given != null && !given.isBlank()
                ? Path.of(given, "cache")
                : folder("LOCALAPPDATA", "XDG_CACHE_HOME", ".cache");
    }

    private static Path folder(String windowsVariable, String variable, String below) {
        String home = System.getProperty("user.home", ".");
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String onWindows = System.getenv(windowsVariable);
        if (os.contains("win") && onWindows != null) {
            return Path.of(onWindows, "TrafficInsights");
        }
        String named = System.getenv(variable);
        return named != null && !named.isBlank()
                ? Path.of(named, "traffic-insights")
                : Path.of(home, below, "traffic-insights");
    }
}
