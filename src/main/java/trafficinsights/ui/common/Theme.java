package trafficinsights.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark: AtlantaFX Primer, and the program's own tokens above it.
public enum Theme {
    LIGHT,
    DARK;

    private static final String[] FONTS = {"Roboto-Regular.ttf", "Roboto-Medium.ttf"};

    /// The name in the settings file.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Theme other() {
        return this == LIGHT ? DARK : LIGHT;
    }

    /// Makes the bundled fonts known, so that pictures are alike everywhere. Once, on any thread.
    public static void loadFonts() {
        for (String file : FONTS) {
            try (InputStream font =
                    Objects.requireNonNull(
                            Theme.class.getResourceAsStream("/trafficinsights/fonts/" + file),
                            file)) {
                Font.loadFont(font, 13);
            } catch (IOException broken) {
                throw new UncheckedIOException("cannot read the font " + file, broken);
            }
        }
    }

    /// Puts the theme on a scene; the whole program follows. FX thread.
    public void applyTo(Scene scene) {
        Application.setUserAgentStylesheet(
                this == LIGHT
                        ? new PrimerLight().getUserAgentStylesheet()
                        : new PrimerDark().getUserAgentStylesheet());
        scene.getStylesheets()
                .setAll(sheet("tokens.css"), sheet("workbench.css"), sheet("charts.css"));
        ObservableList<String> classes = scene.getRoot().getStyleClass();
        classes.removeAll("theme-light", "theme-dark");
        classes.add("theme-" + label());
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/trafficinsights/ui/" + name), name)
                .toExternalForm();
    }
}
