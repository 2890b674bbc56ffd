package trafficinsights.ingest.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.ingest.table.SeriesCsv.Point;
import trafficinsights.model.ProblemException;
import trafficinsights.model.Reject;

class SeriesCsvTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    2026-11-22 20:19:28,             2026-11-22T20:19:28Z
                    2026-11-22T20:19:28Z,            2026-11-22T20:19:28Z
                    2026-11-22T20:19:28.007123,      2026-11-22T20:19:28.007123Z
                    2026-11-22T20:19:28+01:00,       2026-11-22T19:19:28Z
                    2026-11-22 20:19,                2026-11-22T20:19:00Z
                    1795378768,                      2026-11-22T20:19:28Z
                    1795378768123,                   2026-11-22T20:19:28.123Z
                    """)
    void timesAreReadInTheirForms(String text, Instant instant) throws IOException {
        Point point = read("timestamp,value\n" + text + ",1\n").getFirst();
        assertThat(point.timestamp()).isEqualTo(text);
        assertThat(point.epochMicros())
                .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-5.25", "1e-3", "0", "+7", "12345678901234567890"})
    void numbersAreThoseOfJava(String text) throws IOException {
        Point point = read("timestamp,value\n2026-11-22 20:19:28," + text + "\n").getFirst();
        assertThat(point.number()).isEqualTo(Double.parseDouble(text));
        assertThat(point.value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"much", "5f", "0x1p3", "1e999", "Infinity", "--5", "5 6"})
    void whatIsNotAFiniteNumberIsAReject(String text) throws IOException {
        Path file = file("timestamp,value\n2026-11-22 20:19:28," + text + "\n");
        try (SeriesCsv series = SeriesCsv.open(file)) {
            assertThat(series.next()).isNull();
            Reject reject = series.rejects().getFirst();
            assertThat(reject.lineNumber()).isEqualTo(2);
            assertThat(reject.cause()).contains(text, "not a valid number");
            assertThat(reject.source()).isEqualTo(file.toString());
        }
    }

    @Test
    void markBlankLinesAndWindowsLineEndsAreNotHindrance() throws IOException {
        List<Point> points =
                read("\uFEFF\r\nTimestamp , VALUE\r\n\r\n2026-11-22 20:19:28,5\r\n\r\n");
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().value()).isEqualTo("5");
    }

    @Test
    void aPackedFileIsRead() throws IOException {
        Path file = folder.resolve("packed.csv");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("timestamp,value\n2026-11-22 20:19:28,5\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(file)).hasSize(1);
    }

    @Test
    void allRejectsAreCountedAndTheFirstKept() throws IOException {
        Path file = file("timestamp,value\n" + "x,1\n".repeat(5_000) + "\"2026,1\n");
        try (SeriesCsv series = SeriesCsv.open(file)) {
            assertThat(series.next()).isNull();
            assertThat(series.rejectCount()).isEqualTo(5_001);
            assertThat(series.rejects()).hasSizeLessThan(1_000);
        }
    }

    @Test
    void aHeaderWithoutTheColumnsIsQuotedInTheProblem() throws IOException {
        Path file = file("when,what\n1,2\n");
        assertThatThrownBy(() -> SeriesCsv.open(file))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("when,what")
                .hasMessageContaining("timestamp,value");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("series.csv"), content);
    }

    private List<Point> read(String content) throws IOException {
        return read(file(content));
    }

    private static List<Point> read(Path file) {
        List<Point> points = new ArrayList<>();
        try (SeriesCsv series = SeriesCsv.open(file)) {
            for (Point point = series.next(); point != null; point = series.next()) {
                points.add(point);
            }
            assertThat(series.rejects()).isEmpty();
        }
        return points;
    }
}
