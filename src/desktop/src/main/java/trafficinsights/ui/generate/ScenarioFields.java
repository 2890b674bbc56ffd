package trafficinsights.ui.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import trafficinsights.run.scenario.ScenarioDraft;
import trafficinsights.run.scenario.ScenarioDraft.RegionPlan;
import trafficinsights.run.scenario.ScenarioDraft.RoutePlan;
import trafficinsights.ui.common.Texts;

/// What a scenario is made of, as a form: its traffic, and its regions with their servers, and its
/// routes. FX thread.
final class ScenarioFields extends VBox {
    private final ScenarioEditor editor;
    private final List<DraftField> fields = new ArrayList<>();
    private final GridPane regions = new GridPane();
    private final GridPane routes = new GridPane();
    private final List<DraftField> regionFields = new ArrayList<>();
    private final Label message = new Label();
    private List<RegionPlan> shown = List.of();
    private int shownRoutes;

    ScenarioFields(ScenarioEditor editor) {
        this.editor = editor;
        getStyleClass().add("form");
        message.getStyleClass().add("field-message");
        message.setId("scenarioMessage");
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        regions.getStyleClass().add("region-grid");
        routes.getStyleClass().add("region-grid");
        Label routeHead = new Label("Routes");
        routeHead.getStyleClass().add("card-title");
        Label head = new Label("Regions and servers");
        head.getStyleClass().add("card-title");
        getChildren()
                .addAll(
                        row(
                                "Length",
                                field(
                                        "scenarioLength",
                                        "duration",
                                        d -> ScenarioDraft.durationText(d.info().duration())),
                                "30m, 2h, 14d"),
                        row(
                                "Rate",
                                field(
                                        "scenarioRate",
                                        "requestsPerSecond",
                                        d -> Texts.plain(d.info().requestsPerSecond())),
                                "requests per second, all regions"),
                        row(
                                "Retries",
                                field(
                                        "scenarioRetries",
                                        "retries.max",
                                        d -> Integer.toString(d.retries())),
                                "retries at most"),
                        row(
                                "Seed",
                                field("scenarioSeed", "seed", d -> Long.toString(d.info().seed())),
                                "same seed, same traffic"),
                        head,
                        regions,
                        button("addRegion", "Add _region", editor::addRegion),
                        routeHead,
                        routes,
                        button("addRoute", "Add r_oute", editor::addRoute),
                        message);
        editor.draftProperty().addListener((property, before, now) -> show(now));
        editor.refusedProperty()
                .addListener((property, before, now) ->
                        message.setText(
                                now == null || now.path().startsWith("failures")
                                        ? ""
                                        : now.message()));
        message.managedProperty().bind(message.textProperty().isNotEmpty());
        show(editor.draftProperty().get());
    }

    private static HBox row(String text, DraftField field, String hint) {
        Label name = new Label(text);
        name.getStyleClass().add("field-name");
        name.setLabelFor(field);
        field.setAccessibleText(text);
        Label words = new Label(hint);
        words.getStyleClass().add("field-hint");
        HBox line = new HBox(name, field, words);
        line.getStyleClass().add("field-line");
        return line;
    }

    private DraftField field(String id, String path, Function<ScenarioDraft, String> value) {
        DraftField field = new DraftField(editor, id, () -> path, text(value));
        field.setId(id);
        fields.add(field);
        return field;
    }

    private Supplier<String> text(Function<ScenarioDraft, String> value) {
        return () -> {
            ScenarioDraft draft = editor.draftProperty().get();
            return draft == null ? "" : value.apply(draft);
        };
    }

    private void show(@Nullable ScenarioDraft draft) {
        setDisable(draft == null);
        List<RegionPlan> plans = draft == null ? List.of() : draft.regions();
        boolean isSameShape =
                plans.size() == shown.size()
                        && plans.stream()
                                .map(RegionPlan::isListed)
                                .toList()
                                .equals(shown.stream().map(RegionPlan::isListed).toList());
        int routeCount = draft == null ? 0 : draft.routes().size();
        if (!isSameShape || routeCount != shownRoutes) {
            regionFields.clear();
            buildRegions(plans);
            buildRoutes(routeCount);
        }
        shown = plans;
        shownRoutes = routeCount;
        fields.forEach(DraftField::refresh);
        regionFields.forEach(DraftField::refresh);
    }

    private static Button button(String id, String text, Runnable action) {
        Button button = new Button(text, new FontIcon("fth-plus"));
        button.setId(id);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static void heads(GridPane grid, String... texts) {
        grid.getChildren().clear();
        for (int column = 0; column < texts.length; column++) {
            Label head = new Label(texts[column]);
            head.getStyleClass().add("fact-name");
            grid.add(head, column, 0);
        }
    }

    private void buildRegions(List<RegionPlan> plans) {
        heads(regions, "Region", "Share", "Servers", "Workers");
        for (int r = 0; r < plans.size(); r++) {
            cell(r, 0, "name", RegionPlan::name);
            cell(r, 1, "share", plan -> Texts.plain(plan.share()));
            if (plans.get(r).isListed()) {
                Label listed =
                        new Label(plans.get(r).servers() + ", listed one by one in the file");
                listed.getStyleClass().add("field-hint");
                regions.add(listed, 2, r + 1, 2, 1);
            } else {
                cell(r, 2, "servers", plan -> Integer.toString(plan.servers()));
                cell(r, 3, "workers", plan -> Integer.toString(plan.workers()));
            }
            int index = r;
            regions.add(
                    remove(
                            "region-" + r + "-remove",
                            "Remove region " + (r + 1),
                            () -> editor.removeRegion(index)),
                    4,
                    r + 1);
        }
    }

    private void buildRoutes(int count) {
        heads(routes, "Route", "Share", "Median ms", "Errors");
        for (int r = 0; r < count; r++) {
            routeCell(r, 0, "path", RoutePlan::path);
            routeCell(r, 1, "share", plan -> Texts.plain(plan.share()));
            routeCell(r, 2, "medianMillis", plan -> Texts.plain(plan.medianMillis()));
            routeCell(r, 3, "errorRate", plan -> Texts.plain(plan.errorRate()));
            int index = r;
            routes.add(
                    remove(
                            "route-" + r + "-remove",
                            "Remove route " + (r + 1),
                            () -> editor.removeRoute(index)),
                    4,
                    r + 1);
        }
    }

    private static Button remove(String id, String words, Runnable action) {
        Button button = new Button("", new FontIcon("fth-x"));
        button.setId(id);
        button.getStyleClass().addAll("flat", "button-icon", "small-icon");
        button.setTooltip(new Tooltip(words));
        button.setAccessibleText(words);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void routeCell(int route, int column, String key, Function<RoutePlan, String> value) {
        add(
                routes,
                "route",
                route,
                column,
                key,
                draft ->
                        route < draft.routes().size()
                                ? value.apply(draft.routes().get(route))
                                : "");
    }

    private void cell(int region, int column, String key, Function<RegionPlan, String> value) {
        add(
                regions,
                "region",
                region,
                column,
                key,
                draft ->
                        region < draft.regions().size()
                                ? value.apply(draft.regions().get(region))
                                : "");
    }

    private void add(
            GridPane grid,
            String what,
            int index,
            int column,
            String key,
            Function<ScenarioDraft, String> value) {
        String path = what + "s." + index + "." + key;
        DraftField field =
                new DraftField(
                        editor, key + " of " + what + " " + (index + 1), () -> path, text(value));
        field.setId(what + "-" + index + "-" + key);
        field.getStyleClass().add(column == 0 ? "name-field" : "cell-field");
        regionFields.add(field);
        grid.add(field, column, index + 1);
    }
}
