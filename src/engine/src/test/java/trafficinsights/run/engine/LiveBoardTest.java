package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.TimeWindow;
import trafficinsights.run.base.LiveUpdate;

class LiveBoardTest {
    private static final long SECOND = 1_000_000;
    private static final LiveBoard.Found NOTHING = new LiveBoard.Found(List.of(), List.of());

    private final LiveBoard board = new LiveBoard(List.of());

    @Test
    void aReaderThatHasEverythingIsGivenTheHistoryInPlaceOfIt() {
        Reader reader = new Reader();
        for (int i = 0; i < 32; i++) {
            board.update(List.of(total(i, 10, 100)), NOTHING, i);
            reader.read();
        }
        board.replace(List.of(total(0, 160, 1_600), total(1, 160, 1_600)), NOTHING, 32);
        reader.read();
        assertThat(reader.requests()).isEqualTo(3_200);
        reader.read();
        assertThat(reader.requests()).isEqualTo(3_200);
    }

    @Test
    void aReaderThatWasAwayForLongIsGivenEverythingOnce() {
        Reader reader = new Reader();
        board.update(List.of(total(0, 10, 100)), NOTHING, 0);
        reader.read();
        for (int i = 1; i < 500; i++) {
            board.update(List.of(total(i, 10, 100)), NOTHING, i);
        }
        reader.read();
        assertThat(reader.requests()).isEqualTo(50_000);
    }

    @Test
    void windowsThatNoChartShowsTakeNoRoom() {
        List<KpiWindow> changed = new ArrayList<>();
        changed.add(total(0, 10, 1_000));
        LongStream.range(0, 900)
                .forEach(i -> changed.add(window(Dimension.ROUTE, "/r" + i, 0, 10, 1)));
        board.update(changed, NOTHING, 0);
        assertThat(board.since(0).windows())
                .extracting(KpiWindow::dimension)
                .containsExactly(Dimension.TOTAL);
    }

    /// Keeps windows as the panels do.
    private final class Reader {
        private final TreeMap<Long, KpiWindow> windows = new TreeMap<>();
        private long version;

        void read() {
            LiveUpdate update = board.since(version);
            version = update.version();
            if (update.isWhole()) {
                windows.clear();
            }
            update.windows().forEach(w -> windows.put(w.window().startMicros(), w));
        }

        long requests() {
            return windows.values().stream().mapToLong(w -> w.kpi().requests()).sum();
        }
    }

    private static KpiWindow total(long index, long seconds, long requests) {
        return window(Dimension.TOTAL, Dimension.ALL, index, seconds, requests);
    }

    private static KpiWindow window(
            Dimension dimension, String key, long index, long seconds, long n) {
        return new KpiWindow(
                new TimeWindow(index * seconds * SECOND, seconds * SECOND),
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
                        true));
    }
}
