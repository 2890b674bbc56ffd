package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `explore` and `profile` from their arguments to their exit code and what they print.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ExploreCommandTest {
    @TempDir private Path folder;

    /// Runs a command on `a.csv`, with its temporary files in the test's folder.
    private Said run(String command, String... arguments) throws Exception {
        Files.writeString(
                folder.resolve("a.csv"),
                "id,name,ok\n1,日本,true\n2,\"a,\"\"b\"\"\u001b[31m\",false\n3,,true\n4,\"x\ny\",\n");
        List<String> all = new ArrayList<>(List.of(command, folder.resolve("a.csv").toString()));
        all.addAll(List.of("--temp", folder.resolve("scratch").toString()));
        all.addAll(List.of(arguments));
        return Said.by(folder, all.toArray(String[]::new));
    }

    @Test
    void theFirstRowsAreShownWithTheirSql() throws Exception {
        Said said = run("explore", "--filter", "id>=2", "--filter", "ok!=", "--sort", "id:desc");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("a.csv (CSV): 4 rows, 3 columns")
                .contains("rows 1 to 2 of 2")
                .contains("a,\"b\"\\u{1b}[31m")
                .contains("WHERE \"id\" >= 2 AND (\"ok\" IS NULL) IS NOT TRUE")
                .doesNotContain("\u001b");
    }

    @Test
    void rowsArePrintedAsCsvAndAsJson() throws Exception {
        Said csv = run("explore", "--as", "csv", "--sql", "SELECT name, id FROM data ORDER BY id");
        assertThat(csv.out())
                .isEqualTo("name,id\n日本,1\n\"a,\"\"b\"\"\u001b[31m\",2\n,3\n\"x\ny\",4\n");
        Said json = run("explore", "--as", "json", "--where", "id < 4 -- those");
        JsonNode rows = JsonMapper.builder().build().readTree(json.out());
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.get(0).get("name").asString()).isEqualTo("日本");
        assertThat(rows.get(1).get("ok").asBoolean()).isFalse();
        assertThat(rows.get(2).get("name").isNull()).isTrue();
        assertThat(rows.get(2).get("id").isNumber()).isTrue();
    }

    @Test
    void aCutTableSaysSo() throws Exception {
        Said said = run("explore", "--limit", "2", "--sql", "FROM data");
        assertThat(said.exitCode()).isZero();
        assertThat(said.err()).contains("2 rows, more available");
    }

    @Test
    void anExportIsCountedAndNeverReplacesByItself() throws Exception {
        for (String form : List.of("csv", "parquet", "json", "ndjson")) {
            String target = "DIR/out." + form;
            Said first = run("explore", "--where", "id > 1", "--export", target, "--json");
            assertThat(first.exitCode()).as(first.err()).isZero();
            JsonNode json = JsonMapper.builder().build().readTree(first.out());
            assertThat(json.get("rows").asInt()).isEqualTo(3);
            assertThat(json.get("ofRows").asInt()).isEqualTo(4);
            Said second = run("explore", "--export", target);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err()).contains("already exists");
            Said third = run("explore", "--export", target, "--force");
            assertThat(third.exitCode()).isZero();
            assertThat(third.out()).contains("4 of 4 rows");
            assertThat(folder.resolve("out." + form + ".part")).doesNotExist();
        }
        JsonNode array =
                JsonMapper.builder().build().readTree(Files.readString(folder.resolve("out.json")));
        assertThat(array.size()).isEqualTo(4);
        assertThat(Files.readAllLines(folder.resolve("out.ndjson"))).hasSize(4);
    }

    @Test
    void anExportSaysHowManyLinesWereNotRead() throws Exception {
        Path broken = Files.writeString(folder.resolve("b.csv"), "a,b\n1,2\n3,4,5\n6,7\n");
        String target = folder.resolve("b.parquet").toString();
        Said said = Said.by(folder, "explore", broken.toString(), "--export", target);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("2 of 2 rows");
        assertThat(said.err()).contains("1 line could not be read: table Rejects");
    }

    @Test
    void theRowsOfSqlAreExportedInAllForms() throws Exception {
        for (String form : List.of("csv", "parquet", "json", "ndjson")) {
            String target = "DIR/sql." + form;
            Said said = run("explore", "--sql", "SELECT id, ok FROM data;", "--export", target);
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.out()).contains("4 of 4 rows").contains("sql." + form);
        }
        Said beyond =
                run("explore", "--sql", "FROM read_csv('DIR/a.csv')", "--export", "DIR/b.csv");
        assertThat(beyond.exitCode()).isEqualTo(1);
        assertThat(beyond.err()).contains("SQL can use only the opened data");
        assertThat(folder.resolve("b.csv")).doesNotExist();
    }

    @Test
    void aProfileHasALineForEachColumn() throws Exception {
        Said said = run("profile");
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .containsPattern("id +BIGINT +0 % +4 +1 +2 +4 +4 +█")
                .containsPattern("name +VARCHAR +25.0 % +3")
                .contains("true 66.7 %");
        JsonNode json = JsonMapper.builder().build().readTree(run("profile", "--json").out());
        JsonNode id = json.get("columns").get(0);
        assertThat(id.get("max").asInt()).isEqualTo(4);
        assertThat(id.get("quantiles").get("p50").asInt()).isEqualTo(2);
        assertThat(id.get("areQuantilesExact").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--write",
                "--sql=x --sort=id",
                "--sql=x --where=1",
                "--export=DIR/a.xlsx",
                "--filter=nothing",
                "--limit=-3",
                "--as=xml"
            })
    void wrongUsageIsExitCode2(String arguments) throws Exception {
        Said said = run("explore", arguments.split(" "));
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).startsWith("workbench: ").contains("workbench help explore");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--sql=SELEC",
                "--sql=DROP_TABLE_data",
                "--where=nope=1",
                "--where=id_>_",
                "--filter=nope=1",
                "--filter=id=x"
            })
    void whatIsRefusedIsSaidInOneLine(String argument) throws Exception {
        Said said = run("explore", argument.replace('_', ' '));
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err().lines().filter(line -> line.startsWith("workbench: "))).hasSize(1);
        assertThat(said.err()).doesNotContain("\tat ", "SQLException");
    }

    @Test
    void wideCharactersAreAlignedAndLongOnesCut() {
        TextTable table = new TextTable(List.of("a", "b", "c"), List.of(false, true, false), 6);
        table.add("日本語日本語", "1", "x");
        table.add("é\u0301", "22", null);
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text), 12);
        assertThat(text.toString().lines())
                .containsExactly(
                        "a       b",
                        "─────  ──",
                        "日本…   1",
                        "é\u0301      22",
                        "1 more columns: c");
    }
}
