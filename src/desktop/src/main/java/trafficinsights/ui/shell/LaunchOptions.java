package trafficinsights.ui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the window does when it opens.
///
/// @param scenario started at once, by name or file
/// @param speed event seconds in a second of the clock for `scenario`; 0 is as fast as possible
/// @param files opened where they belong, when no scenario is given
/// @param stateFolder where the window remembers its place; null takes the user's own folder
public record LaunchOptions(
        Optional<String> scenario, double speed, List<Path> files, @Nullable Path stateFolder) {
    public LaunchOptions {
        files = List.copyOf(files);
        if (!(speed >= 0)) {
            throw new IllegalArgumentException("speed is " + speed + ", must be at least 0");
        }
    }

    /// An empty window.
    public static LaunchOptions none() {
        return new LaunchOptions(Optional.empty(), 0, List.of(), null);
    }
}
