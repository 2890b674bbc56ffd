package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.stat.WaitingLine;

/// Queues, retries, health checks and failures against closed forms and a plain simulation.
class FleetLawsTest {
    /// Log-normal with the variation of an exponential: `exp(sigma²) - 1 = 1`.
    private static final double SIGMA_OF_ONE = Math.sqrt(Math.log(2));

    private static final int WORKERS = 6;
    private static final double SERVICE_SECONDS = 0.05;

    /// One server whose service time has that mean and the variation of an exponential.
    private static Scenario oneServer(double utilization, String duration, String more) {
        double rate = utilization * WORKERS / SERVICE_SECONDS;
        double medianMillis = SERVICE_SECONDS * 1000 / Math.sqrt(2);
        return Traffic.scenario(
                """
                duration: %s
                requestsPerSecond: %s
                %sregions:
                  - { name: eu, share: 1, servers: 1, workers: %d }
                routes:
                  - { path: /a, share: 1, medianMillis: %s, sigma: %s }
                """
                        .formatted(duration, rate, more, WORKERS, medianMillis, SIGMA_OF_ONE));
    }

    /// A plain event by event simulation of M/M/c, for the mean wait in seconds.
    private static double simulatedWait(double utilization, int customers, long seed) {
        Random random = new Random(seed);
        double rate = utilization * WORKERS / SERVICE_SECONDS;
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < WORKERS; i++) {
            free.add(0.0);
        }
        double now = 0;
        double waited = 0;
        for (int i = 0; i < customers; i++) {
            now += -Math.log(1 - random.nextDouble()) / rate;
            double start = Math.max(now, free.remove());
            waited += start - now;
            free.add(start - Math.log(1 - random.nextDouble()) * SERVICE_SECONDS);
        }
        return waited / customers;
    }

    @ParameterizedTest
    @CsvSource({"0.3, 0.02", "0.6, 0.01", "0.9, 0.08"})
    void theWaitIsThatOfMMc(double utilization, double tolerance) {
        RequestBatch all = Traffic.rows(oneServer(utilization, "40m", ""), 2);
        double mean =
                IntStream.range(0, all.size())
                        .mapToDouble(i -> all.latencyMicros()[i] / 1e6)
                        .average()
                        .orElseThrow();
        double closed =
                WaitingLine.erlangC(WORKERS, utilization)
                        * SERVICE_SECONDS
                        / (WORKERS * (1 - utilization));
        double plain = simulatedWait(utilization, 3_000_000, 5);
        // The tolerance is that of the mean of the service time over the rows: sd = mean.
        double ofService = 4 * SERVICE_SECONDS / Math.sqrt(all.size());
        assertThat(plain).isCloseTo(closed, within(closed * 0.1 + 1e-5));
        assertThat(mean - SERVICE_SECONDS)
                .isCloseTo(closed, within(ofService + tolerance * closed + 1e-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.6, 0.9})
    void openRequestsAreRateTimesLatency(double utilization) {
        Scenario scenario = oneServer(utilization, "20m", "");
        RequestBatch all = Traffic.rows(scenario, 4);
        double seconds = Arrays.stream(all.latencyMicros()).sum() / 1e6;
        double little = seconds / scenario.duration().toSeconds();
        double[] open =
                Traffic.metrics(scenario, 4).stream()
                        .flatMapToDouble(b ->
                                IntStream.range(0, b.size())
                                        .mapToDouble(i -> b.activeConnections()[i]))
                        .toArray();
        double mean = Arrays.stream(open).average().orElseThrow();
        assertThat(mean).isCloseTo(little, within(0.03 * little));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aTotalOutageIsAmplifiedByAllAttempts(int retries) {
        Scenario scenario =
                oneServer(0.3, "10m", failing("max: %d, backoff: 50ms".formatted(retries), 1));
        // Attempts = 1 + p + p² + … with p = 1; a few of the last fall behind the end.
        assertThat(amplification(Traffic.rows(scenario, 6))).isCloseTo(1 + retries, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8})
    void anErrorRateIsAmplifiedByTheGeometricSum(double p) {
        Scenario scenario = oneServer(0.2, "10m", failing("max: 3, backoff: 50ms", p));
        RequestBatch all = Traffic.rows(scenario, 6);
        double sum = (1 - Math.pow(p, 4)) / (1 - p);
        assertThat(amplification(all)).isCloseTo(sum, within(0.02 * sum));
    }

    @Test
    void aBudgetLimitsRetries() {
        Scenario scenario = oneServer(0.3, "10m", failing("max: 3, backoff: 50ms, budget: 0.2", 1));
        assertThat(amplification(Traffic.rows(scenario, 6))).isCloseTo(1.2, within(0.03));
    }

    private static String failing(String retries, double share) {
        return """
        retries: { %s }
        failures:
          - { kind: bad_deploy, at: 0s, length: 10m, strength: %s }
        """
                .formatted(retries, share);
    }

    private static double amplification(RequestBatch all) {
        long firsts = count(all, i -> all.attempt()[i] == 1);
        return (double) all.size() / firsts;
    }

    private static long count(RequestBatch all, IntPredicate filter) {
        return IntStream.range(0, all.size()).filter(filter).count();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 2", "2, 3, 2", "5, 2, 4"})
    void aCrashedServerIsTakenOutAfterItsFallAndBackAfterItsRise(int interval, int fall, int rise) {
        String balancer =
                "balancer: { healthCheck: { interval: %ds, fall: %d, rise: %d } }\n"
                        .formatted(interval, fall, rise);
        Scenario scenario =
                Traffic.scenario(
                        """
                        duration: 4m
                        requestsPerSecond: 200
                        %sregions:
                          - { name: eu, share: 1, servers: 2, workers: 50 }
                        routes:
                          - { path: /a, share: 1, medianMillis: 20, sigma: 0.5 }
                        failures:
                          - { kind: crashed_server, target: eu-1, at: 60s, length: 60s, strength: 1 }
                        """
                                .formatted(balancer));
        RequestBatch all = Traffic.rows(scenario, 3);
        long start = scenario.start().toEpochMilli() * 1000;
        long lastRefused = 0;
        long firstBack = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            double second = (all.epochMicros()[i] - start) / 1e6;
            boolean isCrashed = all.server()[i] == 1 && second >= 60;
            if (isCrashed && second < 120) {
                assertThat(all.status()[i]).isEqualTo((short) 503);
                lastRefused = Math.max(lastRefused, all.epochMicros()[i] - start);
            } else if (isCrashed) {
                firstBack = Math.min(firstBack, all.epochMicros()[i] - start);
            }
        }
        // The check that falls last is the fall-th in the failure: between fall - 1 and fall
        // intervals after its start; a step of 0.2 s and the gap to the next request come on top.
        assertThat(lastRefused / 1e6 - 60)
                .isBetween((fall - 1.0) * interval - 0.3, fall * interval + 0.5);
        assertThat(firstBack / 1e6 - 120)
                .isBetween((rise - 1.0) * interval - 0.3, rise * interval + 0.5);
    }

    @Test
    void aStormOfRetriesOutlivesItsTriggerAndABudgetEndsIt() {
        String more =
                """
                retries: { max: 3, backoff: 300ms%s }
                balancer: { timeout: 1s, queue: 400, healthCheck: { interval: 2s, fall: 3, rise: 2, timeout: 60s } }
                failures:
                  - { kind: surge, at: 3m, length: 2m, strength: 2.2 }
                """;
        double calm = failed(more.formatted(""), 120, 180);
        double after = failed(more.formatted(""), 480, 600);
        double withBudget = failed(more.formatted(", budget: 0.1"), 480, 600);
        assertThat(calm).isLessThan(0.01);
        assertThat(after).isGreaterThan(0.5);
        assertThat(withBudget).isLessThan(0.01);
    }

    /// Share of failing requests between two seconds of ten minutes.
    private static double failed(String more, int fromSecond, int toSecond) {
        Scenario scenario = oneServer(0.7, "10m", more);
        RequestBatch all = Traffic.rows(scenario, 8);
        long start = scenario.start().toEpochMilli() * 1000;
        IntPredicate isIn =
                i -> {
                    double second = (all.epochMicros()[i] - start) / 1e6;
                    return second >= fromSecond && second < toSecond;
                };
        long errors = count(all, i -> isIn.test(i) && all.status()[i] >= 500);
        return (double) errors / count(all, isIn);
    }

    @ParameterizedTest
    @CsvSource({
        "round_robin, 0.333, 0.333",
        "weighted, 0.1667, 0.1667",
        "client_hash, 0.333, 0.333"
    })
    void blindPoliciesKeepTheirSharesWhenAServerIsSlow(String policy, double before, double after) {
        assertThat(shareOfA(policy, 0, 120)).isCloseTo(before, within(0.08));
        assertThat(shareOfA(policy, 180, 360)).isCloseTo(after, within(0.08));
    }

    @ParameterizedTest
    @ValueSource(strings = {"least_connections", "power_of_two"})
    void policiesThatSeeTheLoadSpareASlowServer(String policy) {
        assertThat(shareOfA(policy, 0, 120)).isCloseTo(0.333, within(0.02));
        assertThat(shareOfA(policy, 180, 360)).isLessThan(0.24);
    }

    private static double shareOfA(String policy, int fromSecond, int toSecond) {
        Scenario scenario =
                Traffic.scenario(
                        """
                        duration: 6m
                        requestsPerSecond: 300
                        balancer: { policy: %s }
                        regions:
                          - { name: eu, share: 1, workers: 20, servers: [ { name: a, weight: 1 }, { name: b, weight: 2 }, { name: c, weight: 3 } ] }
                        routes:
                          - { path: /a, share: 1, medianMillis: 60, sigma: 0.5 }
                        failures:
                          - { kind: slow_server, target: a, at: 2m, length: 4m, strength: 3 }
                        """
                                .formatted(policy));
        RequestBatch all = Traffic.rows(scenario, 8);
        long start = scenario.start().toEpochMilli() * 1000;
        IntPredicate isIn =
                i -> {
                    double second = (all.epochMicros()[i] - start) / 1e6;
                    return second >= fromSecond && second < toSecond;
                };
        return (double) count(all, i -> isIn.test(i) && all.server()[i] == 1) / count(all, isIn);
    }

    @Test
    void aMemoryLeakFillsTheMemoryAndEndsInARestart() {
        Scenario scenario = ScenarioFile.load("memory-leak").scenario();
        float most = 0;
        int restarts = 0;
        float before = 0;
        for (ServerMetricBatch batch : Traffic.metrics(scenario, 1)) {
            for (int i = 0; i < batch.size(); i++) {
                if (batch.names().servers().text(batch.server()[i]).equals("ap-1")) {
                    float memory = batch.memoryUtilization()[i];
                    restarts += before > 0.85f && memory < 0.6f ? 1 : 0;
                    most = Math.max(most, memory);
                    before = memory;
                }
            }
        }
        assertThat(most).isGreaterThan(0.93f);
        assertThat(restarts).isBetween(2, 4);
    }

    @Test
    void aScannerAddsItsShareOfRequestsAndThemAlone() {
        Scenario scenario = ScenarioFile.load("bot-scan").scenario();
        RequestBatch all = Traffic.rows(scenario, 1);
        long start = scenario.start().toEpochMilli() * 1000;
        long scans = 0;
        for (int i = 0; i < all.size(); i++) {
            String label = all.names().scenarios().text(all.scenario()[i]);
            if (label.equals("bot_scan")) {
                double second = (all.epochMicros()[i] - start) / 1e6;
                assertThat(second).isBetween(540.0, 960.0);
                assertThat(all.status()[i]).isBetween((short) 400, (short) 499);
                assertThat(all.names().regions().text(all.region()[i])).isEqualTo("eu");
                scans++;
            } else {
                assertThat(label).isEqualTo("-");
            }
        }
        // 45 % of 400/s, times 1.2, over 420 s less the two ramps of 20 s; eu's curve of the day.
        assertThat((double) scans).isCloseTo(0.45 * 400 * 1.2 * 400, within(0.35 * 86_400));
    }

    @Test
    void everyFailureKindIsInABuiltInScenario() {
        long kinds =
                ScenarioFile.builtInNames().stream()
                        .flatMap(n -> ScenarioFile.load(n).scenario().failures().stream())
                        .map(Scenario.Failure::kind)
                        .distinct()
                        .count();
        assertThat(kinds).isEqualTo(FailureKind.values().length);
    }
}
