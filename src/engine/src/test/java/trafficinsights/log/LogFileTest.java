package trafficinsights.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class LogFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private LogFile log(long maxBytes) {
        return new LogFile(
                folder,
                maxBytes,
                Redaction.ofEnvironment(Map.of("TI_WAREHOUSE_PASSWORD", "Hidden-1")));
    }

    private List<JsonNode> lines(String name) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void aLineIsAnObjectThatSaysWhenWhoAndWhat() throws Exception {
        String odd = "quote \" back \\ line\nend tab\t bell \u0007 ü 😀 half \ud83d";
        log(1 << 20).write(Level.WARNING, "trafficinsights.store", odd, null);
        JsonNode line = lines(LogFile.NAME).getFirst();
        assertThat(line.get("message").asString()).isEqualTo(odd);
        assertThat(line.get("level").asString()).isEqualTo("warning");
        assertThat(line.get("logger").asString()).isEqualTo("trafficinsights.store");
        assertThat(java.time.Instant.parse(line.get("time").asString()))
                .isBeforeOrEqualTo(java.time.Instant.now());
        assertThat(line.get("process").asString())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void anExceptionIsItsClassAndItsPlaceHereWithoutAStackTrace() throws Exception {
        Exception cause = new IllegalStateException("outer", new java.io.IOException("disk gone"));
        log(1 << 20).write(Level.ERROR, "x", "failed", cause);
        JsonNode line = lines(LogFile.NAME).getFirst();
        assertThat(line.get("cause").asString()).isEqualTo("java.io.IOException");
        assertThat(line.get("causeMessage").asString()).isEqualTo("disk gone");
        assertThat(line.get("where").asString()).startsWith(LogFileTest.class.getName());
        assertThat(Files.readString(folder.resolve(LogFile.NAME)))
                .doesNotContain("\\tat ", "junit");
    }

    @Test
    void whatADatabaseSaysStaysOut() throws Exception {
        class DriversOwn extends SQLException {
            private static final long serialVersionUID = 1;

            DriversOwn() {
                super("near SELECT name FROM clients");
            }
        }
        log(1 << 20).write(Level.ERROR, "x", "failed", new RuntimeException(new DriversOwn()));
        assertThat(Files.readString(folder.resolve(LogFile.NAME)))
                .contains("DriversOwn")
                .doesNotContain("SELECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the password=Tr0ub4dor for ann",
                "{\"token\": \"Tr0ub4dor\"}",
                "Authorization: Bearer Tr0ub4dor",
                "jdbc:sqlserver://h;user=ann;password={Tr0ub4dor}",
                "https://ann:Tr0ub4dor@hooks.example/x",
                "client_secret = 'Tr0ub4dor'",
                "pwd:Tr0ub4dor; user=ann",
                "X-Api-Key: Tr0ub4dor"
            })
    void secretsStayOut(String text) throws Exception {
        log(1 << 20).write(Level.INFO, "x", text, new IllegalStateException(text));
        assertThat(Files.readString(folder.resolve(LogFile.NAME))).doesNotContain("Tr0ub4dor");
    }

    @Test
    void theValueOfASecretOfTheEnvironmentStaysOutWhereverItIs() throws Exception {
        log(1 << 20).write(Level.INFO, "x", "signed in with Hidden-1.", null);
        assertThat(lines(LogFile.NAME).getFirst().get("message").asString())
                .isEqualTo("signed in with ***.");
    }

    @Test
    void fiveFilesAreKeptAndNoneGrowsBeyondItsSize() throws Exception {
        LogFile log = log(2_000);
        for (int i = 0; i < 200; i++) {
            log.write(Level.INFO, "x", "message " + i, null);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(5);
            for (Path file : all) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(2_000);
            }
        }
        assertThat(lines(LogFile.NAME).getLast().get("message").asString())
                .isEqualTo("message 199");
        long newest = number(lines("workbench.1.log").getLast());
        assertThat(number(lines(LogFile.NAME).getFirst())).isEqualTo(newest + 1);
    }

    private static long number(JsonNode line) {
        return Long.parseLong(line.get("message").asString().split(" ")[1]);
    }

    @Test
    void linesOfSeveralThreadsStayWhole() throws Exception {
        LogFile log = log(10 << 20);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int i = 0; i < 250; i++) {
                                    log.write(Level.INFO, "x", "y".repeat(i), null);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lines(LogFile.NAME)).hasSize(1_000);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopAnyone() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        new LogFile(file, 100, Redaction.ofEnvironment(Map.of()))
                .write(Level.ERROR, "x", "lost", null);
        assertThat(file).hasContent("kept");
    }

    @Test
    void loggersOfTheJdkAndOfLibrariesWriteIntoIt() throws Exception {
        try {
            LogFile.open(folder);
            System.getLogger("trafficinsights.test").log(Level.INFO, "a {0} of {1}", 1, "two");
            System.getLogger("org.other").log(Level.INFO, "not told");
            LogRecord record = new LogRecord(java.util.logging.Level.SEVERE, "broken {0}");
            record.setLoggerName("com.zaxxer.hikari");
            record.setParameters(new Object[] {"pool"});
            new LibraryHandler().publish(record);
            assertThat(lines(LogFile.NAME))
                    .extracting(line -> line.get("message").asString())
                    .containsExactly("a 1 of two", "broken pool");
            assertThat(LogFile.files()).containsExactly(folder.resolve(LogFile.NAME));
        } finally {
            LogFile.open(folder.resolve("unused"));
        }
    }
}
