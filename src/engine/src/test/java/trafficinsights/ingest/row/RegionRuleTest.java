package trafficinsights.ingest.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

class RegionRuleTest {
    private static final String LINE =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web-fra~ api/eu-1 1/0/2/108/111 200 2926 - -"
                    + " ---- 14/14/8/0/0 0/0 {shop.de} \"GET /us/items?x=1 HTTP/1.1\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "server:/([a-z]+)-; eu",
                "server:^[a-z]+; api",
                "server:nothing; -",
                "server:(nothing)?; -",
                "client:^10\\.(\\d+); 1",
                "method:.*; GET",
                "target:^/(..)/; us",
                "target:x=(\\d); 1",
                "listener:-(\\w+); fra",
                "line:\\{[^}]*\\.([a-z]+)}; de",
                "host:.*; -"
            })
    void aRuleFindsTheRegionInAnyField(String rule, String region) {
        LogOptions options = new LogOptions("haproxy", ZoneOffset.UTC, RegionRule.of(rule));
        LineBench bench = new LineBench(LogFormat.HAPROXY, options);
        assertThat(bench.parse(LINE).request().region()).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "server", "planet:x", "/([a-z]+)-", "server:(", "server:[a"})
    void aRuleThatIsNoneIsExplained(String rule) {
        Problem problem =
                catchThrowableOfType(ProblemException.class, () -> RegionRule.of(rule)).problem();
        assertThat(problem.code()).isEqualTo("region.rule");
        assertThat(problem.userMessage())
                .contains("`" + rule + "`")
                .hasLineCount(1)
                .endsWith(rule.startsWith("server:") ? "." : "-");
    }
}
