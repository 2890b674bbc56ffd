package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeWindow;

class TallyTest {
    @Test
    void countsByStatusAndServerAreThoseOfTheRowsHoweverTheyAreSpread() {
        RandomRequests requests = new RandomRequests(1);
        List<RequestBatch> batches = requests.batches(30, 500, -5_000_000, 9_000_000);
        SortedMap<Integer, Long> byStatus = new TreeMap<>();
        SortedMap<String, Long> byServer = new TreeMap<>();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        Tally left = new Tally();
        Tally right = new Tally();
        for (RequestBatch batch : batches) {
            (batch.size() % 2 == 0 ? left : right).add(batch);
            for (int i = 0; i < batch.size(); i++) {
                byStatus.merge((int) batch.status()[i], 1L, Long::sum);
                byServer.merge(requests.names.servers().text(batch.server()[i]), 1L, Long::sum);
                first = Math.min(first, batch.epochMicros()[i]);
                last = Math.max(last, batch.epochMicros()[i]);
            }
        }
        left.merge(right);
        assertThat(left.byStatus()).isEqualTo(byStatus);
        assertThat(left.byServer(requests.names)).isEqualTo(byServer);
        assertThat(left.requests()).isEqualTo(byStatus.values().stream().mapToLong(n -> n).sum());
        assertThat(left.lastMicros()).isEqualTo(last);
        assertThat(left.span()).isEqualTo(new TimeWindow(first, last - first));
    }

    @Test
    void nothingHasNoSpan() {
        Tally tally = new Tally();
        tally.merge(new Tally());
        assertThat(tally.span()).isNull();
        assertThat(tally.requests()).isZero();
        assertThat(tally.byStatus()).isEmpty();
    }
}
