package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import trafficinsights.model.Dimension;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Names;
import trafficinsights.model.TimeWindow;

/// The course of a run in at most [#MAX_WINDOWS] windows, however long it is.
///
/// When there are more, neighbours are merged by their sketches (never by averaging percentiles)
/// and the window's length doubles. Threads: one at a time.
final class SeriesHistory {
    static final int MAX_WINDOWS = 1_000;

    private long windowMicros;
    private long lengthFactor = 1;
    private TreeMap<Long, WindowSlot> slots = new TreeMap<>();

    SeriesHistory(long windowMicros) {
        this.windowMicros = windowMicros;
    }

    /// @param index of the window in units of the length the history was made with
    /// @param slot taken over
    void add(long index, WindowSlot slot) {
        slot.dropRoutes();
        long mine = Math.floorDiv(index, lengthFactor);
        WindowSlot present = slots.get(mine);
        if (present == null) {
            slots.put(mine, slot);
        } else {
            present.merge(slot, true);
        }
        while (slots.size() > MAX_WINDOWS) {
            halve();
        }
    }

    /// Hands over the windows that begin in `[fromMicros, toMicros)`, each with its start.
    void forEach(long fromMicros, long toMicros, BiConsumer<Long, WindowSlot> consumer) {
        long first = Math.ceilDiv(fromMicros, windowMicros);
        long end = Math.ceilDiv(toMicros, windowMicros);
        if (first < end) {
            slots.subMap(first, end)
                    .forEach((index, slot) -> consumer.accept(index * windowMicros, slot));
        }
    }

    /// Whether every window begins in `[fromMicros, toMicros)`; false without any.
    boolean isWithin(long fromMicros, long toMicros) {
        return !slots.isEmpty()
                && slots.firstKey() * windowMicros >= fromMicros
                && slots.lastKey() * windowMicros < toMicros;
    }

    /// Length of a window by now.
    long windowMicros() {
        return windowMicros;
    }

    private void halve() {
        TreeMap<Long, WindowSlot> merged = new TreeMap<>();
        for (Map.Entry<Long, WindowSlot> entry : slots.entrySet()) {
            WindowSlot present =
                    merged.putIfAbsent(Math.floorDiv(entry.getKey(), 2), entry.getValue());
            if (present != null) {
                present.merge(entry.getValue(), true);
            }
        }
        slots = merged;
        windowMicros *= 2;
        lengthFactor *= 2;
    }

    List<KpiWindow> windows(Names names) {
        List<KpiWindow> windows = new ArrayList<>();
        for (Map.Entry<Long, WindowSlot> entry : slots.entrySet()) {
            TimeWindow window = new TimeWindow(entry.getKey() * windowMicros, windowMicros);
            for (Dimension dimension : Dimension.CHARTED) {
                entry.getValue()
                        .forEach(
                                dimension,
                                names,
                                (key, kpi) ->
                                        windows.add(new KpiWindow(window, dimension, key, kpi)));
            }
        }
        return windows;
    }
}
