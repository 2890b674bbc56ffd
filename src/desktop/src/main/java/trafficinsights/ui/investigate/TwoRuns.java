package trafficinsights.ui.investigate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.ComparedSource;
import trafficinsights.run.compare.Comparisons;
import trafficinsights.run.compare.Comparisons.Measured;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Brings both runs to their figures, and keeps them, so that swapping and going back are quick.
///
/// Threads: any, but one comparison at a time.
final class TwoRuns {
    /// Reports and sketches are large.
    private static final int MOST_KEPT = 4;

    private static final long LOOK_MILLIS = 100;
    private static final RunSpec USUAL = usual();

    private final Function<RunSpec, Run> starter;
    private final Map<Known, Measured> kept = new LinkedHashMap<>();

    /// The run that the window shows; null where there is none, or it has not ended.
    record Shown(@Nullable RunSpec spec, @Nullable RunSummary summary, String title) {}

    /// @param state of the files that were read
    private record Known(RunSpec spec, List<String> state) {}

    TwoRuns(Function<RunSpec, Run> starter) {
        this.starter = starter;
    }

    private static RunSpec usual() {
        return RunSpec.inMemory(new RunSource.Stored(Path.of("none")));
    }

    Outcome<ComparedRuns> compare(AskedRuns asked, Shown shown, ExploreWatch watch)
            throws InterruptedException {
        RunSpec like = shown.spec == null ? USUAL : shown.spec;
        Outcome<Measured> first =
                asked.first().isEmpty()
                        ? ofShown(shown, part(watch, 0))
                        : measured(ComparedSource.of(asked.first()), like, part(watch, 0));
        if (!(first instanceof Outcome.Ok<Measured>(Measured a))) {
            return Outcome.rejected(((Outcome.Rejected<Measured>) first).problem());
        }
        Outcome<ComparedSource> other =
                asked.source().isEmpty()
                        ? ComparedSource.of(asked.second())
                        : ComparedSource.ofText(asked.source());
        Outcome<Measured> second = measured(other, like, part(watch, 0.5));
        if (!(second instanceof Outcome.Ok<Measured>(Measured b))) {
            return Outcome.rejected(((Outcome.Rejected<Measured>) second).problem());
        }
        return asked.isSwapped() ? Comparisons.compare(b, a) : Comparisons.compare(a, b);
    }

    private static ExploreWatch part(ExploreWatch watch, double from) {
        return (what, share) -> watch.at(what, share < 0 ? -1 : from + share / 2);
    }

    private Outcome<Measured> ofShown(Shown shown, ExploreWatch watch) throws InterruptedException {
        RunSpec spec = shown.spec;
        if (spec == null) {
            return Outcome.rejected(
                    Problem.of(
                            "compare.no-run-shown",
                            "There is no run to compare. Start one, or choose"
                                    + " both runs of a what-if."));
        }
        RunSummary summary = shown.summary;
        return summary != null && summary.tally() != null
                ? Outcome.ok(new Measured(shown.title, summary))
                : measured(
                        shown.title,
                        Comparisons.spec(spec.reading().source().again(), spec),
                        watch);
    }

    private Outcome<Measured> measured(
            Outcome<ComparedSource> found, RunSpec like, ExploreWatch watch)
            throws InterruptedException {
        return switch (found) {
            case Outcome.Rejected<ComparedSource>(Problem why) -> Outcome.rejected(why);
            case Outcome.Ok<ComparedSource>(ComparedSource source) ->
                    measured(source.title(), Comparisons.spec(source, like), watch);
        };
    }

    private Outcome<Measured> measured(String title, RunSpec spec, ExploreWatch watch)
            throws InterruptedException {
        Known known = new Known(spec, ComparedSource.state(spec.reading().source()));
        Measured before = known(known);
        if (before != null) {
            return Outcome.ok(before);
        }
        try (Run run = starter.apply(spec)) {
            while (!run.progress().stage().isEnd()) {
                watch.at("measuring " + title, run.progress().doneShare());
                Thread.sleep(LOOK_MILLIS);
            }
            return switch (run.await()) {
                case Outcome.Ok<RunSummary>(RunSummary summary) ->
                        Outcome.ok(keep(known, new Measured(title, summary)));
                case Outcome.Rejected<RunSummary>(Problem why) -> Outcome.rejected(why);
            };
        }
    }

    private synchronized @Nullable Measured known(Known known) {
        return kept.get(known);
    }

    private synchronized Measured keep(Known known, Measured measured) {
        kept.put(known, measured);
        while (kept.size() > MOST_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return measured;
    }
}
