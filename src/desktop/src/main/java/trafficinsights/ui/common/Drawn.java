package trafficinsights.ui.common;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Nodes that a pane draws itself with, kept from one layout to the next. FX thread.
///
/// A pane that makes nodes whenever it is laid out never rests: each label that is added has no
/// layout yet, and asks the pane for another one (`Parent` does so even for nodes that are not
/// managed), in every pulse for ever. These are made only when more are needed than ever before.
public final class Drawn<T extends Node> {
    private final Pane pane;
    private final Supplier<T> maker;
    private final boolean isBehind;
    private final List<T> nodes = new ArrayList<>();
    private int used;

    /// @param isBehind whether they are behind what the pane holds already
    public Drawn(Pane pane, boolean isBehind, Supplier<T> maker) {
        this.pane = pane;
        this.isBehind = isBehind;
        this.maker = maker;
    }

    /// Begins a layout: none is used yet.
    public void begin() {
        used = 0;
    }

    /// The next one, visible; its place and text are those of the layout before.
    public T next() {
        if (used == nodes.size()) {
            T made = maker.get();
            made.setManaged(false);
            nodes.add(made);
            pane.getChildren().add(isBehind ? 0 : pane.getChildren().size(), made);
        }
        T node = nodes.get(used++);
        node.setVisible(true);
        return node;
    }

    /// Ends a layout: what was not used is hidden.
    public void end() {
        nodes.subList(used, nodes.size()).forEach(node -> node.setVisible(false));
    }
}
