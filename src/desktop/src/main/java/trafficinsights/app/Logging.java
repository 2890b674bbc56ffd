package trafficinsights.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import trafficinsights.log.LibraryHandler;
import trafficinsights.log.LogFile;
import trafficinsights.run.home.UserFolder;

/// Sends all that is logged, here and in libraries, into one file of the user's folder.
public final class Logging {
    private static final String CONFIGURATION_CLASS = "java.util.logging.config.class";

    /// Made by the JDK when a library logs for the first time; a start alone logs nothing, and
    /// making the loggers ready takes as long as half of it.
    public Logging() {
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new LibraryHandler());
    }

    static void configure() {
        LogFile.open(UserFolder.logs());
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(CONFIGURATION_CLASS, Logging.class.getName());
        }
    }
}
