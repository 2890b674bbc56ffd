package trafficinsights.app;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps libraries quiet on the console: what a user must know is said by the program itself.
public final class Logging {
    private static final String CONFIGURATION_CLASS = "java.util.logging.config.class";

    /// Made by the JDK when something is logged for the first time; a start alone logs nothing, and
    /// making the loggers ready takes as long as half of it.
    public Logging() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.SEVERE);
        root.addHandler(new ConsoleHandler());
    }

    static void configure() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(CONFIGURATION_CLASS, Logging.class.getName());
        }
    }
}
