package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trafficinsights.run.home.UserFolder;

/// CSV with any header from the command line: the way from a file that leaves doubts to its import.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class MappingCommandTest {
    private static final String UNSURE =
            """
            when;took;state;where
            2026-11-22 20:19:28;12,5;200;/a
            2026-11-22 20:19:29;x;200;/b
            2026-11-22 20:19:30;13,5;404;"/c;d"
            """;

    private static final String SURE =
            """
            timestamp,latency_ms,status,path,server
            2026-11-22T20:19:28Z,12.5,200,/a,eu-1
            2026-11-22T20:19:29Z,13.5,404,/b,eu-2
            """;

    @TempDir private Path folder;

    private String before = "";

    @BeforeEach
    void remembersInAFolderOfItsOwn() throws IOException {
        before = System.getProperty(UserFolder.PROPERTY, "");
        System.setProperty(UserFolder.PROPERTY, folder.resolve("user").toString());
        Files.writeString(folder.resolve("unsure.csv"), UNSURE);
        Files.writeString(folder.resolve("sure.csv"), SURE);
        Files.writeString(
                folder.resolve("m.yaml"),
                """
                delimiter: ;
                decimal: ","
                time: {column: when, format: iso}
                latency: {column: took, unit: ms}
                status: state
                target: where
                """);
    }

    @AfterEach
    void remembersWhereItDid() {
        System.setProperty(UserFolder.PROPERTY, before);
    }

    private Said run(String line) {
        return Said.by(folder, line.split(" "));
    }

    @Test
    void aSureTableIsReadAndWhatWasDecidedIsSaid() {
        Said said = run("run --input DIR/sure.csv --out DIR/out");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("time = timestamp (iso), latency = latency_ms (ms), status = status")
                .contains("3 lines: 2 requests, 1 other line, 0 rejects");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import DIR/unsure.csv --store DIR/t.duckdb",
                "run --input DIR/unsure.csv --out DIR/out",
                "analyze DIR/unsure.csv --out DIR/out",
                "fit DIR/unsure.csv --out DIR/s.yaml",
                "tail DIR/unsure.csv --from-start --for 1s",
                "analyze DIR/unsure.csv --out DIR/out --format csv"
            })
    void aTableThatLeavesDoubtsIsNotReadAndTheWayIsReported(String line) {
        Said said = run(line);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("unsure.csv is a CSV file (when, took, state, where)")
                .contains("Run `workbench mapping unsure.csv --out m.yaml`")
                .contains("--mapping m.yaml")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import DIR/unsure.csv --mapping DIR/m.yaml --store DIR/t.duckdb",
                "run --input DIR/unsure.csv --mapping DIR/m.yaml --out DIR/out",
                "analyze DIR/unsure.csv --mapping DIR/m.yaml --out DIR/out",
                "tail DIR/unsure.csv --mapping DIR/m.yaml --from-start --for 1s"
            })
    void aMappingMakesItReadable(String line) {
        Said said = run(line);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("4 lines: 2 requests, 1 other line, 1 reject");
    }

    @Test
    void rejectsNameLineAndColumn() throws IOException {
        run("import DIR/unsure.csv --mapping DIR/m.yaml --store DIR/t.duckdb --rejects DIR/r.csv");
        assertThat(Files.readString(folder.resolve("r.csv")))
                .contains(
                        "unsure.csv,3,\"latency is not readable; check that column 2, took is the latency\"");
    }

    @Test
    void aMappingIsRememberedUnlessThatIsNotWanted() {
        assertThat(
                        run("run --input DIR/unsure.csv --mapping DIR/m.yaml --no-memory --out DIR/a")
                                .exitCode())
                .isZero();
        assertThat(run("run --input DIR/unsure.csv --out DIR/b").exitCode()).isEqualTo(1);
        assertThat(run("run --input DIR/unsure.csv --mapping DIR/m.yaml --out DIR/c").exitCode())
                .isZero();
        Said said = run("run --input DIR/unsure.csv --out DIR/d");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("remembered for this header in " + folder.resolve("user"));
        assertThat(run("run --input DIR/unsure.csv --no-memory --out DIR/e").exitCode())
                .isEqualTo(1);
    }

    @Test
    void mappingShowsColumnsRowsAndRejectsAndWritesAFileThatWorks() throws IOException {
        Said said = run("mapping DIR/sure.csv --out DIR/made.yaml --rows 1");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains(
                        "sure.csv: comma between fields, quote \", decimal point, utf-8, with a header")
                .contains("latency (ms)", "0.95", "used automatically")
                .contains("first 3 lines: 2 requests, 0 rejects")
                .contains("2026-11-22T20:19:28Z", "12.5")
                .doesNotContain("2026-11-22T20:19:29Z");
        assertThat(Files.readString(folder.resolve("made.yaml")))
                .contains("latency: {column: \"latency_ms\", unit: ms}", "# 0.95: its name");
        assertThat(run("run --input DIR/sure.csv --mapping DIR/made.yaml --out DIR/out").out())
                .contains("set in the mapping")
                .contains("2 requests");
    }

    @Test
    void aMappingCanBeCheckedBeforeItIsUsed() {
        Said said = run("mapping DIR/unsure.csv --mapping DIR/m.yaml");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("set in the mapping")
                .contains("first 4 lines: 2 requests, 1 reject")
                .contains("line 3 of unsure.csv was rejected: latency is not readable")
                .doesNotContain("Exception");
    }

    @Test
    void jsonHasAllThatAPersonSees() {
        Said said = run("mapping DIR/unsure.csv --json");
        assertThat(said.exitCode()).isZero();
        JsonNode root = new JsonMapper().readTree(said.out());
        assertThat(root.get("dialect").get("delimiter").asString()).isEqualTo(";");
        assertThat(root.get("isSure").asBoolean()).isFalse();
        assertThat(root.get("doubt").asString()).isNotEmpty();
        assertThat(root.get("columns").size()).isEqualTo(4);
        JsonNode time = root.get("columns").get(0);
        assertThat(time.get("role").asString()).isEqualTo("time");
        assertThat(time.get("format").asString()).isEqualTo("iso");
        assertThat(time.get("confidence").asDouble()).isBetween(0.1, 1.0);
        assertThat(time.get("samples").size()).isEqualTo(3);
        assertThat(root.get("requests").size()).isEqualTo(2);
        assertThat(root.get("rejects").get(0).get("line").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mapping DIR/none.csv",
                "mapping DIR/prose.txt",
                "mapping DIR/m.yaml --mapping DIR/sure.csv",
                "mapping DIR/notime.csv --out DIR/x.yaml"
            })
    void whatCannotBeMappedIsSaidInALine(String line) throws IOException {
        Files.writeString(folder.resolve("prose.txt"), "Once upon a time\nthere was a log.\n");
        Files.writeString(folder.resolve("notime.csv"), "name,age\nann,7\nbob,8\n");
        Said said = run(line);
        assertThat(said.exitCode()).isIn(1, 2);
        assertThat(said.err()).isNotEmpty().doesNotContain("Exception", "\tat ");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
    }

    @Test
    void whatMissingColumnsMeanIsSaid() throws IOException {
        Files.writeString(
                folder.resolve("few.yaml"), "delimiter: ;\ntime: {column: when, format: iso}\n");
        String missing = "no column is the status: no error rate and no availability are known";
        assertThat(run("mapping DIR/unsure.csv --mapping DIR/few.yaml").out()).contains(missing);
        assertThat(run("run --input DIR/unsure.csv --mapping DIR/few.yaml --out DIR/out").out())
                .contains(missing)
                .contains("no column has the latency, so latencies are unknown");
    }

    /// A table without a header is refused with two commands; they read it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02 09:10:39.1234567,web-1,/a,200,NULL\n2026-03-02 09:10:40.5,web-2,/b,500,192.0.2.9\n",
                "1772442639007123456,200,111250000,2926,0,,b2s=,atk,0,GET,https://www.example.com/a,\n1772442639107123456,503,2003500000,221,0,503 Service Unavailable,bm8=,atk,1,GET,https://www.example.com/b,\n"
            })
    void theAdviceForATableWithoutAHeaderWorks(String text) throws IOException {
        Files.writeString(folder.resolve("bare.csv"), text);
        Said refused = run("import DIR/bare.csv --store DIR/no.duckdb");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("without a header")
                .contains("workbench mapping bare.csv --out m.yaml")
                .contains("--mapping m.yaml");
        assertThat(run("mapping DIR/bare.csv --out DIR/advised.yaml").exitCode()).isZero();
        Said read = run("import DIR/bare.csv --mapping DIR/advised.yaml --store DIR/yes.duckdb");
        assertThat(read.exitCode()).as(read.err()).isZero();
        assertThat(read.out()).contains("2 lines: 2 requests, 0 other lines, 0 rejects");
    }

    @Test
    void rowsAreBounded() {
        Said said = run("mapping DIR/sure.csv --rows 1001");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("must be 0 to 1000");
    }

    @Test
    void measurementsAreNotTakenForRequests() throws IOException {
        Files.writeString(
                folder.resolve("nab.csv"),
                "timestamp,value\n2014-04-10 00:04:00,91.958\n2014-04-10 00:09:00,94.798\n");
        for (String format : List.of("auto", "csv")) {
            Said said = run("analyze DIR/nab.csv --out DIR/out --format " + format);
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err()).contains("fewer than two other request columns");
        }
    }
}
