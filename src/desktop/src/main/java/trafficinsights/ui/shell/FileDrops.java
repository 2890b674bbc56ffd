package trafficinsights.ui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import trafficinsights.model.Outcome;
import trafficinsights.ui.common.Styles;
import trafficinsights.ui.common.work.Work;

/// The whole window as a place to drop files on: says what will happen while they hover. The disk
/// is asked in the background: a file may be on a slow network.
final class FileDrops {
    private final Node overlay;
    private final Label text;
    private final Supplier<PanelId> front;
    private final BiConsumer<List<Path>, PanelId> open;
    private Hover hover = new Hover(List.of(), PanelId.HOME, true, "");

    /// What hovers, whether it can be opened as far as that is known, and what is said of it: the
    /// disk is not asked again with every move.
    private record Hover(List<Path> files, PanelId front, boolean canOpen, String words) {
        static Hover unknown(List<Path> files, PanelId front) {
            String name = String.valueOf(files.getFirst().getFileName());
            return new Hover(
                    files,
                    front,
                    true,
                    "Open " + (files.size() == 1 ? name : files.size() + " files"));
        }

        Hover known() {
            FileTarget target = FileTarget.of(files, front);
            return new Hover(files, front, target.canOpen(), target.text(files));
        }
    }

    /// @param open takes files that were dropped, and the panel that was in front
    FileDrops(
            Node overlay,
            Label text,
            Supplier<PanelId> front,
            BiConsumer<List<Path>, PanelId> open) {
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
            if (!files.isEmpty() && (!files.equals(hover.files) || hover.front != front.get())) {
                Hover unknown = Hover.unknown(files, front.get());
                show(unknown);
                Thread.ofVirtual()
                        .name("look-at-hovering-files")
                        .start(() -> {
                            Hover known = unknown.known();
                            Platform.runLater(() -> {
                                if (hover.equals(unknown)) {
                                    show(known);
                                }
                            });
                        });
            }
            overlay.setVisible(true);
        }
        event.consume();
    }

    private void show(Hover now) {
        hover = now;
        text.setText(now.words);
        Styles.set(overlay, "drop-overlay", now.canOpen ? "drop-welcome" : "drop-refused");
    }

    private void dropped(DragEvent event) {
        overlay.setVisible(false);
        List<Path> files = files(event);
        event.setDropCompleted(!files.isEmpty());
        event.consume();
        if (!files.isEmpty()) {
            PanelId at = front.get();
            // A question in a dialog must not hold the system's drag and drop.
            Platform.runLater(() -> open.accept(files, at));
        }
    }

    private static List<Path> files(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }

    /// Files that wait until the disk has said where they go. They are opened one after another in
    /// the order in which they came, however long one takes; if one is cancelled, the next is
    /// looked at. FX thread.
    static final class Waiting {
        private final Work looking;
        private final Executor fx;
        private final BiConsumer<Outcome<FileTarget>, List<Path>> opened;
        private final Deque<Entry> entries = new ArrayDeque<>();
        private boolean isOpening;

        private record Entry(List<Path> files, Supplier<FileTarget> target) {}

        /// @param opened takes where files go, or why that cannot be found out
        Waiting(Executor fx, BiConsumer<Outcome<FileTarget>, List<Path>> opened) {
            this.fx = fx;
            this.opened = opened;
            looking = new Work("look-at-files", fx);
            // Later: what is done of one is handed over behind this.
            looking.workingProperty()
                    .addListener((property, before, now) -> fx.execute(this::next));
        }

        /// @param target asks the disk
        void add(List<Path> files, Supplier<FileTarget> target) {
            entries.add(new Entry(files, target));
            next();
        }

        private void next() {
            if (isOpening || looking.workingProperty().get() || entries.isEmpty()) {
                return;
            }
            Entry entry = entries.remove();
            looking.start(
                    "Looking at " + entry.files.getFirst().getFileName(),
                    watch -> Outcome.ok(entry.target.get()),
                    outcome -> {
                        // A question in a dialog runs other tasks meanwhile.
                        isOpening = true;
                        try {
                            opened.accept(outcome, entry.files);
                        } finally {
                            isOpening = false;
                            fx.execute(this::next);
                        }
                    });
        }

        Work work() {
            return looking;
        }

        void close() {
            entries.clear();
            looking.close();
        }
    }
}
