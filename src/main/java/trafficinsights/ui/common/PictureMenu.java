package trafficinsights.ui.common;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;

/// A chart as a picture: to the clipboard, or into a PNG file, at twice its size on the screen. FX
/// thread; files are written elsewhere.
public final class PictureMenu {
    private static final double SCALE = 2;

    private PictureMenu() {}

    /// A small button with the menu, and the menu on a right click of the chart.
    ///
    /// @param name of the chart, and of the file that is proposed
    /// @param onProblem says why a picture could not be written
    static Button button(Node chart, ObservableStringValue name, Consumer<Problem> onProblem) {
        MenuItem copy = new MenuItem("Copy picture");
        copy.setOnAction(event -> copy(chart));
        MenuItem save = new MenuItem("Save picture…");
        save.setOnAction(event -> choose(chart, name.get(), onProblem));
        ContextMenu menu = new ContextMenu(copy, save);
        Button button = new Button("", new FontIcon("fth-image"));
        button.getStyleClass().addAll("flat", "button-icon", "small-icon", "picture-button");
        button.setTooltip(new Tooltip("Copy or save as a picture"));
        button.accessibleTextProperty()
                .bind(Bindings.concat("Copy or save the chart “", name, "” as a picture"));
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

    private static WritableImage picture(Node chart) {
        SnapshotParameters how = new SnapshotParameters();
        how.setTransform(Transform.scale(SCALE, SCALE));
        how.setFill(
                chart.getScene().getRoot().getStyleClass().contains("theme-dark")
                        ? Color.web("#181d24")
                        : Color.WHITE);
        return chart.snapshot(how, null);
    }

    /// Puts the chart on the clipboard.
    static void copy(Node chart) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture(chart));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static void choose(Node chart, String name, Consumer<Problem> onProblem) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save the picture");
        chooser.setInitialFileName(
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG", "*.png"));
        File file = chooser.showSaveDialog(chart.getScene().getWindow());
        if (file != null) {
            save(
                    chart,
                    file.toPath(),
                    outcome -> {
                        if (outcome instanceof Outcome.Rejected<Path>(Problem problem)) {
                            onProblem.accept(problem);
                        }
                    });
        }
    }

    /// Writes the chart as PNG.
    ///
    /// @param done told on the FX thread when the file is there, or why it is not
    public static void save(Node chart, Path file, Consumer<Outcome<Path>> done) {
        WritableImage image = picture(chart);
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
                            "The picture could not be written to %s. Check the rights and the space of its folder."
                                    .formatted(file),
                            e));
        }
    }
}
