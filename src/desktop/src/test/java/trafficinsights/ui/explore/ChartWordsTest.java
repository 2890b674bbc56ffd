package trafficinsights.ui.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trafficinsights.model.explore.Aggregate;
import trafficinsights.model.explore.ChartData;
import trafficinsights.model.explore.ChartData.Counts;
import trafficinsights.model.explore.ChartData.Series;
import trafficinsights.model.explore.ChartKind;
import trafficinsights.model.explore.ChartSpec;
import trafficinsights.ui.common.ChartFrame;
import trafficinsights.ui.common.SeriesFrame;

/// What a chart says of itself, and how times with gaps become lines.
final class ChartWordsTest {
    private static final double MINUTE_MICROS = 60e6;

    private static final ChartSpec MEANS =
            new ChartSpec(ChartKind.LINES, "ts", "latency", "region", Aggregate.MEAN);

    private static Series series(String name, double... minutes) {
        return new Series(
                name,
                false,
                DoubleStream.of(minutes).map(m -> m * MINUTE_MICROS).toArray(),
                minutes);
    }

    @Test
    void aggregatesSlotsAndSeriesAreCounted() {
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(12_300_000, 12_000_000, 12_000_000),
                        60_000_000,
                        1_240,
                        IntStream.range(0, 9).mapToObj(i -> series("s" + i, 1, 2)).toList(),
                        40,
                        0);
        assertThat(ChartWords.title(MEANS, data)).isEqualTo("mean of latency by region over time");
        assertThat(ChartWords.value(MEANS, data)).isEqualTo("mean of latency");
        assertThat(ChartWords.below(MEANS, data, 0))
                .isEqualTo(
                        "ts (UTC)  ·  means of 1,240 time slots of 1 min  ·  the"
                                + " first 8 of 40 series, the others combined  ·  300,000"
                                + " rows omitted: no ts or no latency");
    }

    @Test
    void aSeriesThatIsDrawnAsItIsHasNoAggregate() {
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(3, 3, 3), 0, 3, List.of(series("eu", 1, 2, 3)), 1, 0);
        assertThat(ChartWords.value(MEANS, data)).isEqualTo("latency");
        assertThat(ChartWords.below(MEANS, data, 0))
                .isEqualTo("ts (UTC)  ·  3 values  ·  1 series");
    }

    @Test
    void aPercentileOfASampleSaysSo() {
        ChartSpec p95 = new ChartSpec(ChartKind.LINES, "ts", "latency", "", Aggregate.P95);
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(100_000_000, 100_000_000, 5_000_000),
                        1_000_000,
                        60,
                        List.of(series("", 1)),
                        1,
                        0);
        assertThat(ChartWords.below(p95, data, 0))
                .endsWith("p95 from a sample of 5.00 M of 100 M rows");
    }

    @Test
    void barsThatHaveNoPlaceAreTheOthers() {
        ChartSpec spec = new ChartSpec(ChartKind.BARS, "path", "", "", Aggregate.COUNT);
        List<ChartData.Bar> bars =
                List.of(
                        new ChartData.Bar("/a", 50, 50),
                        new ChartData.Bar("/b", 30, 30),
                        new ChartData.Bar("/c", 5, 5));
        ChartData.Bars data = new ChartData.Bars(new Counts(100, 100, 100), bars, 17, 85, true, 0);
        assertThat(ChartWords.below(spec, data, 20))
                .isEqualTo("the first 3 of 17 values of path; the others are 15.0 % of the rows");
        assertThat(ChartWords.below(spec, data, 2)).contains("first 2 of 17").contains("20.0 %");
    }

    @Test
    void aGapInTheTimesIsAGapInTheLine() {
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(7, 7, 7),
                        0,
                        7,
                        List.of(series("eu", 1, 2, 3, 4, 5, 6, 9, 10, 11, 12)),
                        1,
                        0);
        SeriesFrame line = ChartFrames.lines(MEANS, data, 100).series().getFirst();
        assertThat(line.values()).containsExactly(1, 2, 3, 4, 5, 6, Double.NaN, 9, 10, 11, 12);
        assertThat(line.times()[6]).isEqualTo(7.5 * 60);
    }

    @Test
    void aValueBetweenGapsIsADash() {
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(7, 7, 7),
                        0,
                        7,
                        List.of(series("eu", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 21, 22)),
                        1,
                        0);
        SeriesFrame line = ChartFrames.lines(MEANS, data, 100).series().getFirst();
        assertThat(DoubleStream.of(line.values()).filter(v -> v == 14).count()).isEqualTo(2);
        assertThat(line.times()).isSorted();
    }

    @Test
    void countsBeginAtZeroAndFlatMeansDoNot() {
        ChartData.Lines data =
                new ChartData.Lines(
                        new Counts(3, 3, 3), 0, 3, List.of(series("", 1_000, 1_001, 1_002)), 1, 0);
        ChartFrame means = ChartFrames.lines(MEANS, data, 100);
        assertThat(means.isFromZero()).isFalse();
        ChartSpec count = new ChartSpec(ChartKind.LINES, "ts", "", "", Aggregate.COUNT);
        assertThat(ChartFrames.lines(count, data, 100).isFromZero()).isTrue();
    }
}
