package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// The program's own Parquet files are requests for `import`, `run` and `analyze`, with the same
/// results as the CSV file of the same run.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ParquetInputTest {
    private static final List<String> TABLES =
            List.of("kpi_windows.csv", "anomalies.csv", "incidents.csv");

    @TempDir private Path folder;

    private Said run(String... words) {
        Said said = Said.by(folder, words);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }

    private void generate(String form) {
        run(
                "run",
                "--scenario",
                "retry-storm",
                "--rows",
                "30000",
                "--seed",
                "7",
                "--as",
                form,
                "--out",
                "DIR/" + form);
    }

    private void areAlike(String one, String other) throws Exception {
        for (String table : TABLES) {
            assertThat(Files.readAllBytes(folder.resolve(other).resolve(table)))
                    .as("%s of %s", table, other)
                    .isEqualTo(Files.readAllBytes(folder.resolve(one).resolve(table)));
        }
    }

    @Test
    void theReportIsThatOfTheCsvFileOfTheSameRun() throws Exception {
        generate("csv");
        generate("parquet");
        run("analyze", "DIR/csv/request_logs.csv", "--out", "DIR/of-csv");
        Said said = run("analyze", "DIR/parquet/request_logs.parquet", "--out", "DIR/of-parquet");
        assertThat(said.out()).contains("written by this program");
        areAlike("of-csv", "of-parquet");

        run("run", "--input", "DIR/parquet/request_logs.parquet", "--out", "DIR/run");
        areAlike("of-csv", "run");
    }

    @Test
    void theFoldersOfAPartitionedTableAreReadInTheOrderOfTheirPaths() throws Exception {
        generate("parquet");
        String file = folder.resolve("parquet/request_logs.parquet").toString();
        List<String> parts = List.of("LIMIT 10000", "OFFSET 10000");
        for (int i = 0; i < parts.size(); i++) {
            Path part = Files.createDirectories(folder.resolve("table/part=" + i));
            run(
                    "explore",
                    file,
                    "--sql",
                    "SELECT * FROM data ORDER BY timestamp, request_id " + parts.get(i),
                    "--export",
                    part.resolve("rows.parquet").toString(),
                    "--temp",
                    "DIR/scratch");
        }
        Files.writeString(folder.resolve("table/_SUCCESS"), "");
        run("analyze", file, "--out", "DIR/of-one");
        run("analyze", "DIR/table", "--out", "DIR/of-parts");
        areAlike("of-one", "of-parts");
    }

    @Test
    void aStoreGetsEveryRequest() {
        generate("parquet");
        run("import", "DIR/parquet/request_logs.parquet", "--store", "DIR/x.duckdb");
        String count =
                "SELECT count(*) AS n, sum(latency_us)::BIGINT AS l, count(DISTINCT server) AS c FROM data";
        Said stored =
                run(
                        "explore",
                        "DIR/x.duckdb",
                        "--sql",
                        count,
                        "--as",
                        "csv",
                        "--temp",
                        "DIR/scratch");
        Said file =
                run(
                        "explore",
                        "DIR/parquet/request_logs.parquet",
                        "--sql",
                        count,
                        "--as",
                        "csv",
                        "--temp",
                        "DIR/scratch");
        assertThat(stored.out()).isEqualTo(file.out());
    }

    @Test
    void anotherParquetFileIsRefusedWithWhatIsMissing() throws Exception {
        Path csv = Files.writeString(folder.resolve("a.csv"), "timestamp,status\n2026-03-02,200\n");
        run("explore", csv.toString(), "--export", "DIR/a b.parquet", "--temp", "DIR/scratch");
        Said said = Said.by(folder, "import", "DIR/a b.parquet", "--store", "DIR/x.duckdb");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .contains("the columns request_id, client_id, region, ", "scenario are missing")
                .contains("`workbench explore \"");
        String command = said.err().replaceAll("(?s).*`workbench (.*)`.*", "$1");
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", 2)));
        words.replaceAll(word -> word.replace("\"", ""));
        words.addAll(List.of("--temp", "DIR/scratch"));
        run(words.toArray(String[]::new));
        assertThat(folder.resolve("x.duckdb")).doesNotExist();
    }

    @Test
    void parquetIsNotReadAsALogOrBesideOne() throws Exception {
        generate("parquet");
        Said format =
                Said.by(
                        folder,
                        "analyze",
                        "DIR/parquet/request_logs.parquet",
                        "--format",
                        "nginx",
                        "--out",
                        "DIR/x");
        assertThat(format.exitCode()).isEqualTo(1);
        assertThat(format.err()).contains("leave out --format");
        Files.writeString(folder.resolve("a.log"), "x\n");
        Said mixed =
                Said.by(
                        folder,
                        "analyze",
                        "DIR/parquet/request_logs.parquet",
                        "DIR/a.log",
                        "--out",
                        "DIR/x");
        assertThat(mixed.err()).contains("is a Parquet file, and other files are not");
    }

    @Test
    void aScenarioIsLearnedFromItAsFromTheCsvFile() throws Exception {
        generate("csv");
        generate("parquet");
        run("fit", "DIR/csv/request_logs.csv", "--out", "DIR/csv/learned.yaml");
        run("fit", "DIR/parquet/request_logs.parquet", "--out", "DIR/parquet/learned.yaml");
        String ofCsv = Files.readString(folder.resolve("csv/learned.yaml"));
        assertThat(ofCsv).contains("request_logs.csv");
        assertThat(Files.readString(folder.resolve("parquet/learned.yaml")))
                .isEqualTo(ofCsv.replace("request_logs.csv", "request_logs.parquet"));
    }

    @Test
    void whatFollowsOrShowsALogNamesTheCommandsThatReadIt() {
        generate("parquet");
        for (String command : List.of("tail", "formats")) {
            Said said = Said.by(folder, command, "DIR/parquet/request_logs.parquet");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err())
                    .as(command)
                    .contains("is a Parquet file", "workbench analyze", "workbench explore");
        }
    }
}
