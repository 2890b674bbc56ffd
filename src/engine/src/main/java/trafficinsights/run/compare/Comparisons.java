package trafficinsights.run.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import trafficinsights.analyze.shift.RunShift;
import trafficinsights.analyze.shift.SpanTally;
import trafficinsights.analyze.shift.TallyShift;
import trafficinsights.model.Dimension;
import trafficinsights.model.Figure;
import trafficinsights.model.KpiWindow;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.report.RunReport;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.report.ComparedCsv;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Holds two runs against each other that were put through the same measures. Threads: any.
public final class Comparisons {
    private Comparisons() {}

    /// A run that was measured.
    ///
    /// @param title for people
    public record Measured(String title, RunSummary summary) {}

    /// The run of one side of a comparison, with its own events if it has any.
    public static RunSpec spec(ComparedSource side, RunSpec like) {
        RunSpec spec = spec(side.source(), like);
        return side.events().isEmpty() ? spec : spec.withEvents(side.events());
    }

    /// A run of this source that measures for a comparison, and writes nothing.
    ///
    /// @param like whose windows and threads are used, so that both are measured alike, and whose
    ///   events are shown with this run too: those that are not of its time are left out
    public static RunSpec spec(RunSource source, RunSpec like) {
        EventFiles events = like.reading().events();
        boolean areThere = events.files().stream().allMatch(Files::isRegularFile);
        return RunSpec.inMemory(source)
                .withEvents(areThere ? events : EventFiles.NONE)
                .withWindow(like.reading().window())
                .withThreads(like.reading().threads());
    }

    /// @param a what B is compared with
    public static Outcome<ComparedRuns> compare(Measured a, Measured b) {
        for (Measured side : List.of(a, b)) {
            RunReport report = side.summary.report();
            if (report == null || report.span() == null || side.summary.tally() == null) {
                return Outcome.rejected(
                        Problem.of(
                                "compare.empty",
                                "%s has no requests to compare.".formatted(side.title)));
            }
        }
        return Outcome.ok(compared(a, b));
    }

    private static ComparedRuns compared(Measured a, Measured b) {
        ComparedRuns.Side first = side(a);
        ComparedRuns.Side second = side(b);
        double windowSeconds = report(a).windowMicros() / 1e6;
        double difference = Math.abs(first.span().lengthSeconds() - second.span().lengthSeconds());
        TallyShift shift =
                TallyShift.ofRuns(
                        tally(a),
                        first.span().lengthSeconds(),
                        tally(b),
                        second.span().lengthSeconds(),
                        isPaired(a, b));
        return RunShift.of(shift, first, second, difference <= windowSeconds);
    }

    private static ComparedRuns.Side side(Measured run) {
        RunReport report = report(run);
        TimeWindow span = report.span();
        if (span == null) {
            throw new IllegalStateException("a run without requests is compared");
        }
        return new ComparedRuns.Side(
                run.title,
                span,
                report.totals().requests(),
                report.series().stream().filter(w -> w.dimension() == Dimension.TOTAL).toList(),
                report.incidents(),
                report.windowMicros(),
                report.events());
    }

    private static RunReport report(Measured run) {
        RunReport report = run.summary.report();
        if (report == null) {
            throw new IllegalStateException("a run that was not measured is compared");
        }
        return report;
    }

    private static SpanTally tally(Measured run) {
        SpanTally tally = run.summary.tally();
        if (tally == null) {
            throw new IllegalStateException("a run that was not measured is compared");
        }
        return tally;
    }

    /// Runs of one seed share their random numbers as long as the first attempts are the same: in
    /// every window, since the same sum of them can be spread in another way (as with a number of
    /// rows that was asked for).
    private static boolean isPaired(Measured a, Measured b) {
        RunReport.ScenarioUsed first = report(a).provenance().scenario();
        RunReport.ScenarioUsed second = report(b).provenance().scenario();
        return first != null
                && second != null
                && first.seed() == second.seed()
                && firstAttempts(report(a)).equals(firstAttempts(report(b)));
    }

    private static Map<TimeWindow, Long> firstAttempts(RunReport report) {
        return report.series().stream()
                .filter(w -> w.dimension() == Dimension.TOTAL)
                .filter(w -> w.kpi().logicalRequests() > 0)
                .collect(Collectors.toMap(KpiWindow::window, w -> w.kpi().logicalRequests()));
    }

    /// Every compared figure: of all requests, then of every key.
    public static List<ComparedFigure> rows(ComparedRuns runs) {
        List<ComparedFigure> rows = new ArrayList<>(runs.figures());
        for (Dimension dimension : Dimension.values()) {
            for (Figure figure : ComparedFigure.FIGURES) {
                rows.addAll(runs.keys(dimension, figure));
            }
        }
        return rows;
    }

    /// Writes every compared figure as CSV.
    public static Outcome<Path> saveCsv(ComparedRuns runs, Path file) {
        try {
            ComparedCsv.write(file, ComparedCsv.RUNS, rows(runs));
            return Outcome.ok(file);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
