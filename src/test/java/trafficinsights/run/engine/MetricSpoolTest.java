package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

class MetricSpoolTest {
    @Test
    void batchesComeBackAsTheyWereInTheirOrder() {
        Names names = Names.create();
        List<ServerMetricBatch> drained = new ArrayList<>();
        try (MetricSpool spool = new MetricSpool()) {
            for (int i = 0; i < 3; i++) {
                spool.put(batch(names, i));
            }
            spool.drain(drained::add);
        }
        assertThat(drained).hasSize(3);
        for (int i = 0; i < 3; i++) {
            ServerMetricBatch expected = batch(names, i);
            ServerMetricBatch got = drained.get(i);
            assertThat(got.size()).isEqualTo(expected.size());
            assertThat(got.names()).isSameAs(names);
            assertThat(got.epochMicros()).isEqualTo(expected.epochMicros());
            assertThat(got.server()).isEqualTo(expected.server());
            assertThat(got.cpuUtilization()).isEqualTo(expected.cpuUtilization());
            assertThat(got.memoryUtilization()).isEqualTo(expected.memoryUtilization());
            assertThat(got.networkInBytesPerSecond()).isEqualTo(expected.networkInBytesPerSecond());
            assertThat(got.networkOutBytesPerSecond())
                    .isEqualTo(expected.networkOutBytesPerSecond());
            assertThat(got.activeConnections()).isEqualTo(expected.activeConnections());
            assertThat(got.health()).isEqualTo(expected.health());
        }
    }

    @Test
    void aSpoolThatGotNothingGivesNothing() {
        List<ServerMetricBatch> drained = new ArrayList<>();
        try (MetricSpool spool = new MetricSpool()) {
            spool.drain(drained::add);
        }
        assertThat(drained).isEmpty();
    }

    private static ServerMetricBatch batch(Names names, int seed) {
        int size = seed + 1;
        ServerMetricBatch batch = ServerMetricBatch.allocate(size, names);
        for (int i = 0; i < size; i++) {
            batch.epochMicros()[i] = 1_000_000L * (10 * seed + i);
            batch.server()[i] = (short) names.servers().code("eu-" + i);
            batch.cpuUtilization()[i] = 0.1f * (seed + i);
            batch.memoryUtilization()[i] = Float.NaN;
            batch.networkInBytesPerSecond()[i] = 1e9 + seed;
            batch.networkOutBytesPerSecond()[i] = Double.NaN;
            batch.activeConnections()[i] = 3.5f + i;
            batch.health()[i] = (byte) (i % 2);
        }
        return batch.withSize(size);
    }
}
