package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Whether a request failed is not known where a log has no statuses: nothing may say that it did,
/// or that it did not.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class UnknownStatusTest {
    @TempDir private Path folder;

    @BeforeEach
    void writeLog() throws IOException {
        String head =
                """
                #Software: Microsoft Internet Information Services 10.0
                #Fields: date time s-ip cs-method cs-uri-stem c-ip time-taken
                """;
        String lines =
                IntStream.range(0, 60)
                        .mapToObj(i ->
                                "2026-03-02 08:00:%02d 198.51.100.1 GET /a 192.0.2.1 %d\n"
                                        .formatted(i, 15 + i))
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("iis.log"), head + lines);
    }

    private Said said(String... words) {
        Said said = Said.by(folder, words);
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }

    @Test
    void theReportSaysThatStatusesAreMissing() throws Exception {
        Said run = said("run", "--input", "DIR/iis.log", "--out", "DIR/out", "--no-memory");
        assertThat(run.err() + run.out()).contains("no status is known");
        String html = Files.readString(folder.resolve("out/report.html"), StandardCharsets.UTF_8);
        String text = html.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
        assertThat(text)
                .contains("how many of 60 requests failed is unknown, because statuses are missing")
                .contains("not known 60 100 %")
                .doesNotContain("ended without a server error");
    }

    @Test
    void anExportReadsBackWithoutStatusesAsWell() throws Exception {
        said("import", "DIR/iis.log", "--store", "DIR/a.duckdb", "--no-memory");
        Said rows = said("explore", "DIR/a.duckdb", "--as", "csv", "--quiet");
        Files.writeString(folder.resolve("b.csv"), rows.out());
        said("import", "DIR/b.csv", "--store", "DIR/b.duckdb", "--no-memory");
        Said statuses =
                said(
                        "explore",
                        "DIR/b.duckdb",
                        "--sql",
                        "SELECT count(*) AS n, count(status) AS known FROM data",
                        "--as",
                        "csv",
                        "--quiet");
        assertThat(statuses.out()).contains("60,0");
    }
}
