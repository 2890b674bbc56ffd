package trafficinsights.ui.explore;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.ui.common.Undoable;

/// The chips, and what they were. FX thread.
final class ChipHistory {
    private final Undoable<List<Chip>> chips = new Undoable<>(List.of());

    List<Chip> now() {
        return chips.now();
    }

    boolean canUndo() {
        return chips.canUndo();
    }

    boolean canRedo() {
        return chips.canRedo();
    }

    /// @return whether it was not there yet
    boolean add(Chip chip) {
        if (now().contains(chip)) {
            return false;
        }
        List<Chip> more = new ArrayList<>(now());
        more.add(chip);
        chips.change(List.copyOf(more));
        return true;
    }

    void remove(Chip chip) {
        chips.change(now().stream().filter(other -> !other.equals(chip)).toList());
    }

    void removeAll() {
        chips.change(List.of());
    }

    void undo() {
        chips.undo();
    }

    void redo() {
        chips.redo();
    }

    /// Other data: nothing to go back to.
    void clear() {
        chips.clear(List.of());
    }
}
