package trafficinsights.analyze.shift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import trafficinsights.analyze.KpiMerger;
import trafficinsights.analyze.KpiTable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;

class SpanShiftTest {
    private static final long SECOND = 1_000_000;
    private static final TimeWindow RUN = new TimeWindow(0, 600 * SECOND);
    private static final Spans SPANS = Spans.andBefore(new TimeWindow(300 * SECOND, 300 * SECOND));

    /// Ten minutes of four servers alike, about 20 requests a second; in the second half one of
    /// them may be slower or fail, and another may get more.
    ///
    /// @param slowFactor of eu-2's latency then
    /// @param failures of eu-2's requests then, 0 to 1
    /// @param more requests to eu-3 then, a factor of its share
    private static WhatChanged after(long seed, double slowFactor, double failures, double more) {
        SplittableRandom random = new SplittableRandom(seed);
        Names names = Names.create();
        RequestBatch batch = RequestBatch.allocate(40_000, names);
        int n = 0;
        for (double t = 0; t < 600 && n < 40_000; ) {
            boolean isLater = t >= 300;
            double rate = 20 * (isLater ? (3 + more) / 4 : 1);
            t -= Math.log(1 - random.nextDouble()) / rate;
            double place = random.nextDouble() * (isLater ? 3 + more : 4);
            int server = place < 1 ? 1 : place < 2 ? 2 : place < 3 ? 4 : 3;
            boolean isHit = isLater && server == 2;
            batch.epochMicros()[n] = (long) (t * SECOND);
            batch.requestId()[n] = n;
            batch.firstRequestId()[n] = n;
            batch.attempt()[n] = 1;
            batch.status()[n] = (short) (isHit && random.nextDouble() < failures ? 503 : 200);
            batch.latencyMicros()[n] =
                    (long)
                            (Math.exp(10.5 + 0.5 * random.nextGaussian())
                                    * (isHit ? slowFactor : 1));
            batch.bytes()[n] = 1_000;
            batch.server()[n] = (short) names.servers().code("eu-" + server);
            batch.region()[n] = (short) names.regions().code("eu");
            batch.route()[n] = (short) names.routes().code("/" + random.nextInt(3));
            n += t < 600 ? 1 : 0;
        }
        SpanShift shift = new SpanShift(SPANS);
        KpiMerger merger = new KpiMerger(10 * SECOND, names, Long.MAX_VALUE, w -> {});
        merger.watch(shift);
        KpiTable table = new KpiTable(10 * SECOND, names);
        table.add(batch.withSize(n));
        merger.merge(table);
        merger.closeAll();
        return shift.result(RUN);
    }

    private static WhatChanged.Shares servers(WhatChanged changed) {
        return changed.dimensions().stream()
                .filter(shares -> shares.dimension() == Dimension.SERVER)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSlowServerExplainsTheRiseOfTheLatencies() {
        WhatChanged changed = after(1, 4, 0, 1);
        assertThat(changed.figures().getFirst().figure().id()).isIn("p95", "p99");
        assertThat(changed.figures().getFirst().isSignificant()).isTrue();
        WhatChanged.Key first = servers(changed).keys().getFirst();
        assertThat(first.key()).isEqualTo("eu-2");
        assertThat(first.ofSlow()).isCloseTo(1, Offset.offset(0.1));
        assertThat(changed.sentence()).contains("server eu-2 explains");
        assertThat(servers(changed).isSignificant()).isFalse();
    }

    @Test
    void errorsOfOneServerAreRankedFirst() {
        WhatChanged changed = after(2, 1, 0.5, 1);
        assertThat(changed.figures().getFirst().figure().id()).isEqualTo("error_rate");
        assertThat(servers(changed).keys().getFirst().key()).isEqualTo("eu-2");
        assertThat(servers(changed).keys().getFirst().ofErrors()).isCloseTo(1, Offset.offset(0.05));
    }

    @Test
    void trafficThatMovesIsTheDimensionThatDiverges() {
        WhatChanged changed = after(3, 1, 0, 2.5);
        assertThat(changed.dimensions().getFirst().dimension()).isEqualTo(Dimension.SERVER);
        assertThat(servers(changed).isSignificant()).isTrue();
        assertThat(servers(changed).keys().getFirst().key()).isEqualTo("eu-3");
        assertThat(servers(changed).keys().getFirst().ofRequests())
                .isCloseTo(1, Offset.offset(0.2));
        assertThat(changed.sentence()).contains("server eu-3 explains");
    }

    @Test
    void partsAddUpToOne() {
        WhatChanged changed = after(4, 3, 0.2, 2);
        for (WhatChanged.Shares shares : changed.dimensions()) {
            List<WhatChanged.Key> keys = shares.keys();
            assertThat(keys.stream().mapToDouble(WhatChanged.Key::ofRequests).sum())
                    .isCloseTo(1, Offset.offset(1e-9));
            assertThat(keys.stream().mapToDouble(WhatChanged.Key::ofSlow).sum())
                    .isCloseTo(1, Offset.offset(1e-9));
            double ofErrors = keys.stream().mapToDouble(WhatChanged.Key::ofErrors).sum();
            if (shares.dimension() == Dimension.STATUS_CLASS) {
                // Its classes are errors, or not, by definition.
                assertThat(ofErrors).isNaN();
            } else {
                assertThat(ofErrors).isCloseTo(1, Offset.offset(1e-9));
            }
            assertThat(keys.stream().mapToDouble(WhatChanged.Key::nowShare).sum())
                    .isCloseTo(1, Offset.offset(1e-9));
        }
    }

    @Test
    void trafficThatGoesOnAsItWasHasHardlyEverChanged() {
        int figures = 0;
        int shares = 0;
        double squares = 0;
        for (int seed = 100; seed < 160; seed++) {
            WhatChanged changed = after(seed, 1, 0, 1);
            figures +=
                    (int) changed.figures().stream().filter(ComparedFigure::isSignificant).count();
            shares +=
                    (int)
                            changed.dimensions().stream()
                                    .filter(WhatChanged.Shares::isSignificant)
                                    .count();
            double z =
                    changed.figures().stream()
                            .filter(f -> f.figure().id().equals("request_rate"))
                            .findFirst()
                            .orElseThrow()
                            .standardErrors();
            squares += z * z / 60;
        }
        assertThat(figures).isLessThanOrEqualTo(1);
        assertThat(shares).isZero();
        // A Poisson rate against its own standard error: a variance of one, or less, as the larger
        // of
        // two estimates is taken.
        assertThat(squares).isBetween(0.5, 1.5);
    }

    @Test
    void withoutRequestsThereIsNothingToCompare() {
        WhatChanged nothing = new SpanShift(SPANS).result(RUN);
        assertThat(nothing.requestsNow()).isZero();
        assertThat(nothing.dimensions()).isEmpty();
        assertThat(nothing.sentence()).startsWith("No figure changed");
    }

    @Test
    void spansThatOverlapAreRefused() {
        assertThatThrownBy(() -> new Spans(new TimeWindow(0, 100), new TimeWindow(99, 10)))
                .hasMessageContaining("overlap");
        assertThat(SPANS.then()).isEqualTo(new TimeWindow(0, 300 * SECOND));
    }
}
