package trafficinsights.ui.explore;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.work.WorkStrip;

/// The row of choices above a chart: kind, X, aggregate and Y, series. FX thread.
final class ChartControls extends HBox {
    private static final String NONE = "";

    private final ChartModel model;
    private final Map<ChartKind, ToggleButton> kinds = new EnumMap<>(ChartKind.class);
    private final ComboBox<String> x = box("chartX", "Column for X");
    private final ComboBox<Aggregate> aggregate = new ComboBox<>();
    private final ComboBox<String> y = box("chartY", "Column for Y");
    private final ComboBox<String> by = box("chartBy", "Column that splits the rows into series");
    private final HBox xPart = part("_X", x);
    private final HBox yPart = part("_Y", aggregate, y);
    private final HBox byPart = part("_Series", by);
    private boolean isShowing;

    ChartControls(ChartModel model) {
        this.model = model;
        getStyleClass().add("chart-controls");
        setAlignment(Pos.CENTER_LEFT);
        aggregate.setId("chartAggregate");
        aggregate.setAccessibleText("Aggregate of Y");
        aggregate.getStyleClass().add("chart-choice");
        aggregate.getItems().setAll(Aggregate.values());
        aggregate.setConverter(
                new ChoiceText<>(one -> one == Aggregate.COUNT ? "number of rows" : one.label()));
        by.setConverter(new ChoiceText<>(name -> name.isEmpty() ? "—" : name));
        Region gap = new Region();
        HBox.setHgrow(gap, javafx.scene.layout.Priority.ALWAYS);
        WorkStrip strip = new WorkStrip();
        strip.setId("chartWork");
        strip.setMinWidth(0);
        strip.follow(model.work());
        getChildren().addAll(segments(), xPart, yPart, byPart, gap, strip);
        x.setOnAction(event -> changed());
        y.setOnAction(event -> changed());
        by.setOnAction(event -> changed());
        aggregate.setOnAction(event -> changed());
        model.specProperty().addListener((property, before, now) -> show());
        model.choiceProperty().addListener((property, before, now) -> show());
        show();
    }

    private static ComboBox<String> box(String id, String meaning) {
        ComboBox<String> box = new ComboBox<>();
        box.setId(id);
        box.setAccessibleText(meaning);
        box.getStyleClass().add("chart-choice");
        return box;
    }

    private static HBox part(String name, Node... boxes) {
        Label label = new Label(name);
        label.setMnemonicParsing(true);
        label.setLabelFor(boxes[0]);
        label.getStyleClass().add("field-hint");
        label.setMinWidth(Region.USE_PREF_SIZE);
        HBox part = new HBox(label);
        part.getChildren().addAll(boxes);
        part.getStyleClass().add("chart-part");
        part.setAlignment(Pos.CENTER_LEFT);
        return part;
    }

    private HBox segments() {
        HBox row = new HBox();
        row.getStyleClass().add("segments");
        row.setMinWidth(Region.USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        ChartKind[] all = ChartKind.values();
        for (int i = 0; i < all.length; i++) {
            ChartKind kind = all[i];
            ToggleButton button = new ToggleButton(kind.title());
            button.setId("chart-" + kind);
            button.setToggleGroup(group);
            button.getStyleClass()
                    .addAll(
                            i == 0
                                    ? "left-pill"
                                    : i == all.length - 1 ? "right-pill" : "center-pill",
                            "tiny-toggle");
            button.setTooltip(new Tooltip(needs(kind)));
            button.setAccessibleText("Kind of chart: " + kind.title() + ". " + needs(kind));
            button.setOnAction(event -> {
                button.setSelected(true);
                ChartSpec now = model.specProperty().get();
                if (now != null) {
                    model.choose(kind, now.x(), now.y(), now.by(), now.aggregate());
                }
            });
            kinds.put(kind, button);
            row.getChildren().add(button);
        }
        return row;
    }

    private static String needs(ChartKind kind) {
        return switch (kind) {
            case LINES -> "Over time: needs a time column";
            case BARS -> "One bar per value, longest first";
            case HISTOGRAM -> "Distribution of numbers: needs a numeric column";
            case POINTS -> "Pairs of numbers: needs two numeric columns";
        };
    }

    private void changed() {
        ChartSpec now = model.specProperty().get();
        if (isShowing || now == null) {
            return;
        }
        model.choose(
                now.kind(),
                value(x, now.x()),
                value(y, now.y()),
                value(by, now.by()),
                aggregate.getValue() == null ? now.aggregate() : aggregate.getValue());
        // What was refused goes back to what is.
        show();
    }

    private static String value(ComboBox<String> box, String otherwise) {
        String value = box.getValue();
        return value == null ? otherwise : value;
    }

    private void show() {
        ChartSpec now = model.specProperty().get();
        ChartChoice choice = model.choiceProperty().get();
        isShowing = true;
        List<ChartKind> possible = choice.kinds();
        kinds.forEach((kind, button) -> {
            button.setDisable(!possible.contains(kind));
            button.setSelected(now != null && now.kind() == kind);
        });
        boolean isThere = now != null;
        show(xPart, isThere);
        show(yPart, isThere && now.kind() != ChartKind.HISTOGRAM);
        show(byPart, isThere && now.kind().hasSeries());
        if (now != null) {
            show(aggregate, now.kind().hasAggregate());
            show(y, !now.y().isEmpty());
            fill(x, names(choice.xs(now.kind())), now.x());
            fill(y, names(choice.ys()), now.y());
            List<String> series = new ArrayList<>(List.of(NONE));
            series.addAll(names(choice.bys()));
            fill(by, series, now.by());
            aggregate.setValue(now.aggregate());
        }
        isShowing = false;
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).distinct().toList();
    }

    private static void fill(ComboBox<String> box, List<String> items, String value) {
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(items);
        }
        box.setValue(value);
    }

    private static void show(Node node, boolean isShown) {
        node.setVisible(isShown);
        node.setManaged(isShown);
    }
}
