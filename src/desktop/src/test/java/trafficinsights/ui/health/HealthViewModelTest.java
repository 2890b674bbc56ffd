package trafficinsights.ui.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Unit;
import trafficinsights.run.base.QueueLength;
import trafficinsights.ui.FxQueue;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.health.Reading.Verdict;

final class HealthViewModelTest {
    private final FxQueue fx = new FxQueue();
    private final Scripted source = new Scripted();
    private final HealthViewModel model =
            new HealthViewModel(source, fx, () -> source.heapMegabytes * 1024L * 1024);

    private static final class Scripted implements HealthSource {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile double rows = Double.NaN;
        private volatile boolean isPaced;
        private volatile double query = Double.NaN;
        private volatile long heapMegabytes = 100;
        private volatile QueueLength batches = QueueLength.NONE;
        private volatile int failures;

        @Override
        public double startMillis() {
            return 1_430;
        }

        @Override
        public double rowsPerSecond() {
            asked.incrementAndGet();
            return rows;
        }

        @Override
        public boolean isPaced() {
            return isPaced;
        }

        @Override
        public double lastQueryMillis() {
            return query;
        }

        @Override
        public double pictureMillis() {
            return 4;
        }

        @Override
        public double previewMillis() {
            return 140;
        }

        @Override
        public QueueLength waitingBatches() {
            return batches;
        }

        @Override
        public long waitingLines() {
            return 1_320;
        }

        @Override
        public QueueLength tasks() {
            return new QueueLength(2, 9);
        }

        @Override
        public long outbox() {
            return 3;
        }

        @Override
        public int failures() {
            return failures;
        }

        @Override
        public String lastFailure() {
            return "Pushing: The disk is full.";
        }
    }

    @AfterEach
    void close() {
        model.close();
    }

    private Reading read(Gauge gauge) {
        int before = model.readings().size();
        model.read();
        fx.until("a reading", () -> model.readings().size() >= Math.max(1, before));
        return model.readings().stream()
                .filter(reading -> reading.gauge() == gauge)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyGaugeIsShownWithItsTarget() {
        read(Gauge.ROWS);
        assertThat(model.readings()).extracting(Reading::gauge).containsExactly(Gauge.values());
        assertThat(model.text()).contains("at least 10,000/s", "at most 512 MB");
    }

    @Test
    void theStartIsJudgedAgainstTwoSeconds() {
        Reading start = read(Gauge.START);
        assertThat(start.value()).isEqualTo(Texts.of(Unit.MICROS, 1_430_000));
        assertThat(start.verdict()).isEqualTo(Verdict.KEPT);
    }

    @Test
    void whatIsNotKnownIsNotJudged() {
        Reading rows = read(Gauge.ROWS);
        assertThat(rows.value()).isEqualTo("–");
        assertThat(rows.verdict()).isEqualTo(Verdict.NONE);
        assertThat(rows.history()).isEmpty();
    }

    @Test
    void aRateIsKeptFromItsFloorOn() {
        source.rows = 10_000;
        assertThat(read(Gauge.ROWS).verdict()).isEqualTo(Verdict.KEPT);
    }

    @Test
    void aSlowRunMissesUnlessItIsHeldToItsPace() {
        source.rows = 400;
        assertThat(read(Gauge.ROWS).verdict()).isEqualTo(Verdict.MISSED);
        HealthViewModel other = new HealthViewModel(source, fx, () -> 1);
        source.isPaced = true;
        other.read();
        fx.until("a reading", () -> !other.readings().isEmpty());
        assertThat(other.readings().getFirst().verdict()).isEqualTo(Verdict.NONE);
        assertThat(other.readings().getFirst().note()).contains("limited by the speed of the run");
        other.close();
    }

    @Test
    void memoryAndQueriesHaveAnUpperLimit() {
        source.heapMegabytes = 513;
        source.query = 1_500;
        assertThat(read(Gauge.HEAP).verdict()).isEqualTo(Verdict.MISSED);
        Reading query = read(Gauge.QUERY);
        assertThat(query.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(query.value()).isEqualTo("1.50 s");
    }

    @Test
    void aFailureIsReportedWithItsReason() {
        source.failures = 1;
        Reading failures = read(Gauge.FAILURES);
        assertThat(failures.verdict()).isEqualTo(Verdict.MISSED);
        assertThat(failures.note()).contains("The disk is full");
    }

    @Test
    void queuesStandBesideTheirBounds() {
        source.batches = new QueueLength(4, 4);
        Reading batches = read(Gauge.BATCHES);
        assertThat(batches.verdict()).isEqualTo(Verdict.KEPT);
        assertThat(batches.value()).isEqualTo("4");
        assertThat(batches.note()).isEqualTo("of 4; 1,320 lines waiting in the paused run");
        assertThat(read(Gauge.TASKS).note()).isEqualTo("of 9");
        assertThat(read(Gauge.OUTBOX).value()).isEqualTo("3");
    }

    @Test
    void aSlowPreviewMisses() {
        assertThat(read(Gauge.PREVIEW).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void theHistoryIsBounded() {
        source.rows = 20_000;
        for (int i = 0; i < HealthViewModel.MOST_KEPT + 10; i++) {
            model.read();
        }
        fx.until(
                "all readings",
                () ->
                        !model.readings().isEmpty()
                                && model.readings().getFirst().history().size()
                                        == HealthViewModel.MOST_KEPT);
        assertThat(model.readings().getFirst().history()).hasSize(HealthViewModel.MOST_KEPT);
    }

    @Test
    void theClockStopsWhenThePanelIsHidden() throws InterruptedException {
        model.setActive(true);
        fx.until("the first second", () -> !model.readings().isEmpty());
        model.setActive(false);
        assertThat(model.isActive()).isFalse();
        Thread.sleep(200);
        int asked = source.asked.get();
        Thread.sleep(1_300);
        assertThat(source.asked.get()).isEqualTo(asked);
    }
}
