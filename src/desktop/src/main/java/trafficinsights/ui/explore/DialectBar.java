package trafficinsights.ui.explore;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvLook;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvRole;
import trafficinsights.ui.common.ChoiceText;
import trafficinsights.ui.common.Zones;

/// How a CSV file is written: what was found is there as chosen, and can be chosen again. FX
/// thread.
final class DialectBar extends FlowPane {
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|', '^', '~');
    private static final List<Character> QUOTES = List.of('"', '\'', '`');

    private final ImportViewModel model;
    private final ComboBox<Character> delimiter =
            box("importDelimiter", "Delimiter", CsvDialect::name);
    private final ComboBox<Character> quote =
            box("importQuote", "Quote character", String::valueOf);
    private final ComboBox<Character> decimal =
            box("importDecimal", "Decimal mark", mark -> mark == '.' ? "point" : "comma");
    private final ComboBox<Encoding> encoding = box("importEncoding", "Encoding", Encoding::label);
    private final CheckBox header = new CheckBox("_Header line");
    private final ComboBox<String> format =
            box("importTimeFormat", "Format of the time", form -> form.replace('-', ' '));
    private final ComboBox<ZoneId> zone =
            box("importZone", "Time zone for times without an offset", Zones::words);
    private boolean isShowing;

    DialectBar(ImportViewModel model) {
        this.model = model;
        getStyleClass().add("dialect-bar");
        header.setId("importHeader");
        decimal.getItems().setAll('.', ',');
        zone.getItems().setAll(Zones.all(ZoneOffset.UTC));
        getChildren()
                .addAll(
                        part("_Delimiter", delimiter),
                        part("_Quote", quote),
                        part("Deci_mal", decimal),
                        part("_Encoding", encoding),
                        header,
                        part("_Time format", format),
                        part("_Zone", zone));
        for (ComboBox<?> box : List.of(delimiter, quote, decimal, encoding)) {
            box.setOnAction(event -> dialectChanged());
        }
        header.setOnAction(event -> dialectChanged());
        format.setOnAction(event -> formatChanged());
        zone.setOnAction(event -> {
            ZoneId chosen = zone.getValue();
            if (!isShowing && chosen != null) {
                model.zone(chosen);
            }
        });
        model.chosenProperty().addListener((property, before, now) -> show());
        model.lookProperty().addListener((property, before, now) -> show());
        show();
    }

    private static <T> ComboBox<T> box(String id, String meaning, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setAccessibleText(meaning);
        box.getStyleClass().add("chart-choice");
        box.setConverter(new ChoiceText<>(words));
        return box;
    }

    private static HBox part(String name, Node box) {
        Label label = new Label(name);
        label.setMnemonicParsing(true);
        label.setLabelFor(box);
        label.getStyleClass().add("field-hint");
        HBox part = new HBox(label, box);
        part.getStyleClass().add("chart-part");
        part.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        return part;
    }

    private void dialectChanged() {
        if (isShowing) {
            return;
        }
        CsvDialect now = model.chosenProperty().get().dialect();
        char between = delimiter.getValue() == null ? now.delimiter() : delimiter.getValue();
        char around = quote.getValue() == null ? now.quote() : quote.getValue();
        char point = decimal.getValue() == null ? now.decimal() : decimal.getValue();
        // Another decimal mark makes of the mark between thousands what was the decimal mark.
        String thousands =
                now.thousands().equals(String.valueOf(point))
                        ? String.valueOf(now.decimal())
                        : now.thousands();
        model.dialect(
                new CsvDialect(
                        between,
                        around,
                        point,
                        encoding.getValue() == null ? now.encoding() : encoding.getValue(),
                        header.isSelected(),
                        now.hasComments(),
                        thousands));
    }

    private void formatChanged() {
        String form = format.getValue();
        if (!isShowing && form != null) {
            timeColumn().ifPresent(column -> model.form(column, form));
        }
    }

    /// The column whose format a time has: the time, or its day.
    private Optional<CsvColumn> timeColumn() {
        CsvLook look = model.lookProperty().get();
        return look == null
                ? Optional.empty()
                : look.columns().stream().filter(column -> timeRole(column) != null).findFirst();
    }

    private @Nullable CsvRole timeRole(CsvColumn column) {
        return model.of(column)
                .map(Assignment::role)
                .filter(role -> role == CsvRole.TIME || role == CsvRole.DATE)
                .orElse(null);
    }

    private void show() {
        isShowing = true;
        ImportViewModel.Choice now = model.chosenProperty().get();
        CsvDialect dialect = now.dialect();
        setDisable(model.lookProperty().get() == null);
        fill(delimiter, with(DELIMITERS, dialect.delimiter()), dialect.delimiter());
        fill(quote, with(QUOTES, dialect.quote()), dialect.quote());
        decimal.setValue(dialect.decimal());
        boolean isMarked =
                dialect.encoding() == Encoding.UTF_16LE || dialect.encoding() == Encoding.UTF_16BE;
        // A byte order mark leaves nothing to choose.
        fill(
                encoding,
                isMarked
                        ? List.of(dialect.encoding())
                        : List.of(Encoding.UTF_8, Encoding.WINDOWS_1252),
                dialect.encoding());
        encoding.setDisable(isMarked);
        header.setSelected(dialect.hasHeader());
        Optional<CsvColumn> time = timeColumn();
        format.setDisable(time.isEmpty());
        Optional<Assignment> assigned = time.flatMap(model::of);
        fill(
                format,
                assigned.map(a -> a.role().forms()).orElse(List.of()),
                assigned.map(Assignment::form).orElse(null));
        fill(zone, with(zone.getItems(), now.zone()), now.zone());
        isShowing = false;
    }

    private static <T> List<T> with(List<T> usual, T value) {
        if (usual.contains(value)) {
            return usual;
        }
        List<T> all = new ArrayList<>(usual);
        all.add(value);
        return all;
    }

    private static <T> void fill(ComboBox<T> box, List<T> items, @Nullable T value) {
        if (!box.getItems().equals(items)) {
            box.getItems().setAll(List.copyOf(items));
        }
        box.setValue(value);
    }
}
