package trafficinsights.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// What a command said, and how it ended. Tests that use it lock both streams.
record Said(int exitCode, String out, String err) {

    /// Runs a command; `DIR` in an argument stands for the test's folder.
    static Said by(Path folder, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            // Whoever reads keys must not take the words that the test's own process is reported.
            System.setIn(InputStream.nullInputStream());
            int exitCode =
                    WorkbenchCommand.execute(
                            Arrays.stream(arguments)
                                    .map(argument -> argument.replace("DIR", folder.toString()))
                                    .toArray(String[]::new));
            return new Said(
                    exitCode,
                    outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
