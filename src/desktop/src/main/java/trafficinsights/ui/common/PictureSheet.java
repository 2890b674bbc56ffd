package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.transform.Transform;
import trafficinsights.chart.Band;

/// A chart as it is pasted into a slide: its title, what it is of, and keys to its lines and bands
/// around the plot, without the buttons and the border of its card. FX thread.
final class PictureSheet {
    /// Pixels of a picture for one on the screen.
    static final double SCALE = 2;

    private static final int LEAST_LINES_WITH_KEY = 2;

    private PictureSheet() {}

    /// @param chart in a scene
    static WritableImage of(ChartCard chart) {
        ChartFrame frame = chart instanceof TimeChart lines ? lines.seen().orElse(null) : null;
        VBox sheet = new VBox();
        sheet.getStyleClass().add("picture-sheet");
        addWords(sheet, "sheet-title", chart.title());
        List<String> facts = new ArrayList<>(List.of(chart.source()));
        if (frame != null && chart instanceof TimeChart lines) {
            facts.add(lines.span());
            addFacts(sheet, facts);
            List<Node> key = LineSheet.key(frame);
            addRow(sheet, key.size() >= LEAST_LINES_WITH_KEY ? key : List.of());
            addWords(sheet, "sheet-facts", chart.captions().getFirst());
            sheet.getChildren().add(lines.sheet());
            addRow(sheet, bandKey(frame));
        } else {
            addFacts(sheet, facts);
            addWords(sheet, "sheet-facts", chart.captions().getFirst());
            sheet.getChildren().add(body(chart));
        }
        addWords(sheet, "sheet-facts", chart.captions().getLast());
        return picture(sheet, chart.getScene());
    }

    private static void addFacts(VBox sheet, List<String> facts) {
        facts.removeIf(String::isEmpty);
        addWords(sheet, "sheet-facts", String.join(" · ", facts));
    }

    private static void addWords(VBox sheet, String style, String words) {
        if (!words.isEmpty()) {
            Label label = new Label(words);
            label.getStyleClass().add(style);
            sheet.getChildren().add(label);
        }
    }

    private static void addRow(VBox sheet, List<Node> nodes) {
        if (!nodes.isEmpty()) {
            FlowPane row = new FlowPane();
            row.getStyleClass().add("sheet-key");
            row.getChildren().setAll(nodes);
            sheet.getChildren().add(row);
        }
    }

    private static List<Node> bandKey(ChartFrame frame) {
        List<Node> key = new ArrayList<>();
        boolean hasFound = frame.bands().stream().anyMatch(Band::isFound);
        boolean hasEvents = frame.bands().stream().anyMatch(Band::isEvent);
        boolean hasTruth = frame.bands().stream().anyMatch(Band::isTruth);
        if (hasFound) {
            key.add(bandEntry("detected", "key-box-solid"));
        }
        if (hasTruth) {
            key.add(bandEntry("injected", "key-box-hatched"));
        }
        if (hasEvents) {
            key.add(bandEntry("event", "key-box-event"));
        }
        if (frame.bands().stream().anyMatch(band -> band.kind() == Band.Kind.UNHEALTHY)) {
            key.add(bandEntry("unhealthy", "key-box-solid"));
        }
        return key;
    }

    private static Label bandEntry(String text, String look) {
        Region box = new Region();
        box.getStyleClass().addAll("key-box", look);
        Label entry = new Label(text, box);
        entry.getStyleClass().add("key-name");
        return entry;
    }

    /// What is drawn otherwise, at twice its size, and shown at half of that.
    private static Node body(ChartCard chart) {
        SnapshotParameters how = new SnapshotParameters();
        how.setTransform(Transform.scale(SCALE, SCALE));
        how.setFill(Color.TRANSPARENT);
        chart.setPictured(true);
        ImageView view = new ImageView(chart.body().snapshot(how, null));
        chart.setPictured(false);
        view.setFitWidth(view.getImage().getWidth() / SCALE);
        view.setPreserveRatio(true);
        return view;
    }

    /// In a scene of its own that looks like the one on the screen.
    private static WritableImage picture(VBox sheet, Scene shown) {
        StackPane root = new StackPane(sheet);
        root.getStyleClass().setAll(shown.getRoot().getStyleClass());
        Scene scene = new Scene(root);
        scene.getStylesheets().setAll(shown.getStylesheets());
        root.applyCss();
        root.layout();
        SnapshotParameters how = new SnapshotParameters();
        how.setTransform(Transform.scale(SCALE, SCALE));
        return sheet.snapshot(how, null);
    }
}
