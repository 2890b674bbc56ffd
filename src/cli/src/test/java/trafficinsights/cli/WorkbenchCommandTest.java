package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line from its arguments to its exit code and what it prints.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class WorkbenchCommandTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";

    @TempDir private Path folder;

    /// Runs a command; `DIR` in an argument stands for the test's folder.
    private Said run(String... arguments) {
        return Said.by(folder, arguments);
    }

    private Said run(String line) {
        return run(line.split(" "));
    }

    // --- exit code 0 ---

    @Test
    void patternsAreResolvedAndDuplicatesSaid() throws Exception {
        Files.writeString(folder.resolve("a1.log"), REQUEST.repeat(5));
        Files.writeString(folder.resolve("a2.log"), REQUEST.repeat(5));
        Files.writeString(folder.resolve("b.log"), REQUEST.repeat(7));
        Said said = run("run --input DIR/a?.log DIR/b* --out DIR/out");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("12 requests").contains("was not counted twice");
    }

    @Test
    void regionsAndZonesAreAsAskedFor() throws Exception {
        Files.writeString(folder.resolve("a.log"), REQUEST.repeat(5));
        Said said =
                run(
                        "run --input DIR/a.log --out DIR/out --quiet --zone Europe/Berlin --region-from listener:(.*)");
        assertThat(said.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out/kpi_windows.csv")))
                .contains("2026-11-22T19:19:20.000000Z,10,region,web,5");
    }

    @Test
    void aScenarioIsLearnedFromALogInItsZoneAndWithItsRegions() throws Exception {
        Files.writeString(folder.resolve("a.log"), REQUEST.repeat(50));
        Said said =
                run(
                        "fit DIR/a.log --out DIR/fit.yaml --json --zone Europe/Berlin --region-from listener:(.*)");
        assertThat(said.exitCode()).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(said.out());
        assertThat(json.get("requests").asInt()).isEqualTo(50);
        assertThat(Files.readString(folder.resolve("fit.yaml")))
                .contains("start: 2026-11-22T19:19:")
                .contains("name: web");
        assertThat(run("generate --scenario DIR/fit.yaml --rows 100 --out DIR/g").exitCode())
                .isZero();
        assertThat(folder.resolve("g/request_logs.csv")).exists();
    }

    @Test
    void aChangeIsComparedWithTheScenarioAsItIs() throws Exception {
        Said said =
                run(
                        "whatif --scenario bad-deploy --change retries=0 --duration 12m --out DIR/w --json");
        assertThat(said.exitCode()).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(said.out());
        assertThat(json.get("summary").asString())
                .startsWith("With retries=0, the server error rate");
        assertThat(json.get("changedRequests").asInt())
                .isLessThan(json.get("baseRequests").asInt());
        for (String name :
                List.of("whatif.html", "whatif.csv", "base/report.html", "changed/report.html")) {
            assertThat(folder.resolve("w/" + name)).exists();
        }
        assertThat(folder.resolve("w/base/request_logs.csv")).doesNotExist();
    }

    @Test
    void anotherDurationIsKeptInTheScenarioBesideTheRows() throws Exception {
        assertThat(run("generate --scenario steady --duration 90s --out DIR/g").exitCode())
                .isZero();
        assertThat(Files.readString(folder.resolve("g/scenario.yaml"))).contains("90000ms");
        assertThat(run("generate --scenario DIR/g/scenario.yaml --out DIR/again").exitCode())
                .isZero();
        assertThat(folder.resolve("again/request_logs.csv"))
                .hasSameBinaryContentAs(folder.resolve("g/request_logs.csv"));
    }

    @Test
    void aDurationOutOfRangeIsRefusedInWords() {
        Said said = run("generate --scenario steady --duration 400d --out DIR/g");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("duration").contains("must be 1s to 366d");
    }

    @Test
    void aGrowingFileIsFollowedForATime() throws Exception {
        Files.writeString(folder.resolve("a.log"), REQUEST.repeat(5));
        Said said = run("tail DIR/a.log --from-start --for 1s --out DIR/out");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("2026-11-22T20:19:20Z").contains("5 requests");
        assertThat(folder.resolve("out/report.html")).exists();
    }

    @Test
    void metricsOfServersAreRead() throws Exception {
        Files.writeString(
                folder.resolve("s.csv"),
                "2026-11-22T20:00:00Z,# pxname,svname,scur,bin,bout,status,\n2026-11-22T20:00:00Z,api,eu-1,4,10,20,UP,\n");
        Said said = run("metrics DIR/s.csv --out DIR/out");
        assertThat(said.exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out/server_metrics.csv")))
                .endsWith("2026-11-22T20:00:00.000000Z,api/eu-1,,,,,4,1\n");
    }

    @Test
    void jsonIsOneObjectWithEveryFigure() throws Exception {
        Files.writeString(
                folder.resolve("a.log"), "Proxy web started.\n" + REQUEST.repeat(500) + "bad\n");
        Said said = run("run --input DIR/a.log --out DIR/out --json");
        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out().strip()).hasLineCount(1);
        JsonNode json = JsonMapper.builder().build().readTree(said.out());
        assertThat(names(json))
                .containsExactly(
                        "lines",
                        "requests",
                        "others",
                        "rejects",
                        "windows",
                        "anomalies",
                        "incidents",
                        "seconds",
                        "rowsPerSecond",
                        "notes",
                        "byStatus",
                        "byServer");
        assertThat(json.get("lines").longValue()).isEqualTo(502);
        assertThat(json.get("requests").longValue()).isEqualTo(500);
        assertThat(json.get("others").longValue()).isEqualTo(1);
        assertThat(json.get("rejects").longValue()).isEqualTo(1);
        // One window of each: total, region, server, route and status class.
        assertThat(json.get("windows").longValue()).isEqualTo(5);
        assertThat(json.get("anomalies").longValue()).isZero();
        assertThat(json.get("seconds").doubleValue()).isPositive();
        assertThat(json.get("rowsPerSecond").doubleValue()).isPositive();
        assertThat(json.get("byStatus").toString()).isEqualTo("{\"200\":500}");
        assertThat(json.get("byServer").toString()).isEqualTo("{\"api/eu-1\":500}");
    }

    private static List<String> names(JsonNode json) {
        return new ArrayList<>(json.propertyNames());
    }

    @Test
    void theSummaryNamesTheFormatTheFiguresAndTheFiles() throws Exception {
        Files.writeString(folder.resolve("a.log"), REQUEST.repeat(1_234));
        Said said = run("run --input DIR/a.log --out DIR/out --window 1m --threads 1");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("a.log: haproxy: ")
                .contains("1,234 lines: 1,234 requests, 0 other lines, 0 rejects; 5 windows")
                .contains(folder.resolve("out/report.html").toString());
        assertThat(said.err()).isEmpty();
    }

    @Test
    void quietSaysNothing() {
        Said said = run("generate --scenario steady --rows 1000 --out DIR/out --quiet");
        assertThat(said).isEqualTo(new Said(0, "", ""));
        assertThat(folder.resolve("out/request_logs.csv")).exists();
    }

    @Test
    void whatOneCommandMadeTheNextCanRead() throws Exception {
        assertThat(
                        run("generate --scenario bad-deploy --rows 20000 --seed 5 --out DIR/g")
                                .exitCode())
                .isZero();
        assertThat(folder.resolve("g/report.html")).doesNotExist();
        String rejects = " --rejects DIR/bad.csv --format csv --threads 2";
        assertThat(run("import DIR/g/request_logs.csv --store DIR/s.duckdb" + rejects).exitCode())
                .isZero();
        assertThat(folder.resolve("bad.csv")).hasContent("source,line,cause,text\n");
        Said fromStore = run("analyze --store DIR/s.duckdb --out DIR/a --json");
        Said fromFile = run("analyze DIR/g/request_logs.csv --out DIR/b --json");
        assertThat(fromStore.exitCode()).isZero();
        assertThat(fromFile.exitCode()).isZero();
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode one = mapper.readTree(fromStore.out());
        JsonNode two = mapper.readTree(fromFile.out());
        for (String name : List.of("requests", "windows", "anomalies", "byStatus", "byServer")) {
            assertThat(one.get(name)).as(name).isEqualTo(two.get(name));
        }
        assertThat(folder.resolve("a/report.html")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "none", "PARQUET"})
    void requestsAreWrittenAsAsked(String form) {
        assertThat(run("run --scenario steady --rows 1000 --out DIR --as " + form).exitCode())
                .isZero();
        assertThat(Files.exists(folder.resolve("request_logs.csv"))).isEqualTo(form.equals("csv"));
        assertThat(Files.exists(folder.resolve("request_logs.parquet")))
                .isEqualTo(form.equalsIgnoreCase("parquet"));
        assertThat(folder.resolve("report.html")).exists();
    }

    @Test
    void scenariosAreListed() {
        Said said = run("scenarios");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines().map(line -> line.split(" ")[0]))
                .hasSizeGreaterThanOrEqualTo(10)
                .startsWith("steady", "black-friday", "bad-deploy", "slow-server")
                .contains("retry-storm", "memory-leak", "flapping-health");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "run --help",
                "help run",
                "generate --help",
                "import --help",
                "analyze --help",
                "scenarios --help",
                "demo --help",
                "help analyze"
            })
    void helpIsPrintedWhereItIsAskedFor(String line) {
        Said said = run(line);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).startsWith("Usage: workbench");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void theHelpNamesEveryCommand() {
        assertThat(run("--help").out())
                .contains("run", "generate", "import", "analyze", "scenarios", "demo", "help")
                .contains("Without a command, the window opens.");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        Said said = run("--version");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().strip()).matches("Traffic Insights Workbench \\d+\\..*");
    }

    // --- exit code 1 ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --input DIR/none.log --out DIR/o | none.log does not exist",
                "run --input DIR --out DIR/o | is a folder",
                "run --scenario none --out DIR/o | no scenario called none",
                "run --input DIR/a.log --out DIR/o --format iis7 | iis7 is not a known log format",
                "run --input DIR/a.log --out DIR/a.log | cannot be written",
                "analyze --store DIR/none.duckdb --out DIR/o | does not exist",
                "import DIR/a.log --store DIR/a.log | is not a DuckDB file",
                "analyze DIR/prose.log --out DIR/o | has an unknown format",
                "analyze DIR/prose.log --out DIR/o --format csv | has no requests"
            })
    void whatFailsIsOneSentenceOnStandardError(String line, String said) throws Exception {
        Files.writeString(folder.resolve("a.log"), REQUEST.repeat(200));
        Files.writeString(folder.resolve("prose.log"), "Once upon a time.\n");
        Said failed = run(line + " --json");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err())
                .startsWith("workbench: ")
                .contains(said)
                .hasLineCount(1)
                .doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("o/report.html.part")).doesNotExist();
    }

    // --- exit code 2 ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | a command is missing | help",
                "fly | fly | help",
                "run | --out | help run",
                "run --out DIR/o | --input | help run",
                "run --input a.log | --out | help run",
                "run --input a.log --scenario steady --out DIR/o | --scenario | help run",
                "run --input a.log --rows 5 --out DIR/o | require --scenario | help run",
                "run --scenario steady --rows 0 --out DIR/o | --rows is 0 | help run",
                "run --scenario steady --speed 2 --realtime --out DIR/o | cannot be used together | help run",
                "run --scenario steady --speed 0 --out DIR/o | --speed is 0.0 | help run",
                "run --scenario steady --rows 10000000001 --out DIR/o | must be 1 to 10000000000 | help run",
                "fit a.log --out DIR/o.yaml --zone Mars | Europe/Berlin | help fit",
                "fit --out DIR/o.yaml | LOG | help fit",
                "whatif --scenario steady --out DIR/o | --change | help whatif",
                "run --scenario steady --rows many --out DIR/o | many | help run",
                "run --scenario steady --as xml --out DIR/o | xml | help run",
                "run --scenario steady --window 0s --out DIR/o | 1s to 1h | help run",
                "run --scenario steady --window 2h --out DIR/o | 1s to 1h | help run",
                "run --scenario steady --window 10 --out DIR/o | 10s, 5m, 1h | help run",
                "run --scenario steady --threads 0 --out DIR/o | --threads is 0 | help run",
                "run --scenario steady --out DIR/o --bogus | --bogus | help run",
                "generate --out DIR/o | --scenario | help generate",
                "import --store DIR/s.duckdb | FILE | help import",
                "import a.log | --store | help import",
                "analyze --out DIR/o | specify log files or --store | help analyze",
                "analyze a.log --store s.duckdb --out DIR/o | specify log files or --store | help analyze",
                "analyze a.log | --out | help analyze",
                "demo --windows 5s | --windows | help demo"
            })
    void wrongUsageSaysWhatIsWrongAndWhereHelpIs(String line, String said, String help) {
        Said failed = line.isEmpty() ? run(new String[0]) : run(line);
        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).startsWith("workbench: ").contains(said).doesNotContain("\tat ");
        assertThat(failed.err().strip()).endsWith("Try `workbench " + help + "`.");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void theDemoWritesEverythingIntoItsFolder() {
        Said said = run("demo --out DIR/demo --quiet");
        assertThat(said.exitCode()).isZero();
        for (String name :
                List.of(
                        "report.html",
                        "request_logs.csv",
                        "analytics_report.json",
                        "demo.duckdb")) {
            assertThat(folder.resolve("demo/" + name)).exists();
        }
    }
}
