package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Scores of series from the command line.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class DetectCommandTest {
    private static final int ROWS = 1_200;
    private static final int SPIKE = 1_000;

    @TempDir private Path folder;

    @Test
    void everyCsvBelowAFolderIsScoredUnderItsRelativePath() throws IOException {
        write("in/a.csv", spiky(1));
        write("in/deep/er/b.CSV", spiky(2));
        write("in/notes.txt", "no series");
        Said said = detect("in");
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("2,400 rows of 2 files");
        assertThat(filesBelow("out")).containsExactly("a.csv", "deep/er/b.CSV");
        for (String name : List.of("a.csv", "deep/er/b.CSV")) {
            List<String> before = lines("in/" + name);
            List<String> after = lines("out/" + name);
            assertThat(after.getFirst()).isEqualTo("timestamp,value,anomaly_score");
            assertThat(after).hasSameSizeAs(before);
            for (int i = 1; i < after.size(); i++) {
                assertThat(after.get(i)).startsWith(before.get(i) + ",");
                assertThat(score(after.get(i))).isBetween(0.0, 1.0);
            }
            assertThat(score(after.get(1 + SPIKE))).isGreaterThan(0.5);
        }
    }

    @Test
    void aFileAloneIsScoredUnderItsName() throws IOException {
        write("in/a.csv", spiky(3));
        assertThat(detect("in/a.csv").exitCode()).isZero();
        assertThat(filesBelow("out")).containsExactly("a.csv");
    }

    @Test
    void rowsOfAFileCutShortGetTheSameScores() throws IOException {
        List<String> rows = spiky(4).lines().toList();
        write("in/a.csv", spiky(4));
        write("in/cut.csv", String.join("\n", rows.subList(0, 700)));
        detect("in");
        assertThat(lines("out/a.csv").subList(0, 700)).isEqualTo(lines("out/cut.csv"));
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws IOException {
        write("in/a.csv", spiky(5));
        write("in/b.csv", spiky(6));
        detect("in", "--threads", "1");
        List<String> one = lines("out/b.csv");
        detect("in", "--threads", "3");
        assertThat(lines("out/b.csv")).isEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    value,timestamp                 | 5,2026-11-22 20:19:28
                    host,Timestamp,unit,Value       | eu-1,2026-11-22T20:19:28Z,ms,5
                    timestamp;value                 | 2026-11-22T20:19:28.5+01:00;5
                    timestamp,value                 | "2026-11-22 20:19:28","5"
                    timestamp,value                 | 1795378768,5
                    """)
    void columnsAreFoundByTheHeaderAndTimesReadInTheirForms(String header, String row)
            throws IOException {
        write("in/a.csv", header + "\n" + row + "\n");
        Said said = detect("in");
        assertThat(said.err()).isEmpty();
        String time = row.replaceAll(".*?\"?(\\d{4}-[^,;\"]*|1795378768).*", "$1");
        assertThat(lines("out/a.csv"))
                .containsExactly("timestamp,value,anomaly_score", time + ",5,0");
    }

    @Test
    void theTextOfTimeAndValueIsKept() throws IOException {
        write("in/a.csv", "timestamp,value\n2026-11-22 20:19:28,5.10\n2026-11-22 20:19:29,1E2\n");
        detect("in");
        assertThat(lines("out/a.csv"))
                .contains("2026-11-22 20:19:28,5.10,0", "2026-11-22 20:19:29,1E2,0");
    }

    @Test
    void aMissingValueIsARowWithScoreZero() throws IOException {
        write("in/a.csv", "timestamp,value\n2026-11-22 20:19:28,\n2026-11-22 20:19:29,NaN\n");
        JsonNode json = json(detect("in", "--json"));
        assertThat(lines("out/a.csv"))
                .contains("2026-11-22 20:19:28,,0", "2026-11-22 20:19:29,NaN,0");
        assertThat(json.at("/series/0/missing").asInt()).isEqualTo(2);
    }

    @Test
    void aBadRowIsNamedAndLeftOutAndTheRestIsScored() throws IOException {
        write("in/a.csv", spiky(7));
        write(
                "in/bad.csv",
                """
                timestamp,value
                2026-11-22 20:19:28,5
                yesterday,5
                2026-11-22 20:19:30,much
                2026-11-22 20:19:31
                2026-11-22 20:19:32,6
                """);
        Said said = detect("in");
        assertThat(said.exitCode()).isZero();
        assertThat(said.err())
                .contains("line 3 of ", "bad.csv", "\"yesterday\" is not a valid time")
                .contains("line 4 of ", "\"much\" is not a valid number")
                .contains("line 5 of ", "too few fields");
        assertThat(lines("out/bad.csv"))
                .containsExactly(
                        "timestamp,value,anomaly_score",
                        "2026-11-22 20:19:28,5,0",
                        "2026-11-22 20:19:32,6,0");
        assertThat(lines("out/a.csv")).hasSize(ROWS + 1);
    }

    @Test
    void manyBadRowsAreCountedAndNotAllShown() throws IOException {
        write("in/a.csv", "timestamp,value\n2026-11-22 20:19:28,5\n" + "bad,5\n".repeat(1_000));
        Said said = detect("in", "--json");
        assertThat(said.err().lines()).hasSize(4);
        assertThat(said.err()).contains("1,000 rows could not be read");
        assertThat(json(said).at("/rejects").asInt()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    time,count\\n2026-11-22 20:19:28,5\\n | no columns timestamp and value
                    timestamp,value\\n                   | only a header
                    timestamp,value\\nx,y\\n              | no valid row
                    ''                                  | is empty
                    """)
    void aFileThatIsNotASeriesFailsAndTheOthersCome(String content, String message)
            throws IOException {
        write("in/a.csv", spiky(8));
        write("in/wrong.csv", content.replace("\\n", "\n"));
        Said said = detect("in", "--json");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("wrong.csv", message).doesNotContain("Exception");
        assertThat(filesBelow("out")).containsExactly("a.csv");
        assertThat(json(said).at("/failedFiles").asInt()).isEqualTo(1);
        assertThat(json(said).at("/failures/0").asString()).contains(message);
    }

    @Test
    void theSummaryAsJsonCountsRowsAndAlarmsOfEachFile() throws IOException {
        write("in/a.csv", spiky(9));
        JsonNode json = json(detect("in", "--json"));
        assertThat(json.at("/files").asInt()).isEqualTo(1);
        assertThat(json.at("/rows").asInt()).isEqualTo(ROWS);
        assertThat(json.at("/alarmThreshold").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/series/0/file").asString()).isEqualTo("a.csv");
        long alarms =
                lines("out/a.csv").stream().skip(1).filter(line -> score(line) >= 0.5).count();
        assertThat(json.at("/alarms").asLong()).isEqualTo(alarms).isPositive();
    }

    @Test
    void theFolderOfTheInputIsRefusedAsOutput() throws IOException {
        write("in/a.csv", spiky(10));
        for (String input : List.of("in", "in/a.csv", "in/../in")) {
            Said said = Said.by(folder, "detect", "--input", "DIR/" + input, "--out", "DIR/in/.");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err()).contains("is the input folder", "--out");
        }
        assertThat(lines("in/a.csv")).contains("timestamp,value");
    }

    @Test
    void whatWasWrittenBelowTheInputIsNotScoredAgain() throws IOException {
        write("in/a.csv", spiky(11));
        for (int i = 0; i < 2; i++) {
            Said said = Said.by(folder, "detect", "--input", "DIR/in", "--out", "DIR/in/scored");
            assertThat(said.exitCode()).isZero();
        }
        assertThat(filesBelow("in")).containsExactly("a.csv", "scored/a.csv");
    }

    @Test
    void nothingToScoreIsAnError() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Said none = detect("in");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains(".csv", "Check the path");
        Said missing = detect("nowhere");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("nowhere does not exist");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamed() throws IOException {
        write("in/a.csv", spiky(13));
        write("out", "a file where the folder should be");
        Said said = detect("in");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("a.csv", "Check that you can write to this folder");
        assertThat(lines("out")).containsExactly("a file where the folder should be");
    }

    @Test
    void wrongUsageNamesTheHelp() {
        Said said = Said.by(folder, "detect", "--input", "DIR");
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).contains("--out", "workbench help detect");
        assertThat(
                        Said.by(folder, "detect", "--input", "x", "--out", "y", "--threads", "0")
                                .exitCode())
                .isEqualTo(2);
    }

    @Test
    void quietSaysNothing() throws IOException {
        write("in/a.csv", spiky(12));
        Said said = detect("in", "--quiet");
        assertThat(said.out() + said.err()).isEmpty();
    }

    private Said detect(String input, String... more) {
        return Said.by(
                folder,
                Stream.concat(
                                Stream.of("detect", "--input", "DIR/" + input, "--out", "DIR/out"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    private List<String> filesBelow(String name) throws IOException {
        Path root = folder.resolve(name);
        try (Stream<Path> below = Files.walk(root)) {
            return below.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static double score(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
    }

    private static JsonNode json(Said said) {
        return JsonMapper.shared().readTree(said.out());
    }

    /// Five-minute points of noise with one spike.
    private static String spiky(long seed) {
        Random random = new Random(seed);
        LocalDateTime start = LocalDateTime.of(2026, 11, 1, 0, 0);
        StringBuilder text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < ROWS; i++) {
            double value = 50 + random.nextGaussian() + (i == SPIKE ? 20 : 0);
            String time = start.plusMinutes(5L * i).toString().replace('T', ' ') + ":00";
            text.append(time).append(',').append(value).append('\n');
        }
        return text.toString();
    }
}
