package trafficinsights.alerts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program of the system and takes what it prints.
interface Command {
    /// @param exitCode -1 when it is not installed, -2 when it did not end in time
    record Ended(int exitCode, String out, String err) {
        boolean isMissing() {
            return exitCode == -1;
        }

        String firstError() {
            return err.lines().findFirst().orElse("");
        }
    }

    Ended run(List<String> words) throws InterruptedException;

    /// The programs that are installed; each has five seconds.
    static Command ofSystem() {
        return words -> {
            Process process;
            try {
                process = new ProcessBuilder(words).start();
            } catch (IOException e) {
                return new Ended(-1, "", "");
            }
            try {
                process.getOutputStream().close();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    return new Ended(-2, "", words.getFirst() + " does not end");
                }
                return new Ended(
                        process.exitValue(),
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                        new String(
                                process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                return new Ended(-2, "", words.getFirst() + " cannot be read");
            } finally {
                process.destroyForcibly();
            }
        };
    }
}
