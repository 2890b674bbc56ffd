package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

class KpiMergerTest {
    private static final long SECOND = 1_000_000;
    private static final long WINDOW = 10 * SECOND;
    private static final long PLENTY = Long.MAX_VALUE;

    private final List<KpiWindow> closed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyKpiOfEverySeriesAndWindowIsThatOfTheDefinition(long seed) {
        RandomRequests requests = new RandomRequests(seed);
        List<RequestBatch> batches = requests.batches(40, 1_500, -60 * SECOND, 90 * SECOND + seed);
        KpiMerger merger = merger(requests, PLENTY);
        KpiTable table = new KpiTable(WINDOW, requests.names);
        batches.forEach(table::add);
        merger.merge(table);
        merger.closeAll();
        NaiveKpis naive = NaiveKpis.of(batches, WINDOW);
        for (KpiWindow window : closed) {
            assertThat(window.window().lengthMicros()).isEqualTo(WINDOW);
            naive.assertKpi(series(window), window.kpi());
        }
        assertThat(closed).hasSize((int) naive.count(false));
        assertThat(new HashSet<>(closed.stream().map(KpiMergerTest::series).toList()))
                .hasSize(closed.size());
        assertThat(merger.windowCount()).isEqualTo(closed.size());
        assertThat(closed)
                .isSortedAccordingTo(Comparator.comparingLong(w -> w.window().startMicros()));
        assertTotals(merger, naive);
        assertThat(merger.lateRows()).isZero();
    }

    private static void assertTotals(KpiMerger merger, NaiveKpis naive) {
        naive.assertKpi(run(Dimension.TOTAL, "all"), merger.totals());
        long series = 1;
        for (Map.Entry<Dimension, List<KpiMerger.Keyed>> entry : merger.breakdown().entrySet()) {
            List<KpiMerger.Keyed> keyed = entry.getValue();
            keyed.forEach(k -> naive.assertKpi(run(entry.getKey(), k.key()), k.kpi()));
            assertThat(keyed)
                    .isSortedAccordingTo(
                            Comparator.comparingLong((KpiMerger.Keyed k) -> -k.kpi().requests())
                                    .thenComparing(KpiMerger.Keyed::key));
            series += keyed.size();
        }
        assertThat(series).isEqualTo(naive.count(true));
    }

    @Test
    void anySpreadOverWorkersAndAnyOrderGiveTheSame() {
        RandomRequests requests = new RandomRequests(4);
        List<RequestBatch> batches = requests.batches(60, 800, 0, 200 * SECOND);
        List<KpiWindow> alone = closed(requests, List.of(batches));
        Random random = new Random(5);
        for (int workers : new int[] {2, 3, 7, 60}) {
            List<List<RequestBatch>> parts = new ArrayList<>();
            IntStream.range(0, workers).forEach(worker -> parts.add(new ArrayList<>()));
            List<RequestBatch> shuffled = new ArrayList<>(batches);
            Collections.shuffle(shuffled, random);
            shuffled.forEach(batch -> parts.get(random.nextInt(workers)).add(batch));
            assertThat(closed(requests, parts)).isEqualTo(alone);
        }
    }

    private static List<KpiWindow> closed(RandomRequests requests, List<List<RequestBatch>> parts) {
        List<KpiWindow> windows = new ArrayList<>();
        KpiMerger merger = new KpiMerger(WINDOW, requests.names, PLENTY, windows::add);
        for (List<RequestBatch> part : parts) {
            KpiTable table = new KpiTable(WINDOW, requests.names);
            part.forEach(table::add);
            merger.merge(table);
        }
        merger.closeAll();
        return windows;
    }

    @Test
    void windowsThatArePackedTakeLateRowsAndGiveTheSame() {
        RandomRequests requests = new RandomRequests(14);
        List<RequestBatch> batches = requests.batches(400, 200, 0, 2_000 * SECOND);
        List<KpiWindow> alone = closed(requests, List.of(batches));
        List<RequestBatch> shuffled = new ArrayList<>(batches);
        Collections.shuffle(shuffled, new Random(15));
        // 200 windows: 20 MB as they are, so that all but a few are packed, and none is closed.
        KpiMerger merger = merger(requests, 12L << 20);
        for (RequestBatch batch : shuffled) {
            KpiTable table = new KpiTable(WINDOW, requests.names);
            table.add(batch);
            merger.merge(table);
        }
        LatencyGrid packed = latencies(merger, Dimension.TOTAL, Dimension.ALL, 7);
        merger.closeAll();
        assertThat(merger.lateRows()).isZero();
        assertThat(closed).isEqualTo(alone);
        assertThat(latencies(merger, Dimension.TOTAL, Dimension.ALL, 7).counts())
                .isEqualTo(packed.counts());
    }

    @Test
    void withoutPackingTheSameRowsWouldNotFit() {
        RandomRequests requests = new RandomRequests(14);
        KpiTable table = new KpiTable(WINDOW, requests.names);
        requests.batches(400, 200, 0, 2_000 * SECOND).forEach(table::add);
        assertThat(table.memoryBytes()).isGreaterThan(12L << 20);
    }

    @Test
    void keysComeInTheOrderOfTheirTextsWhoeverSawThemFirst() {
        assertThat(keysSeen("b", "a", "c")).isEqualTo(keysSeen("c", "b", "a"));
        assertThat(keysSeen("b", "a", "c")).containsSubsequence("a", "b", "c");
    }

    private static List<String> keysSeen(String... inOrderOfSight) {
        Names names = Names.create();
        RequestBatch batch = RequestBatch.allocate(inOrderOfSight.length, names);
        for (int i = 0; i < inOrderOfSight.length; i++) {
            batch.server()[i] = (short) names.servers().code(inOrderOfSight[i]);
            batch.status()[i] = 200;
        }
        KpiTable table = new KpiTable(SECOND, names);
        table.add(batch.withSize(inOrderOfSight.length));
        List<String> keys = new ArrayList<>();
        KpiMerger merger =
                new KpiMerger(SECOND, names, Long.MAX_VALUE, window -> keys.add(window.key()));
        merger.merge(table);
        merger.closeAll();
        return keys;
    }

    @Test
    void rowsForAClosedWindowAreLateAndCountInTheTotalsOnly() {
        RandomRequests requests = new RandomRequests(6);
        List<RequestBatch> batches = requests.batches(300, 3, 0, 300 * SECOND);
        KpiMerger merger = merger(requests, 0);
        NaiveKpis naive = new NaiveKpis(WINDOW);
        TreeSet<Long> open = new TreeSet<>();
        long closedUpTo = Long.MIN_VALUE;
        long late = 0;
        for (RequestBatch batch : batches) {
            KpiTable table = new KpiTable(WINDOW, requests.names);
            table.add(batch);
            merger.merge(table);
            naive.add(batch);
            // With no memory at all, the newest window alone stays open after each table.
            for (int i = 0; i < batch.size(); i++) {
                long window = Math.floorDiv(batch.epochMicros()[i], WINDOW);
                if (window <= closedUpTo) {
                    late++;
                } else {
                    open.add(window);
                }
            }
            while (open.size() > 1) {
                closedUpTo = open.removeFirst();
            }
        }
        merger.closeAll();
        assertThat(late).isGreaterThan(100);
        assertThat(merger.lateRows()).isEqualTo(late);
        long inWindows =
                closed.stream()
                        .filter(w -> w.dimension() == Dimension.TOTAL)
                        .mapToLong(w -> w.kpi().requests())
                        .sum();
        assertThat(inWindows + late).isEqualTo(merger.totals().requests());
        assertTotals(merger, naive);
    }

    @Test
    void drainedWindowsAreThoseThatChangedInTheirNewestState() {
        RandomRequests requests = new RandomRequests(7);
        List<RequestBatch> batches = requests.batches(30, 40, 0, 100 * SECOND);
        KpiMerger merger = merger(requests, PLENTY);
        List<RequestBatch> seen = new ArrayList<>();
        for (RequestBatch batch : batches) {
            KpiTable table = new KpiTable(WINDOW, requests.names);
            table.add(batch);
            merger.merge(table);
            seen.add(batch);
            NaiveKpis naive = NaiveKpis.of(seen, WINDOW);
            Set<Long> touched = new TreeSet<>();
            for (int i = 0; i < batch.size(); i++) {
                touched.add(Math.floorDiv(batch.epochMicros()[i], WINDOW) * WINDOW);
            }
            List<KpiWindow> drained = merger.drainChanged();
            drained.forEach(window -> naive.assertKpi(series(window), window.kpi()));
            assertThat(new TreeSet<>(drained.stream().map(w -> w.window().startMicros()).toList()))
                    .isEqualTo(touched);
            assertThat(merger.drainChanged()).isEmpty();
        }
    }

    /// 5,300 windows of one second are more than a chart needs: they become 663 of eight seconds.
    @Test
    void aLongHistoryIsMergedAndLosesNothing() {
        RandomRequests requests = new RandomRequests(8);
        long from = 7 * SECOND; // not at a multiple of eight
        List<RequestBatch> batches = requests.batches(40, 1_200, from, from + 5_300 * SECOND);
        KpiMerger merger = new KpiMerger(SECOND, requests.names, PLENTY, closed::add);
        KpiTable table = new KpiTable(SECOND, requests.names);
        batches.forEach(table::add);
        merger.merge(table);
        merger.closeAll();
        NaiveKpis naive = NaiveKpis.of(batches, 8 * SECOND);
        List<KpiWindow> series = merger.series();
        long expected =
                naive.series().stream()
                        .filter(s -> s.windowStart() != Long.MIN_VALUE)
                        .filter(s ->
                                s.dimension() != Dimension.ROUTE
                                        && s.dimension() != Dimension.STATUS_CLASS)
                        .count();
        assertThat(series).hasSize((int) expected);
        for (KpiWindow window : series) {
            assertThat(window.window().lengthMicros()).isEqualTo(8 * SECOND);
            naive.assertKpi(series(window), window.kpi());
        }
        assertTotals(merger, naive);
    }

    @Test
    void aHistoryWithAHoleOfYearsStaysSmall() {
        RandomRequests requests = new RandomRequests(9);
        List<RequestBatch> batches = new ArrayList<>(requests.batches(5, 900, 0, 900 * SECOND));
        long year = 365 * 86_400 * SECOND;
        batches.addAll(requests.batches(5, 900, 40 * year, 40 * year + 900 * SECOND));
        KpiMerger merger = new KpiMerger(SECOND, requests.names, PLENTY, closed::add);
        KpiTable table = new KpiTable(SECOND, requests.names);
        batches.forEach(table::add);
        merger.merge(table);
        merger.closeAll();
        List<KpiWindow> totals =
                merger.series().stream().filter(w -> w.dimension() == Dimension.TOTAL).toList();
        assertThat(totals).hasSizeBetween(2, 1_000);
        assertThat(totals.stream().mapToLong(w -> w.kpi().requests()).sum())
                .isEqualTo(merger.totals().requests());
    }

    @Test
    void aSpansFiguresAreThoseOfItsWindowsTogetherOpenOrClosed() {
        RandomRequests requests = new RandomRequests(11);
        List<RequestBatch> batches = requests.batches(4, 2_000, 0, 300 * SECOND);
        KpiMerger merger = merger(requests, PLENTY);
        KpiTable table = new KpiTable(WINDOW, requests.names);
        batches.forEach(table::add);
        merger.merge(table);
        long everFrom = Long.MIN_VALUE / 4;
        long everTo = Long.MAX_VALUE / 4;
        Kpi open =
                Objects.requireNonNull(
                        merger.between(Dimension.TOTAL, Dimension.ALL, everFrom, everTo));
        merger.closeAll();
        assertThat(open).isEqualTo(merger.totals());
        assertThat(merger.between(Dimension.TOTAL, Dimension.ALL, everFrom, everTo))
                .isEqualTo(merger.totals());
        long middle = merger.series().get(merger.series().size() / 2).window().startMicros();
        Kpi before =
                Objects.requireNonNull(
                        merger.between(Dimension.TOTAL, Dimension.ALL, everFrom, middle));
        Kpi after =
                Objects.requireNonNull(
                        merger.between(Dimension.TOTAL, Dimension.ALL, middle, everTo));
        assertThat(before.requests()).isPositive();
        assertThat(before.requests() + after.requests()).isEqualTo(open.requests());
        assertThat(merger.between(Dimension.TOTAL, Dimension.ALL, middle, middle)).isNull();
    }

    @Test
    void latenciesAreCountedOnceInTheirColumnOpenOrClosed() {
        RandomRequests requests = new RandomRequests(12);
        List<RequestBatch> batches = requests.batches(4, 2_000, 0, 300 * SECOND);
        KpiMerger merger = merger(requests, PLENTY);
        KpiTable table = new KpiTable(WINDOW, requests.names);
        batches.forEach(table::add);
        merger.merge(table);
        LatencyGrid open = latencies(merger, Dimension.TOTAL, Dimension.ALL, 7);
        assertThat(open.columns()).isBetween(1, 8);
        assertThat(Arrays.stream(open.counts()).sum())
                .isEqualTo(
                        Objects.requireNonNull(
                                        merger.between(
                                                Dimension.TOTAL, Dimension.ALL, 0, 300 * SECOND))
                                .latencyCount());
        long ofServers = 0;
        for (String server : requests.names.servers().texts()) {
            if (merger.between(Dimension.SERVER, server, 0, 300 * SECOND) != null) {
                ofServers +=
                        Arrays.stream(latencies(merger, Dimension.SERVER, server, 7).counts())
                                .sum();
            }
        }
        assertThat(ofServers).isEqualTo(Arrays.stream(open.counts()).sum());
        merger.closeAll();
        assertThat(latencies(merger, Dimension.TOTAL, Dimension.ALL, 7).counts())
                .isEqualTo(open.counts());
    }

    private static LatencyGrid latencies(
            KpiMerger merger, Dimension dimension, String key, int columns) {
        return Objects.requireNonNull(merger.latencies(dimension, key, 0, 300 * SECOND, columns));
    }

    @Test
    void aWindowOfNoLengthIsRefused() {
        assertThatThrownBy(() -> new KpiTable(0, new RandomRequests(1).names))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private KpiMerger merger(RandomRequests requests, long budgetBytes) {
        return new KpiMerger(WINDOW, requests.names, budgetBytes, closed::add);
    }

    private static NaiveKpis.Series series(KpiWindow window) {
        return new NaiveKpis.Series(
                window.window().startMicros(), window.dimension(), window.key());
    }

    private static NaiveKpis.Series run(Dimension dimension, String key) {
        return new NaiveKpis.Series(Long.MIN_VALUE, dimension, key);
    }
}
