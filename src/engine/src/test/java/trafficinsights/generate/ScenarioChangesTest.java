package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.generate.Scenario.Route;
import trafficinsights.generate.Scenario.Server;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;

class ScenarioChangesTest {
    @TempDir private Path folder;

    private static Scenario changed(String... changes) {
        return ScenarioFile.load("bad-deploy", List.of(changes)).scenario();
    }

    @Test
    void aPlainValueTakesThePlaceOfWhatIsThere() {
        assertThat(changed("retries.max=3").retries().max()).isEqualTo(3);
        assertThat(changed("retries=0").retries().max()).isZero();
        assertThat(changed("policy=least_connections").balancer().policy())
                .isEqualTo(BalancerPolicy.LEAST_CONNECTIONS);
        assertThat(changed("balancer.failover=true").balancer().hasFailover()).isTrue();
        assertThat(changed("trendPerDay='-0.5'").arrivals().trendPerDay()).isEqualTo(-0.5);
    }

    @Test
    void aRelativeValueChangesNumbersAndLengthsOfTime() {
        assertThat(changed("rate=*1.5").arrivals().requestsPerSecond()).isEqualTo(600);
        assertThat(changed("rate=-150").arrivals().requestsPerSecond()).isEqualTo(250);
        assertThat(changed("balancer.timeout=*2").balancer().timeout())
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(changed("balancer.timeout=+500ms").balancer().timeout())
                .isEqualTo(Duration.ofMillis(10_500));
        assertThat(changed("rate=*2", "rate=+1").arrivals().requestsPerSecond()).isEqualTo(801);
    }

    @Test
    void entriesOfListsAreFoundByNameByIndexOrAllTogether() {
        assertThat(changed("regions.eu.servers=1").regions().getFirst().servers()).hasSize(1);
        assertThat(medians("routes./search.medianMillis=+50"))
                .containsExactly(38.0, 92.0, 41.0, 168.0, 74.0, 4.0);
        assertThat(medians("routes./static/app.js.medianMillis=5"))
                .containsExactly(38.0, 92.0, 41.0, 118.0, 74.0, 5.0);
        assertThat(medians("latency=+50ms")).containsExactly(88.0, 142.0, 91.0, 168.0, 124.0, 54.0);
        assertThat(changed("failures[0].strength=0.5").failures().getFirst().strength())
                .isEqualTo(0.5);
        assertThat(changed("failures.0.at=5m").failures().getFirst().at())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(changed("failures=none").failures()).isEmpty();
    }

    private static List<Double> medians(String change) {
        return changed(change).routes().stream().map(Route::medianMillis).toList();
    }

    @Test
    void aServerThatIsOutKeepsItsPlaceWithoutWeight() {
        assertThat(changed("out=eu-2").regions().getFirst().servers())
                .containsExactly(
                        new Server("eu-1", 20, 1, List.of(), 0),
                        new Server("eu-2", 20, 0, List.of(), 0));
    }

    @ParameterizedTest
    @CsvSource({"round_robin", "least_connections", "power_of_two", "weighted", "client_hash"})
    void aServerThatIsOutTakesNoTrafficByAnyPolicy(String policy) throws InterruptedException {
        Scenario scenario = changed("out=eu-2", "policy=" + policy, "duration=30s");
        RequestBatch all = Traffic.rows(scenario, 1);
        int out = all.names().servers().code("eu-2");
        for (int i = 0; i < all.size(); i++) {
            assertThat((int) all.server()[i]).isNotEqualTo(out);
        }
        assertThat(all.size()).isGreaterThan(5_000);
    }

    @Test
    void theKeptTextIsTheChangedScenarioWithItsOwnHash() throws Exception {
        ScenarioFile base = ScenarioFile.load("bad-deploy");
        ScenarioFile file = ScenarioFile.load("bad-deploy", List.of("out=us-1", "latency=*2"));
        Path kept = Files.writeString(folder.resolve("kept.yaml"), file.text());
        ScenarioFile again = ScenarioFile.load(kept.toString());
        assertThat(again.scenario()).isEqualTo(file.scenario()).isNotEqualTo(base.scenario());
        assertThat(again.sha256()).isEqualTo(file.sha256()).isNotEqualTo(base.sha256());
        assertThat(file.text()).contains("bad-deploy.yaml", "#   out=us-1", "#   latency=*2");
        assertThat(ScenarioFile.load("bad-deploy", List.of())).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retries | scenario.change | must be like",
                "=3 | scenario.change | must be like",
                "out=eu-9 | scenario.change | known: eu-1, eu-2, us-1",
                "regions.mars.servers=1 | scenario.change | known: eu, us, ap",
                "seed.x=1 | scenario.change | single value",
                "balancer.timeout=+5 | scenario.change | unit is needed",
                "rate=+5ms | scenario.change | no unit",
                "rate=*5ms | scenario.change | factor has no unit",
                "name=+5 | scenario.change | neither a number",
                "dailySwings=+5 | scenario.change | no value there",
                "rate=[ | scenario.change | not valid YAML",
                "retries.maximum=3 | scenario.invalid | known: max, backoff",
                "retries=99 | scenario.invalid | `retries.max` is `99`, must be a number from 0 to 20",
                "latency=-50 | scenario.invalid | routes[0].medianMillis",
                "policy=best | scenario.invalid | known: ",
                "balancer.timeout=*0 | scenario.invalid | balancer.timeout"
            })
    void aRefusalNamesTheChangeAndWhatIsKnownThere(String change, String code, String said) {
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> changed(change)).problem();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.userMessage()).contains(change, said).hasLineCount(1);
    }
}
