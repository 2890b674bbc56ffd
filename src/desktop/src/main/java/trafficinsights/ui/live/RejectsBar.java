package trafficinsights.ui.live;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.model.Problem;
import trafficinsights.model.Reject;
import trafficinsights.model.report.RejectSummary;
import trafficinsights.ui.common.TextColumns;
import trafficinsights.ui.common.Texts;

/// Says that lines could not be read, why, and shows the first of them when asked to. FX thread.
public final class RejectsBar extends VBox {
    private static final int LISTED_CAUSES = 3;

    private final Label text = new Label();
    private final Label saved = new Label();
    private final ToggleButton showLines = new ToggleButton("Show _lines");
    private final Button open = new Button("Open in _Explore");
    private final Button save = new Button("_Save as…");
    private final TableView<Reject> lines = new TableView<>();
    private @Nullable RejectsModel model;

    public RejectsBar() {
        setId("liveRejects");
        getStyleClass().add("rejects");
        FontIcon sign = new FontIcon("fth-alert-triangle");
        sign.getStyleClass().add("rejects-icon");
        text.setId("liveRejectsText");
        text.setWrapText(true);
        text.setMaxWidth(Double.MAX_VALUE);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        saved.getStyleClass().add("field-hint");
        showLines.setId("liveRejectsShow");
        open.setId("liveRejectsOpen");
        save.setId("liveRejectsSave");
        for (Region button : List.of(showLines, open, save)) {
            button.getStyleClass().add("tiny-toggle");
            button.setMinWidth(USE_PREF_SIZE);
        }
        HBox line = new HBox(sign, text, saved, showLines, open, save);
        line.getStyleClass().add("result-bar");
        line.setAlignment(Pos.CENTER_LEFT);
        makeLines();
        getChildren().addAll(line, lines);
        showLines.setOnAction(event -> showLines());
        open.setOnAction(event -> {
            if (model != null) {
                model.open();
            }
        });
        save.setOnAction(event -> choose());
        show(this, false);
        showLines();
    }

    private void makeLines() {
        lines.setId("liveRejectsLines");
        lines.getStyleClass().add("rejects-lines");
        lines.setAccessibleText("First lines that could not be read, with the reason");
        lines.getColumns()
                .setAll(
                        List.of(
                                TextColumns.<Reject>text("File", 160, RejectsBar::fileName),
                                TextColumns.<Reject>text(
                                        "Line", 80, reject -> Texts.exact(reject.lineNumber())),
                                TextColumns.<Reject>text("Why", 260, Reject::cause),
                                TextColumns.<Reject>text("Text", 560, Reject::text)));
        lines.getColumns().forEach(column -> column.setSortable(false));
        lines.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    private static String fileName(Reject reject) {
        return reject.source()
                .substring(
                        1
                                + Math.max(
                                        reject.source().lastIndexOf('/'),
                                        reject.source().lastIndexOf('\\')));
    }

    void follow(RejectsModel newModel) {
        model = newModel;
        newModel.summaryProperty()
                .addListener((property, before, now) -> {
                    showLines.setSelected(false);
                    show(newModel);
                });
        newModel.problemProperty().addListener((property, before, now) -> show(newModel));
        newModel.newsProperty()
                .addListener((property, before, now) -> {
                    saved.setText(now);
                    show(saved, !now.isEmpty());
                });
        show(saved, false);
    }

    private void show(RejectsModel now) {
        RejectSummary summary = now.summaryProperty().get();
        Problem problem = now.problemProperty().get();
        show(this, summary != null || problem != null);
        boolean isThere = summary != null && summary.count() > 0;
        for (Node part : List.of(showLines, open, save)) {
            show(part, isThere);
        }
        lines.getItems().setAll(summary == null ? List.of() : summary.first());
        if (problem != null) {
            text.setText(problem.userMessage());
        } else if (summary != null) {
            text.setText(words(summary, now.count()));
        }
        showLines();
    }

    /// `3 lines could not be read: 2 × no time, 1 × status is not a number`
    ///
    /// @param count of all lines, of which the first were kept
    static String words(RejectSummary summary, long count) {
        String causes =
                summary.causes().stream()
                        .limit(LISTED_CAUSES)
                        .map(cause -> Texts.count(cause.count()) + " × " + cause.text())
                        .collect(Collectors.joining(", "));
        int more = summary.causes().size() - LISTED_CAUSES;
        return "%s could not be read%s: %s%s"
                .formatted(
                        Texts.counted(count, "line"),
                        count > summary.count()
                                ? "; the first %s are kept".formatted(Texts.count(summary.count()))
                                : "",
                        causes,
                        more > 0 ? ", and " + Texts.counted(more, "other cause") : "");
    }

    private void showLines() {
        show(lines, showLines.isSelected());
    }

    private static void show(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save rejected lines");
        chooser.setInitialFileName("rejects.csv");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("CSV", "*.csv"));
        File chosen = chooser.showSaveDialog(getScene().getWindow());
        if (chosen != null && model != null) {
            model.save(chosen.toPath());
        }
    }
}
