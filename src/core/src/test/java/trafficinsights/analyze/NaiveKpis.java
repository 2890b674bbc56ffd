package trafficinsights.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.RequestBatch;
import trafficinsights.stat.LatencyHistogram;

/// KPIs by their definitions, from lists of rows and an exact sort: the oracle.
final class NaiveKpis {
    /// @param windowStart `Long.MIN_VALUE` for the whole run
    record Series(long windowStart, Dimension dimension, String key) {}

    private record Row(boolean isFirst, int attempt, int status, long latencyMicros, long bytes) {}

    private final long windowMicros;
    private final Map<Series, List<Row>> rows = new HashMap<>();

    NaiveKpis(long windowMicros) {
        this.windowMicros = windowMicros;
    }

    static NaiveKpis of(List<RequestBatch> batches, long windowMicros) {
        NaiveKpis naive = new NaiveKpis(windowMicros);
        batches.forEach(naive::add);
        return naive;
    }

    void add(RequestBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Row row =
                    new Row(
                            batch.requestId()[i] == batch.firstRequestId()[i],
                            batch.attempt()[i],
                            batch.status()[i],
                            batch.latencyMicros()[i],
                            batch.bytes()[i]);
            long start = Math.floorDiv(batch.epochMicros()[i], windowMicros) * windowMicros;
            for (long window : new long[] {start, Long.MIN_VALUE}) {
                put(window, Dimension.TOTAL, "all", row);
                put(window, Dimension.REGION, text(batch, Dimension.REGION, i), row);
                put(window, Dimension.SERVER, text(batch, Dimension.SERVER, i), row);
                put(window, Dimension.ROUTE, text(batch, Dimension.ROUTE, i), row);
                put(window, Dimension.STATUS_CLASS, statusClass(row.status), row);
            }
        }
    }

    private void put(long window, Dimension dimension, String key, Row row) {
        rows.computeIfAbsent(new Series(window, dimension, key), absent -> new ArrayList<>())
                .add(row);
    }

    private static String text(RequestBatch batch, Dimension dimension, int i) {
        return switch (dimension) {
            case REGION -> batch.names().regions().text(batch.region()[i]);
            case SERVER -> batch.names().servers().text(batch.server()[i]);
            case ROUTE -> batch.names().routes().text(batch.route()[i]);
            case TOTAL, STATUS_CLASS -> throw new IllegalArgumentException(dimension.label());
        };
    }

    private static String statusClass(int status) {
        return status >= 100 && status <= 599 ? status / 100 + "xx" : "none";
    }

    Set<Series> series() {
        return rows.keySet();
    }

    /// How many series have windows or the whole run.
    long count(boolean isRun) {
        return rows.keySet().stream().filter(s -> s.windowStart == Long.MIN_VALUE == isRun).count();
    }

    void assertKpi(Series series, Kpi kpi) {
        List<Row> of = Objects.requireNonNull(rows.get(series), () -> "there is no " + series);
        assertThat(counts(kpi)).as("%s", series).isEqualTo(counts(of));
        long[] sorted =
                of.stream().mapToLong(Row::latencyMicros).filter(l -> l >= 0).sorted().toArray();
        assertQuantile(series, sorted, 0.5, kpi.p50Micros());
        assertQuantile(series, sorted, 0.9, kpi.p90Micros());
        assertQuantile(series, sorted, 0.95, kpi.p95Micros());
        assertQuantile(series, sorted, 0.99, kpi.p99Micros());
        assertQuantile(series, sorted, 0.999, kpi.p999Micros());
        if (sorted.length == 0) {
            assertThat(kpi.meanMicros()).isNaN();
            assertThat(kpi.maxMicros()).isNaN();
            assertThat(kpi.apdex()).isNaN();
        } else {
            double mean = Arrays.stream(sorted).average().orElseThrow();
            assertThat(kpi.meanMicros()).isCloseTo(mean, within(mean * 1e-12));
            assertThat(kpi.maxMicros()).isEqualTo((double) sorted[sorted.length - 1]);
            assertThat(kpi.p999Micros()).isLessThanOrEqualTo(kpi.maxMicros());
        }
        assertRates(kpi, of);
    }

    private static void assertQuantile(Series series, long[] sorted, double q, double answer) {
        if (sorted.length == 0) {
            assertThat(answer).isNaN();
            return;
        }
        long exact = sorted[(int) Math.ceil(q * sorted.length) - 1];
        assertThat(answer)
                .as("p%s of %s", q * 100, series)
                .isCloseTo((double) exact, within(exact * LatencyHistogram.RELATIVE_ERROR));
    }

    private static List<Long> counts(Kpi kpi) {
        return List.of(
                kpi.requests(),
                kpi.attempts(),
                kpi.logicalRequests(),
                kpi.retries(),
                kpi.succeededAfterRetry(),
                kpi.clientErrors(),
                kpi.serverErrors(),
                kpi.bytes(),
                kpi.latencyCount(),
                kpi.satisfied(),
                kpi.tolerating());
    }

    private static List<Long> counts(List<Row> rows) {
        long attempts = 0;
        for (Row row : rows) {
            attempts += row.isFirst ? row.attempt : 1;
        }
        return List.of(
                (long) rows.size(),
                attempts,
                rows.stream().filter(Row::isFirst).count(),
                rows.stream().filter(row -> row.attempt > 1).count(),
                rows.stream().filter(row -> row.attempt > 1 && !isServerError(row)).count(),
                rows.stream().filter(row -> row.status >= 400 && row.status < 500).count(),
                rows.stream().filter(NaiveKpis::isServerError).count(),
                rows.stream().mapToLong(Row::bytes).filter(b -> b > 0).sum(),
                rows.stream().filter(row -> row.latencyMicros >= 0).count(),
                rows.stream().filter(row -> isWithin(row, 0, 500_000)).count(),
                rows.stream().filter(row -> isWithin(row, 500_001, 2_000_000)).count());
    }

    private static boolean isWithin(Row row, long from, long to) {
        return !isServerError(row) && row.latencyMicros >= from && row.latencyMicros <= to;
    }

    private static boolean isServerError(Row row) {
        return row.status >= 500 || row.status < 0;
    }

    private static void assertRates(Kpi kpi, List<Row> rows) {
        double n = rows.size();
        List<Long> c = counts(rows);
        assertThat(kpi.errorRate()).isEqualTo(c.get(6) / n);
        assertThat(kpi.clientErrorRate()).isEqualTo(c.get(5) / n);
        assertThat(kpi.availability()).isEqualTo(1 - c.get(6) / n);
        assertThat(kpi.retryRate()).isEqualTo(c.get(3) / n);
        assertShare(kpi.retryAmplification(), c.get(1), c.get(2));
        assertShare(kpi.successAfterRetry(), c.get(4), c.get(3));
        if (c.get(8) > 0) {
            assertThat(kpi.apdex()).isEqualTo((c.get(9) + c.get(10) / 2.0) / c.get(8));
        }
    }

    private static void assertShare(double answer, long part, long whole) {
        if (whole == 0) {
            assertThat(answer).isNaN();
        } else {
            assertThat(answer).isEqualTo((double) part / whole);
        }
    }
}
