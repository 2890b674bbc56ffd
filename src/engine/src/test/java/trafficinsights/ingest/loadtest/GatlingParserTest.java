package trafficinsights.ingest.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.format.LogFormat;
import trafficinsights.ingest.log.LineBench;
import trafficinsights.ingest.log.LineBench.Row;
import trafficinsights.ingest.log.LogFiles;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.model.ProblemException;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.explore.LogLook;

/// Lines of `simulation.log` as people have posted them in the trackers of Gatling (issue 3096) and
/// of nuxeo/gatling-report (issue 7), and the same in the forms of later versions.
class GatlingParserTest {
    /// Of 2.2, from issue 3096; blanks of the page are tabs in the file.
    private static final String LOG_2_2 =
            """
            RUN\tmypackage\tmysimulation\t1470167474654\t \t2.0
            USER\tEinfache Simulation: einfacher Request\t1\tSTART\t1470167475432\t1470167475432
            REQUEST\tEinfache Simulation: einfacher Request\t1\t\trequest_1\t1470167475465\t1470167475900\tOK\t\s
            USER\tEinfache Simulation: einfacher Request\t2\tSTART\t1470167475989\t1470167475989
            REQUEST\tEinfache Simulation: einfacher Request\t2\t\trequest_1\t1470167475989\t1470167476354\tOK\t\s
            USER\tEinfache Simulation: einfacher Request\t1\tEND\t1470167475432\t1470167476922
            USER\tEinfache Simulation: einfacher Request\t2\tEND\t1470167475989\t1470167477369
            """;

    @TempDir private Path folder;

    private static Row row(String line) {
        return new LineBench(LogFormat.GATLING)
                .parseLine(line.getBytes(StandardCharsets.UTF_8))
                .request();
    }

    private static LineVerdict verdict(String line) {
        return new LineBench(LogFormat.GATLING)
                .parseLine(line.getBytes(StandardCharsets.UTF_8))
                .verdict();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REQUEST\tTEST Test\t2\t\tsendTESTS\t1470314361728\t1470314363675\tOK\t ",
                "REQUEST\t2\t\tsendTESTS\t1470314361728\t1470314363675\tOK\t ",
                "REQUEST\t\tsendTESTS\t1470314361728\t1470314363675\tOK\t ",
                "REQUEST\tgroup,inner\tsendTESTS\t1470314361728\t1470314363675\tOK",
            })
    void everyVersionHasStartEndAndName(String line) {
        Row row = row(line);
        assertThat(row.time()).isEqualTo(Instant.parse("2016-08-04T12:39:21.728Z"));
        assertThat(row.latencyMicros()).isEqualTo(1_947_000);
        assertThat(row.route()).isEqualTo("sendTESTS");
        assertThat(row.status()).isEqualTo(RequestBatch.UNKNOWN_STATUS);
        assertThat(row.bytes()).isEqualTo(RequestBatch.UNKNOWN);
    }

    @Test
    void aFailureHasTheStatusOfItsMessageOrNone() {
        String line = "REQUEST\tTEST Test\t12\t\tsendTESTS\t1470314362441\t1470314364144\tKO\t";
        assertThat(row(line + "status.find.is(204), but actually found 500").status())
                .isEqualTo(500);
        assertThat(row(line + "status.find.in(200,304), found 404 ").status()).isEqualTo(404);
        assertThat(row(line + "i.g.h.c.i.RequestTimeoutException: Request timeout after 60000 ms"))
                .extracting(Row::status)
                .isEqualTo((int) RequestBatch.NO_STATUS);
        assertThat(row(line + "jsonPath($.id).find.exists, found nothing").status())
                .isEqualTo(RequestBatch.NO_STATUS);
        assertThat(row(line + "regex(a).find.is(1), found 500").status())
                .isEqualTo(RequestBatch.NO_STATUS);
    }

    @Test
    void otherLinesAreNotRequestsAndDamagedOnesAreRejects() {
        assertThat(verdict("USER\tscenario\tSTART\t1470314358333"))
                .isEqualTo(LineVerdict.NO_REQUEST);
        assertThat(verdict("GROUP\tS442\t1\taction,s2\t1528736460547\t1528736460576\t0\tOK"))
                .isEqualTo(LineVerdict.NO_REQUEST);
        assertThat(verdict("REQUEST\tTEST Test\t2\t\tsendTESTS\t1470314361728\t14703143"))
                .isEqualTo(LineVerdict.ENDS_EARLY);
        assertThat(verdict("REQUEST\tTEST Test\t2\t\tsendTESTS\tsoon\t1470314361728\tOK"))
                .isEqualTo(LineVerdict.BAD_TIME);
        assertThat(verdict("REQUESTED\tx")).isEqualTo(LineVerdict.UNKNOWN_LINE);
    }

    @Test
    void theFormatIsRecognizedAndSaysThatThereAreNoStatuses() throws IOException {
        Path log = Files.writeString(folder.resolve("simulation.log"), LOG_2_2);
        LogLook look = LogFiles.look(log, LogOptions.of("auto"), 10);
        assertThat(look.reading())
                .startsWith("gatling: 2 of the first 7 lines are its requests, 5 are other lines")
                .contains("error rates are not known");
        assertThat(look.lines().get(2).cells())
                .contains("2016-08-02 19:51:15 UTC", "request_1", "435 ms");
    }

    @Test
    void theBinaryFormIsRefusedWithWhatToDo() throws IOException {
        Path log = folder.resolve("simulation.log");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(log))) {
            out.writeByte(0);
            out.writeInt(6);
            out.writeBytes("3.13.1");
            out.writeByte(0);
            out.writeInt(14);
            out.writeBytes("BasicSimulation");
        }
        assertThatThrownBy(() -> LogFiles.look(log, LogOptions.of("auto"), 10))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("binary simulation.log")
                .hasMessageContaining("Convert it to a CSV file");
    }
}
