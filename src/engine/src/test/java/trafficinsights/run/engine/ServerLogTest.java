package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.run.base.ServerHistory;

class ServerLogTest {
    private static final int TICKS = 3 * ServerLog.MOST_POINTS + 100;

    private static ServerMetricBatch ticks(Names names) {
        ServerMetricBatch batch = ServerMetricBatch.allocate(TICKS, names);
        for (int i = 0; i < TICKS; i++) {
            batch.epochMicros()[i] = i;
            batch.server()[i] = (short) names.servers().code("a");
            batch.cpuUtilization()[i] = i < TICKS / 2 ? 0.2f : 0.8f;
            batch.memoryUtilization()[i] = i % 2 == 0 ? Float.NaN : 0.5f;
            batch.networkInBytesPerSecond()[i] = i;
            batch.health()[i] = (byte) (i == 1_000 ? 0 : 1);
        }
        return batch.withSize(TICKS);
    }

    @Test
    void aLongRunKeepsFewerPointsWithTheSameMeanAndNoOutageIsLost() {
        ServerLog log = new ServerLog();
        log.add(ticks(Names.create()));
        ServerHistory.Series series = log.history().servers().getFirst();
        assertThat(series.epochMicros().length).isBetween(1_000, ServerLog.MOST_POINTS);
        assertThat(series.epochMicros()).isSorted();
        assertThat(series.epochMicros()[series.epochMicros().length - 1]).isEqualTo(TICKS - 1);
        assertThat(Arrays.stream(series.networkInBytesPerSecond()).average().orElseThrow())
                .isEqualTo((TICKS - 1) / 2.0, within(4.0));
        assertThat(Arrays.stream(series.memoryUtilization()).filter(v -> v != 0.5)).isEmpty();
        long outages = 0;
        for (boolean isHealthy : series.isHealthy()) {
            outages += isHealthy ? 0 : 1;
        }
        assertThat(outages).isOne();
    }

    @Test
    void nothingNewIsTheSameHistory() {
        ServerLog log = new ServerLog();
        log.add(ticks(Names.create()));
        assertThat(log.history()).isSameAs(log.history());
    }
}
