package trafficinsights.run.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.run.spec.RunSpec.RequestOutput;
import trafficinsights.yaml.StrictYaml;

/// An option of a run as `run.yaml` keeps it. Threads: stateless.
///
/// @param key in the file
/// @param isNeeded whether a file without it cannot be read
/// @param text the run's value; null is not written
/// @param read the run with the value of the file
record RunOption(
        String key, boolean isNeeded, Function<RunSpec, @Nullable Object> text, Read read) {
    /// In the order of the file. What is not there is as [RunSpec#inMemory] has it.
    static final List<RunOption> ALL =
            List.of(
                    path("store", spec -> spec.writing().store(), RunSpec::withStore),
                    path("rejects", spec -> spec.writing().rejects(), RunSpec::withRejects),
                    needed(
                            "window",
                            spec -> spec.reading().window(),
                            (spec, text) -> spec.withWindow(Duration.parse(text))),
                    needed(
                            "threads",
                            spec -> spec.reading().threads(),
                            (spec, text) -> spec.withThreads(Integer.parseInt(text))),
                    needed(
                            "speed",
                            spec -> spec.reading().speed(),
                            (spec, text) -> spec.withSpeed(Double.parseDouble(text))),
                    needed(
                            "requests",
                            spec -> spec.writing().requests().name().toLowerCase(Locale.ROOT),
                            (spec, text) -> spec.withRequests(requests(text))),
                    flag("analyze", spec -> spec.judging().analyze(), RunSpec::withAnalyze),
                    flag("pictures", spec -> spec.writing().pictures(), RunSpec::withPictures),
                    flag(
                            "full_hashes",
                            spec -> spec.reading().fullHashes(),
                            RunSpec::withFullHashes),
                    path("truth", spec -> spec.judging().truth(), RunSpec::withTruth),
                    flag("outlook", spec -> spec.judging().outlook(), RunSpec::withOutlook),
                    path("rules", spec -> spec.judging().rules(), RunSpec::withRules),
                    new RunOption(
                            "warehouse",
                            false,
                            spec -> spec.writing().warehouse(),
                            (spec, run, key, _) -> spec.withWarehouse(run.text(key))),
                    path("alerts", spec -> spec.judging().alerts(), RunSpec::withAlerts));

    /// Takes a value from a file.
    interface Read {
        /// @param resolved what a path in the file means
        RunSpec of(RunSpec spec, StrictYaml run, String key, Function<String, Path> resolved);
    }

    private static RunOption needed(
            String key,
            Function<RunSpec, @Nullable Object> text,
            BiFunction<RunSpec, String, RunSpec> with) {
        return new RunOption(key, true, text, (spec, run, at, _) -> with.apply(spec, run.text(at)));
    }

    private static RunOption path(
            String key,
            Function<RunSpec, @Nullable Object> text,
            BiFunction<RunSpec, Path, RunSpec> with) {
        return new RunOption(
                key,
                false,
                text,
                (spec, run, at, resolved) -> with.apply(spec, resolved.apply(run.text(at))));
    }

    private static RunOption flag(
            String key,
            Function<RunSpec, @Nullable Object> text,
            BiFunction<RunSpec, Boolean, RunSpec> with) {
        return new RunOption(
                key, false, text, (spec, run, at, _) -> with.apply(spec, run.flag(at, false)));
    }

    private static RequestOutput requests(String text) {
        return RequestOutput.valueOf(text.toUpperCase(Locale.ROOT));
    }

    void put(Map<String, Object> map, RunSpec spec) {
        Object value = text.apply(spec);
        if (value != null) {
            map.put(key, value.toString());
        }
    }

    RunSpec take(RunSpec spec, StrictYaml run, Function<String, Path> resolved) {
        return isNeeded || run.has(key) ? read.of(spec, run, key, resolved) : spec;
    }
}
