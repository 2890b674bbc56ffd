package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /// Adds all requests of the windows that begin in `[fromMicros, toMicros)`.
    void addTotal(long fromMicros, long toMicros, KpiAccumulator sum) {
        long first = Math.ceilDiv(fromMicros, windowMicros);
        long end = Math.ceilDiv(toMicros, windowMicros);
        if (first < end) {
            slots.subMap(first, end).values().forEach(slot -> sum.merge(slot.total()));
        }
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
            for (Dimension dimension :
                    List.of(Dimension.TOTAL, Dimension.REGION, Dimension.SERVER)) {
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
