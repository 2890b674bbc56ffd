package trafficinsights.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trafficinsights.serve.answer.Answer;
import trafficinsights.serve.answer.Api;

/// The page: a handful of files that are read when the server starts. Any other name is unknown, so
/// no address leads to a file of the disk. Immutable.
final class PageFiles {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String FONT = "font/ttf";
    private static final String FONTS = "/trafficinsights/fonts/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private final Map<String, Answer> files = new LinkedHashMap<>();

    PageFiles() {
        add("/", "index.html", HTML);
        add("/login", "login.html", HTML);
        add("/login.js", "login.js", SCRIPT);
        add("/page.css", "page.css", CSS);
        add("/page.js", "page.js", SCRIPT);
        add("/charts.js", "charts.js", SCRIPT);
        add("/icon.svg", "icon.svg", "image/svg+xml");
        add("/openapi.json", "openapi.json", Answer.JSON);
        add("/roboto.ttf", FONTS + "Roboto-Regular.ttf", FONT);
        add("/roboto-medium.ttf", FONTS + "Roboto-Medium.ttf", FONT);
        add("/uplot.js", UPLOT + "uPlot.iife.min.js", SCRIPT);
        add("/uplot.css", UPLOT + "uPlot.min.css", CSS);
        files.put("/palette.css", Api.palette());
    }

    private void add(String path, String resource, String type) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            files.put(path, Answer.of(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Answer> of(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// Whether it can be had without a session: the form to sign in, and what it needs.
    static boolean isOpen(String path) {
        return switch (path) {
            case "/login",
                    "/login.js",
                    "/page.css",
                    "/roboto.ttf",
                    "/roboto-medium.ttf",
                    "/palette.css",
                    "/icon.svg" ->
                    true;
            default -> false;
        };
    }
}
