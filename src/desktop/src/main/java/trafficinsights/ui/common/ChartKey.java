package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Unit;

/// The legend in a chart's head: colour, name and value of each line on one row. Several charts of
/// the same names can share one, which has no values.
///
/// A click on a name hides its line or brings it back; a double click shows it alone, and another
/// one all of them; Space and Enter do the same to the name with the focus. Where room is short the
/// values go first, then the last names, which a `+3` then stands for; the tooltip has them all.
public final class ChartKey extends Pane {
    private static final double AFTER_NAME = 4;
    private static final double AFTER_ENTRY = 10;

    /// Room for `+12`; measuring the text itself would ask for another layout.
    private static final double MORE_WIDTH = 28;

    private static final PseudoClass HIDDEN = PseudoClass.getPseudoClass("hidden");

    private final @Nullable Unit unit;
    private final List<Label> names = new ArrayList<>();
    private final List<Label> values = new ArrayList<>();
    private final Label more = new Label();
    private List<SeriesFrame> series = List.of();
    private final Set<String> hidden = new HashSet<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private double widestValue;

    /// A key that charts share.
    public ChartKey() {
        this(null);
    }

    /// @param unit of the values; null without values
    ChartKey(@Nullable Unit unit) {
        this.unit = unit;
        getStyleClass().add("chart-key");
        more.getStyleClass().add("key-name");
        setMinWidth(0);
    }

    /// @param listener runs when other lines are to be seen
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Shows the names of these lines.
    public void show(List<SeriesFrame> newSeries) {
        series = newSeries;
        while (names.size() < series.size()) {
            Label name = name(names.size());
            Label value = new Label();
            value.getStyleClass().add("key-value");
            names.add(name);
            values.add(value);
        }
        names.subList(series.size(), names.size()).clear();
        values.subList(series.size(), values.size()).clear();
        for (int i = 0; i < series.size(); i++) {
            names.get(i).setText(series.get(i).name());
            Styles.set(names.get(i).getGraphic(), "swatch", series.get(i).colour());
        }
        if (getChildren().size() != 2 * series.size() + 1) {
            widestValue = 0;
            getChildren().setAll(names);
            getChildren().addAll(values);
            getChildren().add(more);
        }
        look();
        pointAt(Double.NaN);
    }

    private Label name(int place) {
        Label name = new Label("", new Region());
        name.getStyleClass().addAll("key-name", "key-taken");
        name.setTooltip(
                new Tooltip(
                        "Click or Space: hide or show. Double-click or Enter: show only this one."));
        name.setFocusTraversable(true);
        name.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
        name.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                choose(series.get(place).name(), event.getClickCount() == 2);
            }
        });
        name.setOnKeyPressed(event -> {
            boolean isAlone = event.getCode() == KeyCode.ENTER;
            if (isAlone || event.getCode() == KeyCode.SPACE) {
                choose(series.get(place).name(), isAlone);
                event.consume();
            }
        });
        return name;
    }

    /// @param isAlone whether it is to be the only one, or no longer the only one
    private void choose(String name, boolean isAlone) {
        if (isAlone) {
            // The first of two clicks has hidden it or brought it back.
            boolean wasAlone =
                    series.stream()
                            .allMatch(line ->
                                    hidden.contains(line.name()) || line.name().equals(name));
            hidden.clear();
            if (!wasAlone) {
                series.forEach(line -> hidden.add(line.name()));
                hidden.remove(name);
            }
        } else if (!hidden.remove(name)) {
            hidden.add(name);
        }
        look();
        listeners.forEach(Runnable::run);
    }

    /// Whether the line of that name is to be seen.
    boolean shows(String name) {
        return !hidden.contains(name);
    }

    private void look() {
        for (int i = 0; i < series.size(); i++) {
            boolean isHidden = hidden.contains(series.get(i).name());
            names.get(i).pseudoClassStateChanged(HIDDEN, isHidden);
            values.get(i).pseudoClassStateChanged(HIDDEN, isHidden);
            names.get(i).setAccessibleText(series.get(i).name() + (isHidden ? ", hidden" : ""));
        }
    }

    /// Values at an instant, or the newest when it is `NaN`.
    void pointAt(double seconds) {
        for (int i = 0; i < series.size(); i++) {
            SeriesFrame line = series.get(i);
            double value = Double.isNaN(seconds) ? line.latest() : line.at(seconds);
            values.get(i).setText(unit == null ? "" : Texts.of(unit, value));
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        return more.prefHeight(-1);
    }

    @Override
    protected void layoutChildren() {
        double right = getWidth() - snappedRightInset();
        // All values take the room of the widest so far: nothing jumps while they change.
        values.forEach(
                value -> widestValue = Math.max(widestValue, Math.ceil(value.prefWidth(-1))));
        boolean withValues = unit != null && end(names.size(), true) <= right;
        int fitting = names.size();
        if (!withValues) {
            double room = right - MORE_WIDTH;
            while (fitting > 0 && end(fitting, false) > (fitting == names.size() ? right : room)) {
                fitting--;
            }
        }
        double x = snappedLeftInset();
        for (int i = 0; i < names.size(); i++) {
            x = put(names.get(i), x, i < fitting);
            put(values.get(i), x + AFTER_NAME, withValues);
            x += withValues ? AFTER_NAME + widestValue : 0;
            x += i < fitting ? AFTER_ENTRY : 0;
        }
        String rest = "+" + (names.size() - fitting);
        if (!rest.equals(more.getText())) {
            more.setText(rest);
        }
        put(more, x, fitting < names.size());
    }

    private double end(int entries, boolean withValues) {
        double x = snappedLeftInset();
        for (int i = 0; i < entries; i++) {
            x += names.get(i).prefWidth(-1);
            x += withValues ? AFTER_NAME + widestValue : 0;
            x += i < entries - 1 ? AFTER_ENTRY : 0;
        }
        return x;
    }

    private double put(Label label, double x, boolean visible) {
        label.setVisible(visible);
        if (!visible) {
            return x;
        }
        double width = Math.ceil(label.prefWidth(-1));
        double height = label.prefHeight(-1);
        label.resizeRelocate(x, Math.rint((getHeight() - height) / 2), width, height);
        return x + width;
    }
}
