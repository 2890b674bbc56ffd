package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import trafficinsights.model.NumberText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.model.shift.WhatChanged;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSpec;

/// What differs between two spans of logs or of a store.
@Command(
        name = "whatchanged",
        description =
                "Ranks the differences between a time span and the one before, or another"
                        + " one.",
        mixinStandardHelpOptions = true)
final class WhatChangedCommand implements Callable<Integer> {
    @Mixin private CommonOptions common = new CommonOptions();
    @Mixin private SourceOptions source = new SourceOptions();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            converter = TimeConverter.class,
            description = "Start of the time span, such as 2026-03-02T08:10Z.")
    private long fromMicros;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            required = true,
            converter = TimeConverter.class,
            description = "End of the time span.")
    private long toMicros;

    @Option(
            names = "--against",
            paramLabel = "TIME/TIME",
            description = "Time span to compare with (default: the same length just before).")
    private @Nullable String against;

    @Override
    public Integer call() {
        RunConsole console = new RunConsole(common);
        Outcome<RunSummary> outcome =
                console.outcome(
                        RunSpec.inMemory(source.source(common))
                                .withWindow(common.window())
                                .withThreads(common.threads())
                                .withSpans(spans()));
        return switch (outcome) {
            case Outcome.Ok<RunSummary>(RunSummary summary) -> show(summary, console);
            case Outcome.Rejected<RunSummary>(Problem problem) -> console.failed(problem);
        };
    }

    private int show(RunSummary summary, RunConsole console) {
        WhatChanged changed = summary.changed();
        if (changed == null || changed.requestsNow() == 0 || changed.requestsThen() == 0) {
            return console.failed(
                    Problem.of(
                            "shift.empty",
                            "One of the time spans has no requests, so there is"
                                    + " nothing to compare. Check --from, --to and"
                                    + " --against. Times are in UTC."));
        }
        PrintWriter out = common.spec().commandLine().getOut();
        if (common.isJson()) {
            out.println(WhatChangedText.json(changed));
        } else {
            WhatChangedText.print(changed, out);
        }
        return RunConsole.OK;
    }

    private Spans spans() {
        TimeWindow now = span(fromMicros, toMicros, "--from and --to");
        String other = against;
        if (other == null) {
            return Spans.andBefore(now);
        }
        String[] ends = other.split("/", -1);
        if (ends.length != 2) {
            throw common.wrong("--against needs two times separated by /");
        }
        try {
            TimeConverter times = new TimeConverter();
            TimeWindow then = span(times.convert(ends[0]), times.convert(ends[1]), "--against");
            return new Spans(now, then);
        } catch (TypeConversionException e) {
            throw common.wrong("--against: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw common.wrong("the two time spans overlap");
        }
    }

    private TimeWindow span(long from, long to, String option) {
        if (to - from < common.window().toNanos() / 1000) {
            throw common.wrong(
                    "%s give a time span of %s, must be at least one window (%s)"
                            .formatted(
                                    option,
                                    NumberText.duration(Math.max(0, to - from)),
                                    NumberText.duration(common.window().toNanos() / 1000)));
        }
        return new TimeWindow(from, to - from);
    }
}
