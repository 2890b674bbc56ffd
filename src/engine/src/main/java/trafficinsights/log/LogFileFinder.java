package trafficinsights.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Sends what is told to a [System.Logger] into the [LogFile], without java.util.logging, whose
/// making takes as long as half a start. Found by the JDK as a service.
public final class LogFileFinder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
        return new ToFile(name);
    }

    /// Own messages from INFO on, those of others from WARNING on.
    static boolean isLogged(String name, System.Logger.Level level) {
        System.Logger.Level least =
                name.startsWith("trafficinsights")
                        ? System.Logger.Level.INFO
                        : System.Logger.Level.WARNING;
        return level != System.Logger.Level.OFF && level.getSeverity() >= least.getSeverity();
    }

    private record ToFile(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return isLogged(name, level);
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String message,
                @Nullable Throwable cause) {
            if (isLoggable(level)) {
                LogFile.log(level, name, String.valueOf(message), cause);
            }
        }

        @Override
        public void log(
                Level level,
                @Nullable ResourceBundle bundle,
                @Nullable String format,
                @Nullable Object... values) {
            if (isLoggable(level)) {
                String text = String.valueOf(format);
                boolean hasValues = values != null && values.length > 0;
                LogFile.log(
                        level, name, hasValues ? MessageFormat.format(text, values) : text, null);
            }
        }
    }
}
