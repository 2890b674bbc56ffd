package trafficinsights.ui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import trafficinsights.ui.common.Styles;

/// The whole window as a place to drop files on: says what will happen while they hover.
final class FileDrops {
    private final Node overlay;
    private final Label text;
    private final Supplier<PanelId> front;
    private final BiConsumer<FileTarget, List<Path>> open;
    private Hover hover = new Hover(List.of(), PanelId.HOME, FileTarget.NONE, "");

    /// What hovers, where it would go, and what is said of it: the disk is not asked again with
    /// every move.
    private record Hover(List<Path> files, PanelId front, FileTarget target, String words) {
        static Hover of(List<Path> files, PanelId front) {
            FileTarget target = FileTarget.of(files, front);
            return new Hover(files, front, target, target.text(files));
        }
    }

    /// @param open also told of files that cannot be opened
    FileDrops(
            Node overlay,
            Label text,
            Supplier<PanelId> front,
            BiConsumer<FileTarget, List<Path>> open) {
        this.overlay = overlay;
        this.text = text;
        this.front = front;
        this.open = open;
        overlay.setVisible(false);
    }

    void install(Scene scene) {
        scene.setOnDragOver(this::over);
        scene.setOnDragDropped(this::dropped);
        scene.setOnDragExited(event -> overlay.setVisible(false));
    }

    private void over(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            // What cannot be opened is taken too: only then can it be said why after the drop.
            event.acceptTransferModes(TransferMode.COPY);
            List<Path> files = files(event);
            if (!files.equals(hover.files) || hover.front != front.get()) {
                hover = Hover.of(files, front.get());
            }
            text.setText(hover.words);
            Styles.set(
                    overlay,
                    "drop-overlay",
                    hover.target.canOpen() ? "drop-welcome" : "drop-refused");
            overlay.setVisible(true);
        }
        event.consume();
    }

    private void dropped(DragEvent event) {
        overlay.setVisible(false);
        List<Path> files = files(event);
        event.setDropCompleted(!files.isEmpty());
        event.consume();
        if (!files.isEmpty()) {
            // A question in a dialog must not hold the system's drag and drop.
            Platform.runLater(() -> open.accept(FileTarget.of(files, front.get()), files));
        }
    }

    private static List<Path> files(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }
}
