package trafficinsights.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The start script of the packaged program, from wherever its folder stands.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for sh")
class StartScriptIT {
    private static final Path HOME = Path.of(System.getProperty("workbench.home"));

    @TempDir private Path folder;

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TI_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_OPTS");
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends within a minute").isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @Test
    void aFolderWithBlanksAndUmlautsIsNotAnObstacle() throws Exception {
        Path home = Files.createDirectories(folder.resolve("Verkehr für alle $HOME"));
        Files.createSymbolicLink(home.resolve("lib"), HOME.resolve("lib"));
        Path script = Files.createDirectories(home.resolve("bin")).resolve("workbench");
        Files.copy(HOME.resolve("bin/workbench"), script, StandardCopyOption.COPY_ATTRIBUTES);
        Ended ended = run(script, "--version");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("Traffic Insights Workbench ");
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        Path log = folder.resolve("an odd  name*.log");
        Files.writeString(
                log,
                "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - -"
                        + " ---- 14/14/8/0/0 0/0 \"GET / HTTP/1.1\"\n");
        Ended ended =
                run(
                        HOME.resolve("bin/workbench"),
                        "analyze",
                        log.toString(),
                        "--out",
                        folder.resolve("out of it").toString(),
                        "--json");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("\"requests\":1");
        assertThat(folder.resolve("out of it/report.html")).isRegularFile();
    }
}
