package trafficinsights.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.opencsv.CSVParserBuilder;
import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.ICSVParser;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.report.RunReport;

/// The tables, read back with another program's reader.
class CsvTest {
    @TempDir private Path folder;

    @Test
    void anyTextSurvivesARoundTrip() throws IOException, CsvException {
        List<String> texts =
                List.of(
                        "plain",
                        "",
                        "a,b",
                        "say \"hi\"",
                        "\"",
                        "two\nlines",
                        "two\r\nlines",
                        " space ",
                        "back\\slash",
                        "grüße 漢字 😀, \"x\"",
                        RunReportFixture.HOSTILE_ROUTE);
        Path target = folder.resolve("a.csv");
        try (CsvOutput csv = CsvOutput.create(target, "text", "again")) {
            texts.forEach(text -> csv.text(text).text(text).endRow());
            assertThat(csv.rows()).isEqualTo(texts.size());
            csv.commit();
        }
        List<String[]> rows = read(target);
        assertThat(rows.getFirst()).containsExactly("text", "again");
        for (int i = 0; i < texts.size(); i++) {
            assertThat(rows.get(i + 1)).containsExactly(texts.get(i), texts.get(i));
        }
    }

    @Test
    void decimalsAreThoseOfBigDecimal() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            int decimals = random.nextInt(7);
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            String exact =
                    new BigDecimal(value)
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString();
            double written = Double.parseDouble(number(value, decimals));
            // The last digit may differ where the double lies next to a half.
            assertThat(written)
                    .isCloseTo(Double.parseDouble(exact), within(Math.pow(10, -decimals) * 1.001));
            assertThat(number(value, decimals)).doesNotContain("E").doesNotEndWith(".");
        }
    }

    @Test
    void specialNumbersHaveTheirText() throws IOException {
        assertThat(number(Double.NaN, 3)).isEmpty();
        assertThat(number(0, 3)).isEqualTo("0");
        assertThat(number(-0.0001, 3)).isEqualTo("0");
        assertThat(number(-1.5, 3)).isEqualTo("-1.5");
        assertThat(number(0.05, 6)).isEqualTo("0.05");
        assertThat(number(1200, 3)).isEqualTo("1200");
        assertThat(number(0.9999999, 6)).isEqualTo("1");
    }

    @Test
    void timesAreIsoInUtcWithMicroseconds() {
        for (long micros : new long[] {0, 1, -1, 951_782_399_999_999L, 1_795_342_500_000_000L}) {
            String text = IsoTime.of(micros);
            assertThat(text).hasSize(27).endsWith("Z");
            assertThat(Instant.parse(text))
                    .isEqualTo(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
        assertThat(IsoTime.of(RunReportFixture.START_MICROS))
                .isEqualTo("2026-11-22T10:15:00.000000Z");
    }

    @Test
    void aRowOfTheWrongLengthIsRefused() {
        try (CsvOutput csv = CsvOutput.create(folder.resolve("a.csv"), "a", "b")) {
            csv.number(1);
            assertThatThrownBy(csv::endRow).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void kpiWindowsReadBackAsTheyWere() throws IOException, CsvException {
        List<KpiWindow> windows = RunReportFixture.incident().series();
        Path target = folder.resolve(KpiWindowCsv.FILE_NAME);
        try (KpiWindowCsv csv = KpiWindowCsv.create(target)) {
            windows.forEach(csv::write);
            assertThat(csv.rows()).isEqualTo(windows.size());
            csv.commit();
        }
        List<String[]> rows = read(target);
        List<String> header = Arrays.asList(rows.getFirst());
        assertThat(header).hasSize(32).startsWith("window_start").endsWith("ttfb_p95_ms");
        assertThat(rows).hasSize(windows.size() + 1);
        for (int i = 0; i < windows.size(); i++) {
            assertSame(rows.get(i + 1), header, windows.get(i));
        }
    }

    private static void assertSame(String[] row, List<String> header, KpiWindow window) {
        Kpi kpi = window.kpi();
        assertThat(Instant.parse(row[header.indexOf("window_start")]).toEpochMilli() * 1000)
                .isEqualTo(window.window().startMicros());
        assertThat(row[header.indexOf("dimension")]).isEqualTo(window.dimension().label());
        assertThat(row[header.indexOf("key")]).isEqualTo(window.key());
        assertThat(row[header.indexOf("requests")]).isEqualTo(Long.toString(kpi.requests()));
        assertClose(row[header.indexOf("requests_per_second")], window.requestsPerSecond());
        assertClose(row[header.indexOf("p95_ms")], kpi.p95Micros() / 1000);
        assertClose(row[header.indexOf("error_rate")], kpi.errorRate());
        assertClose(row[header.indexOf("retry_amplification")], kpi.retryAmplification());
        assertClose(row[header.indexOf("success_after_retry")], kpi.successAfterRetry());
        assertClose(row[header.indexOf("apdex")], kpi.apdex());
        assertClose(row[header.indexOf("availability")], kpi.availability());
    }

    private static void assertClose(String field, double value) {
        if (Double.isNaN(value)) {
            assertThat(field).isEmpty();
        } else {
            assertThat(Double.parseDouble(field)).isCloseTo(value, within(1e-4));
        }
    }

    @Test
    void anomaliesAndTruthHaveOneRowEach() throws IOException, CsvException {
        RunReport report = RunReportFixture.incident();
        Path anomalies = folder.resolve(AnomalyCsv.FILE_NAME);
        AnomalyCsv.write(anomalies, report.anomalies());
        assertThat(read(anomalies)).hasSize(1 + report.anomalies().size());
        assertThat(read(anomalies).get(1))
                .containsExactly(
                        "2026-11-22T10:26:10.000000Z",
                        "2026-11-22T10:34:00.000000Z",
                        "server",
                        "eu-2",
                        "p95_latency",
                        "µs",
                        "critical",
                        "0.99997",
                        "461000",
                        "66400",
                        "58000",
                        "74800",
                        "21.5");
        Path truth = folder.resolve(TruthCsv.FILE_NAME);
        TruthCsv.write(truth, report.truth(), report.scorecard());
        assertThat(read(truth).get(2))
                .containsExactly(
                        "surge",
                        "region:us",
                        "2026-11-22T10:40:00.000000Z",
                        "2026-11-22T10:42:40.000000Z",
                        "1.8",
                        "no",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "0",
                        "yes",
                        "no",
                        "2026-11-22T10:40:00.000000Z",
                        "2026-11-22T10:43:40.000000Z",
                        "",
                        "");
        Path incidents = folder.resolve(IncidentCsv.FILE_NAME);
        IncidentCsv.write(incidents, report);
        assertThat(Files.readString(incidents))
                .startsWith(
                        "start,end,severity,metric,dimension,key,share,sentence,detected,deviation,event_before\n");
        assertThat(read(incidents).get(1))
                // By the name of its series, as in anomalies.csv.
                .contains("p95_latency", "2026-11-22T10:26:30.000000Z")
                .contains("0.88", report.incidents().getFirst().sentence());
    }

    private String number(double value, int decimals) throws IOException {
        Path target = folder.resolve("number.csv");
        try (CsvOutput csv = CsvOutput.create(target, "n")) {
            csv.number(value, decimals).endRow();
            csv.commit();
        }
        return Files.readString(target).substring(2).strip();
    }

    private static List<String[]> read(Path file) throws IOException, CsvException {
        try (Reader text = Files.newBufferedReader(file);
                CSVReader reader =
                        new CSVReaderBuilder(text)
                                .withCSVParser(
                                        new CSVParserBuilder()
                                                .withEscapeChar(ICSVParser.NULL_CHARACTER)
                                                .build())
                                .withKeepCarriageReturn(true)
                                .build()) {
            return reader.readAll();
        }
    }
}
