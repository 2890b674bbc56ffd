package trafficinsights.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trafficinsights.ingest.log.CsvFiles;
import trafficinsights.ingest.log.CsvTable;
import trafficinsights.ingest.log.LogInput;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RegionRule;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvMapping.Only;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// Mapping files, and mappings that are remembered.
class CsvMappingFileTest {
    @TempDir private Path folder;

    private static CsvMapping of(String yaml) {
        return CsvMappingFile.of("m.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMappingIsWrittenAndReadAgain() {
        SplittableRandom random = new SplittableRandom(20261125);
        String odd = "#:\"'\\{}[]%@`-? \t,;äλ\u0085\u2028";
        for (int i = 0; i < 500; i++) {
            char decimal = ".,".charAt(random.nextInt(2));
            String thousands = CsvDialect.THOUSANDS.get(random.nextInt(5));
            CsvDialect dialect =
                    new CsvDialect(
                            ",;\t|".charAt(random.nextInt(4)),
                            "\"'".charAt(random.nextInt(2)),
                            decimal,
                            List.of(Encoding.values()).get(random.nextInt(4)),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            thousands.equals(String.valueOf(decimal)) ? "" : thousands);
            List<Assignment> columns = new ArrayList<>();
            for (CsvRole role : CsvRole.values()) {
                boolean isPart = role == CsvRole.DATE || role == CsvRole.TIME_OF_DAY;
                if (role == CsvRole.TIME || (!isPart && random.nextBoolean())) {
                    StringBuilder name = new StringBuilder("c").append(random.nextInt(9));
                    for (int c = 0; c < random.nextInt(6); c++) {
                        name.append(odd.charAt(random.nextInt(odd.length())));
                    }
                    List<String> forms = role.forms();
                    String form = forms.isEmpty() ? "" : forms.get(random.nextInt(forms.size()));
                    columns.add(new Assignment(role, name.append('x').toString(), form));
                }
            }
            ZoneId zone = random.nextBoolean() ? null : ZoneId.of("Europe/Berlin");
            Only only = random.nextBoolean() ? null : new Only("kind: x", List.of("a, b", "c"));
            CsvMapping mapping = new CsvMapping(dialect, columns, zone, only);
            assertThat(of(CsvMappingFile.text("web.csv", mapping, List.of()))).isEqualTo(mapping);
        }
    }

    @Test
    void whatIsNotSaidIsAsRfc4180Says() {
        CsvMapping mapping = of("time: {column: ts, format: iso}\nstatus: 3\n");
        assertThat(mapping.dialect()).isEqualTo(CsvDialect.USUAL);
        assertThat(mapping.columns())
                .containsExactly(
                        new Assignment(CsvRole.TIME, "ts", "iso"),
                        new Assignment(CsvRole.STATUS, "3", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "time: {column: ts, format: iso}~statsu: 3 ! line 2, column 1: `statsu` is not known; perhaps you meant `status`",
                "time: {column: ts, format: iso}~weather: 3 ! `weather` is not known; known: delimiter",
                "time: ts ! line 1, column 7: `time` needs its format: {column: ts, format: iso}",
                "time: {column: ts, format: isso} ! `time.format` is `isso`, must be one of iso, day-first",
                "time: {column: ts} ! `time.format` is missing",
                "time: {column: ts, format: iso, zone: UTC} ! `time.zone` is not known; known: column, format",
                "time: {column: ts, format: iso}~latency: {column: l, unit: min} ! `latency.unit` is `min`, must be one of s, ms, us, ns, text",
                "time: {column: ts, format: iso}~status: {column: s, unit: ms} ! `status.unit` is not known",
                "status: 3 ! it needs `time`, or `date` and `time_of_day`",
                "date: {column: d, format: iso} ! it needs `time`, or `date` and `time_of_day`",
                "time: {column: ts, format: iso}~time_of_day: t ! it has `time` and its parts",
                "zone: Mars~time: {column: ts, format: iso} ! `zone` is `Mars`, must be a time zone such as Europe/Berlin",
                "delimiter: ab~time: {column: ts, format: iso} ! `delimiter` is `ab`, must be one character",
                "delimiter: a~time: {column: ts, format: iso} ! `delimiter` is `a`, must be one character",
                "delimiter: '\"'~time: {column: ts, format: iso} ! `quote` is also the delimiter",
                "decimal: x~time: {column: ts, format: iso} ! `decimal` is `x`, must be one of ., ,",
                "thousands: x~time: {column: ts, format: iso} ! `thousands` is `x`, must be one of ",
                "thousands: .~time: {column: ts, format: iso} ! `thousands` is the decimal mark, too",
                "only: {column: kind, values: []}~time: {column: ts, format: iso} ! `only.values` is empty",
                "header: yes~time: {column: ts, format: iso} ! `header` is `yes`, must be one of true, false",
                "encoding: latin~time: {column: ts, format: iso} ! `encoding` is `latin`, must be one of utf-8",
                "time: {column: ts, format: iso}~time: {column: ts, format: iso}"
                        + " ! `time` appears twice",
                "time: {column: '', format: iso} ! `time.column` is empty",
                "time: [1, 2] ! `time` must be a single value",
                "just words ! it is not a list of `key: value` lines",
                "time: {column: ts ! it is not valid YAML"
            })
    void aRefusalSaysWhereAndWhatIsAllowed(String yaml, String wrong) {
        ProblemException failure =
                catchThrowableOfType(
                        ProblemException.class, () -> of(yaml.replace("~", "\n") + "\n"));
        Problem problem = failure.problem();
        assertThat(problem.code()).isEqualTo("csv.mapping");
        assertThat(problem.userMessage())
                .startsWith("m.yaml is not a valid mapping of CSV, line ")
                .contains(wrong)
                .endsWith("docs/formats.md has an example.")
                .hasLineCount(1);
    }

    @Test
    void aColumnThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        Path file =
                Files.writeString(folder.resolve("a.csv"), "ts,code\n2026-11-22T20:19:28Z,200\n");
        CsvMapping mapping = of("time: {column: ts, format: iso}\nstatus: state\n");
        LogOptions options = LogOptions.of("auto").withCsv(new CsvOptions(mapping, null));
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> LogInput.open(file, options));
        assertThat(failure.problem().userMessage())
                .contains("has no column `state`, which the mapping uses as status")
                .contains("ts, code");
    }

    @Test
    void theZoneOfAMappingWinsOverThatOfTheReader() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("z.csv"), "ts,path,status\n2026-11-22 20:00:00,/a,200\n");
        String columns = "time: {column: ts, format: iso}\ntarget: path\nstatus: status\n";
        LogOptions tokyo = new LogOptions("csv", ZoneId.of("Asia/Tokyo"), RegionRule.DEFAULT);
        assertThat(firstTime(file, tokyo, of(columns))).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(firstTime(file, tokyo, of("zone: Europe/Berlin\n" + columns)))
                .isEqualTo("2026-11-22T19:00:00Z");
    }

    private static String firstTime(Path file, LogOptions options, CsvMapping mapping) {
        return CsvFiles.look(file, options.withCsv(new CsvOptions(mapping, null)), 1)
                .requests()
                .getFirst()
                .time();
    }

    // --- remembered ---

    private static final String HEADER = "when,took,state,where\n";
    private static final String ROWS = "2026-11-22T20:19:28Z,5,200,/a\n";

    @Test
    void aMappingIsRememberedForItsHeader() throws IOException {
        Path memory = folder.resolve("memory");
        Path first = Files.writeString(folder.resolve("a.csv"), HEADER + ROWS.repeat(3));
        Path second =
                Files.writeString(
                        folder.resolve("b.csv"), HEADER.replace("when", " WHEN ") + ROWS.repeat(5));
        LogOptions auto = LogOptions.of("auto").withCsv(new CsvOptions(null, memory));
        ProblemException failure =
                catchThrowableOfType(ProblemException.class, () -> LogInput.open(second, auto));
        assertThat(failure.problem().code()).isEqualTo("csv.unsure");
        CsvMapping mapping =
                of(
                        "time: {column: when, format: iso}\nlatency: {column: took, unit: ms}\nstatus: state\n");
        LogInput.open(first, LogOptions.of("auto").withCsv(new CsvOptions(mapping, memory)));
        LogInput again = LogInput.open(second, auto);
        assertThat(again.formatNote()).contains("remembered for this header in " + memory);
        assertThat(CsvTable.read(second, auto, 1).rows())
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.latencyMicros()).isEqualTo(5_000));
        LogOptions forgetful = LogOptions.of("auto").withCsv(CsvOptions.NONE);
        assertThat(
                        catchThrowableOfType(
                                ProblemException.class, () -> LogInput.open(second, forgetful)))
                .isNotNull();
    }

    @Test
    void aGivenMappingWinsAndReplacesWhatWasRemembered() throws IOException {
        Path memory = folder.resolve("memory");
        Path file = Files.writeString(folder.resolve("a.csv"), HEADER + ROWS);
        for (String unit : List.of("ms", "us")) {
            CsvMapping mapping =
                    of(
                            "time: {column: when, format: iso}\nlatency: {column: took, unit: "
                                    + unit
                                    + "}\n");
            LogOptions given = LogOptions.of("csv").withCsv(new CsvOptions(mapping, memory));
            long micros = CsvTable.read(file, given, 1).rows().getFirst().latencyMicros();
            assertThat(micros).isEqualTo(unit.equals("ms") ? 5_000 : 5);
            assertThat(new MappingMemory(memory).find(List.of("when", "took", "state", "where")))
                    .get()
                    .extracting(MappingMemory.Remembered::mapping)
                    .isEqualTo(mapping);
        }
    }

    @Test
    void aBrokenMemoryIsNotAReasonToFail() throws IOException {
        MappingMemory memory = new MappingMemory(folder);
        List<String> header = List.of("a", "b");
        Files.writeString(memory.fileOf(header), "not: a mapping\n");
        assertThat(memory.find(header)).isEmpty();
        Path file = Files.createFile(folder.resolve("file"));
        new MappingMemory(file.resolve("below"))
                .keep(header, of("time: {column: a, format: iso}\n"));
    }

    @Test
    void aMappingGoesWithCsvOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), HEADER + ROWS);
        CsvMapping mapping = of("time: {column: when, format: iso}\n");
        LogOptions options = LogOptions.of("iis").withCsv(new CsvOptions(mapping, null));
        assertThat(
                        catchThrowableOfType(
                                        ProblemException.class, () -> LogInput.open(file, options))
                                .problem()
                                .code())
                .isEqualTo("csv.format");
    }
}
