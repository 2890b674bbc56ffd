package trafficinsights.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import trafficinsights.generate.Scenario.StatusShare;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

class ScenarioFileTest {
    private static final String GOOD =
            """
            name: shop
            seed: 5
            start: 2026-03-02T08:00:00Z
            duration: 30m
            requestsPerSecond: 100
            clients: 1000
            regions:
              - { name: eu, share: 0.6, servers: 2, workers: 8 }
              - { name: us, share: 0.4, utcOffsetHours: -5, servers: 1, workers: 8 }
            routes:
              - { path: /a, share: 1, medianMillis: 20 }
              - { path: /b, method: POST, share: 1, medianMillis: 50, sigma: 1, bytes: 10, errorRate: 0.5 }
            failures:
              - { kind: slow_server, target: eu-2, at: 10m, length: 5m, strength: 4 }
              - { kind: bad_deploy, target: /b, at: 90s, length: 1.5h, strength: 0.2 }
            """;

    private static final List<StatusShare> ALL_OK = StatusShare.ALL_OK;

    @TempDir private Path folder;

    static List<String> builtIn() {
        return ScenarioFile.builtInNames();
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void everyBuiltInScenarioLoads(String name) {
        ScenarioFile file = ScenarioFile.load(name);
        assertThat(file.scenario().name()).isEqualTo(name);
        assertThat(file.scenario().title()).isNotBlank();
        assertThat(file.scenario().description()).isNotBlank();
        assertThat(file.text()).contains("name: " + name);
        assertThat(file.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void aFileIsReadWithItsDefaults() throws IOException {
        Path path = Files.writeString(folder.resolve("shop.yaml"), GOOD);
        Scenario scenario = ScenarioFile.load(path.toString()).scenario();
        assertThat(scenario)
                .isEqualTo(
                        new Scenario(
                                "shop",
                                "shop",
                                "",
                                5,
                                Instant.parse("2026-03-02T08:00:00Z"),
                                Duration.ofMinutes(30),
                                Scenario.Arrivals.steady(100),
                                new Scenario.Clients(1000, Duration.ofMinutes(10), 20),
                                Scenario.Retries.NONE,
                                Scenario.Balancer.PLAIN,
                                List.of(region("eu", 0.6, 0, 2), region("us", 0.4, -5, 1)),
                                List.of(
                                        new Scenario.Route(
                                                "/a", "GET", 1, 20, 0.5, 1000, 0, ALL_OK),
                                        new Scenario.Route(
                                                "/b", "POST", 1, 50, 1, 10, 0.5, ALL_OK)),
                                List.of(
                                        new Scenario.Failure(
                                                FailureKind.SLOW_SERVER,
                                                "eu-2",
                                                Duration.ofMinutes(10),
                                                Duration.ofMinutes(5),
                                                Duration.ZERO,
                                                4),
                                        new Scenario.Failure(
                                                FailureKind.BAD_DEPLOY,
                                                "/b",
                                                Duration.ofSeconds(90),
                                                Duration.ofMinutes(90),
                                                Duration.ZERO,
                                                0.2))));
    }

    private static Scenario.Region region(String name, double share, int hours, int servers) {
        List<Scenario.Server> all =
                IntStream.rangeClosed(1, servers)
                        .mapToObj(i -> new Scenario.Server(name + "-" + i, 8, 1, List.of(), 0))
                        .toList();
        return new Scenario.Region(name, share, ZoneOffset.ofHours(hours), all);
    }

    /// Each row: what to replace, by what, the line that is named, the path, and what else is said.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed: 5 | sead: 5 | 2 | sead | perhaps you meant `seed`",
                "clients: 1000 | clients: 1000\\ncolour: red | 7 | colour | known: name",
                "clients: 1000 | clients: 1000\\nzones:\\n  - 1 | 7 | zones | is not known",
                "clients: 1000 | clients: 0 | 6 | clients | from 1 to 100000000",
                "clients: 1000 | clients: 1.5 | 6 | clients | whole number",
                "clients: 1000 | clients: many | 6 | clients | from 1 to 100000000",
                "clients: 1000 | clients: 1000\\nclients: 2 | 7 | clients | twice",
                "clients: 1000 | clients: [1] | 6 | clients | single value",
                "seed: 5 | seed: NaN | 2 | seed | number from 0 to",
                "seed: 5 | seed: -1 | 2 | seed | number from 0 to",
                "start: 2026-03-02T08:00:00Z | start: yesterday | 3 | start | such as 2026-03-02T08:00:00Z",
                "duration: 30m | duration: 30 | 4 | duration | such as 90s, 30m, 2h",
                "duration: 30m | duration: 0s | 4 | duration | 1s to 366d",
                "duration: 30m | duration: 400d | 4 | duration | 1s to 366d",
                "requestsPerSecond: 100 | requestsPerSecond: 0 | 5 | requestsPerSecond | from 0.001 to 10000000",
                "requestsPerSecond: 100 | requestsPerSecond: 1e9 | 5 | requestsPerSecond | from 0.001 to 10000000",
                "servers: 2 | servers: 0 | 8 | regions[0].servers | from 1 to 1000",
                "servers: 1, | servers: 1, color: 2, | 9 | regions[1].color | known: name, share",
                "name: us | name: eu | 9 | regions[1].name | eu",
                "share: 0.4 | share: -1 | 9 | regions[1].share | from 0 to 1000000",
                "utcOffsetHours: -5 | utcOffsetHours: -15 | 9 | regions[1].utcOffsetHours | from -14 to 14",
                "sigma: 1 | sigma: 9 | 12 | routes[1].sigma | from 0 to 3",
                "errorRate: 0.5 | errorRate: 50 | 12 | routes[1].errorRate | from 0 to 1",
                "kind: slow_server | kind: slow | 14 | failures[0].kind | slow_server, crashed_server",
                "strength: 4 | strength: 0.5 | 14 | failures[0].strength | from 1 to 1000",
                "strength: 0.2 | strength: 2 | 15 | failures[1].strength | from 0 to 1",
                "target: eu-2 | target: eu-3 | 14 | failures | eu-3",
                "target: /b | target: /c | 14 | failures | /c"
            })
    void aRefusalNamesFileLinePathAndWhatIsAllowed(
            String good, String bad, int line, String path, String said) throws IOException {
        String text = GOOD.replace(good, bad.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(GOOD);
        Problem problem = refused(text);
        assertThat(problem.code()).isEqualTo("scenario.invalid");
        assertThat(problem.userMessage())
                .startsWith(
                        "%s is not a valid scenario, line %d, column "
                                .formatted(folder.resolve("x.yaml"), line))
                .containsPattern("column \\d+: `" + Pattern.quote(path) + "` ")
                .contains(said)
                .endsWith(". docs/scenario.md has an example.")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: [ | line",
                "'' | is not a list of",
                "- a | is not a list of",
                "? [a, b]\\n: c | x.yaml",
                "? {a: b}\\n: c | x.yaml",
                "a: 1\\n---\\nb: 2 | line",
                "name: \\tx\\n\\tseed: 3 | line",
            })
    void whatIsNotAMappingIsRefusedInWords(String text, String said) throws IOException {
        Problem problem = refused(text.replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(problem.code()).isEqualTo("scenario.invalid");
        assertThat(problem.userMessage()).contains("x.yaml", said).doesNotContain("Exception");
    }

    @Test
    void sharesThatAreAllNothingAreRefused() throws IOException {
        for (String bad :
                List.of(
                        GOOD.replace("share: 0.6", "share: 0").replace("share: 0.4", "share: 0"),
                        GOOD.replace("share: 1,", "share: 0,"))) {
            Problem problem = refused(bad);
            assertThat(problem.code()).isEqualTo("scenario.invalid");
            assertThat(problem.userMessage())
                    .contains("x.yaml is not a valid scenario, line", "share", "above 0");
        }
    }

    @Test
    void moreServersThanTheProgramTellsApartAreRefused() throws IOException {
        StringBuilder regions = new StringBuilder("regions:\n");
        for (int i = 0; i < 11; i++) {
            regions.append("  - { name: r" + i + ", share: 1, servers: 1000, workers: 1 }\n");
        }
        int from = GOOD.indexOf("regions:");
        String text =
                GOOD.substring(0, from)
                        + regions
                        + GOOD.substring(GOOD.indexOf("routes:"), GOOD.indexOf("failures:"));
        assertThat(refused(text).userMessage())
                .contains("x.yaml is not a valid scenario, line 8", "regions", "11000");
    }

    @Test
    void aNameThatIsNeitherBuiltInNorAFileIsRefusedWithTheNamesThereAre() {
        Problem problem = problem("stedy");
        assertThat(problem.code()).isEqualTo("scenario.missing");
        assertThat(problem.userMessage()).contains("stedy", "steady", "slow-server", "bad-deploy");
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("x.yaml"), new byte[] {'a', (byte) 0xFF, 'b'});
        Problem problem = problem(file.toString());
        assertThat(problem.code()).isEqualTo("scenario.unreadable");
        assertThat(problem.userMessage()).contains(file.toString());
    }

    private Problem refused(String text) throws IOException {
        Path file = folder.resolve("x.yaml");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return problem(file.toString());
    }

    private static Problem problem(String nameOrFile) {
        return catchThrowableOfType(ProblemException.class, () -> ScenarioFile.load(nameOrFile))
                .problem();
    }
}
