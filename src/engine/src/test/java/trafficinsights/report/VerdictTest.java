package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trafficinsights.model.Anomaly;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.Severity;

/// Sentences on single anomalies.
class VerdictTest {
    private static String sentence(double expected, double observed) {
        return Verdict.of(
                new Anomaly(
                        Dimension.SERVER,
                        "eu-2",
                        Figure.ERROR_RATE,
                        0,
                        10_000_000,
                        0.99,
                        observed,
                        expected,
                        0,
                        2 * expected,
                        8,
                        Severity.MAJOR));
    }

    @Test
    void aFactorIsShownWhereBothFiguresAreKnown() {
        assertThat(sentence(0.01, 0.05)).contains("(5.0 times as much; normal is ");
    }

    @Test
    void whereAlmostNothingWasExpectedThereIsNoFactor() {
        assertThat(sentence(0.000_02, 0.0224))
                .contains("rose to 2.24 %, expected <0.01 % (from almost none; normal is ")
                .doesNotContain("times as much");
    }
}
