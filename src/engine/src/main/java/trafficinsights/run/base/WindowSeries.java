package trafficinsights.run.base;

import java.util.ArrayList;
import java.util.List;
import trafficinsights.model.KpiWindow;

/// The windows of one series in order of time. One thread.
public final class WindowSeries {
    private final List<KpiWindow> windows = new ArrayList<>();

    /// Adds a window, or replaces the one that starts at the same time.
    public void put(KpiWindow window) {
        int index = firstAtOrAfter(window.window().startMicros());
        if (index < windows.size()
                && windows.get(index).window().startMicros() == window.window().startMicros()) {
            windows.set(index, window);
        } else {
            windows.add(index, window);
        }
    }

    /// Forgets every window.
    public void clear() {
        windows.clear();
    }

    /// Index of the first window that starts at or after the time; the size when none does.
    public int firstAtOrAfter(long startMicros) {
        int low = 0;
        int high = windows.size();
        // Nearly every window is the newest: look there before searching.
        if (high > 0 && windows.get(high - 1).window().startMicros() < startMicros) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (windows.get(middle).window().startMicros() < startMicros) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The windows that start in `[fromMicros, toMicros)`; a view, valid until the next [#put].
    public List<KpiWindow> between(long fromMicros, long toMicros) {
        int from = firstAtOrAfter(fromMicros);
        return windows.subList(from, Math.max(from, firstAtOrAfter(toMicros)));
    }

    public int size() {
        return windows.size();
    }

    public boolean isEmpty() {
        return windows.isEmpty();
    }

    public KpiWindow first() {
        return windows.getFirst();
    }

    public KpiWindow last() {
        return windows.getLast();
    }
}
