package trafficinsights.system;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a program of the system and takes what it prints.
public interface SystemProgram {
    /// @param exitCode -1 when it is not installed, -2 when it did not end in time
    record Ended(int exitCode, String out, String err) {
        public boolean isMissing() {
            return exitCode == -1;
        }

        public String firstError() {
            return err.lines().findFirst().orElse("");
        }
    }

    /// @param words the program and its arguments, which others on this machine may see
    /// @param input what it reads, which nobody sees
    Ended run(List<String> words, String input) throws InterruptedException;

    /// A program that reads nothing.
    default Ended run(List<String> words) throws InterruptedException {
        return run(words, "");
    }

    /// The programs that are installed; each has ten seconds.
    static SystemProgram ofSystem() {
        return SystemProgram::start;
    }

    /// A program that ends without reading is not an error; its exit code says more.
    private static void write(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger(SystemProgram.class.getName())
                    .log(System.Logger.Level.DEBUG, "a program did not read its input");
        }
    }

    private static Ended start(List<String> words, String input) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(words).start();
        } catch (IOException e) {
            return new Ended(-1, "", "");
        }
        try {
            write(process, input);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                return new Ended(-2, "", words.getFirst() + " does not end");
            }
            return new Ended(
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Ended(-2, "", words.getFirst() + " cannot be read");
        } finally {
            process.destroyForcibly();
        }
    }
}
