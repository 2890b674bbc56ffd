package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ColumnSummary;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.ColumnSummary.Quantile;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.RowQuery;

/// Filters and summaries against plain Java over the same rows, with names and values that try to
/// break out of SQL.
class FilterAndSummaryTest {
    private static final String NUMBER = "n \"quoted\"; DROP TABLE data --";
    private static final String REAL = "réel\nline";
    private static final String TEXT = "select";
    private static final String TIME = "日時 'x'";
    private static final List<String> WORDS =
            List.of(
                    "",
                    "'",
                    "''; DROP TABLE data; --",
                    "a\nb",
                    "tab\there",
                    "\\",
                    "%_",
                    "ä€😀",
                    "A",
                    "a",
                    "NULL",
                    "\u0000zero");
    private static final double[] REALS = {
        0.1, -0.0, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.3, -7.25
    };

    @TempDir private Path folder;

    private record Row(
            @Nullable Long number,
            @Nullable Double real,
            @Nullable String text,
            @Nullable Long micros) {}

    private static List<Row> rows(int count) {
        Random random = new Random(23);
        return IntStream.range(0, count)
                .mapToObj(_ ->
                        new Row(
                                random.nextInt(9) == 0 ? null : (long) random.nextInt(-20, 20),
                                random.nextInt(9) == 0 ? null : REALS[random.nextInt(REALS.length)],
                                random.nextInt(9) == 0
                                        ? null
                                        : WORDS.get(random.nextInt(WORDS.size())),
                                random.nextInt(9) == 0
                                        ? null
                                        : 1_790_000_000_000_000L + random.nextInt(1000) * 1_000L))
                .toList();
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A Parquet file of the rows, written without any code of ours.
    private Path file(List<Row> rows) throws Exception {
        Path file = folder.resolve("rows.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE t (%s BIGINT, %s DOUBLE, %s VARCHAR, %s TIMESTAMP)"
                            .formatted(name(NUMBER), name(REAL), name(TEXT), name(TIME)));
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO t VALUES (?, ?, ?, make_timestamp(?))")) {
                for (Row row : rows) {
                    insert.setObject(1, row.number);
                    insert.setObject(2, row.real);
                    insert.setObject(3, row.text);
                    insert.setObject(4, row.micros);
                    insert.execute();
                }
            }
            statement.execute("COPY t TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private Exploration open(List<Row> rows) throws Exception {
        return Explorer.parquet(
                List.of(file(rows)), "rows", ScratchFolder.below(folder.resolve("scratch")));
    }

    private static <T> T value(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Ok<T>(T value) -> value;
            case Outcome.Rejected<T>(Problem problem) -> fail(problem + " " + problem.detail());
        };
    }

    // --- filters ---

    private static Filter filter(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 8)) {
            case 0 -> new Filter.Equals(NUMBER, String.valueOf(random.nextInt(-20, 20)));
            case 1 -> new Filter.Equals(TEXT, WORDS.get(random.nextInt(WORDS.size())));
            case 2 ->
                    new Filter.OneOf(
                            REAL,
                            List.of(
                                    String.valueOf(REALS[random.nextInt(REALS.length)]),
                                    String.valueOf(REALS[random.nextInt(REALS.length)])));
            case 3 -> {
                double from = random.nextInt(-80, 80) / 4.0;
                yield random.nextBoolean()
                        ? new Filter.Range(NUMBER, String.valueOf(from), null)
                        : new Filter.Range(REAL, String.valueOf(from), "Infinity");
            }
            case 4 ->
                    new Filter.Contains(
                            TEXT,
                            List.of("'", "a", "\n", "", "😀", "%").get(random.nextInt(6)),
                            true);
            case 5 ->
                    random.nextBoolean()
                            ? new Filter.IsNull(TEXT)
                            : new Filter.TimeSpan(
                                    TIME,
                                    1_790_000_000_000_000L + random.nextInt(1000) * 1_000L,
                                    1_790_000_000_900_000L);
            case 6 -> new Filter.Not(filter(random, depth + 1));
            default ->
                    new Filter.And(List.of(filter(random, depth + 1), filter(random, depth + 1)));
        };
    }

    /// True, or not true: a comparison with null is not.
    private static boolean holds(Filter filter, Row row) {
        return switch (filter) {
            case Filter.Equals(String column, String value) ->
                    column.equals(TEXT)
                            ? value.equals(row.text)
                            : row.number != null && row.number == Long.parseLong(value);
            case Filter.OneOf(String _, List<String> values) ->
                    row.real != null
                            && values.stream()
                                    .anyMatch(v -> compare(row.real, Double.parseDouble(v)) == 0);
            case Filter.Range(String column, String from, String to) -> {
                Double value =
                        column.equals(REAL)
                                ? row.real
                                : row.number == null ? null : Double.valueOf(row.number);
                yield value != null
                        && (from == null || compare(value, Double.parseDouble(from)) >= 0)
                        && (to == null || compare(value, Double.parseDouble(to)) <= 0);
            }
            case Filter.Contains(String _, String text, boolean _) ->
                    row.text != null
                            && row.text
                                    .toLowerCase(Locale.ROOT)
                                    .contains(text.toLowerCase(Locale.ROOT));
            case Filter.TimeSpan(String _, long from, long to) ->
                    row.micros != null && row.micros >= from && row.micros < to;
            case Filter.IsNull _ -> row.text == null;
            case Filter.Not(Filter inner) -> !holds(inner, row);
            case Filter.And(List<Filter> filters) -> filters.stream().allMatch(f -> holds(f, row));
            case Filter.Sql sql -> throw new IllegalStateException(sql.condition());
        };
    }

    /// Zero has no sign.
    private static int compare(double a, double b) {
        return Double.compare(a + 0.0, b + 0.0);
    }

    @Test
    void randomFiltersKeepTheRowsThatPlainJavaKeeps() throws Exception {
        List<Row> rows = rows(400);
        Random random = new Random(42);
        try (Exploration data = open(rows)) {
            for (int i = 0; i < 300; i++) {
                Filter filter = filter(random, 0);
                long expected = rows.stream().filter(row -> holds(filter, row)).count();
                RowQuery query = new RowQuery(filter, null);
                assertThat(value(data.select(query, ExploreWatch.NONE)))
                        .as("%s as %s", filter, data.sql(query))
                        .isEqualTo(expected);
            }
            assertThat(data.opened().rows()).isEqualTo(400);
        }
    }

    @Test
    void aValueThatItsColumnCannotHaveIsSaid() throws Exception {
        try (Exploration data = open(rows(5))) {
            for (Filter filter :
                    List.of(
                            new Filter.Equals(NUMBER, "1 OR 1=1"),
                            new Filter.Range(REAL, "x", null),
                            new Filter.TimeSpan(TEXT, 0, 1))) {
                Outcome<Long> outcome = data.select(new RowQuery(filter, null), ExploreWatch.NONE);
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Rejected.class,
                                refused ->
                                        assertThat(refused.problem().code())
                                                .isEqualTo("explore.value"));
            }
        }
    }

    // --- summaries ---

    @Test
    void aSummaryIsWhatPlainJavaCounts() throws Exception {
        List<Row> rows = rows(3_000);
        try (Exploration data = open(rows)) {
            ColumnSummary numbers = value(data.summary(NUMBER, Filter.ALL, ExploreWatch.NONE));
            List<Long> known =
                    rows.stream().map(Row::number).filter(Objects::nonNull).sorted().toList();
            assertThat(numbers.rows()).isEqualTo(3_000);
            assertThat(numbers.nulls()).isEqualTo(3_000 - known.size());
            assertThat(numbers.distinct()).isEqualTo(new HashSet<>(known).size());
            assertThat(numbers.isDistinctExact()).isTrue();
            assertThat(numbers.areQuantilesExact()).isTrue();
            assertThat(numbers.min()).isEqualTo(String.valueOf(known.getFirst()));
            assertThat(numbers.max()).isEqualTo(String.valueOf(known.getLast()));
            for (Quantile quantile : numbers.quantiles()) {
                int rank = (int) Math.ceil(quantile.share() * known.size());
                assertThat(quantile.value()).isEqualTo(String.valueOf(known.get(rank - 1)));
            }
            checkBins(numbers.histogram(), known.stream().mapToDouble(x -> x).toArray());
        }
    }

    @Test
    void theMostFrequentTextsAreCounted() throws Exception {
        List<Row> rows = rows(3_000);
        Map<String, Long> counts = new TreeMap<>();
        rows.stream()
                .map(Row::text)
                .filter(Objects::nonNull)
                .forEach(text -> counts.merge(text, 1L, Long::sum));
        try (Exploration data = open(rows)) {
            ColumnSummary texts = value(data.summary(TEXT, Filter.ALL, ExploreWatch.NONE));
            assertThat(texts.top()).hasSize(10);
            texts.top().forEach(top -> assertThat(top.count()).isEqualTo(counts.get(top.value())));
            assertThat(texts.top())
                    .isSortedAccordingTo(
                            Comparator.comparingLong(ColumnSummary.ValueCount::count).reversed());
            assertThat(texts.top().getFirst().count())
                    .isEqualTo(counts.values().stream().max(Long::compare).orElseThrow());
            assertThat(texts.quantiles()).isEmpty();
            assertThat(texts.distinct()).isEqualTo(WORDS.size());
        }
    }

    @Test
    void binsHoldFiniteNumbersAndTimesOnly() throws Exception {
        List<Row> rows = rows(3_000);
        try (Exploration data = open(rows)) {
            ColumnSummary reals = value(data.summary(REAL, Filter.ALL, ExploreWatch.NONE));
            checkBins(
                    reals.histogram(),
                    rows.stream()
                            .map(Row::real)
                            .filter(Objects::nonNull)
                            .mapToDouble(x -> x)
                            .filter(Double::isFinite)
                            .toArray());
            assertThat(reals.max()).isEqualTo("nan");
            ColumnSummary times = value(data.summary(TIME, Filter.ALL, ExploreWatch.NONE));
            checkBins(
                    times.histogram(),
                    rows.stream()
                            .map(Row::micros)
                            .filter(Objects::nonNull)
                            .mapToDouble(x -> x)
                            .toArray());
        }
    }

    /// Every value is in the bin whose edges hold it; one at an edge may lie at either side of it,
    /// as edges are rounded.
    private static void checkBins(List<Bin> bins, double[] values) {
        assertThat(bins.stream().mapToLong(Bin::count).sum()).isEqualTo(values.length);
        for (int i = 0; i < bins.size(); i++) {
            Bin bin = bins.get(i);
            if (i > 0) {
                assertThat(bin.from()).isEqualTo(bins.get(i - 1).to());
            }
            double near = Math.ulp(Math.max(Math.abs(bin.from()), Math.abs(bin.to()))) * 64;
            long inside =
                    Arrays.stream(values)
                            .filter(v -> v > bin.from() + near && v < bin.to() - near)
                            .count();
            long around =
                    Arrays.stream(values)
                            .filter(v -> v >= bin.from() - near && v <= bin.to() + near)
                            .count();
            assertThat(bin.count()).isBetween(inside, around);
        }
    }

    @Test
    void manyRowsAreEstimatedWithinTheirBounds() throws Exception {
        Path file = folder.resolve("many.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT i AS v FROM range(2500000) t(i)) TO '"
                            + file
                            + "' (FORMAT parquet)");
        }
        try (Exploration data =
                Explorer.parquet(
                        List.of(file), "many", ScratchFolder.below(folder.resolve("scratch")))) {
            ColumnSummary summary = value(data.summary("v", Filter.ALL, ExploreWatch.NONE));
            assertThat(summary.isDistinctExact()).isFalse();
            assertThat(summary.areQuantilesExact()).isFalse();
            assertThat((double) summary.distinct()).isCloseTo(2_500_000, within(0.1 * 2_500_000));
            List<Double> ranks = new ArrayList<>();
            for (Quantile quantile : summary.quantiles()) {
                ranks.add(Long.parseLong(quantile.value()) / 2_500_000.0);
                assertThat(ranks.getLast()).isCloseTo(quantile.share(), within(0.003));
            }
            assertThat(ranks).hasSize(5);
            assertThat(summary.histogram().stream().mapToLong(Bin::count).sum())
                    .isEqualTo(2_500_000);
        }
    }
}
