package trafficinsights.ui.investigate;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import trafficinsights.model.NumberText;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.model.shift.WhatChanged.Shares;
import trafficinsights.ui.common.Bar;
import trafficinsights.ui.common.ComparedText;
import trafficinsights.ui.common.FigureTable;
import trafficinsights.ui.common.Texts;

/// What differs between two spans: a sentence, the figures ranked, and the dimensions with their
/// keys. FX thread.
final class ChangeView extends VBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final int MOST_KEYS = 6;

    /// More changes at once are one change that was named already.
    private static final int MOST_OTHERS = 4;

    private final Label sentence = label("change-sentence");
    private final Label spans = label("change-spans");
    private final VBox others = new VBox();
    private final FigureTable figures =
            new FigureTable("before", "now", FigureTable.Difference.CHANGE);
    private final VBox dimensions = new VBox();
    private final SideBySide body;
    private String compared = "";
    private boolean isStale;

    ChangeView() {
        getStyleClass().add("change-view");
        setId("changeView");
        sentence.setId("changeSentence");
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        figures.setId("figures");
        dimensions.getStyleClass().add("dimension-list");
        dimensions.setId("dimensions");
        body = new SideBySide(figures, dimensions, true, new SideBySide.Widths(336, 436, 660));
        VBox.setVgrow(body, Priority.ALWAYS);
        others.setId("changes");
        spans.setId("changeSpans");
        VBox intro = new VBox(sentence, others, spans);
        intro.getStyleClass().add("change-intro");
        getChildren().addAll(intro, body);
    }

    private static void columns(GridPane grid, double... widths) {
        for (int i = 0; i < widths.length; i++) {
            ColumnConstraints column = new ColumnConstraints(0, widths[i], Double.MAX_VALUE);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            column.setHgrow(i == 0 ? Priority.ALWAYS : Priority.NEVER);
            grid.getColumnConstraints().add(column);
        }
    }

    private static Label label(String... styles) {
        Label label = new Label();
        label.getStyleClass().addAll(styles);
        return label;
    }

    private static Label text(String text, String... styles) {
        Label label = label(styles);
        label.setText(text);
        return label;
    }

    void show(WhatChanged changed) {
        sentence.setText(changed.sentence());
        others.getChildren()
                .setAll(
                        changed.changes().stream()
                                .skip(1)
                                .limit(MOST_OTHERS)
                                .map(change -> also(change.sentence()))
                                .toList());
        others.setManaged(!others.getChildren().isEmpty());
        compared =
                "%s (%s requests), compared with %s (%s requests)"
                        .formatted(
                                span(changed.spans().now()),
                                Texts.count(changed.requestsNow()),
                                span(changed.spans().then()),
                                Texts.count(changed.requestsThen()));
        showSpans();
        figures.show(changed.figures());
        dimensions.getChildren().clear();
        for (Shares shares : changed.dimensions()) {
            dimensions.getChildren().add(dimension(shares));
        }
    }

    /// Dims the answer while another span is chosen than it is about, and says so.
    void setStale(boolean stale) {
        isStale = stale;
        for (Node node : List.of(sentence, others, body)) {
            node.pseudoClassStateChanged(STALE, stale);
        }
        showSpans();
    }

    private void showSpans() {
        spans.setText(isStale ? "For the earlier time range: " + compared : compared);
    }

    private static Label also(String sentence) {
        Label line = text("also: " + sentence, "change-also");
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }

    private static String span(TimeWindow span) {
        return Texts.span(span.startMicros() / 1e6, span.endMicros() / 1e6);
    }

    private static Node dimension(Shares shares) {
        Label name = text(ComparedText.dimension(shares.dimension()), "card-title");
        Label divergence =
                text(
                        shares.isSignificant()
                                ? "divergence " + divergence(shares.divergence())
                                : "within chance",
                        "dimension-note");
        divergence.setTooltip(
                new Tooltip(
                        "Jensen–Shannon divergence of the shares of requests: 0 ="
                                + " identical, 1 = disjoint.\nExpected by chance alone: "
                                + divergence(shares.byChance())
                                + "."));
        HBox head = new HBox(name, new Bar(shares.divergence(), "bar-neutral"), divergence);
        head.getStyleClass().add("dimension-head");
        GridPane keys = new GridPane();
        keys.getStyleClass().add("figure-table");
        columns(keys, 60, 124, 68, 56, 56);
        keys.addRow(
                0,
                text("Key", "table-head"),
                text("share of requests", "table-head"),
                text("of requests", "table-head"),
                text("of slow", "table-head"),
                text("of errors", "table-head"));
        List<WhatChanged.Key> all = shares.keys();
        for (int i = 0; i < Math.min(MOST_KEYS, all.size()); i++) {
            addKey(keys, all.get(i), i + 1);
        }
        VBox block = new VBox(head, keys);
        if (all.size() > MOST_KEYS) {
            block.getChildren()
                    .add(
                            text(
                                    (all.size() - MOST_KEYS) + " more with smaller changes",
                                    "dimension-note"));
        }
        block.getStyleClass().add("dimension");
        return block;
    }

    private static void addKey(GridPane keys, WhatChanged.Key key, int row) {
        String shares =
                NumberText.share(key.thenShare()) + " → " + NumberText.share(key.nowShare());
        Label name = text(ComparedText.key(key.key()), "table-name");
        name.setTooltip(new Tooltip(ComparedText.key(key.key())));
        name.setAccessibleText(
                ("%s, share %s, contribution to the change in requests %s, in slow"
                                + " requests %s, in errors %s")
                        .formatted(
                                ComparedText.key(key.key()),
                                shares,
                                ComparedText.part(key.ofRequests()),
                                ComparedText.part(key.ofSlow()),
                                ComparedText.part(key.ofErrors())));
        keys.addRow(
                row,
                name,
                text(shares, "table-figure", "muted"),
                part(key.ofRequests()),
                part(key.ofSlow()),
                part(key.ofErrors()));
    }

    /// A part as a figure on a bar; without a bar where there is none.
    private static Node part(double share) {
        Label text = text(ComparedText.part(share), "table-figure");
        VBox cell =
                Double.isNaN(share) ? new VBox(text) : new VBox(text, new Bar(share, "bar-part"));
        cell.getStyleClass().add("part-cell");
        return cell;
    }

    private static String divergence(double value) {
        return String.format(Locale.ROOT, value < 0.001 ? "%.5f" : "%.3f", value);
    }
}
