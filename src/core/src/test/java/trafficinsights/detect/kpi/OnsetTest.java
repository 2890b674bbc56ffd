package trafficinsights.detect.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import trafficinsights.stat.RandomStream;

class OnsetTest {
    private static final int WINDOWS = 100;

    @RepeatedTest(10)
    void aRiseBeginsAtItsBend(RepetitionInfo repetition) {
        Onset onset = onset(repetition, u -> 3 + 0.05 * Math.max(0, u - 60));
        assertThat(onset.ofRise()).isBetween(57, 70);
    }

    @RepeatedTest(10)
    void aStepIsNotADrift(RepetitionInfo repetition) {
        assertThat(onset(repetition, u -> u < 60 ? 3 : 4).ofRise()).isEqualTo(-1);
    }

    @RepeatedTest(10)
    void aRiseWithoutALevelBeforeItHasNoOnset(RepetitionInfo repetition) {
        assertThat(onset(repetition, u -> 3 + 0.03 * u).ofRise()).isEqualTo(-1);
    }

    @RepeatedTest(10)
    void nothingBeginsInNoise(RepetitionInfo repetition) {
        assertThat(onset(repetition, u -> 3).ofRise()).isEqualTo(-1);
    }

    @RepeatedTest(10)
    void windowsWithoutRequestsDoNotCount(RepetitionInfo repetition) {
        double[] weights = new double[WINDOWS];
        Arrays.setAll(weights, u -> u % 3 == 0 ? 0 : 1);
        double[] values = values(repetition, u -> 3 + 0.05 * Math.max(0, u - 60));
        for (int u = 0; u < WINDOWS; u += 3) {
            values[u] = 0;
        }
        assertThat(new Onset(values, weights).ofRise()).isBetween(55, 72);
    }

    private static Onset onset(RepetitionInfo repetition, IntToDoubleFunction shape) {
        double[] weights = new double[WINDOWS];
        Arrays.fill(weights, 1);
        return new Onset(values(repetition, shape), weights);
    }

    private static double[] values(RepetitionInfo repetition, IntToDoubleFunction shape) {
        RandomStream random = new RandomStream(repetition.getCurrentRepetition(), 1, 1);
        double[] values = new double[WINDOWS];
        Arrays.setAll(values, u -> shape.applyAsDouble(u) + 0.2 * random.nextGaussian());
        return values;
    }
}
