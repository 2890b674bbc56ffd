package trafficinsights.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.model.Alarm;
import trafficinsights.model.TruthInterval;

final class TargetMatchTest {
    private static TruthInterval truth(String target) {
        return new TruthInterval("slow_server", target, 0, 1_000_000, 8);
    }

    private static Alarm alarm(String metric, String dimension, String key) {
        return new Alarm(0, 1, Alarm.UNKNOWN, "incidents", metric, dimension, key, 8);
    }

    @ParameterizedTest(name = "{1} {2} where {0} was hit")
    @CsvSource({
        "eu-2,server,eu-1",
        "eu,region,us",
        "eu,server,eu-1",
        "eu-2,region,eu",
        "/search,route,/api/v1/orders",
        "eu-1,server,eu-12",
        "server:eu-2,server,eu-1",
        "all,server,eu-1",
        "eu-2,total,all",
        "client:10.0.0.7,total,all"
    })
    void anotherPartThanTheOneThatWasHitIsAWrongTarget(
            String target, String dimension, String key) {
        assertThat(TargetMatch.names(truth(target), alarm("x", dimension, key))).isFalse();
    }

    @ParameterizedTest(name = "{1} {2} where {0} was hit")
    @CsvSource({
        "eu-2,server,eu-2",
        "server:eu-2,server,eu-2",
        "region:eu,region,eu",
        "region:eu,region,eu-west",
        "all,total,all",
        "ap-2,server,api/ap-2",
        "server:app/ap-2,server,ap-2",
        "route:/users/:id,route,/users/17?page=2",
        "/api/v1/users/:id,route,/api/v1/users/:id",
        "eu-2,'',eu-2"
    })
    void thePartItselfIsRightHoweverItIsWritten(String target, String dimension, String key) {
        assertThat(TargetMatch.names(truth(target), alarm("x", dimension, key))).isTrue();
    }

    @Test
    void whatTheTruthNamesBesideItsTargetIsRight() {
        TruthInterval outage =
                truth("eu").changing(List.of("errors"), List.of("server:eu-1", "server:eu-2"));
        assertThat(TargetMatch.names(outage, alarm("x", "server", "api/eu-2"))).isTrue();
        assertThat(TargetMatch.names(outage, alarm("x", "server", "api/eu-3"))).isFalse();
    }

    @Test
    void anAlarmOfAnotherPartCountsIfItsMetricIsOneThatChanged() {
        TruthInterval fault =
                truth("eu-2").changing(List.of("latency", "client_errors"), List.of());
        assertThat(TargetMatch.isConsistent(fault, alarm("p95_latency", "total", "all"))).isTrue();
        assertThat(TargetMatch.isConsistent(fault, alarm("error_rate", "total", "all"))).isFalse();
        assertThat(TargetMatch.isConsistent(fault, alarm("client_error_rate", "total", "all")))
                .isTrue();
        assertThat(TargetMatch.isConsistent(fault, alarm("request_rate", "total", "all")))
                .isFalse();
        assertThat(TargetMatch.isConsistent(fault, alarm("error_rate", "server", "eu-2"))).isTrue();
    }

    @Test
    void whereTheMetricsAreUnknownAnyCounts() {
        assertThat(TargetMatch.isConsistent(truth("eu-2"), alarm("error_rate", "total", "all")))
                .isTrue();
    }
}
