package trafficinsights.generate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import trafficinsights.model.RequestBatch;

/// Requests of a built-in scenario, for benchmarks of what comes behind their making.
public final class MadeRequests {
    private MadeRequests() {}

    public static List<RequestBatch> of(String scenario, long rows) throws InterruptedException {
        SimulatedTraffic traffic =
                new SimulatedTraffic(
                        ScenarioFile.load(scenario).scenario(),
                        42,
                        OptionalLong.of(rows),
                        Duration.ofDays(1));
        List<RequestBatch> batches = new ArrayList<>();
        for (TrafficUnit unit = traffic.next(); unit != null; unit = traffic.next()) {
            unit.requests(batches::add);
        }
        return batches;
    }
}
