package trafficinsights.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactColumn;
import trafficinsights.model.warehouse.FactTable;

class StoredRunsTest {
    @TempDir private Path folder;

    private static void load(LocalStore store, Names names, List<RequestBatch> batches)
            throws InterruptedException {
        try (StoreLoad load = store.load("run", null, names)) {
            Thread pump = Thread.ofPlatform().start(load::pump);
            for (RequestBatch b : batches) {
                load.put(b);
            }
            load.endOfRequests();
            pump.join();
            load.quality("lines", "", 12);
            load.report("{}");
            load.commit();
        }
    }

    /// Requests of which many fall into few seconds.
    private static List<RequestBatch> crowded(Names names) {
        List<RequestBatch> batches = StoredRequests.batches(5, names, 20_000, 1);
        for (RequestBatch b : batches) {
            for (int i = 0; i < b.size(); i++) {
                long second = Math.floorMod(b.epochMicros()[i], 50);
                long within = second == 7 ? 7 : Math.floorMod(b.epochMicros()[i], 1_000_000);
                b.epochMicros()[i] = 1_700_000_000_000_000L + second * 1_000_000 + within;
            }
        }
        return batches;
    }

    @Test
    void groupsHoldEveryRowOnceAndNoneIsMuchLargerThanAsked() throws Exception {
        Names names = Names.create();
        List<RequestBatch> batches = crowded(names);
        List<String> expected = StoredRequests.texts(batches);
        List<String> read = new ArrayList<>();
        try (LocalStore store = LocalStore.open(folder.resolve("s.duckdb"))) {
            load(store, names, batches);
            StoredRuns runs = new StoredRuns(store);
            StoredRun run = runs.all().getFirst();
            assertThat(run.requests()).isEqualTo(20_000);
            runs.readGroups(
                    run,
                    Names.create(),
                    150,
                    group -> {
                        read.addAll(StoredRequests.texts(group));
                        assertThat(group.stream().mapToInt(RequestBatch::size).sum())
                                .isLessThan(300);
                    });
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void twoImportsOfTheSameRequestsAreCutAlike() throws Exception {
        List<String> cuts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Names names = Names.create();
            List<RequestBatch> batches = new ArrayList<>(crowded(names));
            if (i == 1) {
                java.util.Collections.reverse(batches);
            }
            try (LocalStore store = LocalStore.open(folder.resolve(i + ".duckdb"))) {
                load(store, names, batches);
                StoredRuns runs = new StoredRuns(store);
                StoredRun run = runs.all().getFirst();
                List<String> groups = new ArrayList<>();
                runs.readGroups(
                        run,
                        Names.create(),
                        700,
                        group ->
                                groups.add(
                                        StoredRequests.texts(group).stream()
                                                .sorted()
                                                .toList()
                                                .toString()));
                cuts.add(run.content() + groups);
            }
        }
        assertThat(cuts.get(1)).isEqualTo(cuts.get(0));
    }

    @Test
    void factsComeAsColumns() throws Exception {
        Names names = Names.create();
        try (LocalStore store = LocalStore.open(folder.resolve("f.duckdb"))) {
            load(store, names, crowded(names));
            StoredRuns runs = new StoredRuns(store);
            List<List<FactTable>> pieces = new ArrayList<>();
            runs.readFacts(runs.all().getFirst(), 10, pieces::add);
            assertThat(pieces).hasSize(1);
            List<FactTable> facts = pieces.getFirst();
            assertThat(facts)
                    .extracting(FactTable::name)
                    .containsExactly("DataQualityMetrics", "AnalyticsReports");
            FactColumn value = facts.getFirst().column("value").orElseThrow();
            assertThat(((FactColumn.Fraction) value).values()).containsExactly(12);
            FactColumn time = facts.get(1).column("created_at").orElseThrow();
            assertThat(((FactColumn.Whole) time).values()[0]).isGreaterThan(1_600_000_000_000_000L);
        }
    }

    @Test
    void manyFactsComeInPiecesThatHoldEachRowOnceWhateverTheOrderInTheStore() throws Exception {
        List<List<Long>> cuts = new ArrayList<>();
        for (String order : List.of("i", "7919 * i % 1000")) {
            try (LocalStore store = LocalStore.open(folder.resolve(cuts.size() + "m.duckdb"))) {
                Names names = Names.create();
                load(store, names, crowded(names));
                try (var statement = store.connection().createStatement()) {
                    statement.execute(
                            "INSERT INTO ServerMetrics (run_id, ts, server) SELECT r.run_id,"
                                    + " make_timestamp((i // 4) * 1000000), i FROM Runs r,"
                                    + " (SELECT %s AS i FROM range(1000) t(i))".formatted(order));
                }
                StoredRuns runs = new StoredRuns(store);
                List<Long> sizes = new ArrayList<>();
                List<String> servers = new ArrayList<>();
                runs.readFacts(
                        runs.all().getFirst(),
                        150,
                        piece -> {
                            sizes.add(piece.stream().mapToLong(FactTable::rows).sum());
                            for (FactTable table : piece) {
                                table.column("server")
                                        .map(c -> ((FactColumn.Text) c).values())
                                        .ifPresent(v -> Arrays.stream(v).forEach(servers::add));
                            }
                        });
                assertThat(sizes).allMatch(size -> size <= 150);
                assertThat(servers)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(0, 1000).mapToObj(String::valueOf).toList());
                cuts.add(sizes);
            }
        }
        assertThat(cuts.get(0)).isEqualTo(cuts.get(1)).hasSize(7);
    }
}
