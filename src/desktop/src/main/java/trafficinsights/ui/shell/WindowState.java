package trafficinsights.ui.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/// What the window remembers between starts.
///
/// @param x left edge on the screen; `NaN` lets the system place the window
/// @param y top edge
/// @param width in pixels, at least [#LEAST_WIDTH]
/// @param height in pixels, at least [#LEAST_HEIGHT]
record WindowState(
        double x,
        double y,
        double width,
        double height,
        boolean isMaximized,
        PanelId panel,
        boolean isNavigationCollapsed) {
    static final double LEAST_WIDTH = 1024;
    static final double LEAST_HEIGHT = 640;

    static final WindowState DEFAULT =
            new WindowState(Double.NaN, Double.NaN, 1280, 720, false, PanelId.HOME, false);

    private static final System.Logger LOG = System.getLogger(WindowState.class.getName());
    private static final String FILE = "window.properties";
    private static final double LARGEST = 20_000;

    /// What was saved; the default for all that is missing, broken or out of range.
    static WindowState load(Path folder) {
        Properties saved = new Properties();
        Path file = folder.resolve(FILE);
        if (Files.isReadable(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                saved.load(reader);
            } catch (IOException | IllegalArgumentException broken) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "the window starts with defaults: " + file,
                        broken);
                return DEFAULT;
            }
        }
        return new WindowState(
                number(saved, "x", -LARGEST, DEFAULT.x),
                number(saved, "y", -LARGEST, DEFAULT.y),
                number(saved, "width", LEAST_WIDTH, DEFAULT.width),
                number(saved, "height", LEAST_HEIGHT, DEFAULT.height),
                Boolean.parseBoolean(saved.getProperty("maximized")),
                panel(saved.getProperty("panel", "")),
                Boolean.parseBoolean(saved.getProperty("navigation.collapsed")));
    }

    private static double number(Properties saved, String key, double least, double otherwise) {
        try {
            double value = Double.parseDouble(saved.getProperty(key, ""));
            return value >= least && value <= LARGEST ? value : otherwise;
        } catch (NumberFormatException broken) {
            return otherwise;
        }
    }

    private static PanelId panel(String label) {
        for (PanelId panel : PanelId.values()) {
            if (panel.label().equals(label)) {
                return panel;
            }
        }
        return DEFAULT.panel;
    }

    /// Replaces the file whole. A folder that cannot be written is not a reason to bother anyone.
    void save(Path folder) {
        Properties saved = new Properties();
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
            saved.setProperty("x", String.valueOf(x));
            saved.setProperty("y", String.valueOf(y));
        }
        saved.setProperty("width", String.valueOf(width));
        saved.setProperty("height", String.valueOf(height));
        saved.setProperty("maximized", String.valueOf(isMaximized));
        saved.setProperty("panel", panel.label());
        saved.setProperty("navigation.collapsed", String.valueOf(isNavigationCollapsed));
        try {
            Files.createDirectories(folder);
            Path whole = Files.createTempFile(folder, FILE, ".part");
            try (Writer writer = Files.newBufferedWriter(whole)) {
                saved.store(writer, null);
            }
            Files.move(whole, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException broken) {
            LOG.log(System.Logger.Level.INFO, "the window's place could not be saved", broken);
        }
    }
}
