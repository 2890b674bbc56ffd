package trafficinsights.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.SourceTree;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.home.UserFolder;

/// A program that is killed (`SIGKILL`) at any moment of a run, and told to go on.
class KilledRunIT {
    private static final String STORE = "store.duckdb";

    /// What the store holds of a run; requests with their texts, whose codes differ from run to
    /// run.
    private static final List<String> TABLES =
            List.of(
                    "Requests",
                    "ServerMetrics",
                    "KpiWindows",
                    "Anomalies",
                    "Incidents",
                    "DataQualityMetrics");

    @TempDir private Path folder;

    @Test
    void aMadeRunThatIsKilledFortyTimesLeavesWhatAnUndisturbedOneLeaves() throws Exception {
        killsLeaveNoTrace(
                40, List.of("run", "--scenario", "bad-deploy", "--rows", "150000", "--outlook"));
    }

    @Test
    void aReadRunThatIsKilledTenTimesLeavesWhatAnUndisturbedOneLeaves() throws Exception {
        Path log = folder.resolve("haproxy-part.log.gz");
        Files.copy(
                SourceTree.of(
                        "src/engine/src/test/resources/trafficinsights/run/haproxy-part.log.gz"),
                log,
                StandardCopyOption.REPLACE_EXISTING);
        killsLeaveNoTrace(10, List.of("run", "--input", log.toString()));
    }

    private void killsLeaveNoTrace(int kills, List<String> run) throws Exception {
        Path whole = folder.resolve("undisturbed");
        long begin = System.nanoTime();
        assertThat(finished(start(run(run, whole)))).isTrue();
        long shortestMillis = (System.nanoTime() - begin) / 1_000_000;
        SortedMap<String, String> expected = contents(whole);
        assertThat(expected).containsKeys("analytics_report.json", "report.html");

        SplittableRandom random = new SplittableRandom(kills);
        int killed = 0;
        int runs = 0;
        List<Integer> attempts = new ArrayList<>();
        while (killed < kills) {
            Path out = folder.resolve("run-" + ++runs);
            int attempt = 0;
            boolean isWhole = false;
            while (!isWhole) {
                Process program =
                        start(
                                Files.exists(out.resolve(RunFile.NAME))
                                        ? List.of("resume", out.toString())
                                        : run(run, out));
                attempt++;
                long start = System.nanoTime();
                // From the first class that is loaded to the last file that is put in its place.
                long patience = shortestMillis / 10 + random.nextLong(shortestMillis);
                if (killed < kills && !program.waitFor(patience, TimeUnit.MILLISECONDS)) {
                    program.destroyForcibly().waitFor();
                    killed++;
                } else {
                    isWhole = finished(program);
                    assertThat(isWhole).as("attempt %d of run %d", attempt, runs).isTrue();
                    shortestMillis =
                            Math.min(shortestMillis, (System.nanoTime() - start) / 1_000_000);
                }
            }
            attempts.add(attempt);
            SortedMap<String, String> found = contents(out);
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            for (String name : expected.keySet()) {
                assertThat(found.get(name))
                        .as("%s of run %d after %d starts", name, runs, attempt)
                        .isEqualTo(expected.get(name));
            }
        }
        System.out.printf("%d kills, starts a run: %s%n", killed, attempts);
        assertThat(attempts).anyMatch(n -> n > 1);
    }

    private static List<String> run(List<String> run, Path out) {
        List<String> all = new ArrayList<>(run);
        all.addAll(List.of("--out", out.toString(), "--store", out.resolve(STORE).toString()));
        return all;
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-D" + UserFolder.PROPERTY + "=" + folder.resolve("user"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "trafficinsights.app.Main"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
    }

    private boolean finished(Process program) throws Exception {
        boolean isEnded = program.waitFor(2, TimeUnit.MINUTES);
        if (!isEnded || program.exitValue() != 0) {
            System.out.println(Files.readString(folder.resolve("said.txt")));
        }
        return isEnded && program.exitValue() == 0;
    }

    /// Every file as text, the store as sums over its tables; without what tells one run from
    /// another: its checkpoint, its folder, and when it was begun.
    private static SortedMap<String, String> contents(Path out) throws IOException, SQLException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals(STORE)) {
                    contents.put(name, sums(file));
                } else if (!name.equals(RunFile.NAME)) {
                    contents.put(name, text(file, out));
                }
            }
        }
        return contents;
    }

    private static String text(Path file, Path out) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!file.toString().endsWith(".csv")) {
            text =
                    text.replaceAll("\"(created|generated)[A-Za-z]*\" ?: ?\"[^\"]+\"", "\"when\"")
                            .replace(out.toString(), "OUT")
                            .replaceAll("20[0-9-]{8}[T ][0-9:.]{5,}Z?( UTC)?", "TIME");
        }
        return text.length() > 10_000 ? Arrays.hashCode(text.toCharArray()) + "" : text;
    }

    private static String sums(Path store) throws SQLException {
        StringBuilder sums = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + store);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), sum(hash(t::VARCHAR)::HUGEINT) FROM %s t"
                                        .formatted(table))) {
                    row.next();
                    sums.append(table).append(' ').append(row.getString(1)).append(' ');
                    sums.append(row.getString(2)).append('\n');
                }
            }
        }
        return sums.toString();
    }
}
