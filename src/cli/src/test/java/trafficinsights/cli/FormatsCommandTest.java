package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class FormatsCommandTest {
    private static final String LINE =
            "www.example.com|2026-03-02T09:10:39+00:00|GET|/a?b=1|200|240|0.250|10.0.0.1:80|192.0.2.1\n";
    private static final String FORMAT =
            "$host|$time_iso8601|$request_method|$request_uri|$status|$bytes_sent|$request_time|$upstream_addr|$remote_addr";

    @TempDir private Path folder;

    @Test
    void everyPartOfALogFormatIsNamedWithItsMeaning() throws Exception {
        Files.writeString(folder.resolve("a.log"), LINE + "nothing\n");
        Said said = Said.by(folder, "formats", "DIR/a.log", "--log-format", FORMAT);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("$request_time: latency, s", "$upstream_addr: servers tried")
                .contains("latency    250 ms", "client     192.0.2.1", "server     10.0.0.1:80")
                .contains("line 2: nothing", "  line ends early: after $host");
    }

    @Test
    void theSameIsThereAsJson() throws Exception {
        Files.writeString(folder.resolve("a.log"), LINE);
        Said said = Said.by(folder, "formats", "DIR/a.log", "--log-format", FORMAT, "--json");
        JsonNode look = JsonMapper.builder().build().readTree(said.out());
        assertThat(look.get("parts").size()).isEqualTo(9);
        assertThat(look.get("lines").get(0).get("status").asString()).isEqualTo("200");
    }

    /// The advice of a refusal, followed.
    @Test
    void aFormatThatIsNotKnownIsReadWithTheOptionThatTheMessageNames() throws Exception {
        Files.writeString(
                folder.resolve("unknown.log"),
                "2026-03-02T09:10:39+00:00 <192.0.2.1> GET /a 200\n".repeat(3));
        String format = "$time_iso8601 <$remote_addr> $request_method $request_uri $status";
        Said refused = Said.by(folder, "formats", "DIR/unknown.log");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--log-format");
        Files.writeString(
                folder.resolve("nginx.conf"), "http {\n  log_format own '" + format + "';\n}\n");
        Said read =
                Said.by(
                        folder,
                        "import",
                        "DIR/unknown.log",
                        "--log-format",
                        "DIR/nginx.conf",
                        "--store",
                        "DIR/s.duckdb");
        assertThat(read.exitCode()).isZero();
        assertThat(read.out()).contains("3 requests");
    }

    @Test
    void theFieldsOfAW3cLogAndTheUnitThatTheMessageAsksForReadIt() throws Exception {
        Files.writeString(
                folder.resolve("w3c.log"),
                "2026-03-02 09:10:39 192.0.2.1 GET /a 200 113\n".repeat(3));
        String fields = "#Fields: date time c-ip cs-method cs-uri-stem sc-status time-taken";
        Said refused =
                Said.by(folder, "formats", "DIR/w3c.log", "--no-memory", "--log-format", fields);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("time-taken", "--latency-unit");
        Said read =
                Said.by(
                        folder,
                        "formats",
                        "DIR/w3c.log",
                        "--no-memory",
                        "--log-format",
                        fields,
                        "--latency-unit",
                        "ms");
        assertThat(read.exitCode()).as(read.err()).isZero();
        assertThat(read.out()).contains("latency    113 ms", "time-taken: latency, ms");
    }

    /// `UserFolder` is the test's own.
    @Test
    void aFormatIsRememberedForFilesOfTheSameName() throws Exception {
        Files.writeString(folder.resolve("odd-20260302.log"), LINE);
        Files.writeString(folder.resolve("odd-20260303.log"), LINE);
        Files.writeString(folder.resolve("other.log"), LINE);
        assertThat(Said.by(folder, "formats", "DIR/odd-20260303.log", "--no-memory").exitCode())
                .isEqualTo(1);
        Said.by(folder, "formats", "DIR/odd-20260302.log", "--log-format", FORMAT);
        Said again = Said.by(folder, "formats", "DIR/odd-20260303.log");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("the format that was given for files of this name");
        assertThat(Said.by(folder, "formats", "DIR/other.log").exitCode()).isEqualTo(1);
        assertThat(Said.by(folder, "formats", "DIR/odd-20260303.log", "--no-memory").exitCode())
                .isEqualTo(1);
    }

    @Test
    void aUnitThatNothingTellsIsReadWithTheOptionThatTheMessageNames() throws Exception {
        Files.writeString(
                folder.resolve("a.json"),
                "{\"time\":\"2026-03-02T09:10:39Z\",\"method\":\"GET\",\"path\":\"/a\",\"status\":200,\"latency\":12}\n");
        Said refused = Said.by(folder, "formats", "DIR/a.json");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--latency-unit", "`latency`");
        Said read = Said.by(folder, "formats", "DIR/a.json", "--latency-unit", "ms");
        assertThat(read.out()).contains("latency    12.0 ms");
        Said without = Said.by(folder, "formats", "DIR/a.json", "--latency-unit", "none");
        assertThat(without.out()).contains("latency    -", "no latency is known");
    }

    @Test
    void theUnitOfALatencyInATableIsGivenAsThatOfALog() throws Exception {
        Files.writeString(
                folder.resolve("a.csv"),
                "time,latency,status,path\n" + "2026-03-02T09:10:39Z,12,200,/a\n".repeat(3));
        Said refused = Said.by(folder, "formats", "DIR/a.csv", "--no-memory");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--latency-unit s", "its unit is guessed");
        Said read = Said.by(folder, "formats", "DIR/a.csv", "--no-memory", "--latency-unit", "us");
        assertThat(read.exitCode()).as(read.err()).isZero();
        assertThat(read.out()).contains("latency = latency (us)");
        Said without =
                Said.by(folder, "formats", "DIR/a.csv", "--no-memory", "--latency-unit", "none");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("--latency-unit s", "m.yaml");
    }

    @Test
    void aUnitThatATableTellsIsNotChanged() throws Exception {
        Files.writeString(
                folder.resolve("b.csv"),
                "time,latency_ms,status,path\n" + "2026-03-02T09:10:39Z,12,200,/a\n".repeat(3));
        Said read = Said.by(folder, "formats", "DIR/b.csv", "--no-memory", "--latency-unit", "s");
        assertThat(read.out()).contains("latency = latency_ms (ms)");
    }
}
