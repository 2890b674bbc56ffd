package trafficinsights.run.series;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import trafficinsights.detect.Judgement;
import trafficinsights.detect.SeriesDetector;
import trafficinsights.ingest.table.SeriesCsv;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.report.CsvOutput;
import trafficinsights.report.OutputProblems;
import trafficinsights.run.series.DetectSummary.ScoredFile;

/// Scores series in CSV files: `timestamp,value` becomes `timestamp,value,anomaly_score`.
///
/// Each file has a detector of its own and is written completely or not at all; one that fails does
/// not stop the others. Threads: any; a call waits for its own workers, and an interrupt cancels
/// them.
public final class Detections {
    /// At or above this score a row is an alarm.
    public static final double ALARM_THRESHOLD = SeriesDetector.ALARM_THRESHOLD;

    /// Decimals of a score: fewer would tie what differs.
    private static final int DECIMALS = 9;

    private record Job(String name, Path input, Path output) {}

    private Detections() {}

    /// Scores a file, or every `.csv` below a folder, into the same relative path below `out`.
    ///
    /// @param watch is notified of files done, and of all files, by the calling thread
    /// @return rejected when nothing was to be scored; otherwise files that failed are named in the
    ///   summary
    public static Outcome<DetectSummary> detect(
            Path input, Path out, int threads, BiConsumer<Integer, Integer> watch) {
        long start = System.nanoTime();
        try {
            List<Job> jobs = jobs(input, out);
            List<Outcome<ScoredFile>> outcomes = run(jobs, threads, watch);
            return Outcome.ok(summary(out, outcomes, (System.nanoTime() - start) / 1e9));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.rejected(
                    Problem.of(OutputProblems.CANCELLED, "Cancelled. Complete files were kept."));
        }
    }

    private static List<Job> jobs(Path input, Path out) {
        if (!Files.exists(input)) {
            throw Problem.of("input.missing", "%s does not exist. Check the path.".formatted(input))
                    .asException();
        }
        Path source = real(input);
        Path target = real(out);
        boolean isFile = !Files.isDirectory(source);
        Path folder = isFile ? source.toAbsolutePath().getParent() : source;
        if (target.equals(folder)) {
            throw Problem.of(
                            "detect.same-folder",
                            ("%s is the input folder, so its files would be"
                                            + " overwritten. Choose another folder with --out.")
                                    .formatted(out))
                    .asException();
        }
        List<Job> jobs = new ArrayList<>();
        for (Path file : isFile ? List.of(source) : csvFiles(source, target)) {
            Path name = isFile ? file.getFileName() : source.relativize(file);
            jobs.add(
                    new Job(
                            name.toString().replace('\\', '/'),
                            shown(input, name, isFile),
                            out.resolve(name)));
        }
        if (jobs.isEmpty()) {
            throw Problem.of(
                            "detect.no-csv",
                            "%s and its subfolders contain no .csv files. Check the path."
                                    .formatted(input))
                    .asException();
        }
        return jobs;
    }

    /// The path as the user would name it.
    private static Path shown(Path input, Path name, boolean isFile) {
        return isFile ? input : input.resolve(name);
    }

    private static List<Path> csvFiles(Path folder, Path out) {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(file -> !file.startsWith(out))
                    .filter(Detections::isCsv)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw Problem.of(
                            "input.unreadable",
                            "%s could not be read. Check the permissions of its subfolders."
                                    .formatted(folder),
                            e)
                    .asException();
        }
    }

    private static boolean isCsv(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /// With links followed, as far as the path exists.
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            return existing == null
                    ? absolute
                    : existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        } catch (IOException e) {
            return absolute;
        }
    }

    private static List<Outcome<ScoredFile>> run(
            List<Job> jobs, int threads, BiConsumer<Integer, Integer> watch)
            throws InterruptedException {
        int workers = Math.min(threads, jobs.size());
        List<Outcome<ScoredFile>> outcomes = new ArrayList<>();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        workers, Thread.ofPlatform().name("detect ", 1).daemon().factory())) {
            List<Future<Outcome<ScoredFile>>> futures =
                    jobs.stream().map(job -> pool.submit(() -> outcome(job))).toList();
            try {
                for (Future<Outcome<ScoredFile>> future : futures) {
                    outcomes.add(future.get());
                    watch.accept(outcomes.size(), jobs.size());
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                throw e;
            } catch (ExecutionException | CancellationException e) {
                pool.shutdownNow();
                throw new IllegalStateException(e);
            }
        }
        return outcomes;
    }

    private static Outcome<ScoredFile> outcome(Job job) {
        try {
            return Outcome.ok(score(job));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    private static ScoredFile score(Job job) {
        SeriesDetector detector = new SeriesDetector();
        long alarms = 0;
        try (SeriesCsv series = SeriesCsv.open(job.input);
                CsvOutput out =
                        CsvOutput.create(job.output, "timestamp", "value", "anomaly_score")) {
            for (SeriesCsv.Point point = series.next(); point != null; point = series.next()) {
                Judgement judgement = detector.accept(point.epochMicros(), point.number());
                alarms += judgement.isAlarm() ? 1 : 0;
                out.text(point.timestamp())
                        .text(point.value())
                        .number(judgement.score(), DECIMALS)
                        .endRow();
            }
            if (out.rows() == 0) {
                throw noRows(job, series);
            }
            out.commit();
            return new ScoredFile(
                    job.name,
                    out.rows(),
                    series.missingCount(),
                    alarms,
                    series.rejectCount(),
                    series.rejects());
        }
    }

    private static ProblemException noRows(Job job, SeriesCsv series) {
        String why =
                series.rejects().isEmpty()
                        ? "it has only a header"
                        : "line %d: %s"
                                .formatted(
                                        series.rejects().getFirst().lineNumber(),
                                        series.rejects().getFirst().cause());
        return Problem.of(
                        "series.no-rows",
                        ("%s has no valid row (%s). A row needs a time such as"
                                        + " 2026-11-22 20:19:28 and a number.")
                                .formatted(job.input, why))
                .asException();
    }

    private static DetectSummary summary(
            Path out, List<Outcome<ScoredFile>> outcomes, double seconds) {
        List<ScoredFile> files = new ArrayList<>();
        List<Problem> failures = new ArrayList<>();
        for (Outcome<ScoredFile> outcome : outcomes) {
            switch (outcome) {
                case Outcome.Ok<ScoredFile>(ScoredFile file) -> files.add(file);
                case Outcome.Rejected<ScoredFile>(Problem problem) -> failures.add(problem);
            }
        }
        return new DetectSummary(out, files, failures, seconds);
    }
}
