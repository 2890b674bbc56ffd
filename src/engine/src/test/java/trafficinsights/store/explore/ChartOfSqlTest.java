package trafficinsights.store.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.CsvShape;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartRows;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnSummary.Bin;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.Filter;
import trafficinsights.model.explore.RowSink;
import trafficinsights.model.explore.SqlOutcome;
import trafficinsights.model.explore.SqlRun;

/// Charts of values that SQL makes up: those that lie on edges, and those that are others at every
/// run.
final class ChartOfSqlTest {
    private static final ChartSpec HISTOGRAM =
            new ChartSpec(ChartKind.HISTOGRAM, "v", "", "", Aggregate.COUNT);

    private static final RowSink NOBODY =
            new RowSink() {
                @Override
                public void columns(List<Column> columns) {}

                @Override
                public void row(@Nullable String[] cells) {}
            };

    @TempDir private Path folder;
    private Exploration data;
    private ZoneId zone = ZoneOffset.UTC;

    @BeforeEach
    void open() throws Exception {
        Path file = Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n3,4\n");
        data =
                Explorer.csv(
                        List.of(new CsvFile(file, CsvShape.UNKNOWN)),
                        "one",
                        Utf8Copies.NONE,
                        ScratchFolder.below(folder.resolve("scratch")),
                        ExploreWatch.NONE);
    }

    @AfterEach
    void close() {
        data.close();
    }

    private <T> T chart(ChartRows rows, ChartSpec spec, Class<T> type) {
        return switch (data.chart(rows, spec, zone, ExploreWatch.NONE)) {
            case Outcome.Ok<ChartData>(ChartData made) -> type.cast(made);
            case Outcome.Rejected<ChartData>(Problem reason) ->
                    fail(reason + " " + reason.detail());
        };
    }

    private List<Bin> histogram(String sql) {
        return chart(new ChartRows.Result(sql), HISTOGRAM, ChartData.Histogram.class).bins();
    }

    @Test
    void everyPassSeesTheSameRowsOfSqlThatGivesOthersEachTime() {
        String sql =
                "SELECT 1 / (0.0001 + random()) AS v, TIMESTAMP '2026-01-01' + to_seconds(CAST(random() * 1e6 AS BIGINT)) AS t, random() AS w FROM range(6000) WHERE random() < 0.5";
        for (int i = 0; i < 5; i++) {
            ChartData.Histogram found =
                    chart(new ChartRows.Result(sql), HISTOGRAM, ChartData.Histogram.class);
            assertThat(found.bins().stream().mapToLong(Bin::count).sum())
                    .isEqualTo(found.counts().used());
            assertThat(found.bins()).allMatch(bin -> bin.from() < bin.to());
            ChartData.Lines lines =
                    chart(
                            new ChartRows.Result(sql),
                            new ChartSpec(ChartKind.LINES, "t", "", "", Aggregate.COUNT),
                            ChartData.Lines.class);
            double counted = 0;
            for (double value : lines.series().getFirst().y()) {
                counted += value;
            }
            assertThat(counted).isEqualTo((double) lines.counts().used());
        }
    }

    @Test
    void aConditionThatHoldsForOtherRowsEachTimeGivesOneChart() {
        for (int i = 0; i < 20; i++) {
            ChartData.Bars found =
                    chart(
                            new ChartRows.Filtered(new Filter.Sql("random() < 0.5")),
                            new ChartSpec(ChartKind.BARS, "a", "", "", Aggregate.COUNT),
                            ChartData.Bars.class);
            assertThat(found.shownRows()).isEqualTo(found.counts().used());
        }
    }

    @Test
    void nothingOfAChartIsLeftInTheConsole() {
        histogram("SELECT a AS v FROM data");
        histogram("SELECT b AS v FROM data");
        assertThat(
                        data.query(
                                "SELECT * FROM duckdb_tables() WHERE temporary",
                                SqlRun.DEFAULT,
                                NOBODY,
                                ExploreWatch.NONE))
                .isInstanceOfSatisfying(
                        Outcome.Ok.class,
                        ok -> assertThat(((SqlOutcome) ok.value()).rows()).isZero());
    }

    @Test
    void decimalsLieInTheBinThatBeginsWithThem() {
        List<Bin> bins =
                histogram("SELECT CAST(i / 10.0 AS DOUBLE) AS v FROM range(60) r(i), range(100)");
        assertThat(bins).hasSize(59);
        for (int i = 0; i < 59; i++) {
            assertThat(bins.get(i).from()).isEqualTo(i / 10.0);
            assertThat(bins.get(i).count()).as("bin %d", i).isEqualTo(i == 58 ? 200 : 100);
        }
    }

    @Test
    void withoutARestTheLastBinIncludesItsEnd() {
        List<Bin> bins =
                histogram("SELECT CAST(i / 10.0 AS DOUBLE) AS v FROM range(3) r(i), range(100)");
        assertThat(bins).allMatch(bin -> bin.from() < bin.to());
        assertThat(bins.getLast().to()).isEqualTo(0.2);
        assertThat(bins.getLast().count()).isEqualTo(100);
    }

    @Test
    void aValueAtTheEndOfTheRegularBinsIsOneOfTheRest() {
        List<Bin> bins =
                histogram(
                        "SELECT CAST(i % 61 AS DOUBLE) AS v FROM range(6100) r(i) UNION ALL SELECT 1000 + i FROM range(20) q(i)");
        Bin rest = bins.getLast();
        assertThat(rest.to()).isEqualTo(1019);
        assertThat(rest.from()).isEqualTo(60);
        assertThat(rest.count()).isEqualTo(120);
        assertThat(bins.get(bins.size() - 2).count()).isEqualTo(100);
    }

    @Test
    void veryLargeNumbersHaveBins() {
        List<Bin> bins =
                histogram(
                        "SELECT v FROM (VALUES (-1.7e308::DOUBLE), (1.7e308), (0), (1e-300)) AS t(v)");
        assertThat(bins.stream().mapToLong(Bin::count).sum()).isEqualTo(4);
    }

    @Test
    void sumsThatAreTooLargeAreLeftOutAndCounted() {
        String sql =
                "SELECT g, TIMESTAMP '2026-01-01' + to_days(CAST(d AS INTEGER)) AS t, v FROM (VALUES ('a', 1.7e308::DOUBLE, 0), ('a', 1.7e308, 0), ('b', 2, 1), ('b', 3, 1), ('c', -4, 2)) AS t(g, v, d)";
        ChartData.Bars bars =
                chart(
                        new ChartRows.Result(sql),
                        new ChartSpec(ChartKind.BARS, "g", "v", "", Aggregate.SUM),
                        ChartData.Bars.class);
        assertThat(bars.bars())
                .containsExactly(new ChartData.Bar("b", 5, 2), new ChartData.Bar("c", -4, 1));
        assertThat(bars.values()).isEqualTo(2);
        assertThat(bars.beyond()).isEqualTo(1);
        assertThat(bars.counts().isSample()).isFalse();
        ChartData.Lines lines =
                chart(
                        new ChartRows.Result(sql),
                        new ChartSpec(ChartKind.LINES, "t", "v", "", Aggregate.SUM),
                        ChartData.Lines.class);
        assertThat(lines.beyond()).isEqualTo(1);
        assertThat(lines.series().getFirst().y()[0]).isNaN();
    }

    /// A row every two hours, from the evening before the clocks of Berlin go forward.
    @Test
    void aDayIsOneOfTheZoneThatIsShown() {
        zone = ZoneId.of("Europe/Berlin");
        ChartData.Lines lines =
                chart(
                        new ChartRows.Result(
                                "SELECT TIMESTAMP '2026-03-27 23:00' + to_hours(CAST(2 * i AS INTEGER)) AS t FROM range(708) r(i)"),
                        new ChartSpec(ChartKind.LINES, "t", "", "", Aggregate.COUNT),
                        ChartData.Lines.class);
        assertThat(lines.slotMicros()).isEqualTo(86_400_000_000L);
        ChartData.Series line = lines.series().getFirst();
        assertThat(DoubleStream.of(line.y()).sum()).isEqualTo(708);
        LocalDate first = LocalDate.of(2026, 3, 28);
        for (int i = 0; i < line.x().length; i++) {
            LocalDate day = first.plusDays(i);
            Instant from = day.atStartOfDay(zone).toInstant();
            Instant to = day.plusDays(1).atStartOfDay(zone).toInstant();
            assertThat(line.x()[i])
                    .isEqualTo((from.getEpochSecond() + to.getEpochSecond()) * 500_000.0);
            // Midnight in UTC would take rows of the evening before.
            assertThat(line.y()[i]).as("%s", day).isEqualTo(12);
        }
    }

    /// Equal counts of four groups each `step` seconds: whatever the slots are, their sums are
    /// alike.
    @ParameterizedTest
    @CsvSource({"10, 72", "10, 400", "7, 90", "45, 70", "60, 1400"})
    void aSlotHoldsWholeStepsOfTheTimes(int step, int steps) {
        ChartData.Lines lines =
                chart(
                        new ChartRows.Result(
                                "SELECT TIMESTAMP '2026-03-02 08:00:05' + to_seconds(%d * i) AS t, g, 25 AS n FROM range(%d) r(i), range(4) s(g)"
                                        .formatted(step, steps)),
                        new ChartSpec(ChartKind.LINES, "t", "n", "", Aggregate.SUM),
                        ChartData.Lines.class);
        assertThat(lines.slotMicros() % (step * 1_000_000L)).isZero();
        double[] sums = lines.series().getFirst().y();
        // The first and the last slot may begin before the first time, and end after the last one.
        assertThat(Arrays.copyOfRange(sums, 1, sums.length - 1))
                .containsOnly(100.0 * lines.slotMicros() / (step * 1_000_000L));
    }

    @Test
    void aWeekBeginsOnMonday() {
        ChartData.Lines lines =
                chart(
                        new ChartRows.Result(
                                "SELECT TIMESTAMP '2026-01-05' + to_days(CAST(i AS INTEGER)) AS t FROM range(413) r(i)"),
                        new ChartSpec(ChartKind.LINES, "t", "", "", Aggregate.COUNT),
                        ChartData.Lines.class);
        assertThat(lines.slotMicros()).isEqualTo(7 * 86_400_000_000L);
        assertThat(lines.series().getFirst().y()).containsOnly(7);
    }
}
