package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;

/// Arrivals, shares, identity of rows; queues, retries and failures are in [FleetLawsTest].
class SimulatedTrafficTest {
    /// Seeds are fixed, so a test passes always or never.
    private static final double SMALLEST_P = 0.001;

    private static final String FLEET =
            """
            regions:
              - { name: eu, share: 5, utcOffsetHours: 1, servers: 2, workers: 2000 }
              - { name: us, share: 3, utcOffsetHours: -5, servers: 3, workers: 2000 }
              - { name: ap, share: 2, utcOffsetHours: 8, servers: 1, workers: 2000 }
            routes:
              - { path: /a, share: 6, medianMillis: 40, sigma: 0.5, bytes: 2000, errorRate: 0.01 }
              - { path: /b, method: POST, share: 3, medianMillis: 90, sigma: 0.4, bytes: 600 }
              - { path: /c, share: 1, medianMillis: 10, sigma: 0.6, bytes: 9000 }
            """;

    private static Scenario steady(String duration, double rate, String more) {
        return Traffic.scenario(
                "duration: %s\nrequestsPerSecond: %s\n%s%s".formatted(duration, rate, more, FLEET));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1s",
        "7, 30m",
        "12345, 1s",
        "12345, 90s",
        "200000, 10s",
        "50000, 1001ms",
        "3000, 366d"
    })
    void anExactNumberOfRowsIsMetInsideTheScenariosTime(long rows, String duration) {
        for (String retries : new String[] {"", "retries: { max: 3, backoff: 100ms }\n"}) {
            Scenario scenario = steady(duration, 10, retries + "dailySwing: 0.4\n");
            SimulatedTraffic traffic =
                    new SimulatedTraffic(scenario, 9, OptionalLong.of(rows), Traffic.AT_ONCE);
            RequestBatch all = Traffic.rows(traffic);
            assertThat(all.size()).isEqualTo(rows);
            long start = scenario.start().toEpochMilli() * 1000;
            long before = start;
            for (int i = 0; i < all.size(); i++) {
                long end = start + scenario.duration().toMillis() * 1000;
                assertThat(all.epochMicros()[i]).isBetween(before, end - 1);
                assertThat(all.requestId()[i]).isEqualTo(i);
                before = all.epochMicros()[i];
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 20, 3_000})
    void arrivalsAreAPoissonProcess(double rate) {
        RequestBatch all = Traffic.rows(steady((long) (30_000 / rate) + "s", rate, ""), 4);
        // The count of a Poisson process: mean and variance are rate * time.
        assertThat((double) all.size()).isCloseTo(30_000, within(4 * Math.sqrt(30_000)));
        double[] gaps = new double[all.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            // Within the µs that a time was cut to, so that equal gaps are not ties.
            double jitter = (i * 0.6180339887 % 1 - 0.5) * 0.98;
            gaps[i] = Math.abs(all.epochMicros()[i + 1] - all.epochMicros()[i] + jitter) / 1e6;
        }
        ExponentialDistribution law = new ExponentialDistribution(1 / rate);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, gaps))
                .isGreaterThan(SMALLEST_P);
    }

    @Test
    void regionsServersAndRoutesHaveTheirShares() {
        RequestBatch all = Traffic.rows(steady("5m", 400, ""), 5);
        assertShares(all.region(), all.size(), 0.5, 0.3, 0.2);
        assertShares(all.server(), all.size(), 0.25, 0.25, 0.1, 0.1, 0.1, 0.2);
        assertShares(all.route(), all.size(), 0.6, 0.3, 0.1);
    }

    static void assertShares(short[] column, int size, double... shares) {
        double[] expected = Arrays.stream(shares).map(share -> share * size).toArray();
        long[] counts = new long[shares.length];
        for (int i = 0; i < size; i++) {
            counts[column[i] - 1]++;
        }
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(SMALLEST_P);
    }

    @Test
    void withWorkersEnoughALatencyIsTheServiceTimeOfItsRoute() {
        RequestBatch all = Traffic.rows(steady("5m", 400, ""), 6);
        double[] median = {40_000, 90_000, 10_000};
        double[] sigma = {0.5, 0.4, 0.6};
        for (int route = 1; route <= 3; route++) {
            int code = route;
            double[] latencies =
                    IntStream.range(0, all.size())
                            .filter(i -> all.route()[i] == code && all.status()[i] == 200)
                            .limit(20_000)
                            .mapToDouble(i -> all.latencyMicros()[i] + 0.5)
                            .toArray();
            LogNormalDistribution law =
                    new LogNormalDistribution(Math.log(median[code - 1]), sigma[code - 1]);
            assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, latencies))
                    .isGreaterThan(SMALLEST_P);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDayFollowsTheCurveOfItsRegions(boolean isExactCount) {
        Scenario scenario = steady("24h", 2, "dailySwing: 0.8\n");
        OptionalLong rows = isExactCount ? OptionalLong.of(170_000) : OptionalLong.empty();
        RequestBatch all = Traffic.rows(new SimulatedTraffic(scenario, 8, rows, Traffic.AT_ONCE));
        double[] share = {0.5, 0.3, 0.2};
        int[] offset = {1, -5, 8};
        double[] expected = new double[24 * 3];
        long[] counts = new long[expected.length];
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            // Integral of 1 + 0.8 cos(2π (h - 15) / 24) over an hour of local time.
            double from = 8 + i % 24 + offset[i / 24] - 15;
            double w = Math.PI / 12;
            double area = 1 + 0.8 * (Math.sin(w * (from + 1)) - Math.sin(w * from)) / w;
            expected[i] = share[i / 24] * area;
            sum += expected[i];
        }
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= all.size() / sum;
        }
        long start = scenario.start().toEpochMilli() * 1000;
        for (int i = 0; i < all.size(); i++) {
            int hour = (int) ((all.epochMicros()[i] - start) / 3_600_000_000L);
            counts[(all.region()[i] - 1) * 24 + hour]++;
        }
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(SMALLEST_P);
    }

    @Test
    void aWeekFollowsItsFactorsAtNoon() {
        Scenario scenario =
                steady(
                        "14d",
                        1,
                        "start: 2026-03-02T00:00:00Z\nweekly: [1, 1, 1, 1, 1, 0.5, 0.25]\n");
        ArrivalRate rate = new ArrivalRate(scenario, new Fleet(scenario, false), 1, 0);
        long start = scenario.start().toEpochMilli() * 1000;
        double mean = 5.75 / 7;
        double[] factors = {1, 1, 1, 1, 1, 0.5, 0.25};
        for (int day = 0; day < 14; day++) {
            // Noon of region eu, an hour before that of UTC.
            long noon = start + (day * 24L + 11) * 3_600_000_000L;
            assertThat(rate.perSecond(0, noon))
                    .isCloseTo(0.5 * factors[day % 7] / mean, within(1e-9));
        }
    }

    @Test
    void theSameRowsComeHoweverTheTimeIsCutAndWhoeverMakesThem() {
        String more =
                """
                retries: { max: 2, backoff: 300ms }
                failures:
                  - { kind: bad_deploy, target: /b, at: 60s, length: 25s, strength: 0.6 }
                """;
        Scenario scenario = steady("100s", 900, more);
        RequestBatch whole = Traffic.rows(scenario, 12);
        SimulatedTraffic cut =
                new SimulatedTraffic(scenario, 12, OptionalLong.empty(), Duration.ofMillis(200));
        List<TrafficUnit> units = Traffic.units(cut);
        assertThat(units).hasSize(500);
        List<RequestBatch> backwards = new ArrayList<>();
        units.reversed().forEach(unit -> unit.requests(backwards::add));
        RequestBatch joined = Traffic.join(backwards.reversed(), cut);
        assertThat(joined.epochMicros()).isEqualTo(whole.epochMicros());
        assertThat(joined.requestId()).isEqualTo(whole.requestId());
        assertThat(joined.firstRequestId()).isEqualTo(whole.firstRequestId());
        assertThat(joined.clientId()).isEqualTo(whole.clientId());
        assertThat(joined.latencyMicros()).isEqualTo(whole.latencyMicros());
        assertThat(joined.status()).isEqualTo(whole.status());
        assertThat(joined.server()).isEqualTo(whole.server());
    }

    /// A surge packs many more rows into a slice than the usual rate does.
    @Test
    void noBatchIsLargerThanABatchMayBe() {
        Scenario scenario =
                steady(
                        "2s",
                        500,
                        """
                        failures:
                          - { kind: surge, at: 1s, length: 1s, strength: 1000 }
                        """);
        SimulatedTraffic traffic =
                new SimulatedTraffic(scenario, 2, OptionalLong.empty(), Traffic.AT_ONCE);
        List<RequestBatch> batches = new ArrayList<>();
        Traffic.units(traffic).forEach(unit -> unit.requests(batches::add));
        assertThat(batches).allMatch(batch -> batch.size() <= RequestBatch.CAPACITY);
        assertThat(batches).anyMatch(batch -> batch.size() == RequestBatch.CAPACITY);
        RequestBatch all = Traffic.join(batches, traffic);
        // Half a million in the second of the surge, give or take a Poisson deviation.
        assertThat((double) all.size()).isCloseTo(500_500, within(4 * Math.sqrt(500_500)));
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.requestId()[i]).isEqualTo(i);
        }
    }

    @Test
    void anotherSeedGivesOtherRowsOfTheSameLaw() {
        Scenario scenario = steady("2m", 400, "dailySwing: 0.3\n");
        RequestBatch one = Traffic.rows(scenario, 1);
        RequestBatch two = Traffic.rows(scenario, 2);
        assertThat(Arrays.equals(one.epochMicros(), two.epochMicros())).isFalse();
        double[] first =
                IntStream.range(0, 5000).mapToDouble(i -> one.latencyMicros()[i]).toArray();
        double[] second =
                IntStream.range(0, 5000).mapToDouble(i -> two.latencyMicros()[i]).toArray();
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(first, second))
                .isGreaterThan(SMALLEST_P);
    }

    @Test
    void aRetryComesAfterItsFailureAndCarriesItsClientRegionAndRoute() {
        Scenario scenario =
                steady(
                        "60s",
                        300,
                        """
                        retries: { max: 3, backoff: 400ms, multiplier: 2, jitter: 0.5 }
                        failures:
                          - { kind: bad_deploy, at: 10s, length: 30s, strength: 0.5 }
                        """);
        RequestBatch all = Traffic.rows(scenario, 15);
        Map<Long, Integer> latest = new HashMap<>();
        int retries = 0;
        for (int i = 0; i < all.size(); i++) {
            long first = all.firstRequestId()[i];
            if (all.attempt()[i] == 1) {
                assertThat(first).isEqualTo(all.requestId()[i]);
            } else {
                int parent = Objects.requireNonNull(latest.get(first));
                assertThat((int) all.attempt()[i]).isEqualTo(all.attempt()[parent] + 1);
                assertThat(all.status()[parent]).isGreaterThanOrEqualTo((short) 500);
                long failed = all.epochMicros()[parent] + all.latencyMicros()[parent];
                double backoff = 400_000 * Math.pow(2, all.attempt()[i] - 2);
                assertThat((double) (all.epochMicros()[i] - failed))
                        .isBetween(0.5 * backoff - 2, 1.5 * backoff + 2);
                assertThat(all.clientId()[i]).isEqualTo(all.clientId()[parent]);
                assertThat(all.region()[i]).isEqualTo(all.region()[parent]);
                assertThat(all.route()[i]).isEqualTo(all.route()[parent]);
                retries++;
            }
            latest.put(first, i);
        }
        assertThat(retries).isGreaterThan(5_000);
    }

    @Test
    void clientsComeInSessions() {
        RequestBatch all =
                Traffic.rows(
                        Traffic.scenario(
                                ("duration: 40m\nrequestsPerSecond: 50\n"
                                                + "session: { length: 2m, requests: 10 }\n"
                                                + FLEET)
                                        .replace("clients: 500", "")),
                        3);
        Map<Long, long[]> span = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            long t = all.epochMicros()[i];
            long[] of = span.computeIfAbsent(all.clientId()[i], c -> new long[] {t, t, 0});
            of[1] = t;
            of[2]++;
        }
        assertThat(span.size()).isBetween(100, 500);
        long most = Collections.max(span.values().stream().map(of -> of[2]).toList());
        // A few come often: far above the mean.
        assertThat((double) most).isGreaterThan(4.0 * all.size() / span.size());
    }

    @Test
    void everyServerReportsOnceATick() {
        Map<String, Integer> seen = new HashMap<>();
        for (ServerMetricBatch batch : Traffic.metrics(steady("100s", 300, ""), 1)) {
            for (int i = 0; i < batch.size(); i++) {
                seen.merge(batch.epochMicros()[i] + " " + batch.server()[i], 1, Integer::sum);
                assertThat(batch.epochMicros()[i] % 10_000_000).isZero();
                assertThat(batch.cpuUtilization()[i]).isBetween(0f, 1f);
                assertThat(batch.networkInBytesPerSecond()[i]).isPositive();
            }
        }
        assertThat(seen).hasSize(10 * 6);
        assertThat(seen.values()).containsOnly(1);
    }
}
