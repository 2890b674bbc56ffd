package trafficinsights.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecasterTest {
    @Test
    void aWaveWithoutNoiseGoesOnAsItWas() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 20 * Math.sin(2 * Math.PI * i / 40);
        }
        Forecast forecast = Forecaster.forecast(values, 80);
        assertThat(forecast.period()).isEqualTo(40);
        for (int i = 0; i < 80; i++) {
            double truth = 100 + 20 * Math.sin(2 * Math.PI * (400 + i) / 40);
            assertThat(forecast.expected()[i]).isCloseTo(truth, Offset.offset(0.5));
        }
    }

    @Test
    void aLineRisesOn() {
        double[] values = new double[300];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = 20 + 0.1 * i + 0.2 * random.nextGaussian();
        }
        Forecast forecast = Forecaster.forecast(values, 60);
        assertThat(forecast.expected()[59]).isCloseTo(20 + 0.1 * 359, Offset.offset(2.0));
        assertThat(forecast.low95()[59]).isLessThan(20 + 0.1 * 359);
        assertThat(forecast.high95()[59]).isGreaterThan(20 + 0.1 * 359);
    }

    @Test
    void intervalsAreNestedAndNeverNarrowAhead() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = new double[500];
        for (int i = 1; i < values.length; i++) {
            values[i] = 0.9 * values[i - 1] + random.nextGaussian();
        }
        Forecast f = Forecaster.forecast(values, 400);
        for (int i = 0; i < 400; i++) {
            assertThat(f.low95()[i]).isLessThanOrEqualTo(f.low80()[i]);
            assertThat(f.low80()[i]).isLessThanOrEqualTo(f.high80()[i]);
            assertThat(f.high80()[i]).isLessThanOrEqualTo(f.high95()[i]);
            if (i > 0) {
                double before = f.high95()[i - 1] - f.low95()[i - 1];
                assertThat(f.high95()[i] - f.low95()[i]).isGreaterThanOrEqualTo(before - 1e-9);
            }
        }
    }

    @Test
    void aSpikeAtTheEndDoesNotLiftTheCourse() {
        SplittableRandom random = new SplittableRandom(6);
        double[] values = random.doubles(200, 9, 11).toArray();
        values[198] = 500;
        Forecast forecast = Forecaster.forecast(values, 10);
        assertThat(forecast.expected()[9]).isBetween(9.0, 12.0);
    }

    @Test
    void gapsAreNotZeros() {
        double[] values = new double[200];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3 == 0 || (i > 100 && i < 120) ? Double.NaN : 40;
        }
        Forecast forecast = Forecaster.forecast(values, 5);
        assertThat(forecast.expected()).containsOnly(40.0);
        assertThat(forecast.low95()[4]).isEqualTo(40);
    }

    @Test
    void whatIsNeverNegativeIsNotForecastToBe() {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = random.ints(300, 0, 4).asDoubleStream().toArray();
        Forecast forecast = Forecaster.forecast(values, 50);
        assertThat(Arrays.stream(forecast.low95()).min().getAsDouble()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void tooFewValuesAreRefused() {
        assertThatThrownBy(() -> Forecaster.forecast(new double[5], 3))
                .hasMessageContaining("5 values for 3 steps");
    }

    /// What comes is drawn from the same law, so the shares must be those that the intervals claim.
    @Test
    void intervalsHoldTheirShareOfSimulatedTraffic() {
        long[] hits = new long[2];
        long all = 0;
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = new double[460];
            double slow = 0;
            for (int i = 0; i < values.length; i++) {
                slow = 0.8 * slow + 3 * random.nextGaussian();
                double mean = 200 + 60 * Math.sin(2 * Math.PI * i / 48) + slow;
                values[i] = Counts.poisson(Math.max(1, mean), random);
            }
            Forecast f = Forecaster.forecast(Arrays.copyOf(values, 400), 60);
            for (int i = 0; i < 60; i++) {
                double came = values[400 + i];
                hits[0] += came >= f.low80()[i] && came <= f.high80()[i] ? 1 : 0;
                hits[1] += came >= f.low95()[i] && came <= f.high95()[i] ? 1 : 0;
                all++;
            }
        }
        // Values of one series are alike, so 60 series tell the share to about three points.
        assertThat((double) hits[0] / all).isCloseTo(0.80, Offset.offset(0.08));
        assertThat((double) hits[1] / all).isCloseTo(0.95, Offset.offset(0.04));
    }

    /// Real series have changes that no past has seen; the mean over all 29 of NAB's development
    /// half is in docs/performance.md.
    @ParameterizedTest
    @CsvSource({"speed_7578", "exchange-4_cpc_results", "art_daily_jumpsdown"})
    void intervalsHoldTheirShareOfRealSeries(String name) throws IOException {
        ForecastCoverage.Coverage coverage = ForecastCoverage.of(nab(name));
        assertThat(coverage.within80()).isBetween(0.65, 0.95);
        assertThat(coverage.within95()).isBetween(0.88, 1.0);
        assertThat(coverage.error()).isLessThan(1);
    }

    @Test
    void theThreeTogetherHoldWhatTheIntervalsClaim() throws IOException {
        double within80 = 0;
        double within95 = 0;
        for (String name :
                new String[] {"speed_7578", "exchange-4_cpc_results", "art_daily_jumpsdown"}) {
            ForecastCoverage.Coverage coverage = ForecastCoverage.of(nab(name));
            within80 += coverage.within80() / 3;
            within95 += coverage.within95() / 3;
        }
        assertThat(within80).isCloseTo(0.80, Offset.offset(0.08));
        assertThat(within95).isCloseTo(0.95, Offset.offset(0.04));
    }

    private static double[] nab(String name) throws IOException {
        try (var in = ForecasterTest.class.getResourceAsStream("nab/" + name + ".csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ForecastCoverage.read(text.lines().toList());
        }
    }
}
