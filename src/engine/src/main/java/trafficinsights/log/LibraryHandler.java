package trafficinsights.log;

import java.lang.System.Logger.Level;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// Sends what libraries tell java.util.logging into the [LogFile], and nothing to the console: what
/// a user must know is said by the program itself.
public final class LibraryHandler extends Handler {
    private final SimpleFormatter words = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
        String name = String.valueOf(record.getLoggerName());
        Level level = level(record.getLevel().intValue());
        if (LogFileFinder.isLogged(name, level)) {
            LogFile.log(level, name, words.formatMessage(record), record.getThrown());
        }
    }

    private static Level level(int value) {
        if (value >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (value >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARNING;
        }
        return value >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
