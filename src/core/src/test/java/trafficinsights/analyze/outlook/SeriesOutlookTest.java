package trafficinsights.analyze.outlook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import trafficinsights.model.Dimension;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.Unit;
import trafficinsights.model.outlook.SeriesForecast;
import trafficinsights.model.outlook.SeriesForecast.Crossing;
import trafficinsights.model.outlook.SeriesName;
import trafficinsights.model.outlook.SeriesPattern;

class SeriesOutlookTest {
    private static final long HOUR = 3_600_000_000L;
    private static final SeriesName CPU =
            new SeriesName(Dimension.SERVER, "eu-2", "cpu", Unit.SHARE);

    /// 2 % an hour with a little noise, from 20 %.
    private static EvenSeries rising(double from) {
        SplittableRandom random = new SplittableRandom(8);
        double[] values = new double[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = from + 0.004 * i + 0.002 * random.nextGaussian();
        }
        return new EvenSeries(0, HOUR, values);
    }

    @Test
    void aRisingServerIsSaidToReachItsLimit() {
        SeriesForecast forecast =
                SeriesOutlook.forecast(CPU, rising(0.2), 100 * HOUR, 0.8).orElseThrow();
        Crossing crossing = Objects.requireNonNull(forecast.crossing());
        // 0.2 + 0.004 i = 0.8 at i = 150.
        assertThat((double) crossing.expectedMicros() / HOUR).isCloseTo(150, Offset.offset(12.0));
        assertThat(crossing.earliestMicros()).isLessThanOrEqualTo(crossing.expectedMicros());
        assertThat(forecast.sentence())
                .startsWith("CPU of server eu-2 reaches 80.0 % on 1970-01-0")
                .contains("1 chance in 40");
    }

    @Test
    void aLimitOutOfReachIsSaidToBeKept() {
        SeriesForecast calm =
                SeriesOutlook.forecast(CPU, rising(0.01), 10 * HOUR, 0.9).orElseThrow();
        assertThat(calm.sentence()).startsWith("CPU of server eu-2 stays below 90.0 % until");
        assertThat(SeriesOutlook.forecast(CPU, rising(0.6), HOUR, 0.8).orElseThrow().sentence())
                .isEqualTo("CPU of server eu-2 has reached 80.0 % already.");
    }

    @Test
    void aPatternIsSeasonTrendAndChangesWithoutEachOther() {
        SplittableRandom random = new SplittableRandom(9);
        double[] values = new double[24 * 20];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (i < 240 ? 300 : 400)
                            + 50 * Math.sin(2 * Math.PI * i / 24)
                            + 5 * random.nextGaussian();
        }
        SeriesName rate =
                new SeriesName(Dimension.TOTAL, "all", "request_rate", Unit.REQUESTS_PER_SECOND);
        SeriesPattern pattern = SeriesOutlook.pattern(rate, new EvenSeries(0, HOUR, values));
        assertThat(pattern.seasonMicros()).isEqualTo(24 * HOUR);
        assertThat(pattern.changes()).hasSize(1);
        assertThat(pattern.changes().getFirst().atMicros() / HOUR)
                .isCloseTo(240L, Offset.offset(3L));
        assertThat(pattern.changes().getFirst().after()).isCloseTo(400, Offset.offset(3.0));
        assertThat(pattern.sentence())
                .startsWith("Request rate over all requests repeats every 1 d (")
                .contains("changed its level once");
    }

    @Test
    void noiseHasNothingToTell() {
        SplittableRandom random = new SplittableRandom(10);
        EvenSeries series = new EvenSeries(0, HOUR, random.doubles(300).toArray());
        assertThat(SeriesOutlook.pattern(CPU, series).sentence())
                .isEqualTo("CPU of server eu-2 has no season, no trend and no change of level.");
    }

    @Test
    void pointsAreLaidOnTheGridOfTheirUsualDistance() {
        EvenSeries series =
                EvenSeries.of(new long[] {0, 10, 20, 41, 50, 50}, new double[] {1, 2, 3, 5, 6, 8});
        assertThat(series.stepMicros()).isEqualTo(10);
        assertThat(series.values()).containsExactly(1, 2, 3, Double.NaN, 5, 7);
        assertThatThrownBy(() -> EvenSeries.of(new long[] {5, 5}, new double[] {1, 2}))
                .hasMessageContaining("two different times");
        assertThatThrownBy(() ->
                        EvenSeries.of(
                                new long[] {0, 1, 2, Long.MAX_VALUE / 2},
                                new double[] {1, 2, 3, 4}))
                .hasMessageContaining("at most 1,000,000");
    }

    @Test
    void cpuIsTheMeanOfTheTicksThatEndInAWindow() {
        Names names = Names.create();
        ServerMetricBatch metrics = ServerMetricBatch.allocate(4, names);
        long[] ends = {5, 10, 15, 40};
        float[] cpu = {0.25f, 0.75f, 0.5f, Float.NaN};
        for (int i = 0; i < 4; i++) {
            metrics.epochMicros()[i] = ends[i];
            metrics.server()[i] = (short) names.servers().code("eu-1");
            metrics.cpuUtilization()[i] = cpu[i];
        }
        CpuHistory history = new CpuHistory(10);
        history.add(metrics.withSize(4));
        EvenSeries series = Objects.requireNonNull(history.series(names).get("eu-1"));
        assertThat(series.startMicros()).isZero();
        assertThat(series.values()).containsExactly(0.5, 0.5);
    }
}
