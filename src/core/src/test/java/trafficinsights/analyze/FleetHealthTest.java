package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.FleetHealth;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.TimeWindow;

class FleetHealthTest {
    private static final long SECOND = 1_000_000;

    @Test
    void saturationAndFailedChecksAreMeasuredInTime() {
        Names names = Names.create();
        ServerMetricBatch batch = ServerMetricBatch.allocate(10, names);
        float[] cpu = {0.5f, 0.95f, 0.9f, 0.2f};
        int[] health = {1, 0, 0, 1};
        for (int i = 0; i < 4; i++) {
            batch.epochMicros()[i] = i * (10 * SECOND);
            batch.server()[i] = (short) names.servers().code("eu-1");
            batch.cpuUtilization()[i] = cpu[i];
            batch.memoryUtilization()[i] = Float.NaN;
            batch.activeConnections()[i] = i;
            batch.health()[i] = (byte) health[i];
        }
        ServerTally tally = new ServerTally();
        tally.add(batch.withSize(4));
        FleetHealth.Server server = tally.result().getFirst();
        assertThat(server.name()).isEqualTo("eu-1");
        assertThat(server.meanCpuUtilization()).isCloseTo(0.6375, within(1e-6));
        assertThat(server.maxCpuUtilization()).isCloseTo(0.95, within(1e-6));
        assertThat(server.maxMemoryUtilization()).isNaN();
        assertThat(server.meanConnections()).isEqualTo(1.5);
        // 30 s are known, two ticks of 10 s at 0.95 and 0.90.
        assertThat(server.saturatedShare()).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(server.unhealthyMicros()).isEqualTo(20 * SECOND);
    }

    @Test
    void imbalanceIsTheCoefficientOfVariationOfTheServers() {
        BalanceTally tally = new BalanceTally();
        tally.accept(windows(0, Dimension.SERVER, Map.of("a", 100L, "b", 100L)));
        tally.accept(windows(1, Dimension.SERVER, Map.of("a", 50L, "b", 150L)));
        // Too few to say anything.
        tally.accept(windows(2, Dimension.SERVER, Map.of("a", 1L, "b", 30L)));
        FleetHealth health = tally.result(List.of());
        assertThat(health.imbalance()).isCloseTo((0 + 0.5) / 2, within(1e-12));
        assertThat(health.worstImbalance()).isCloseTo(0.5, within(1e-12));
        assertThat(health.worstImbalanceAtMicros()).isEqualTo(10 * SECOND);
    }

    @Test
    void theLargestShiftOfTheRegionsIsKept() {
        BalanceTally tally = new BalanceTally();
        for (int i = 0; i < 10; i++) {
            tally.accept(windows(i, Dimension.REGION, Map.of("eu", 300L, "us", 700L)));
        }
        tally.accept(windows(10, Dimension.REGION, Map.of("us", 1_000L)));
        tally.accept(windows(11, Dimension.REGION, Map.of("eu", 300L, "us", 700L)));
        FleetHealth health = tally.result(List.of());
        assertThat(health.regionShiftAtMicros()).isEqualTo(100 * SECOND);
        // By hand: p = (0, 1), q = (0.3, 0.7), m = (0.15, 0.85).
        double expected =
                (Math.log(1 / 0.85) + 0.3 * Math.log(0.3 / 0.15) + 0.7 * Math.log(0.7 / 0.85))
                        / 2
                        / Math.log(2);
        assertThat(health.regionShift()).isCloseTo(expected, within(1e-9));
    }

    private static List<KpiWindow> windows(
            int index, Dimension dimension, Map<String, Long> requests) {
        List<KpiWindow> windows = new ArrayList<>();
        requests.forEach((key, n) ->
                windows.add(
                        new KpiWindow(
                                new TimeWindow(index * (10 * SECOND), 10 * SECOND),
                                dimension,
                                key,
                                new Kpi(
                                        n,
                                        n,
                                        n,
                                        0,
                                        0,
                                        0,
                                        0,
                                        0,
                                        n,
                                        n,
                                        0,
                                        1,
                                        1,
                                        1,
                                        1,
                                        1,
                                        1,
                                        1,
                                        Double.NaN,
                                        Double.NaN,
                                        true))));
        return windows;
    }
}
