package trafficinsights.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Names;
import trafficinsights.model.TimeWindow;

/// Puts the tables of all workers together: windows in order of time, totals over the whole run.
///
/// Merging is associative and commutative, so the result does not depend on how rows were spread
/// over workers. Windows that got no row for a while are packed. Windows stay open, and take rows
/// in any order, until the memory budget is used; then the oldest are closed. A row that comes for
/// a closed window is late: counted in the totals, in no window.
///
/// Threads: one at a time.
public final class KpiMerger {
    /// The keys of [Dimension#STATUS_CLASS].
    public static final List<String> STATUS_CLASSES = WindowSlot.CLASSES;

    /// Windows that are not packed may take this part of the budget.
    private static final int WARM_PARTS = 16;

    private static final int LEAST_WARM = 2;

    private final long windowMicros;
    private final Names names;
    private final long budgetBytes;
    private final Consumer<KpiWindow> closedWindows;
    private final TreeMap<Long, WindowSlot> open = new TreeMap<>();

    /// Bytes of each window that is not packed, the one that was added to last at the end.
    private final LinkedHashMap<Long, Long> warm = new LinkedHashMap<>();

    private final Set<Long> changed = new HashSet<>();
    private final WindowSlot totals = new WindowSlot();
    private final SeriesHistory history;
    private final List<ClosedWindows> watchers = new ArrayList<>();
    private long lastClosedIndex = Long.MIN_VALUE;
    private long lateRows;
    private long windowCount;
    private long openBytes;
    private long warmBytes;

    /// @param budgetBytes memory that open windows may take, roughly
    /// @param closedWindows takes every final window, in order of time
    public KpiMerger(
            long windowMicros, Names names, long budgetBytes, Consumer<KpiWindow> closedWindows) {
        this.windowMicros = windowMicros;
        this.names = names;
        this.budgetBytes = budgetBytes;
        this.closedWindows = closedWindows;
        this.history = new SeriesHistory(windowMicros);
    }

    /// Takes over a worker's table, which must not be used any more.
    public void merge(KpiTable table) {
        for (Map.Entry<Long, WindowSlot> entry : table.slots().entrySet()) {
            mergeSlot(entry.getKey(), entry.getValue());
        }
        packCold();
        while (openBytes > budgetBytes && open.size() > 1) {
            closeOldest();
        }
    }

    private void mergeSlot(long index, WindowSlot slot) {
        if (index <= lastClosedIndex) {
            lateRows += slot.requests();
            totals.merge(slot, false);
            return;
        }
        changed.add(index);
        WindowSlot mine = open.get(index);
        if (mine == null) {
            mine = slot;
            open.put(index, slot);
        } else {
            giveBack(index, mine);
            mine.merge(slot, true);
        }
        long bytes = mine.memoryBytes();
        openBytes += bytes;
        warm.put(index, bytes);
        warmBytes += bytes;
    }

    private void giveBack(long index, WindowSlot slot) {
        openBytes -= slot.memoryBytes();
        Long warmed = warm.remove(index);
        warmBytes -= warmed == null ? 0 : warmed;
    }

    /// Packs the windows that nothing was added to for the longest time: of a log in order all but
    /// the newest, and none that is about to get rows.
    private void packCold() {
        while (warmBytes > budgetBytes / WARM_PARTS && warm.size() > LEAST_WARM) {
            long coldest = warm.firstEntry().getKey();
            WindowSlot slot = Objects.requireNonNull(open.get(coldest));
            giveBack(coldest, slot);
            slot.pack();
            openBytes += slot.memoryBytes();
        }
    }

    private void closeOldest() {
        Map.Entry<Long, WindowSlot> oldest = open.pollFirstEntry();
        WindowSlot slot = oldest.getValue();
        giveBack(oldest.getKey(), slot);
        lastClosedIndex = oldest.getKey();
        changed.remove(lastClosedIndex);
        windows(lastClosedIndex, slot, this::countAndEmit);
        measure(lastClosedIndex, slot);
        totals.merge(slot, false);
        history.add(lastClosedIndex, slot);
    }

    private void measure(long index, WindowSlot slot) {
        TimeWindow window = new TimeWindow(index * windowMicros, windowMicros);
        watchers.forEach(watcher -> show(window, slot, watcher));
    }

    private void show(TimeWindow window, WindowSlot slot, ClosedWindows watcher) {
        for (Dimension dimension : watcher.dimensions()) {
            slot.forEachMeasured(
                    dimension,
                    names,
                    (key, measured) -> watcher.accept(window, dimension, key, measured));
        }
    }

    /// Shows the open windows that begin in `[fromMicros, toMicros)` as they are now, in order of
    /// time.
    public void showOpen(long fromMicros, long toMicros, ClosedWindows watcher) {
        long first = Math.ceilDiv(fromMicros, windowMicros);
        long end = Math.ceilDiv(toMicros, windowMicros);
        if (first < end) {
            open.subMap(first, end)
                    .forEach((index, slot) ->
                            show(
                                    new TimeWindow(index * windowMicros, windowMicros),
                                    slot,
                                    watcher));
        }
    }

    /// Names one more who takes every closed window with its sketches as well; to be called before
    /// the first row.
    public void watch(ClosedWindows watcher) {
        watchers.add(watcher);
    }

    private void countAndEmit(KpiWindow window) {
        windowCount++;
        closedWindows.accept(window);
    }

    /// Closes every window: the run's rows have all come.
    public void closeAll() {
        while (!open.isEmpty()) {
            closeOldest();
        }
    }

    /// The present state of every open window that changed since the last call, in order of time.
    public List<KpiWindow> drainChanged() {
        List<KpiWindow> windows = new ArrayList<>();
        for (Long index : changed.stream().sorted().toList()) {
            WindowSlot slot = open.get(index);
            if (slot != null) {
                windows(index, slot, windows::add);
            }
        }
        changed.clear();
        return windows;
    }

    private void windows(long index, WindowSlot slot, Consumer<KpiWindow> consumer) {
        TimeWindow window = new TimeWindow(index * windowMicros, windowMicros);
        for (Dimension dimension : Dimension.values()) {
            slot.forEachMeasured(
                    dimension,
                    names,
                    (key, part) ->
                            consumer.accept(
                                    new KpiWindow(
                                            window, dimension, key, part.toKpi(), part.shape())));
        }
    }

    /// KPIs of the total, a region, a server or a class of status over the windows that begin in
    /// `[fromMicros, toMicros)`, percentiles from their merged sketches; closed windows count in
    /// the length that the history keeps them in. A span that holds every window of an ended run
    /// has its late rows too. Null without any.
    public @Nullable Kpi between(Dimension dimension, String key, long fromMicros, long toMicros) {
        if (open.isEmpty() && history.isWithin(fromMicros, toMicros)) {
            KpiAccumulator all = totals.measured(dimension, codeOf(dimension, key));
            return all == null || all.requests() == 0 ? null : all.toKpi();
        }
        KpiAccumulator sum = new KpiAccumulator();
        forEachMeasured(dimension, key, fromMicros, toMicros, (start, part) -> sum.merge(part));
        return sum.requests() == 0 ? null : sum.toKpi();
    }

    /// What the windows that [#between] counts cover. Null without any.
    public @Nullable TimeWindow covered(long fromMicros, long toMicros) {
        long closedEnd =
                lastClosedIndex == Long.MIN_VALUE
                        ? Long.MIN_VALUE
                        : (lastClosedIndex + 1) * windowMicros;
        long start = Math.ceilDiv(fromMicros, windowMicros) * windowMicros;
        if (start < closedEnd) {
            start = Math.min(closedEnd, ceil(fromMicros));
        }
        long end = Math.ceilDiv(toMicros, windowMicros) * windowMicros;
        if (end < closedEnd) {
            end = Math.min(closedEnd, ceil(toMicros));
        }
        return start < end ? new TimeWindow(start, end - start) : null;
    }

    private long ceil(long epochMicros) {
        return Math.ceilDiv(epochMicros, history.windowMicros()) * history.windowMicros();
    }

    /// Latencies of the total, a region or a server over the windows that begin in `[fromMicros,
    /// toMicros)`, in at most `mostColumns` columns of whole windows. Null without any.
    public @Nullable LatencyGrid latencies(
            Dimension dimension, String key, long fromMicros, long toMicros, int mostColumns) {
        long window = Math.max(windowMicros, history.windowMicros());
        long length =
                window * Math.max(1, Math.ceilDiv(toMicros - fromMicros, window * mostColumns));
        long first = Math.floorDiv(fromMicros, length);
        int columns = (int) (Math.ceilDiv(toMicros, length) - first);
        if (columns <= 0) {
            return null;
        }
        long[] counts = new long[columns * LatencyGrid.ROWS];
        forEachMeasured(
                dimension,
                key,
                fromMicros,
                toMicros,
                (start, part) -> part.addTo(counts, (int) (Math.floorDiv(start, length) - first)));
        return new LatencyGrid(first * length, length, columns, counts);
    }

    private void forEachMeasured(
            Dimension dimension,
            String key,
            long fromMicros,
            long toMicros,
            BiConsumer<Long, KpiAccumulator> consumer) {
        int code = codeOf(dimension, key);
        BiConsumer<Long, WindowSlot> ofSlot =
                (start, slot) -> {
                    KpiAccumulator part = slot.measured(dimension, code);
                    if (part != null) {
                        consumer.accept(start, part);
                    }
                };
        long first = Math.ceilDiv(fromMicros, windowMicros);
        long end = Math.ceilDiv(toMicros, windowMicros);
        if (first < end) {
            history.forEach(fromMicros, toMicros, ofSlot);
            open.subMap(first, end)
                    .forEach((index, slot) -> ofSlot.accept(index * windowMicros, slot));
        }
    }

    private int codeOf(Dimension dimension, String key) {
        return switch (dimension) {
            case REGION -> names.regions().texts().indexOf(key);
            case SERVER -> names.servers().texts().indexOf(key);
            case STATUS_CLASS -> STATUS_CLASSES.indexOf(key);
            case TOTAL, ROUTE -> 0;
        };
    }

    /// KPIs over the whole run; complete after [#closeAll()].
    public Kpi totals() {
        return totals.total().toKpi();
    }

    /// A key of a dimension with its KPIs over the whole run.
    public record Keyed(String key, Kpi kpi) {}

    /// KPIs over the whole run by key, most requests first, then by key; every dimension but TOTAL.
    public Map<Dimension, List<Keyed>> breakdown() {
        Map<Dimension, List<Keyed>> all = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (dimension == Dimension.TOTAL) {
                continue;
            }
            List<Keyed> keyed = new ArrayList<>();
            totals.forEach(dimension, names, (key, kpi) -> keyed.add(new Keyed(key, kpi)));
            keyed.sort(
                    Comparator.comparingLong((Keyed k) -> -k.kpi().requests())
                            .thenComparing(Keyed::key));
            all.put(dimension, keyed);
        }
        return all;
    }

    /// Hands over every series over the whole run with its sketch, which still belongs to the
    /// merger; complete after [#closeAll()].
    public void forEachTotal(Totals consumer) {
        for (Dimension dimension : Dimension.values()) {
            totals.forEachMeasured(
                    dimension, names, (key, measured) -> consumer.accept(dimension, key, measured));
        }
    }

    /// Who takes the series of a whole run.
    @FunctionalInterface
    public interface Totals {
        void accept(Dimension dimension, String key, KpiAccumulator measured);
    }

    /// Windows of TOTAL, REGION and SERVER for charts, merged to longer ones where there are many.
    public List<KpiWindow> series() {
        return history.windows(names);
    }

    /// Requests that came after their window was closed.
    public long lateRows() {
        return lateRows;
    }

    /// Windows closed so far, over all series.
    public long windowCount() {
        return windowCount;
    }
}
