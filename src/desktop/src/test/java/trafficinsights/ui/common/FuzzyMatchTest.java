package trafficinsights.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FuzzyMatchTest {
    @Test
    void lettersHaveToComeInTheirOrder() {
        assertThat(FuzzyMatch.score("lv", "Live")).isPositive();
        assertThat(FuzzyMatch.score("vl", "Live")).isEqualTo(FuzzyMatch.NONE);
        assertThat(FuzzyMatch.score("livex", "Live")).isEqualTo(FuzzyMatch.NONE);
    }

    @Test
    void nothingTypedFitsEverything() {
        assertThat(FuzzyMatch.score("  ", "Live")).isZero();
    }

    @Test
    void startsOfWordsWeighMoreThanTheirMiddles() {
        assertThat(FuzzyMatch.score("gd", "Start guided demo"))
                .isGreaterThan(FuzzyMatch.score("gd", "Bagged"));
    }

    @Test
    void lettersInARowWeighMoreThanScatteredOnes() {
        assertThat(FuzzyMatch.score("log", "Open logs…"))
                .isGreaterThan(FuzzyMatch.score("log", "Balcony rig"));
    }

    @Test
    void upperAndLowerCaseAndBlanksDoNotMatter() {
        assertThat(FuzzyMatch.score("OPEN L", "open logs"))
                .isEqualTo(FuzzyMatch.score("openl", "Open Logs"));
    }

    @Test
    void theWholeWordBeatsALongerTextThatHoldsIt() {
        assertThat(FuzzyMatch.score("live", "Live"))
                .isGreaterThan(
                        FuzzyMatch.score("live", "Live and let everything else wait for a while"));
    }
}
