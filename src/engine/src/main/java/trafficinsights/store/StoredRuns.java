package trafficinsights.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.warehouse.FactTable;

/// Takes the runs of a store apart for the way into a warehouse: slices of requests that are the
/// same each time, in whatever order a store keeps its rows, and the facts beside them.
///
/// Threads: one at a time.
public final class StoredRuns {
    private static final long SECOND = 1_000_000;
    private final LocalStore store;

    public StoredRuns(LocalStore store) {
        this.store = store;
    }

    /// The runs in the order in which they were stored.
    public List<StoredRun> all() {
        List<StoredRun> runs = new ArrayList<>();
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT r.run_id, r.title, count(l.run_id), concat_ws(' ', count(l.run_id),
                                    min(epoch_us(l.ts)), max(epoch_us(l.ts)), sum(epoch_us(l.ts)::HUGEINT),
                                    sum(l.request_id), sum(l.first_request_id), sum(l.latency_us), sum(l.bytes),
                                    sum(l.status), sum(l.attempt), bit_xor(l.request_id), bit_xor(l.latency_us))
                                FROM Runs r LEFT JOIN RequestLogs l ON l.run_id = r.run_id
                                GROUP BY ALL ORDER BY r.run_id\
                                """)) {
            while (rows.next()) {
                runs.add(
                        new StoredRun(
                                rows.getInt(1),
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getString(4)));
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
        return runs;
    }

    /// The reports of the runs that have one, as JSON, by the number of the run.
    public SortedMap<Integer, String> reports() {
        SortedMap<Integer, String> reports = new TreeMap<>();
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT run_id, report FROM AnalyticsReports")) {
            while (rows.next()) {
                reports.put(rows.getInt(1), rows.getString(2));
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
        return reports;
    }

    /// The key that a run was loaded with; empty without one.
    public Optional<String> runKey(StoredRun run) {
        try (Statement statement = store.connection().createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT run_key FROM Runs WHERE run_id = " + run.runId())) {
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    /// Hands over the requests of a run in groups that lie together in time. What a group holds
    /// depends on the requests alone.
    ///
    /// @param target rows of a group; one with a busy second may hold up to twice as many
    /// @param consumer owns each group
    public void readGroups(
            StoredRun run, Names names, long target, Consumer<List<RequestBatch>> consumer) {
        try {
            StoreNames codes = StoreNames.read(store, names);
            for (Slice slice : slices(run.runId(), target)) {
                List<RequestBatch> group = new ArrayList<>();
                try (StoreReader reader = new StoreReader(store, codes, slice.condition())) {
                    for (RequestBatch b = reader.next(); b != null; b = reader.next()) {
                        group.add(b);
                    }
                }
                if (!group.isEmpty()) {
                    consumer.accept(group);
                }
            }
        } catch (SQLException e) {
            throw LocalStore.problem(store.file(), e);
        }
    }

    List<Slice> slices(int runId, long target) throws SQLException {
        List<Slice> slices = new ArrayList<>();
        long from = Long.MIN_VALUE;
        long to = 0;
        long held = 0;
        try (Statement statement = store.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                ("SELECT epoch_us(date_trunc('second', ts)) AS second, count(*)"
                                                + " FROM RequestLogs WHERE run_id = %d GROUP BY 1 ORDER BY 1")
                                        .formatted(runId))) {
            while (rows.next()) {
                long second = rows.getLong(1);
                long count = rows.getLong(2);
                if (held > 0 && held + count > target) {
                    slices.add(new Slice(runId, from, to, 0, 1));
                    held = 0;
                }
                if (count > target) {
                    addParts(slices, runId, second, count, target);
                    continue;
                }
                from = held == 0 ? second : from;
                to = second + SECOND;
                held += count;
            }
        }
        if (held > 0) {
            slices.add(new Slice(runId, from, to, 0, 1));
        }
        return slices;
    }

    private static void addParts(
            List<Slice> slices, int runId, long second, long count, long target) {
        int parts = (int) (count / target + 1);
        for (int part = 0; part < parts; part++) {
            slices.add(new Slice(runId, second, second + SECOND, part, parts));
        }
    }

    /// Hands over what the run found besides its requests, in pieces. What a piece holds depends on
    /// the rows alone, and a run with no more than `target` rows of it is one piece.
    ///
    /// @param target rows of a piece; one with a busy second may hold more
    /// @param consumer owns each piece; its tables have rows
    public void readFacts(StoredRun run, long target, Consumer<List<FactTable>> consumer) {
        new StoredFacts(store, run.runId()).read(target, consumer);
    }
}
