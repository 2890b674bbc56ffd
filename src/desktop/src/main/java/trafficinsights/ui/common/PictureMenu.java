package trafficinsights.ui.common;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;

/// A chart as a picture: to the clipboard, or into a PNG file, at twice its size on the screen. FX
/// thread; files are written elsewhere.
final class PictureMenu {
    private PictureMenu() {}

    /// A small button with the menu, and the menu on a right click of the chart.
    ///
    /// @param name of the chart
    static Button button(ChartCard chart, ObservableStringValue name) {
        MenuItem copy = new MenuItem("Copy image");
        copy.setOnAction(event -> copy(chart));
        MenuItem save = new MenuItem("Save image…");
        save.setOnAction(event -> choose(chart));
        ContextMenu menu = new ContextMenu(copy, save);
        Button button = new Button("", new FontIcon("fth-image"));
        button.getStyleClass().addAll("flat", "button-icon", "small-icon", "picture-button");
        button.setTooltip(new Tooltip("Copy or save as an image"));
        button.accessibleTextProperty()
                .bind(Bindings.concat("Copy or save the chart “", name, "” as an image"));
        button.setOnAction(event -> menu.show(button, javafx.geometry.Side.BOTTOM, 0, 4));
        chart.setOnContextMenuRequested(event -> {
            menu.show(chart, event.getScreenX(), event.getScreenY());
            event.consume();
        });
        return button;
    }

    static void log(Problem problem) {
        System.getLogger(PictureMenu.class.getName())
                .log(System.Logger.Level.WARNING, problem.userMessage(), problem.cause());
    }

    /// Puts the chart on the clipboard.
    static void copy(ChartCard chart) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(PictureSheet.of(chart));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static void choose(ChartCard chart) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save image");
        chooser.setInitialFileName(fileName(chart));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
        File file = chooser.showSaveDialog(chart.getScene().getWindow());
        if (file != null) {
            chart.savePicture(file.toPath());
        }
    }

    /// After the run and the chart: `bad-deploy-latency.png`.
    static String fileName(ChartCard chart) {
        String words = (chart.source() + " " + chart.title()).toLowerCase(Locale.ROOT);
        return words.replaceAll("[^\\p{L}\\p{N}]+", " ").strip().replace(' ', '-') + ".png";
    }

    /// Writes the chart as PNG.
    ///
    /// @param done receives the file, or why it could not be written, on the FX thread
    static void save(ChartCard chart, Path file, Consumer<Outcome<Path>> done) {
        WritableImage image = PictureSheet.of(chart);
        Thread.ofVirtual()
                .name("save-picture")
                .start(() -> {
                    Outcome<Path> outcome = write(image, file);
                    Platform.runLater(() -> done.accept(outcome));
                });
    }

    private static Outcome<Path> write(WritableImage image, Path file) {
        try {
            Png.write(image, file);
            return Outcome.ok(file);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "picture.write",
                            ("The picture could not be saved to %s. Check the"
                                            + " folder's permissions and free space.")
                                    .formatted(file),
                            e));
        }
    }
}
