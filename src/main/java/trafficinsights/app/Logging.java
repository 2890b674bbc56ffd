package trafficinsights.app;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps libraries quiet on the console: what a user must know is said by the program itself.
final class Logging {
    /// Held on to, because a logger nobody refers to forgets its level.
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    static void configure() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            ROOT.setLevel(Level.SEVERE);
        }
    }
}
