package trafficinsights.run.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.model.Dimension;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.report.Comparison;
import trafficinsights.report.ComparisonFiles;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;

/// Runs a scenario twice from one seed, without and with changes, and compares what was measured.
///
/// Random numbers are common to both runs (Law, "Simulation Modeling and Analysis", 2015, section
/// 11.2): every draw is keyed by seed, slice of time and row, so a change of retries, latency or
/// policy leaves the first attempts alone and what differs is due to the change. A change of the
/// rate, or one that makes a very long scenario be simulated in other steps, breaks the coupling.
///
/// @param seed overrides the scenario's
/// @param duration of event time, overrides the scenario's
/// @param other another text of the scenario, for the changed run; null for the same
/// @param out folder for `base/`, `changed/` and the comparison; null to write nothing
public record Whatif(
        String scenario,
        @Nullable String other,
        List<String> changes,
        OptionalLong seed,
        Optional<Duration> duration,
        @Nullable Path out,
        Duration window,
        int threads) {

    /// One scenario without and with changes.
    public Whatif(
            String scenario,
            List<String> changes,
            OptionalLong seed,
            Optional<Duration> duration,
            Path out,
            Duration window,
            int threads) {
        this(scenario, null, changes, seed, duration, out, window, threads);
    }

    /// How a run is brought to its end, so that a command can show its progress.
    @FunctionalInterface
    public interface Runner {
        Outcome<RunSummary> run(RunSpec spec);
    }

    /// @param sentence what the changes do
    /// @param files of the comparison
    /// @param lines figures of all requests, side by side
    public record Result(
            String sentence,
            RunSummary base,
            RunSummary changed,
            List<Path> files,
            List<ComparedFigure> lines) {}

    public Whatif {
        changes = List.copyOf(changes);
    }

    /// Errors: a change that cannot be made is refused before anything runs.
    public Outcome<Result> run(Runner runner) {
        long common;
        try {
            ScenarioFile before = ScenarioFile.load(scenario);
            ScenarioFile after = ScenarioFile.load(changedScenario(), changes);
            refuseOtherTime(before, after);
            common = seed.orElse(before.scenario().seed());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
        List<RunSummary> done = new ArrayList<>();
        for (boolean isChanged : new boolean[] {false, true}) {
            switch (runner.run(spec(isChanged, common))) {
                case Outcome.Ok<RunSummary>(RunSummary summary) -> done.add(summary);
                case Outcome.Rejected<RunSummary>(Problem problem) -> {
                    return Outcome.rejected(problem);
                }
            }
        }
        return compare(done.getFirst(), done.getLast());
    }

    private String changedScenario() {
        return other == null ? scenario : other;
    }

    private RunSpec spec(boolean isChanged, long common) {
        RunSource.Generated source =
                new RunSource.Generated(
                        isChanged ? changedScenario() : scenario,
                        OptionalLong.empty(),
                        OptionalLong.of(common),
                        duration,
                        isChanged ? changes : List.of());
        return RunSpec.inMemory(source)
                .withOut(out == null ? null : out.resolve(isChanged ? "changed" : "base"))
                .withWindow(window)
                .withThreads(threads)
                .withRequests(RequestOutput.NONE);
    }

    private Outcome<Result> compare(RunSummary base, RunSummary changed) {
        RunReport before = base.report();
        RunReport after = changed.report();
        if (before == null || after == null) {
            throw new IllegalStateException("a run that analyses ended without a report");
        }
        try {
            Comparison comparison = new Comparison(before, after, changes);
            List<Path> files = out == null ? List.of() : ComparisonFiles.write(out, comparison);
            return Outcome.ok(
                    new Result(comparison.sentence(), base, changed, files, lines(comparison)));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    private static List<ComparedFigure> lines(Comparison comparison) {
        return comparison.rows().stream()
                .filter(row -> row.dimension() == Dimension.TOTAL)
                .toList();
    }

    /// Both runs have one seed and one time, or nothing could be laid side by side.
    private static void refuseOtherTime(ScenarioFile before, ScenarioFile after) {
        if (before.scenario().seed() != after.scenario().seed()
                || !before.scenario().start().equals(after.scenario().start())
                || !before.scenario().duration().equals(after.scenario().duration())) {
            throw Problem.of(
                            "whatif.other-time",
                            "seed, start and duration must be the same in both"
                                    + " runs. Use --seed and --duration to set them for both.")
                    .asException();
        }
    }
}
