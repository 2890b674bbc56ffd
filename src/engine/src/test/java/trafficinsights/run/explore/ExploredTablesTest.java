package trafficinsights.run.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static trafficinsights.run.explore.Explored.value;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.run.spec.RunSource;

/// CSV files are explored as they are imported: the same encoding, marks and times.
class ExploredTablesTest {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir private Path folder;

    private Exploration open(Path... files) {
        ExploreSpec spec =
                new ExploreSpec(
                        new RunSource.Logs(List.of(files), "auto"),
                        false,
                        folder.resolve("scratch"));
        return value(Explorations.open(spec, ExploreWatch.NONE));
    }

    private static List<String> sql(Exploration data, String sql) {
        return Explored.sql(data, sql, Arrays::toString);
    }

    private static List<String> types(Exploration data) {
        return data.opened().columns().stream().map(Column::type).toList();
    }

    private Path file(String name, String text, Charset charset) throws Exception {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    /// A hundred rows of a German spreadsheet, ten of them with a letter beyond ASCII.
    private static String german() {
        StringBuilder text = new StringBuilder("Zeitpunkt;Dauer;Ort\n");
        for (int i = 0; i < 100; i++) {
            text.append("%02d.11.2026 20:19:%02d;%d,25;".formatted(i % 9 + 1, i % 60, i));
            text.append(i < 90 ? "Ort " + i : "Straße " + i).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16", "x-UTF-16LE-BOM"})
    void noRowOfAGermanSpreadsheetIsLost(String charset) throws Exception {
        try (Exploration data = open(file("orte.csv", german(), Charset.forName(charset)))) {
            assertThat(data.opened().rejects()).isZero();
            assertThat(data.opened().rows()).isEqualTo(100);
            assertThat(types(data)).containsExactly("TIMESTAMP", "DOUBLE", "VARCHAR");
            assertThat(sql(data, "SELECT count(*) FROM data WHERE Ort LIKE 'Straße 9_'"))
                    .containsExactly("[10]");
            assertThat(sql(data, "SELECT sum(Dauer) FROM data")).containsExactly("[4975.0]");
            assertThat(sql(data, "SELECT DISTINCT month(Zeitpunkt) FROM data"))
                    .containsExactly("[11]");
        }
    }

    /// Delimiter, values of a column, and its numbers; texts where these are not certain.
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "; ! 1.234|12|987 ! [1234, 12, 987]",
                "; ! 1.234,5|12|1.000.000 ! [1234.5, 12.0, 1000000.0]",
                "; ! 1.234|2.345|3.456 ! [1.234, 2.345, 3.456] as text",
                "; ! 1\u202F234,5|12,25|1 ! [1234.5, 12.25, 1.0]",
                "; ! 1\u00A0234|12|1 ! [1234, 12, 1]",
                ", ! 1'234.5|12.25|1 ! [1234.5, 12.25, 1.0]",
                ", ! 1\u2019234|12|1 ! [1234, 12, 1]",
                ", ! \"1,234\"|12|\"12,345,678\" ! [1234, 12, 12345678]",
                ", ! \"12,34,567.5\"|12|1 ! [1234567.5, 12.0, 1.0]",
                ", ! 1.234|2.345|0.456 ! [1.234, 2.345, 0.456]",
                "| ! 1.234|12|987 ! [1.234, 12, 987] as text"
            })
    void marksInNumbersNeverMakeOtherNumbers(String delimiter, String values, String numbers)
            throws Exception {
        String between = delimiter.equals("|") ? "\t" : delimiter;
        StringBuilder text = new StringBuilder("id" + between + "n\n");
        int id = 0;
        for (String value : values.split("\\|")) {
            text.append(id++).append(between).append(value).append('\n');
        }
        try (Exploration data = open(file("n.csv", text.toString(), StandardCharsets.UTF_8))) {
            boolean isText = numbers.endsWith(" as text");
            assertThat(types(data).get(1).equals("VARCHAR")).isEqualTo(isText);
            assertThat(sql(data, "SELECT n FROM data ORDER BY id"))
                    .hasToString(
                            "["
                                    + numbers.replace(" as text", "")
                                            .replaceAll("[^\\[\\], ]+", "[$0]")
                                            .replaceAll("^\\[|\\]$", "")
                                    + "]");
            assertThat(data.opened().notes()).hasSize(isText ? 1 : 0);
        }
    }

    @Test
    void aLineThatIsNotUtf8BehindMegabytesThatAreIsKept() throws Exception {
        StringBuilder text = new StringBuilder("id,ort,mehr\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(",Köln am Rhein,und noch mehr Text\n");
        }
        byte[] most = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] last = "200000,Straße,x\n".getBytes(WINDOWS_1252);
        byte[] all = Arrays.copyOf(most, most.length + last.length);
        System.arraycopy(last, 0, all, most.length, last.length);
        Path file = Files.write(folder.resolve("spaet.csv"), all);
        try (Exploration data = open(file)) {
            assertThat(data.opened().rejects()).isZero();
            assertThat(data.opened().notes()).singleElement().asString().contains("Windows-1252");
            assertThat(sql(data, "SELECT ort, count(*) FROM data GROUP BY 1 ORDER BY 2"))
                    .containsExactly("[Straße, 1]", "[Köln am Rhein, 200000]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dd.MM.yyyy HH:mm:ss",
        "dd/MM/yyyy HH:mm:ss",
        "d.M.yyyy H:mm",
        "dd-MM-yyyy HH:mm:ss.SSS",
        "'dd.MM.yyyy, HH:mm:ss,SSS'",
        "dd/MMM/yyyy:HH:mm:ss '+0000'",
        "MM/dd/yyyy hh:mm:ss a"
    })
    void timesAreThoseOfAnImport(String pattern) throws Exception {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.US);
        StringBuilder text = new StringBuilder("time;status;path\n");
        LocalDateTime first = LocalDateTime.of(2026, 3, 5, 9, 30);
        for (int i = 0; i < 20; i++) {
            text.append(first.plusHours(11L * i).format(format)).append(";200;/a\n");
        }
        try (Exploration data = open(file("t.csv", text.toString(), StandardCharsets.UTF_8))) {
            assertThat(types(data).getFirst()).startsWith("TIMESTAMP");
            assertThat(sql(data, "SELECT epoch(\"time\")::BIGINT FROM data ORDER BY 1 LIMIT 2"))
                    .containsExactly("[1772703000]", "[1772742600]");
        }
    }

    @Test
    void aColumnOfWhichOneValueIsNotATimeStaysText() throws Exception {
        String text = german().replace("05.11.2026 20:19:04", "am Montag");
        try (Exploration data = open(file("orte.csv", text, StandardCharsets.UTF_8))) {
            assertThat(data.opened().rejects()).isZero();
            assertThat(types(data).getFirst()).isEqualTo("VARCHAR");
            assertThat(data.opened().notes()).singleElement().asString().contains("Zeitpunkt");
        }
    }

    @Test
    void daysAloneAreDays() throws Exception {
        String text = "Tag;Menge\n03.04.2026;1,5\n04.04.2026;2\n25.04.2026;3\n";
        try (Exploration data = open(file("tage.csv", text, StandardCharsets.UTF_8))) {
            assertThat(types(data)).containsExactly("DATE", "DOUBLE");
            assertThat(sql(data, "SELECT max(Tag)::VARCHAR FROM data"))
                    .containsExactly("[2026-04-25]");
        }
    }

    @Test
    void filesThatAreWrittenInTwoWaysAreOneTable() throws Exception {
        Path german = file("de.csv", "ort;ms\nBonn;1,5\nKöln;2,5\n", WINDOWS_1252);
        Path english = file("en.csv", "ort,ms\nYork,3.5\nBath,4.5\n", StandardCharsets.UTF_8);
        try (Exploration data = open(german, english)) {
            assertThat(sql(data, "SELECT sum(ms), count(DISTINCT ort) FROM data"))
                    .containsExactly("[12.0, 4]");
            assertThat(types(data)).containsExactly("VARCHAR", "DOUBLE");
        }
    }

    @Test
    void theLineInWhichASpreadsheetNamesItsSeparatorIsNotAHeader() throws Exception {
        Path file = file("s.csv", "sep=;\nort;ms\nBonn;1,5\nUlm;2,5\n", StandardCharsets.UTF_8);
        try (Exploration data = open(file)) {
            assertThat(data.opened().columns())
                    .extracting(Column::name)
                    .containsExactly("ort", "ms");
            assertThat(sql(data, "SELECT sum(ms) FROM data")).containsExactly("[4.0]");
        }
    }

    @Test
    void aLineThatIsRefusedNamesTheFileOfThePerson() throws Exception {
        Path file = file("orte.csv", german() + "Straße;1;2;3;4\n", WINDOWS_1252);
        try (Exploration data = open(file)) {
            assertThat(data.opened().rows()).isEqualTo(100);
            assertThat(sql(data, "SELECT DISTINCT line, file, text FROM Rejects"))
                    .containsExactly("[102, %s, Straße;1;2;3;4]".formatted(file));
        }
    }
}
