package trafficinsights.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.LatencyGrid;
import trafficinsights.model.Outcome;
import trafficinsights.model.SpanKpi;
import trafficinsights.run.base.LiveUpdate;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.FakeRun;

final class LiveFollowerTest {
    private static final LiveView HEAT =
            LiveView.START.withLower(LowerView.START.withKind(LowerView.Kind.HEAT));

    private final BusyRun run = new BusyRun();
    private final List<LivePicture> pictures = new ArrayList<>();
    private final LiveFollower follower =
            new LiveFollower(
                    new LiveFollower.Sink() {
                        @Override
                        public void picture(Run from, LivePicture picture) {
                            pictures.add(picture);
                        }

                        @Override
                        public void waiting(int windows) {}
                    });

    /// A run whose sketches are busy for as long as the test says so.
    private static final class BusyRun implements Run {
        private final FakeRun run =
                new FakeRun(RunSpec.inMemory(new RunSource.Logs(List.of(Path.of("a")), "auto")));
        private boolean isBusy = true;

        @Override
        public RunProgress progress() {
            return run.progress();
        }

        @Override
        public LiveUpdate liveSince(long version) {
            return run.liveSince(version);
        }

        @Override
        public Optional<SpanKpi> between(
                Dimension dimension, String key, long fromMicros, long toMicros) {
            return Optional.empty();
        }

        @Override
        public Optional<LatencyGrid> latencies(
                Dimension dimension, String key, long from, long to, int mostColumns) {
            return isBusy
                    ? Optional.empty()
                    : Optional.of(new LatencyGrid(from, 10_000_000, 1, new long[LatencyGrid.ROWS]));
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}

        @Override
        public Outcome<RunSummary> await() throws InterruptedException {
            return run.await();
        }

        @Override
        public void close() {}
    }

    private LowerPicture lower() {
        return pictures.getLast().lower();
    }

    @Test
    void aBusyHeatMapIsAskedForAgainWhileThePictureIsHeld() {
        run.run.give(60);
        follower.begin();
        follower.view(LiveView.START);
        follower.step(run);
        follower.view(LiveView.START.withFrozen(true));
        follower.step(run);
        follower.view(HEAT.withFrozen(true));
        follower.step(run);
        assertThat(lower()).isInstanceOf(LowerPicture.Busy.class);
        run.isBusy = false;
        assertThat(follower.step(run)).isTrue();
        assertThat(lower()).isInstanceOf(LowerPicture.Heat.class);
        assertThat(follower.step(run)).isFalse();
    }

    @Test
    void aPictureIsHeldEvenWhileItsHeatMapIsBusy() {
        run.run.give(60);
        follower.begin();
        follower.view(HEAT);
        follower.step(run);
        double end = pictures.getLast().lastSeconds();
        follower.view(HEAT.withFrozen(true));
        follower.step(run);
        run.run.give(30);
        follower.step(run);
        run.isBusy = false;
        follower.step(run);
        assertThat(lower()).isInstanceOf(LowerPicture.Heat.class);
        assertThat(pictures.getLast().lastSeconds()).isEqualTo(end);
    }
}
