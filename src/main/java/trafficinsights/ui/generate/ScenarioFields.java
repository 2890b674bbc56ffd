package trafficinsights.ui.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.pipeline.ScenarioDraft;
import trafficinsights.pipeline.ScenarioDraft.RegionPlan;

/// What a scenario is made of, as a form: its traffic, and its regions with their servers. FX
/// thread.
final class ScenarioFields extends VBox {
    private final ScenarioEditor editor;
    private final List<DraftField> fields = new ArrayList<>();
    private final GridPane regions = new GridPane();
    private final List<DraftField> regionFields = new ArrayList<>();
    private final Label message = new Label();
    private List<RegionPlan> shown = List.of();

    ScenarioFields(ScenarioEditor editor) {
        this.editor = editor;
        getStyleClass().add("form");
        message.getStyleClass().add("field-message");
        message.setId("scenarioMessage");
        message.setWrapText(true);
        message.setMinHeight(Region.USE_PREF_SIZE);
        regions.getStyleClass().add("region-grid");
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
                                        d -> number(d.info().requestsPerSecond())),
                                "requests a second, in all"),
                        row(
                                "Retries",
                                field(
                                        "scenarioRetries",
                                        "retries.max",
                                        d -> Integer.toString(d.retries())),
                                "more attempts, at most"),
                        row(
                                "Seed",
                                field("scenarioSeed", "seed", d -> Long.toString(d.info().seed())),
                                "same seed, same traffic"),
                        head,
                        regions,
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
        if (!isSameShape) {
            build(plans);
        }
        shown = plans;
        for (int r = 0; r < plans.size(); r++) {
            names.get(r).setText(plans.get(r).name());
        }
        fields.forEach(DraftField::refresh);
        regionFields.forEach(DraftField::refresh);
    }

    private final List<Label> names = new ArrayList<>();

    private void build(List<RegionPlan> plans) {
        regions.getChildren().clear();
        regionFields.clear();
        names.clear();
        String[] heads = {"Region", "Share", "Servers", "Workers of each"};
        for (int column = 0; column < heads.length; column++) {
            Label head = new Label(heads[column]);
            head.getStyleClass().add("fact-name");
            regions.add(head, column, 0);
        }
        for (int r = 0; r < plans.size(); r++) {
            Label name = new Label();
            names.add(name);
            regions.add(name, 0, r + 1);
            cell(r, 1, "share", plan -> number(plan.share()));
            if (plans.get(r).isListed()) {
                Label listed =
                        new Label(plans.get(r).servers() + ", listed one by one in the file");
                listed.getStyleClass().add("field-hint");
                regions.add(listed, 2, r + 1, 2, 1);
            } else {
                cell(r, 2, "servers", plan -> Integer.toString(plan.servers()));
                cell(r, 3, "workers", plan -> Integer.toString(plan.workers()));
            }
        }
    }

    private void cell(int region, int column, String key, Function<RegionPlan, String> value) {
        String path = "regions." + region + "." + key;
        DraftField field =
                new DraftField(
                        editor,
                        key + " of region " + (region + 1),
                        () -> path,
                        text(draft ->
                                region < draft.regions().size()
                                        ? value.apply(draft.regions().get(region))
                                        : ""));
        field.setId("region-" + region + "-" + key);
        field.getStyleClass().add("cell-field");
        regionFields.add(field);
        regions.add(field, column, region + 1);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
