package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trafficinsights.model.CsvShape;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Bar;
import trafficinsights.model.explore.ChartData.Series;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartRows;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.Filter;

/// Charts against plain Java over the same rows. Longer than 400 lines: every kind of chart is held
/// against the same rows and helpers.
final class ChartQueriesTest {
    private static final long START_MICROS = 1_790_000_000_000_000L;
    private static final int ROWS = 30_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final ChartRows ALL = new ChartRows.Filtered(Filter.ALL);
    private static final ChartRows SQL = new ChartRows.Result("SELECT * FROM data -- all of it");

    /// Sums of a few thousand doubles in another order.
    private static final double ROUNDING = 1e-9;

    @TempDir private Path folder;

    private record Row(
            long micros,
            @Nullable Double value,
            long whole,
            @Nullable String region,
            String path) {}

    /// Twelve regions, the first the most frequent; one value in nine is missing.
    private static List<Row> rows(int count) {
        Random random = new Random(7);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int one = random.nextInt(13);
            int region = Math.min(one, random.nextInt(13));
            rows.add(
                    new Row(
                            START_MICROS + (long) (random.nextDouble() * 3_600e6),
                            random.nextInt(9) == 0 ? null : random.nextGaussian() * 50,
                            (long) (random.nextGaussian() * 40),
                            region == 12 ? null : "it's \"" + region,
                            "/p" + (int) Math.abs(random.nextGaussian() * 30)));
        }
        return rows;
    }

    private Exploration open(List<Row> rows) throws Exception {
        StringBuilder text = new StringBuilder("ts,value,whole,region,path\n");
        for (Row row : rows) {
            text.append(TIME.format(Instant.EPOCH.plus(row.micros, ChronoUnit.MICROS)))
                    .append(',')
                    .append(row.value == null ? "" : row.value)
                    .append(',')
                    .append(row.whole)
                    .append(',')
                    .append(row.region == null ? "" : '"' + row.region.replace("\"", "\"\"") + '"')
                    .append(',')
                    .append(row.path)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        return Explorer.csv(
                List.of(new CsvFile(file, CsvShape.UNKNOWN)),
                "rows",
                Utf8Copies.NONE,
                ScratchFolder.below(folder.resolve("scratch")),
                ExploreWatch.NONE);
    }

    private static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem problem) -> fail(problem + " " + problem.detail());
        };
    }

    private static <T> T chart(Exploration data, ChartRows rows, ChartSpec spec, Class<T> type) {
        return type.cast(value(data.chart(rows, spec, ZoneOffset.UTC, ExploreWatch.NONE)));
    }

    private static ChartSpec lines(String y, String by, Aggregate aggregate) {
        return new ChartSpec(ChartKind.LINES, "ts", y, by, aggregate);
    }

    /// What an aggregate is, by its definition.
    private static double expected(Aggregate aggregate, Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return switch (aggregate) {
            case COUNT -> sorted.length;
            case SUM -> DoubleStream.of(sorted).sum();
            case MEAN -> DoubleStream.of(sorted).sum() / sorted.length;
            case MIN -> sorted[0];
            case MAX -> sorted[sorted.length - 1];
            case MEDIAN -> sorted[(int) Math.ceil(0.5 * sorted.length) - 1];
            case P95 -> sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        };
    }

    private static Map<Long, List<Double>> slots(
            List<Row> rows, long length, Predicate<Row> which, boolean isCount) {
        Map<Long, List<Double>> slots = new TreeMap<>();
        for (Row row : rows) {
            if (which.test(row) && (isCount || row.value != null)) {
                slots.computeIfAbsent(Math.floorDiv(row.micros, length), _ -> new ArrayList<>())
                        .add(isCount || row.value == null ? 0.0 : row.value);
            }
        }
        return slots;
    }

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void aSlotOfTimeHasTheAggregateOfItsRows(Aggregate aggregate) throws Exception {
        List<Row> rows = rows(ROWS);
        boolean isCount = aggregate == Aggregate.COUNT;
        try (Exploration data = open(rows)) {
            for (ChartRows from : List.of(ALL, SQL)) {
                ChartData.Lines found =
                        chart(
                                data,
                                from,
                                lines(isCount ? "" : "value", "", aggregate),
                                ChartData.Lines.class);
                assertThat(found.slotMicros()).isEqualTo(5_000_000);
                Map<Long, List<Double>> slots = slots(rows, 5_000_000, _ -> true, isCount);
                assertThat(found.slots()).isEqualTo(slots.size());
                assertThat(found.series()).hasSize(1);
                Series line = found.series().getFirst();
                assertThat(line.x()).hasSize(slots.size());
                int i = 0;
                for (Map.Entry<Long, List<Double>> slot : slots.entrySet()) {
                    assertThat(line.x()[i]).isEqualTo((slot.getKey() + 0.5) * 5_000_000);
                    assertThat(line.y()[i++])
                            .isCloseTo(expected(aggregate, slot.getValue()), within(ROUNDING));
                }
                long used = slots.values().stream().mapToLong(List::size).sum();
                assertThat(found.counts()).isEqualTo(new ChartData.Counts(ROWS, used, used));
            }
        }
    }

    @Test
    void theSeriesWithMostRowsHaveLinesAndAllOthersOneTogether() throws Exception {
        List<Row> rows = rows(ROWS);
        List<String> ranked =
                rows.stream()
                        .filter(row -> row.value != null)
                        .collect(
                                Collectors.groupingBy(
                                        row -> String.valueOf(row.region), Collectors.counting()))
                        .entrySet()
                        .stream()
                        .sorted(
                                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .toList();
        try (Exploration data = open(rows)) {
            ChartData.Lines found =
                    chart(
                            data,
                            ALL,
                            lines("value", "region", Aggregate.P95),
                            ChartData.Lines.class);
            assertThat(found.seriesCount()).isEqualTo(13);
            assertThat(found.series()).hasSize(9);
            for (int i = 0; i < 9; i++) {
                Series line = found.series().get(i);
                boolean isOthers = i == 8;
                assertThat(line.isOthers()).isEqualTo(isOthers);
                List<String> names = isOthers ? ranked.subList(8, 13) : List.of(ranked.get(i));
                if (!isOthers) {
                    assertThat(String.valueOf(line.name())).isEqualTo(names.getFirst());
                }
                Map<Long, List<Double>> slots =
                        slots(
                                rows,
                                found.slotMicros(),
                                row -> names.contains(String.valueOf(row.region)),
                                false);
                double[] values =
                        slots.values().stream()
                                .mapToDouble(slot -> expected(Aggregate.P95, slot))
                                .toArray();
                assertThat(line.y()).containsExactly(values, within(ROUNDING));
            }
        }
    }

    @Test
    void aSlotWithoutRowsIsZeroOfACountAndNothingOfAMean() throws Exception {
        List<Row> rows = new ArrayList<>(rows(2_000));
        rows.removeIf(row -> (row.micros - START_MICROS) / 600_000_000L == 2);
        try (Exploration data = open(rows)) {
            ChartData.Lines counted =
                    chart(data, ALL, lines("", "", Aggregate.COUNT), ChartData.Lines.class);
            Series line = counted.series().getFirst();
            assertThat(counted.slots()).isLessThan(line.x().length);
            assertThat(DoubleStream.of(line.y()).filter(n -> n == 0).count()).isGreaterThan(15);
            assertThat(DoubleStream.of(line.y()).sum()).isEqualTo(rows.size());
            ChartData.Lines means =
                    chart(data, ALL, lines("value", "", Aggregate.MEAN), ChartData.Lines.class);
            assertThat(means.series().getFirst().x()).hasSize(means.slots());
        }
    }

    @Test
    void aRegularSeriesIsDrawnAsItIs() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(new Row(START_MICROS + i * 7_000_000L, i * 0.5, i, "eu", "/"));
        }
        try (Exploration data = open(rows)) {
            ChartData.Lines found =
                    chart(data, ALL, lines("value", "", Aggregate.MEAN), ChartData.Lines.class);
            assertThat(found.slotMicros()).isZero();
            assertThat(found.series().getFirst().x())
                    .containsExactly(rows.stream().mapToDouble(Row::micros).toArray());
            assertThat(found.series().getFirst().y())
                    .containsExactly(
                            rows.stream()
                                    .mapToDouble(row -> Objects.requireNonNull(row.value))
                                    .toArray());
        }
    }

    @ParameterizedTest
    @EnumSource(Aggregate.class)
    void theLongestBarsComeFirstAndTheOthersAreCounted(Aggregate aggregate) throws Exception {
        List<Row> rows = rows(ROWS);
        Map<String, List<Double>> groups =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::path,
                                        Collectors.mapping(
                                                row -> (double) row.whole, Collectors.toList())));
        List<Bar> expected =
                groups.entrySet().stream()
                        .map(group ->
                                new Bar(
                                        group.getKey(),
                                        expected(aggregate, group.getValue()),
                                        group.getValue().size()))
                        .sorted(
                                Comparator.comparingDouble(Bar::value)
                                        .thenComparingLong(Bar::rows)
                                        .reversed()
                                        .thenComparing(Bar::name))
                        .limit(20)
                        .toList();
        String y = aggregate.needsColumn() ? "whole" : "";
        try (Exploration data = open(rows)) {
            for (ChartRows from : List.of(ALL, SQL)) {
                ChartData.Bars found =
                        chart(
                                data,
                                from,
                                new ChartSpec(ChartKind.BARS, "path", y, "", aggregate),
                                ChartData.Bars.class);
                assertThat(found.values()).isEqualTo(groups.size());
                assertThat(found.isAggregated()).isTrue();
                assertThat(found.bars()).hasSize(20);
                for (int i = 0; i < 20; i++) {
                    assertThat(found.bars().get(i).name()).isEqualTo(expected.get(i).name());
                    assertThat(found.bars().get(i).rows()).isEqualTo(expected.get(i).rows());
                    assertThat(found.bars().get(i).value())
                            .isCloseTo(expected.get(i).value(), within(ROUNDING));
                }
                assertThat(found.shownRows())
                        .isEqualTo(expected.stream().mapToLong(Bar::rows).sum());
            }
        }
    }

    @Test
    void everyNumberIsInOneBinOfTheHistogram() throws Exception {
        List<Row> rows = rows(ROWS);
        try (Exploration data = open(rows)) {
            for (String column : List.of("value", "whole")) {
                Function<Row, @Nullable Double> number =
                        row ->
                                column.equals("value")
                                        ? row.value
                                        : Double.valueOf((double) row.whole);
                double[] values =
                        rows.stream()
                                .map(number)
                                .filter(Objects::nonNull)
                                .mapToDouble(Objects::requireNonNull)
                                .toArray();
                ChartData.Histogram found =
                        chart(
                                data,
                                SQL,
                                new ChartSpec(ChartKind.HISTOGRAM, column, "", "", Aggregate.COUNT),
                                ChartData.Histogram.class);
                assertThat(found.counts().used()).isEqualTo(values.length);
                List<ColumnSummary.Bin> bins = found.bins();
                for (int i = 0; i < bins.size(); i++) {
                    ColumnSummary.Bin bin = bins.get(i);
                    boolean isLast = i == bins.size() - 1;
                    assertThat(bin.count())
                            .as("%s %s", column, bin)
                            .isEqualTo(
                                    DoubleStream.of(values)
                                            .filter(v ->
                                                    v >= bin.from()
                                                            && (v < bin.to()
                                                                    || (isLast && v <= bin.to())))
                                            .count());
                }
            }
        }
    }

    @Test
    void aFewPairsAreDrawnAsTheyAre() throws Exception {
        List<Row> rows = rows(900);
        try (Exploration data = open(rows)) {
            ChartData.Points found =
                    chart(
                            data,
                            ALL,
                            new ChartSpec(ChartKind.POINTS, "whole", "value", "", Aggregate.MEAN),
                            ChartData.Points.class);
            List<List<Double>> expected =
                    rows.stream()
                            .filter(row -> row.value != null)
                            .map(row ->
                                    List.of((double) row.whole, Objects.requireNonNull(row.value)))
                            .toList();
            assertThat(found.isGathered()).isFalse();
            assertThat(pairs(found)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<List<Double>> pairs(ChartData.Points points) {
        List<List<Double>> pairs = new ArrayList<>();
        for (Series series : points.series()) {
            for (int i = 0; i < series.x().length; i++) {
                pairs.add(List.of(series.x()[i], series.y()[i]));
            }
        }
        return pairs;
    }

    /// No row may be further from a point than the cells that rows are gathered in are large.
    @Test
    void ofManyPairsEveryRowLiesBesideAPoint() throws Exception {
        List<Row> rows = rows(ROWS);
        try (Exploration data = open(rows)) {
            ChartData.Points found =
                    chart(
                            data,
                            ALL,
                            new ChartSpec(
                                    ChartKind.POINTS, "whole", "value", "region", Aggregate.MEAN),
                            ChartData.Points.class);
            assertThat(found.isGathered()).isTrue();
            assertThat(found.seriesCount()).isEqualTo(13);
            assertThat(found.places()).isLessThan(ROWS);
            List<List<Double>> points = pairs(found);
            assertThat(points).hasSize(found.places());
            double wide = width(rows.stream().mapToDouble(Row::whole)) / PointQueries.CELLS_ACROSS;
            double high =
                    width(
                                    rows.stream()
                                            .filter(row -> row.value != null)
                                            .mapToDouble(row -> Objects.requireNonNull(row.value)))
                            / PointQueries.CELLS_UP;
            for (Row row : rows.subList(0, 2_000)) {
                Double value = row.value;
                if (value != null) {
                    assertThat(points)
                            .anyMatch(point ->
                                    Math.abs(point.getFirst() - row.whole) <= wide + ROUNDING
                                            && Math.abs(point.getLast() - value)
                                                    <= high + ROUNDING);
                }
            }
        }
    }

    private static double width(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length - 1] - sorted[0];
    }

    @Test
    void aFilterAndTheSameConditionInSqlGiveTheSameChart() throws Exception {
        try (Exploration data = open(rows(ROWS))) {
            ChartSpec spec = lines("value", "", Aggregate.MEDIAN);
            ChartData.Lines filtered =
                    chart(
                            data,
                            new ChartRows.Filtered(new Filter.Range("whole", "10", null)),
                            spec,
                            ChartData.Lines.class);
            ChartData.Lines asked =
                    chart(
                            data,
                            new ChartRows.Result("SELECT ts, value FROM data WHERE whole >= 10;"),
                            spec,
                            ChartData.Lines.class);
            assertThat(filtered.counts().all()).isPositive().isLessThan(ROWS);
            assertThat(asked.counts()).isEqualTo(filtered.counts());
            assertThat(asked.series().getFirst().y())
                    .containsExactly(filtered.series().getFirst().y());
        }
    }

    @Test
    void rowsWithoutAPlaceAreLeftOutAndCounted() throws Exception {
        try (Exploration data = open(rows(50))) {
            ChartData.Lines found =
                    chart(
                            data,
                            new ChartRows.Result(
                                    "SELECT t, v FROM (VALUES (TIMESTAMP '2026-01-01', 1.5::DOUBLE), (NULL, 2), (TIMESTAMP '2026-01-02', 'nan'), (TIMESTAMP 'infinity', 3), (TIMESTAMP '1960-01-03', NULL)) AS v(t, v)"),
                            new ChartSpec(ChartKind.LINES, "t", "v", "", Aggregate.MEAN),
                            ChartData.Lines.class);
            assertThat(found.counts()).isEqualTo(new ChartData.Counts(5, 1, 1));
            assertThat(found.series().getFirst().y()).containsExactly(1.5);
            ChartData.Bars none =
                    chart(
                            data,
                            new ChartRows.Result("SELECT * FROM data WHERE false"),
                            new ChartSpec(ChartKind.BARS, "region", "", "", Aggregate.COUNT),
                            ChartData.Bars.class);
            assertThat(none.bars()).isEmpty();
        }
    }

    @Test
    void daysAndTimesWithAZoneAreTimes() throws Exception {
        try (Exploration data = open(rows(50))) {
            for (String type : List.of("DATE", "TIMESTAMPTZ", "TIMESTAMP_NS", "TIMESTAMP_S")) {
                ChartData.Lines found =
                        chart(
                                data,
                                new ChartRows.Result(
                                        "SELECT t::%s AS t, 2 AS n FROM (VALUES (TIMESTAMP '2026-01-01'), (TIMESTAMP '2026-01-02')) AS v(t)"
                                                .formatted(type)),
                                new ChartSpec(ChartKind.LINES, "t", "n", "", Aggregate.SUM),
                                ChartData.Lines.class);
                assertThat(found.series().getFirst().x())
                        .as(type)
                        .containsExactly(1_767_225_600e6, 1_767_312_000e6);
            }
        }
    }

    @Test
    void whatCannotBeDrawnIsRefusedInWords() throws Exception {
        try (Exploration data = open(rows(50))) {
            assertThat(code(data, ALL, lines("region", "", Aggregate.MEAN)))
                    .isEqualTo("explore.chart-column");
            assertThat(code(data, ALL, lines("nothing", "", Aggregate.MEAN)))
                    .isEqualTo("explore.column");
            ChartSpec count = new ChartSpec(ChartKind.BARS, "region", "", "", Aggregate.COUNT);
            for (String sql : List.of("EXPLAIN SELECT * FROM data", "DELETE FROM data", "")) {
                assertThat(code(data, new ChartRows.Result(sql), count))
                        .as(sql)
                        .isIn("explore.chart-sql", "explore.read-only");
            }
            assertThat(code(data, new ChartRows.Result("SELECT regoin FROM data"), count))
                    .isEqualTo("explore.sql");
            assertThat(
                            code(
                                    data,
                                    new ChartRows.Result(
                                            "SELECT * FROM data) AS t; DROP TABLE data; --"),
                                    count))
                    .isIn("explore.sql", "explore.read-only");
        }
    }

    private static String code(Exploration data, ChartRows rows, ChartSpec spec) {
        return switch (data.chart(rows, spec, ZoneOffset.UTC, ExploreWatch.NONE)) {
            case Outcome.Ok<ChartData>(ChartData made) -> fail("not refused: " + made);
            case Outcome.Rejected<ChartData>(Problem problem) -> problem.code();
        };
    }
}
