package trafficinsights.ui.common;

import java.util.ArrayDeque;
import java.util.Deque;

/// A value that a person changes, and what it was: undo and redo. One thread.
public final class Undoable<T> {
    private static final int MOST_STEPS = 100;

    private final Deque<T> before = new ArrayDeque<>();
    private final Deque<T> undone = new ArrayDeque<>();
    private T now;

    public Undoable(T start) {
        now = start;
    }

    public T now() {
        return now;
    }

    /// Changes the value; what was undone cannot be done again.
    public void change(T next) {
        if (next.equals(now)) {
            return;
        }
        before.addLast(now);
        if (before.size() > MOST_STEPS) {
            before.removeFirst();
        }
        undone.clear();
        now = next;
    }

    public boolean canUndo() {
        return !before.isEmpty();
    }

    public boolean canRedo() {
        return !undone.isEmpty();
    }

    public void undo() {
        if (canUndo()) {
            undone.addLast(now);
            now = before.removeLast();
        }
    }

    public void redo() {
        if (canRedo()) {
            before.addLast(now);
            now = undone.removeLast();
        }
    }

    /// Begins again: nothing to go back to.
    public void clear(T start) {
        before.clear();
        undone.clear();
        now = start;
    }
}
