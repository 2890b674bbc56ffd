package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.TruthInterval;

/// Faults of one route or of the answers, and jobs that are usual. Rows are counted one by one; the
/// same seed without the failure is what they are compared with.
class RouteFaultsTest {
    private static final String FLEET =
            """
            duration: 10m
            requestsPerSecond: 120
            regions:
              - { name: eu, share: 0.6, servers: 2, workers: 40 }
              - { name: us, share: 0.4, servers: 2, workers: 40 }
            routes:
              - { path: /items, share: 0.7, medianMillis: 20, sigma: 0.3, bytes: 2000 }
              - { path: /orders, share: 0.3, medianMillis: 60, sigma: 0.3, bytes: 600 }
              - { path: /cron, share: 0, medianMillis: 20, sigma: 0.3, bytes: 100 }
            """;

    /// From the third to the sixth minute.
    private static RequestBatch with(String kind, String target, double strength) {
        return Traffic.rows(scenario(kind, target, strength), 5);
    }

    private static Scenario scenario(String kind, String target, double strength) {
        return Traffic.scenario(
                FLEET
                        + "failures:\n  - { kind: %s, target: %s, at: 3m, length: 3m, strength: %s }\n"
                                .formatted(kind, target, strength));
    }

    private static IntPredicate during(RequestBatch all) {
        long start = all.epochMicros()[0];
        return i ->
                all.epochMicros()[i] >= start + 181_000_000L
                        && all.epochMicros()[i] < start + 359_000_000L;
    }

    private static IntPredicate of(RequestBatch all, String route) {
        return i -> all.names().routes().text(all.route()[i]).equals(route);
    }

    private static IntPredicate by(RequestBatch all, String server) {
        return i -> all.names().servers().text(all.server()[i]).equals(server);
    }

    private static int[] rows(RequestBatch all, IntPredicate which) {
        return IntStream.range(0, all.size()).filter(which).toArray();
    }

    private static double medianMillis(RequestBatch all, int[] rows) {
        long[] sorted =
                Arrays.stream(rows).mapToLong(i -> all.latencyMicros()[i]).sorted().toArray();
        return sorted[sorted.length / 2] / 1000.0;
    }

    private static double share(int[] rows, IntPredicate which) {
        return (double) Arrays.stream(rows).filter(which).count() / rows.length;
    }

    @Test
    void aSlowRouteIsSlowAlone() {
        RequestBatch all = with("slow_route", "/orders", 5);
        int[] slow = rows(all, during(all).and(of(all, "/orders")));
        int[] before = rows(all, during(all).negate().and(of(all, "/orders")));
        int[] other = rows(all, during(all).and(of(all, "/items")));
        assertThat(medianMillis(all, before)).isCloseTo(60, within(2.0));
        assertThat(medianMillis(all, slow)).isCloseTo(300, within(10.0));
        assertThat(medianMillis(all, other)).isCloseTo(20, within(1.0));
    }

    @Test
    void errorsOfARouteAreItsAlone() {
        RequestBatch all = with("route_errors", "/orders", 0.4);
        IntPredicate isError = i -> all.status()[i] >= 500;
        assertThat(share(rows(all, during(all).and(of(all, "/orders"))), isError))
                .isCloseTo(0.4, within(0.02));
        assertThat(rows(all, of(all, "/items").and(isError))).isEmpty();
        assertThat(rows(all, during(all).negate().and(isError)).length).isLessThan(60);
    }

    @Test
    void lostPacketsDelayTheirShareOfAServersAnswersByRetransmissions() {
        RequestBatch all = with("packet_loss", "eu-2", 0.4);
        int[] hit = rows(all, during(all).and(by(all, "eu-2")));
        long[] edges = {150_000, 550_000, 1_350_000, 2_900_000, 4_000_000};
        // Of 40 %: 70 % once, 21 % twice, 6.3 % three times, 2.7 % four times.
        double[] expected = {0.4 * 0.7, 0.4 * 0.21, 0.4 * 0.063, 0.4 * 0.027};
        for (int k = 0; k < expected.length; k++) {
            long from = edges[k];
            long to = edges[k + 1];
            assertThat(
                            share(
                                    hit,
                                    i ->
                                            all.latencyMicros()[i] >= from
                                                    && all.latencyMicros()[i] < to))
                    .as("delays of %d to %d µs", from, to)
                    .isCloseTo(expected[k], within(0.03));
        }
        assertThat(rows(all, by(all, "eu-1").and(i -> all.latencyMicros()[i] > 400_000)).length)
                .isZero();
    }

    @Test
    void answersBecomeRedirects() {
        RequestBatch all = with("status_shift", "/items", 0.5);
        assertThat(
                        share(
                                rows(all, during(all).and(of(all, "/items"))),
                                i -> all.status()[i] == 302))
                .isCloseTo(0.5, within(0.02));
        assertThat(rows(all, of(all, "/orders").and(i -> all.status()[i] == 302))).isEmpty();
        assertThat(rows(all, during(all).negate().and(i -> all.status()[i] == 302)).length)
                .isLessThan(100);
    }

    @Test
    void answersAreCutOff() {
        RequestBatch all = with("truncated_bodies", "us", 0.6);
        IntPredicate isUs = by(all, "us-1").or(by(all, "us-2"));
        IntPredicate isShort = i -> all.bytes()[i] < 0.4 * (of(all, "/items").test(i) ? 2000 : 600);
        // A whole answer has at least half of the mean; of what is cut off, nothing has a third.
        assertThat(share(rows(all, during(all).and(isUs)), isShort)).isCloseTo(0.6, within(0.03));
        assertThat(rows(all, isUs.negate().and(isShort))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron_burst", "nightly_batch"})
    void aJobAddsItsCallsAndTheGroundTruthListsItAsBenign(String kind) {
        Scenario scenario = scenario(kind, "/cron", 0.5);
        RequestBatch all = Traffic.rows(scenario, 5);
        int[] calls = rows(all, of(all, "/cron"));
        // Half of 120/s for three minutes.
        assertThat((double) calls.length).isCloseTo(60 * 180, within(400.0));
        assertThat(rows(all, of(all, "/cron").and(during(all).negate())).length).isLessThan(200);
        for (int call : calls) {
            assertThat(all.names().scenarios().text(all.scenario()[call])).isEqualTo(kind);
        }
        // The clients go on as they do.
        int[] own = rows(all, of(all, "/cron").negate().and(during(all)));
        assertThat((double) own.length).isCloseTo(120 * 178, within(600.0));
        List<TruthInterval> truth =
                new SimulatedTraffic(scenario, 5, java.util.OptionalLong.empty(), Traffic.AT_ONCE)
                        .truth();
        assertThat(truth).hasSize(1);
        assertThat(truth.getFirst().evidence().isBenign()).isTrue();
        assertThat(truth.getFirst().sentence()).startsWith("Benign: ");
    }

    @Test
    void aNumberOfRowsIsMetWithJobs() {
        Scenario scenario = scenario("cron_burst", "/cron", 2);
        RequestBatch all =
                Traffic.rows(
                        new SimulatedTraffic(
                                scenario, 5, java.util.OptionalLong.of(50_000), Traffic.AT_ONCE));
        assertThat(all.size()).isEqualTo(50_000);
        long calls = LongStream.of(rows(all, of(all, "/cron")).length).sum();
        // Two calls for each usual request in 3 of 10 minutes: 0.6 of 1.6.
        assertThat((double) calls).isCloseTo(50_000 * 0.6 / 1.6, within(800.0));
    }

    @Test
    void faultsOfAnswersLeaveEverythingElseAsItIs() {
        RequestBatch usual = Traffic.rows(Traffic.scenario(FLEET), 5);
        RequestBatch cut = with("truncated_bodies", "/items", 1);
        assertThat(Arrays.copyOf(cut.epochMicros(), cut.size()))
                .isEqualTo(Arrays.copyOf(usual.epochMicros(), usual.size()));
        assertThat(Arrays.copyOf(cut.latencyMicros(), cut.size()))
                .isEqualTo(Arrays.copyOf(usual.latencyMicros(), usual.size()));
    }
}
