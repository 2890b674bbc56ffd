package trafficinsights.run.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// This program's version, as the build wrote it.
public final class ToolVersion {
    private ToolVersion() {}

    public static String text() {
        try (InputStream in =
                ToolVersion.class.getResourceAsStream("/trafficinsights/run/version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
