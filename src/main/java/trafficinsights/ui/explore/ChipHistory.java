package trafficinsights.ui.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The chips, and what they were: undo and redo. FX thread.
final class ChipHistory {
    private static final int MOST_STEPS = 100;

    private final Deque<List<Chip>> undone = new ArrayDeque<>();
    private final Deque<List<Chip>> before = new ArrayDeque<>();
    private List<Chip> now = List.of();

    List<Chip> now() {
        return now;
    }

    boolean canUndo() {
        return !before.isEmpty();
    }

    boolean canRedo() {
        return !undone.isEmpty();
    }

    /// @return whether it was not there yet
    boolean add(Chip chip) {
        if (now.contains(chip)) {
            return false;
        }
        List<Chip> more = new ArrayList<>(now);
        more.add(chip);
        change(more);
        return true;
    }

    void remove(Chip chip) {
        List<Chip> fewer = new ArrayList<>(now);
        if (fewer.remove(chip)) {
            change(fewer);
        }
    }

    void removeAll() {
        if (!now.isEmpty()) {
            change(List.of());
        }
    }

    private void change(List<Chip> next) {
        before.addLast(now);
        if (before.size() > MOST_STEPS) {
            before.removeFirst();
        }
        undone.clear();
        now = List.copyOf(next);
    }

    void undo() {
        if (canUndo()) {
            undone.addLast(now);
            now = before.removeLast();
        }
    }

    void redo() {
        if (canRedo()) {
            before.addLast(now);
            now = undone.removeLast();
        }
    }

    /// Other data: nothing to go back to.
    void clear() {
        undone.clear();
        before.clear();
        now = List.of();
    }
}
