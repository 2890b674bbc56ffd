package trafficinsights.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trafficinsights.model.Figure;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.shift.ComparedFigure;
import trafficinsights.model.shift.ComparedRuns;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.compare.ComparedSource;
import trafficinsights.run.compare.Comparisons;
import trafficinsights.run.compare.Comparisons.Measured;
import trafficinsights.run.spec.RunSpec;

/// Two runs put through the same measures.
@Command(
        name = "compare",
        description = {
            "Compares two runs: figures, and every region, server, route and status class.",
            "Both runs are read or generated again with the same settings. Nothing is stored."
        },
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();

    @Parameters(
            index = "0",
            paramLabel = "A",
            description = "A run's folder, a store, a log or CSV file, or a scenario.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "B", description = "Run to compare with A.")
    private String second = "";

    @Option(
            names = "--figure",
            paramLabel = "NAME",
            description = "Figure to rank keys by, such as p95 (the one that changed most).")
    private @Nullable String figure;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Number of keys to list for each dimension (5).")
    private int top = 5;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Writes every figure of every key as CSV.")
    private @Nullable Path csv;

    @Override
    public Integer call() {
        Optional<Figure> listed = Optional.ofNullable(figure).map(this::figure);
        if (top < 0) {
            throw common.wrong("--top is " + top + ", must be at least 0");
        }
        RunConsole console = new RunConsole(common);
        List<Measured> sides = new ArrayList<>();
        for (String place : List.of(first, second)) {
            switch (measured(place, console)) {
                case Outcome.Ok<Measured>(Measured side) -> sides.add(side);
                case Outcome.Rejected<Measured>(Problem problem) -> {
                    return console.failed(problem);
                }
            }
        }
        return switch (Comparisons.compare(sides.getFirst(), sides.getLast())) {
            case Outcome.Ok<ComparedRuns>(ComparedRuns runs) -> show(runs, listed, console);
            case Outcome.Rejected<ComparedRuns>(Problem problem) -> console.failed(problem);
        };
    }

    private Figure figure(String name) {
        return ComparedFigure.FIGURES.stream()
                .filter(known -> known.id().equals(name.toLowerCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() ->
                        common.wrong(
                                "--figure %s is not a valid figure; use one of %s"
                                        .formatted(
                                                name,
                                                ComparedFigure.FIGURES.stream()
                                                        .map(Figure::id)
                                                        .collect(Collectors.joining(", ")))));
    }

    private Outcome<Measured> measured(String place, RunConsole console) {
        return switch (ComparedSource.of(place)) {
            case Outcome.Rejected<ComparedSource>(Problem problem) -> Outcome.rejected(problem);
            case Outcome.Ok<ComparedSource>(ComparedSource source) ->
                    switch (console.outcome(
                            RunSpec.inMemory(source.source())
                                    .withWindow(common.window())
                                    .withThreads(common.threads()))) {
                        case Outcome.Ok<RunSummary>(RunSummary summary) ->
                                Outcome.ok(new Measured(source.title(), summary));
                        case Outcome.Rejected<RunSummary>(Problem problem) ->
                                Outcome.rejected(problem);
                    };
        };
    }

    private int show(ComparedRuns runs, Optional<Figure> listed, RunConsole console) {
        Path file = csv;
        if (file != null
                && Comparisons.saveCsv(runs, file)
                        instanceof Outcome.Rejected<Path>(Problem problem)) {
            return console.failed(problem);
        }
        PrintWriter out = common.spec().commandLine().getOut();
        if (common.isJson()) {
            out.println(CompareText.json(runs));
        } else if (!common.isQuiet()) {
            CompareText.print(runs, listed, top, out);
        }
        return RunConsole.OK;
    }
}
