package trafficinsights.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark: AtlantaFX Primer, and the program's own tokens above it.
public enum Theme {
    LIGHT,
    DARK;

    private static final Pattern PIXELS = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)px");

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
    ///
    /// @param scale of all texts and what surrounds them; 1 as designed
    public void applyTo(Scene scene, double scale) {
        Application.setUserAgentStylesheet(
                this == LIGHT
                        ? new PrimerLight().getUserAgentStylesheet()
                        : new PrimerDark().getUserAgentStylesheet());
        scene.getStylesheets()
                .setAll(
                        sheet("tokens.css", scale),
                        sheet("workbench.css", scale),
                        sheet("charts.css", scale));
        ObservableList<String> classes = scene.getRoot().getStyleClass();
        classes.removeAll("theme-light", "theme-dark");
        classes.add("theme-" + label());
    }

    private static String sheet(String name, double scale) {
        URL url =
                Objects.requireNonNull(
                        Theme.class.getResource("/trafficinsights/ui/" + name), name);
        if (scale == 1) {
            return url.toExternalForm();
        }
        try (InputStream in = url.openStream()) {
            String css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return "data:text/css;base64,"
                    + Base64.getEncoder()
                            .encodeToString(scaled(css, scale).getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + name, broken);
        }
    }

    /// All lengths but hairlines, so that rows grow with their text.
    static String scaled(String css, double scale) {
        return PIXELS.matcher(css)
                .replaceAll(length -> {
                    double pixels = Double.parseDouble(length.group(1));
                    return pixels <= 2
                            ? length.group()
                            : String.format(Locale.ROOT, "%.1fpx", pixels * scale);
                });
    }
}
