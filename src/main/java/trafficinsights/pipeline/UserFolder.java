package trafficinsights.pipeline;

import java.nio.file.Path;
import java.util.Locale;

/// The user's own folder for what this program remembers between starts.
public final class UserFolder {
    /// System property with another folder, for tests and for portable installations.
    public static final String PROPERTY = "trafficinsights.folder";

    private UserFolder() {}

    public static Path path() {
        String given = System.getProperty(PROPERTY);
        if (given != null && !given.isBlank()) {
            return Path.of(given);
        }
        String home = System.getProperty("user.home", ".");
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String roaming = System.getenv("APPDATA");
        if (os.contains("win") && roaming != null) {
            return Path.of(roaming, "TrafficInsights");
        }
        String config = System.getenv("XDG_CONFIG_HOME");
        return config != null && !config.isBlank()
                ? Path.of(config, "traffic-insights")
                : Path.of(home, ".config", "traffic-insights");
    }

    /// Where the mappings of CSV files are that were used before.
    public static Path mappings() {
        return path().resolve("mappings");
    }
}
