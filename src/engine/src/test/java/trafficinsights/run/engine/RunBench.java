package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.report.RunReport;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.folder.RunFile;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs to their end, and what they leave behind.
public final class RunBench {
    /// Long enough for a slow machine, short enough that a hanging run fails the build.
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private RunBench() {}

    public static RunSource.Generated generated(String scenario, long rows) {
        return new RunSource.Generated(scenario, OptionalLong.of(rows), OptionalLong.empty());
    }

    public static RunSummary summary(RunSpec spec) throws InterruptedException {
        try (Run run = Runs.start(spec)) {
            return summary(run.await());
        }
    }

    public static RunSummary summary(Outcome<RunSummary> outcome) {
        return switch (outcome) {
            case Outcome.Ok<RunSummary>(RunSummary summary) -> summary;
            case Outcome.Rejected<RunSummary>(Problem problem) ->
                    throw new AssertionError(problem.toString(), problem.cause());
        };
    }

    public static Problem problem(RunSpec spec) throws InterruptedException {
        try (Run run = Runs.start(spec)) {
            return problem(run.await());
        }
    }

    public static Problem problem(Outcome<RunSummary> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected<RunSummary>) outcome).problem();
    }

    public static RunReport report(RunSummary summary) {
        return Objects.requireNonNull(summary.report(), "the run analysed");
    }

    /// Waits, without giving up the processor, for something that another thread does.
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /// Every file below a folder. What a run left in its folder, but its checkpoint.
    static List<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(p -> !p.endsWith(RunFile.NAME))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
