package trafficinsights.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Scorecard.Found;

final class ScorecardTest {
    private static Found found(String target, double seconds, String key) {
        return new Found(new TruthInterval("slow_server", target, 0, 1_000_000, 8), seconds, key);
    }

    @ParameterizedTest(name = "{1} where {0} was hit")
    @CsvSource({
        "eu-2,eu-1",
        "eu,us",
        "eu,us-1",
        "/search,/api/v1/orders",
        "eu-1,eu-12",
        "server:eu-2,eu-1"
    })
    void anotherPartThanTheOneThatWasHitIsAWrongTarget(String target, String key) {
        assertThat(found(target, 30, key).isElsewhere()).isTrue();
    }

    @ParameterizedTest(name = "{1} where {0} was hit")
    @CsvSource({
        "eu-2,eu-2",
        "eu,eu-2",
        "eu-2,eu",
        "all,eu-2",
        "eu-2,all",
        "eu-2,''",
        "server:eu-2,eu-2",
        "region:eu,eu-2",
        "eu-2,server:eu-2",
        "ap-2,api/ap-2"
    })
    void thePartItselfWhatHoldsItAndWhatItHoldsAreRight(String target, String key) {
        assertThat(found(target, 30, key).isElsewhere()).isFalse();
    }

    @Test
    void whatWasNotFoundIsNowhere() {
        assertThat(found("eu-2", Double.NaN, "").isElsewhere()).isFalse();
    }
}
