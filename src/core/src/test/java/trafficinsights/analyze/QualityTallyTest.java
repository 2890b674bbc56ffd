package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import trafficinsights.model.ClientId;
import trafficinsights.model.DataQuality;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeWindow;

class QualityTallyTest {
    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_000_000 * SECOND;

    private final Names names = Names.create();
    private final RequestBatch batch = RequestBatch.allocate(100, names);
    private int size;

    private void add(long epochMicros, long latencyMicros, int status, long bytes) {
        batch.epochMicros()[size] = epochMicros;
        batch.clientId()[size] = ClientId.ofIpv4(0x0A000001);
        batch.latencyMicros()[size] = latencyMicros;
        batch.status()[size] = (short) status;
        batch.bytes()[size] = bytes;
        batch.server()[size] = (short) names.servers().code("eu-1");
        batch.route()[size] = (short) names.routes().code("/a");
        batch.method()[size] = (byte) names.methods().code("GET");
        batch.attempt()[size] = 1;
        size++;
    }

    private DataQuality result(TimeWindow... windows) {
        QualityTally tally = new QualityTally(10 * SECOND, NOW);
        tally.add(batch.withSize(size));
        SilenceTally silence = new SilenceTally();
        for (TimeWindow window : windows) {
            silence.accept(window);
        }
        return tally.result(size, 0, silence);
    }

    @Test
    void soundRequestsHaveAScoreOfOne() {
        for (int i = 0; i < 50; i++) {
            add(i * SECOND, 1_000 + i, 200, 500);
        }
        DataQuality quality = result(window(0), window(1), window(2));
        assertThat(quality.score()).isEqualTo(1);
        assertThat(quality.unknown().values()).containsOnly(0L);
    }

    @Test
    void whatIsNotKnownIsCountedByColumn() {
        add(0, RequestBatch.UNKNOWN, 200, 500);
        add(SECOND, 1_000, RequestBatch.NO_STATUS, RequestBatch.UNKNOWN);
        batch.server()[1] = 0;
        batch.clientId()[1] = ClientId.NONE;
        DataQuality quality = result();
        assertThat(quality.unknown())
                .containsEntry("latency", 1L)
                .containsEntry("status", 1L)
                .containsEntry("bytes", 1L)
                .containsEntry("server", 1L)
                .containsEntry("client", 1L)
                .containsEntry("route", 0L)
                .containsEntry("method", 0L);
        assertThat(quality.completeness()).isCloseTo(1 - 5 / 14.0, within(1e-12));
    }

    @Test
    void aRowTwiceIsADuplicateAndOneThatDiffersIsNone() {
        add(0, 1_000, 200, 500);
        add(0, 1_000, 200, 500);
        add(0, 1_000, 200, 501);
        add(0, 1_000, 200, 500);
        assertThat(result().duplicates()).isEqualTo(1 + 1);
    }

    @Test
    void onlyWhatIsMoreThanAWindowLateIsOutOfOrder() {
        add(100 * SECOND, 1_000, 200, 1);
        add(95 * SECOND, 1_000, 200, 2);
        add(60 * SECOND, 1_000, 200, 3);
        DataQuality quality = result();
        assertThat(quality.outOfOrder()).isEqualTo(1);
        assertThat(quality.latestMicros()).isEqualTo(40 * SECOND);
        assertThat(quality.timeliness()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void theFutureAndTheImpossibleAreCounted() {
        add(NOW + 299 * SECOND, 1_000, 200, 1);
        add(NOW + 301 * SECOND, 1_000, 200, 2);
        add(NOW + 301 * SECOND, 90_000 * SECOND, 200, 3);
        add(NOW + 301 * SECOND, 1_000, 999, 4);
        DataQuality quality = result();
        assertThat(quality.inFuture()).isEqualTo(3);
        assertThat(quality.outOfRange()).isEqualTo(2);
    }

    @Test
    void windowsWithoutRequestsAreGaps() {
        DataQuality quality = result(window(3), window(4), window(7), window(9));
        assertThat(quality.windows()).isEqualTo(7);
        assertThat(quality.silentWindows()).isEqualTo(3);
        assertThat(quality.longestSilenceMicros()).isEqualTo(20 * SECOND);
        assertThat(quality.continuity()).isCloseTo(4 / 7.0, within(1e-12));
    }

    @Test
    void talliesOfTwoWorkersAddUp() {
        add(100 * SECOND, RequestBatch.UNKNOWN, 200, 1);
        add(60 * SECOND, 1_000, 999, 3);
        QualityTally one = new QualityTally(10 * SECOND, NOW);
        one.add(batch.withSize(size));
        QualityTally other = new QualityTally(10 * SECOND, NOW);
        other.add(batch.withSize(size));
        other.merge(one);
        DataQuality both = other.result(4, 0, new SilenceTally());
        assertThat(both.requests()).isEqualTo(4);
        assertThat(both.outOfOrder()).isEqualTo(2);
        assertThat(both.unknown()).containsEntry("latency", 2L);
        assertThat(both.outOfRange()).isEqualTo(2);
    }

    private static TimeWindow window(int index) {
        return new TimeWindow(index * (10 * SECOND), 10 * SECOND);
    }
}
