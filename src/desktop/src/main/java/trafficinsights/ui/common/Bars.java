package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/// Bars that can be pointed at, and taken by a click, with Enter or Space. Tab goes to one of them,
/// and arrows from there to the others; where they are is for the classes below to say. FX thread.
abstract class Bars extends Pane {
    private final List<Region> bars = new ArrayList<>();
    private List<BarRow> rows = List.of();
    private IntConsumer onBar = index -> {};
    private boolean canTake;

    /// The bar that Tab goes to.
    private int stop;

    Bars() {
        setMinSize(0, 0);
    }

    final void onBar(IntConsumer taker) {
        onBar = taker;
    }

    /// @param takes whether a bar can be taken
    final void show(List<BarRow> newRows, boolean takes) {
        rows = List.copyOf(newRows);
        canTake = takes;
        bars.clear();
        stop = 0;
        for (int i = 0; i < rows.size(); i++) {
            bars.add(bar(i));
        }
        getChildren().setAll(bars);
        addTexts();
        requestLayout();
    }

    private Region bar(int index) {
        Region fill = new Region();
        fill.getStyleClass().add("bar-fill");
        Pane bar =
                new Pane(fill) {
                    @Override
                    protected void layoutChildren() {
                        placeFill(fill, this, index);
                    }
                };
        bar.getStyleClass().add(canTake ? "bar-taken" : "bar");
        bar.setManaged(false);
        bar.setFocusTraversable(index == stop);
        bar.setAccessibleRole(canTake ? AccessibleRole.BUTTON : AccessibleRole.TEXT);
        bar.setAccessibleText(rows.get(index).text());
        Tooltip.install(bar, new Tooltip(rows.get(index).text()));
        bar.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && canTake) {
                onBar.accept(index);
            }
        });
        bar.setOnKeyPressed(event -> {
            int step =
                    switch (event.getCode()) {
                        case UP, LEFT -> -1;
                        case DOWN, RIGHT -> 1;
                        default -> 0;
                    };
            if (step != 0) {
                focus(index + step);
                event.consume();
            } else if (canTake
                    && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE)) {
                onBar.accept(index);
                event.consume();
            }
        });
        return bar;
    }

    private void focus(int index) {
        if (index >= 0 && index < bars.size() && bars.get(index).isVisible()) {
            bars.get(stop).setFocusTraversable(false);
            stop = index;
            bars.get(index).setFocusTraversable(true);
            bars.get(index).requestFocus();
        }
    }

    final List<BarRow> rows() {
        return rows;
    }

    final boolean takes() {
        return canTake;
    }

    final Region barAt(int index) {
        return bars.get(index);
    }

    final Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setManaged(false);
        label.setMouseTransparent(true);
        getChildren().add(label);
        return label;
    }

    final Region line() {
        Region line = new Region();
        line.getStyleClass().add("grid-line");
        line.setManaged(false);
        line.setMouseTransparent(true);
        // Behind the bars.
        getChildren().addFirst(line);
        return line;
    }

    /// Adds texts and lines for the rows that are new.
    abstract void addTexts();

    /// Puts what is seen of a bar into the part that takes the mouse.
    abstract void placeFill(Region fill, Region bar, int index);
}
