package trafficinsights.model;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The user's own folders for this program: settings that are kept, and what may be thrown away.
public final class UserFolder {
    private UserFolder() {}

    /// Settings and histories.
    public static Path settings() {
        return folder("APPDATA", "XDG_CONFIG_HOME", ".config");
    }

    /// Large files of the moment. On a disk: on many systems `/tmp` is memory.
    public static Path cache() {
        return folder("LOCALAPPDATA", "XDG_CACHE_HOME", ".cache");
    }

    private static Path folder(String windowsVariable, String variable, String below) {
        String home = System.getProperty("user.home", ".");
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        @Nullable String onWindows = System.getenv(windowsVariable);
        if (os.contains("win") && onWindows != null) {
            return Path.of(onWindows, "TrafficInsights");
        }
        @Nullable String named = System.getenv(variable);
        return named != null && !named.isBlank()
                ? Path.of(named, "traffic-insights")
                : Path.of(home, below, "traffic-insights");
    }
}
