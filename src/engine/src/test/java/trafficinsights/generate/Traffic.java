package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;

/// Scenarios for tests, and the rows that they give.
final class Traffic {
    static final Duration AT_ONCE = Duration.ofDays(366);

    private Traffic() {}

    /// @param lines of the file, `regions` and `routes` included
    static Scenario scenario(String lines) {
        String head = "name: t\nseed: 3\nclients: 500\n";
        String start = lines.contains("start:") ? "" : "start: 2026-03-02T08:00:00Z\n";
        return ScenarioFile.parse("t.yaml", head + start + lines, List.of()).scenario();
    }

    static RequestBatch rows(Scenario scenario, long seed) {
        return rows(new SimulatedTraffic(scenario, seed, OptionalLong.empty(), AT_ONCE));
    }

    /// All rows in one batch.
    static RequestBatch rows(SimulatedTraffic traffic) {
        List<RequestBatch> batches = new ArrayList<>();
        for (TrafficUnit unit : units(traffic)) {
            unit.requests(batches::add);
        }
        return join(batches, traffic);
    }

    static RequestBatch join(List<RequestBatch> batches, SimulatedTraffic traffic) {
        int size = batches.stream().mapToInt(RequestBatch::size).sum();
        RequestBatch all = RequestBatch.allocate(size, traffic.names());
        int at = 0;
        for (RequestBatch batch : batches) {
            BatchRows.copy(batch, 0, all, at, batch.size());
            at += batch.size();
        }
        return all.withSize(size);
    }

    static List<TrafficUnit> units(SimulatedTraffic traffic) {
        List<TrafficUnit> units = new ArrayList<>();
        try {
            for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
                units.add(unit);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return units;
    }

    static List<ServerMetricBatch> metrics(Scenario scenario, long seed) {
        SimulatedTraffic traffic =
                new SimulatedTraffic(scenario, seed, OptionalLong.empty(), AT_ONCE);
        return units(traffic).stream().map(TrafficUnit::serverMetrics).toList();
    }
}
