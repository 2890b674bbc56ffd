package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
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
import trafficinsights.model.TruthInterval;

/// Longer than 400 lines: every law of the traffic is tried on the same few scenarios.
class IndependentTrafficTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final long START_MICROS = START.toEpochMilli() * 1000;
    private static final Duration AT_ONCE = Duration.ofDays(366);

    /// Seeds are fixed, so a test passes always or never.
    private static final double SMALLEST_P = 0.001;

    private static final List<Scenario.Region> REGIONS =
            List.of(
                    new Scenario.Region("eu", 5, 1, 2, 24),
                    new Scenario.Region("us", 3, -5, 3, 24),
                    new Scenario.Region("ap", 2, 8, 1, 16));
    private static final List<Scenario.Route> ROUTES =
            List.of(
                    new Scenario.Route("/a", "GET", 6, 40, 0.5, 2000, 0.01),
                    new Scenario.Route("/b", "POST", 3, 90, 0.4, 600, 0.02),
                    new Scenario.Route("/c", "GET", 1, 10, 0.6, 9000, 0));

    private static Scenario scenario(
            Duration duration, double rate, double swing, List<Scenario.Failure> failures) {
        return new Scenario(
                "t", "t", "", 3, START, duration, rate, swing, 500, REGIONS, ROUTES, failures);
    }

    private static IndependentTraffic traffic(Scenario scenario, long seed) {
        return new IndependentTraffic(scenario, seed, OptionalLong.empty(), AT_ONCE);
    }

    /// All rows of a plan in one batch.
    private static RequestBatch rows(TrafficPlan plan) {
        RequestBatch all = RequestBatch.allocate((int) plan.rowCount(), plan.names());
        int at = 0;
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            at = append(all, at, plan.requests(unit));
        }
        return all.withSize(at);
    }

    private static int append(RequestBatch all, int at, RequestBatch batch) {
        int n = batch.size();
        System.arraycopy(batch.epochMicros(), 0, all.epochMicros(), at, n);
        System.arraycopy(batch.requestId(), 0, all.requestId(), at, n);
        System.arraycopy(batch.firstRequestId(), 0, all.firstRequestId(), at, n);
        System.arraycopy(batch.clientId(), 0, all.clientId(), at, n);
        System.arraycopy(batch.latencyMicros(), 0, all.latencyMicros(), at, n);
        System.arraycopy(batch.bytes(), 0, all.bytes(), at, n);
        System.arraycopy(batch.region(), 0, all.region(), at, n);
        System.arraycopy(batch.server(), 0, all.server(), at, n);
        System.arraycopy(batch.route(), 0, all.route(), at, n);
        System.arraycopy(batch.status(), 0, all.status(), at, n);
        System.arraycopy(batch.method(), 0, all.method(), at, n);
        System.arraycopy(batch.attempt(), 0, all.attempt(), at, n);
        System.arraycopy(batch.scenario(), 0, all.scenario(), at, n);
        return at + n;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1s",
        "7, 30m",
        "12345, 1s",
        "12345, 90s",
        "200000, 10s",
        "200000, 2500ms",
        "50000, 1001ms",
        "3000, 366d"
    })
    void anExactNumberOfRowsIsMetInsideTheScenariosTime(long rows, String length) {
        Duration duration = duration(length);
        IndependentTraffic plan =
                new IndependentTraffic(
                        scenario(duration, 10, 0.4, List.of()), 9, OptionalLong.of(rows), AT_ONCE);
        RequestBatch all = rows(plan);
        assertThat(plan.rowCount()).isEqualTo(rows);
        assertThat(all.size()).isEqualTo(rows);
        assertTimesAndIds(all, duration);
    }

    private static Duration duration(String text) {
        long count = Long.parseLong(text.replaceAll("\\D", ""));
        return switch (text.replaceAll("\\d", "")) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofDays(count);
        };
    }

    private static void assertTimesAndIds(RequestBatch all, Duration duration) {
        long end = START_MICROS + duration.toMillis() * 1000;
        long before = START_MICROS;
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.epochMicros()[i]).as("time of row %d", i).isBetween(before, end - 1);
            assertThat(all.requestId()[i]).isEqualTo(i);
            assertThat(all.firstRequestId()[i]).isEqualTo(i);
            assertThat(all.attempt()[i]).isEqualTo((byte) 1);
            before = all.epochMicros()[i];
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 20, 3_000})
    void arrivalsAreAPoissonProcess(double rate) {
        Duration duration = Duration.ofSeconds((long) (30_000 / rate));
        RequestBatch all = rows(traffic(scenario(duration, rate, 0, List.of()), 4));
        // The count of a Poisson process: mean and variance are rate * time.
        assertThat((double) all.size()).isCloseTo(30_000, within(4 * Math.sqrt(30_000)));
        double[] gaps = new double[all.size() - 1];
        for (int i = 0; i < gaps.length; i++) {
            // Within the µs that a time was cut to, so that equal gaps are not ties.
            double jitter = (i * 0.6180339887 % 1 - 0.5) * 0.98;
            gaps[i] = Math.abs(all.epochMicros()[i + 1] - all.epochMicros()[i] + jitter) / 1e6;
        }
        assertThat(
                        new KolmogorovSmirnovTest()
                                .kolmogorovSmirnovTest(new ExponentialDistribution(1 / rate), gaps))
                .isGreaterThan(SMALLEST_P);
    }

    @Test
    void regionsServersAndRoutesHaveTheirShares() {
        RequestBatch all = rows(traffic(scenario(Duration.ofMinutes(5), 400, 0, List.of()), 5));
        double n = all.size();
        double[] regions = {0.5, 0.3, 0.2};
        double[] servers = {0.25, 0.25, 0.1, 0.1, 0.1, 0.2};
        double[] routes = {0.6, 0.3, 0.1};
        assertShares(regions, counts(all.region(), all.size(), 3), n);
        assertShares(servers, counts(all.server(), all.size(), 6), n);
        assertShares(routes, counts(all.route(), all.size(), 3), n);
        assertThat(all.names().servers().texts())
                .containsExactly("-", "eu-1", "eu-2", "us-1", "us-2", "us-3", "ap-1");
    }

    private static void assertShares(double[] shares, long[] counts, double n) {
        double[] expected = Arrays.stream(shares).map(share -> share * n).toArray();
        assertThat(new ChiSquareTest().chiSquareTest(expected, counts)).isGreaterThan(SMALLEST_P);
    }

    /// Counts of the codes 1 to `codes`.
    private static long[] counts(short[] column, int size, int codes) {
        long[] counts = new long[codes];
        for (int i = 0; i < size; i++) {
            counts[column[i] - 1]++;
        }
        return counts;
    }

    @Test
    void latenciesStatusesAndSizesAreThoseOfTheirRoute() {
        RequestBatch all = rows(traffic(scenario(Duration.ofMinutes(5), 400, 0, List.of()), 6));
        for (int r = 0; r < ROUTES.size(); r++) {
            Scenario.Route route = ROUTES.get(r);
            int code = r + 1;
            int[] of = IntStream.range(0, all.size()).filter(i -> all.route()[i] == code).toArray();
            int[] good = Arrays.stream(of).filter(i -> all.status()[i] == 200).toArray();
            double p = route.errorRate();
            assertThat((double) (of.length - good.length))
                    .isCloseTo(of.length * p, within(4 * Math.sqrt(of.length * p * (1 - p))));
            double[] latencies =
                    Arrays.stream(good)
                            .limit(20_000)
                            .mapToDouble(i -> all.latencyMicros()[i] + 0.5)
                            .toArray();
            LogNormalDistribution law =
                    new LogNormalDistribution(Math.log(route.medianMillis() * 1000), route.sigma());
            assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, latencies))
                    .isGreaterThan(SMALLEST_P);
            double meanBytes =
                    Arrays.stream(good).mapToLong(i -> all.bytes()[i]).average().orElseThrow();
            assertThat(meanBytes).isCloseTo(route.bytes(), within(route.bytes() * 0.02));
            for (int i : of) {
                assertThat(all.status()[i]).isIn((short) 200, (short) 500, (short) 503);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDayFollowsTheCurveOfItsRegions(boolean isExactCount) {
        Scenario scenario = scenario(Duration.ofHours(24), 2, 0.8, List.of());
        IndependentTraffic plan =
                new IndependentTraffic(
                        scenario,
                        8,
                        isExactCount ? OptionalLong.of(170_000) : OptionalLong.empty(),
                        AT_ONCE);
        RequestBatch all = rows(plan);
        double sum = 0;
        double[] expected = new double[24 * REGIONS.size()];
        long[] counts = new long[expected.length];
        for (int r = 0; r < REGIONS.size(); r++) {
            Scenario.Region region = REGIONS.get(r);
            for (int hour = 0; hour < 24; hour++) {
                // Integral of 1 + 0.8 cos(2π (h - 15) / 24) over an hour of local time.
                double from = 8 + hour + region.utcOffsetHours() - 15;
                double w = Math.PI / 12;
                double area = 1 + 0.8 * (Math.sin(w * (from + 1)) - Math.sin(w * from)) / w;
                expected[r * 24 + hour] = region.share() * area;
                sum += region.share() * area;
            }
        }
        for (int i = 0; i < all.size(); i++) {
            int hour = (int) ((all.epochMicros()[i] - START_MICROS) / 3_600_000_000L);
            counts[(all.region()[i] - 1) * 24 + hour]++;
        }
        double total = sum;
        assertShares(Arrays.stream(expected).map(e -> e / total).toArray(), counts, all.size());
    }

    @Test
    void aRateThatFallsToNothingAtNightIsNoError() {
        Scenario night =
                new Scenario(
                        "n",
                        "n",
                        "",
                        1,
                        Instant.parse("2026-03-02T02:59:00Z"),
                        Duration.ofMinutes(2),
                        50,
                        1,
                        10,
                        List.of(new Scenario.Region("eu", 1, 0, 1, 1)),
                        ROUTES,
                        List.of());
        IndependentTraffic plan = traffic(night, 1);
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            assertThat(plan.requests(unit).size()).isLessThan(5);
        }
    }

    @Test
    void rowsDoNotDependOnHowThePlanIsCutIntoUnitsOrInWhichOrder() {
        Scenario scenario = scenario(Duration.ofSeconds(100), 900, 0.5, failures());
        RequestBatch whole = rows(traffic(scenario, 12));
        IndependentTraffic cut =
                new IndependentTraffic(scenario, 12, OptionalLong.empty(), Duration.ofMillis(200));
        assertThat(cut.unitCount()).isEqualTo(100);
        List<RequestBatch> backwards = new ArrayList<>();
        for (int unit = cut.unitCount() - 1; unit >= 0; unit--) {
            backwards.addFirst(cut.requests(unit));
        }
        RequestBatch joined = RequestBatch.allocate(whole.size(), cut.names());
        int at = 0;
        for (RequestBatch batch : backwards) {
            at = append(joined, at, batch);
        }
        assertSameRows(joined.withSize(at), whole);
    }

    private static void assertSameRows(RequestBatch actual, RequestBatch expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.epochMicros()).isEqualTo(expected.epochMicros());
        assertThat(actual.requestId()).isEqualTo(expected.requestId());
        assertThat(actual.clientId()).isEqualTo(expected.clientId());
        assertThat(actual.latencyMicros()).isEqualTo(expected.latencyMicros());
        assertThat(actual.bytes()).isEqualTo(expected.bytes());
        assertThat(actual.server()).isEqualTo(expected.server());
        assertThat(actual.region()).isEqualTo(expected.region());
        assertThat(actual.route()).isEqualTo(expected.route());
        assertThat(actual.status()).isEqualTo(expected.status());
        assertThat(actual.scenario()).isEqualTo(expected.scenario());
    }

    @Test
    void anotherSeedGivesOtherRowsOfTheSameLaw() {
        Scenario scenario = scenario(Duration.ofMinutes(2), 400, 0.3, List.of());
        RequestBatch one = rows(traffic(scenario, 1));
        RequestBatch two = rows(traffic(scenario, 2));
        assertThat(Arrays.equals(one.epochMicros(), two.epochMicros())).isFalse();
        Set<Long> times = new HashSet<>();
        IntStream.range(0, one.size()).forEach(i -> times.add(one.epochMicros()[i]));
        long common =
                IntStream.range(0, two.size())
                        .filter(i -> times.contains(two.epochMicros()[i]))
                        .count();
        // 48,000 times of 120 million µs: 19 in common by chance.
        assertThat(common).isLessThan(60);
        double p =
                new ChiSquareTest()
                        .chiSquareTestDataSetsComparison(
                                counts(one.server(), one.size(), 6),
                                counts(two.server(), two.size(), 6));
        assertThat(p).isGreaterThan(SMALLEST_P);
        double[] first = firstLatencies(one);
        double[] second = firstLatencies(two);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(first, second))
                .isGreaterThan(SMALLEST_P);
    }

    private static double[] firstLatencies(RequestBatch batch) {
        return IntStream.range(0, 5_000).mapToDouble(i -> batch.latencyMicros()[i]).toArray();
    }

    private static List<Scenario.Failure> failures() {
        return List.of(
                new Scenario.Failure(
                        FailureKind.SLOW_SERVER,
                        "us-2",
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        8),
                new Scenario.Failure(
                        FailureKind.BAD_DEPLOY,
                        "/b",
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(25),
                        0.4));
    }

    @Test
    void failuresHitTheirTargetInTheirTimeAndNothingElse() {
        RequestBatch all =
                rows(traffic(scenario(Duration.ofSeconds(100), 2_000, 0, failures()), 13));
        List<Double> slow = new ArrayList<>();
        int deployed = 0;
        int failed = 0;
        for (int i = 0; i < all.size(); i++) {
            double second = (all.epochMicros()[i] - START_MICROS) / 1e6;
            String server = all.names().servers().text(all.server()[i]);
            boolean isSlow = server.equals("us-2") && second >= 20 && second < 50;
            boolean isBad = all.route()[i] == 2 && second >= 60 && second < 85;
            String label = all.names().scenarios().text(all.scenario()[i]);
            assertThat(label).isEqualTo(isSlow ? "slow_server" : isBad ? "bad_deploy" : "-");
            if (isSlow && all.status()[i] == 200 && all.route()[i] == 1) {
                slow.add((double) all.latencyMicros()[i]);
            }
            deployed += isBad ? 1 : 0;
            failed += isBad && all.status()[i] != 200 ? 1 : 0;
        }
        double[] slowed = slow.stream().limit(3_000).mapToDouble(Double::doubleValue).toArray();
        assertThat(slowed).hasSizeGreaterThan(1_000);
        LogNormalDistribution eightfold = new LogNormalDistribution(Math.log(40_000 * 8), 0.5);
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(eightfold, slowed))
                .isGreaterThan(SMALLEST_P);
        assertThat((double) failed)
                .isCloseTo(deployed * 0.4, within(4 * Math.sqrt(deployed * 0.4 * 0.6)));
    }

    @Test
    void rowsThatNoFailureHitsAreThoseOfAPlanWithoutFailures() {
        Scenario calm = scenario(Duration.ofSeconds(100), 500, 0, List.of());
        Scenario rough = scenario(Duration.ofSeconds(100), 500, 0, failures());
        RequestBatch without = rows(traffic(calm, 14));
        RequestBatch with = rows(traffic(rough, 14));
        assertThat(with.epochMicros()).isEqualTo(without.epochMicros());
        assertThat(with.server()).isEqualTo(without.server());
        for (int i = 0; i < with.size(); i++) {
            if (with.scenario()[i] == 0) {
                assertThat(with.latencyMicros()[i]).isEqualTo(without.latencyMicros()[i]);
                assertThat(with.status()[i]).isEqualTo(without.status()[i]);
            }
        }
    }

    @Test
    void theTruthIsWhatTheScenarioSays() {
        IndependentTraffic plan = traffic(scenario(Duration.ofSeconds(100), 10, 0, failures()), 1);
        assertThat(plan.truth())
                .containsExactly(
                        new TruthInterval(
                                "slow_server",
                                "us-2",
                                START_MICROS + 20_000_000,
                                START_MICROS + 50_000_000,
                                8),
                        new TruthInterval(
                                "bad_deploy",
                                "/b",
                                START_MICROS + 60_000_000,
                                START_MICROS + 85_000_000,
                                0.4));
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 366L * 86_400_000})
    void everyServerReportsOnceATick(long maxUnitMillis) {
        IndependentTraffic plan =
                new IndependentTraffic(
                        scenario(Duration.ofSeconds(100), 300, 0, failures()),
                        1,
                        OptionalLong.empty(),
                        Duration.ofMillis(maxUnitMillis));
        Set<String> seen = new HashSet<>();
        for (int unit = 0; unit < plan.unitCount(); unit++) {
            ServerMetricBatch batch = plan.serverMetrics(unit);
            for (int i = 0; i < batch.size(); i++) {
                assertThat(seen.add(batch.epochMicros()[i] + " " + batch.server()[i])).isTrue();
                assertThat(batch.epochMicros()[i] % 10_000_000).isZero();
                assertThat(batch.cpuUtilization()[i]).isBetween(0f, 1f);
                assertThat(batch.memoryUtilization()[i]).isBetween(0f, 1f);
                assertThat(batch.networkInBytesPerSecond()[i]).isPositive();
            }
        }
        assertThat(seen).hasSize(10 * 6);
    }
}
