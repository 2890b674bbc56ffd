package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Nouns after a count.
class NounTest {
    @ParameterizedTest
    @CsvSource({
        "line, lines",
        "batch, batches",
        "anomaly, anomalies",
        "retry, retries",
        "day, days",
        "status, statuses",
        "other line, other lines"
    })
    void onlyOneIsSingular(String singular, String plural) {
        assertThat(NumberText.noun(1, singular)).isEqualTo(singular);
        assertThat(NumberText.noun(0, singular)).isEqualTo(plural);
        assertThat(NumberText.noun(2, singular)).isEqualTo(plural);
    }

    @Test
    void aCountHasItsNoun() {
        assertThat(NumberText.counted(1, "incident")).isEqualTo("1 incident");
        assertThat(NumberText.counted(693_957, "line")).isEqualTo("693,957 lines");
    }
}
