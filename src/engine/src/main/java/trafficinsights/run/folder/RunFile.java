package trafficinsights.run.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeWindow;
import trafficinsights.model.shift.Spans;
import trafficinsights.report.WholeFile;
import trafficinsights.run.home.ToolVersion;
import trafficinsights.run.spec.EventFiles;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.yaml.StrictYaml;
import trafficinsights.yaml.YamlText;

/// What `run.yaml` holds: what a run was asked for, and how far it came.
///
/// @param id of the run, the same after every resumption; the store knows the run by it
/// @param started when it was begun first
/// @param spec whose `out` is the folder that holds the file; its other paths are as they were
///   given, relative to the folder that the run was begun from
/// @param inputs what the files that it reads were like at its begin
/// @param problem why it stopped, in words; empty for none
public record RunFile(
        String id, Instant started, RunSpec spec, List<Input> inputs, State state, String problem) {
    public static final String NAME = "run.yaml";
    private static final String FORMAT = "1";

    /// How far a run has come.
    public enum State {
        /// At work, or killed.
        RUNNING,
        /// All but the push into the warehouse.
        PUSHING,
        WHOLE,
        FAILED,
        CANCELLED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A file that is read. Size and time tell whether it is still the one that the run began with.
    record Input(Path file, long bytes, long modifiedMillis) {
        static Input of(Path file) throws IOException {
            return new Input(file, Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }
    }

    public RunFile with(State newState, String newProblem) {
        return new RunFile(id, started, spec, inputs, newState, newProblem);
    }

    RunFile withSpec(RunSpec newSpec) {
        return new RunFile(id, started, newSpec, inputs, state, problem);
    }

    public void write(Path folder) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("tool", ToolVersion.text());
        all.put("id", id);
        all.put("started", started.toString());
        all.put("state", state.label());
        if (!problem.isEmpty()) {
            all.put("problem", problem);
        }
        all.put("base", base().toString());
        all.put("source", SourceText.map(spec.reading().source()));
        all.put("run", options(spec));
        all.put(
                "inputs",
                inputs.stream()
                        .map(input ->
                                Map.of(
                                        "file", input.file.toString(),
                                        "bytes", Long.toString(input.bytes),
                                        "modified", Long.toString(input.modifiedMillis)))
                        .toList());
        WholeFile.write(folder.resolve(NAME), YamlText.of(all));
    }

    private static Map<String, Object> options(RunSpec spec) {
        Map<String, Object> map = new LinkedHashMap<>();
        RunOption.ALL.forEach(option -> option.put(map, spec));
        EventFiles events = spec.reading().events();
        if (!events.isEmpty()) {
            map.put("events", events.files().stream().map(Path::toString).toList());
            map.put("event_zone", events.zone().getId());
            map.put("event_dates", events.dates());
        }
        Spans spans = spec.judging().spans();
        if (spans != null) {
            map.put("span_now", span(spans.now()));
            map.put("span_then", span(spans.then()));
        }
        return map;
    }

    private static String span(TimeWindow window) {
        return window.startMicros() + " " + window.lengthMicros();
    }

    private static Path base() {
        return Path.of("").toAbsolutePath();
    }

    /// @throws trafficinsights.model.ProblemException when the folder holds no run, or what it
    ///   holds cannot be read
    public static RunFile read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw Problem.of(
                            "resume.none",
                            ("%s is not a run folder: it does not contain %s."
                                            + " Specify the --out folder of a run.")
                                    .formatted(folder, NAME))
                    .asException();
        }
        try {
            StrictYaml yaml =
                    StrictYaml.of(
                            new StrictYaml.Source(
                                    file.toString(), "resume.unreadable", "run", "docs/formats.md"),
                            Files.readAllBytes(file));
            return new Reader(yaml, folder).read();
        } catch (IOException e) {
            throw Problem.of(
                            "resume.unreadable",
                            "%s could not be read. Check its permissions.".formatted(file),
                            e)
                    .asException();
        }
    }

    /// Reads one file back.
    private record Reader(StrictYaml yaml, Path folder) {
        RunFile read() {
            if (!yaml.text("format").equals(FORMAT)) {
                throw yaml.problem(
                        "format",
                        "was written by a newer version of this program; update this one");
            }
            try {
                StrictYaml run = yaml.map("run");
                RunSource source = SourceText.read(yaml.map("source"), this::resolved);
                return new RunFile(
                        yaml.text("id"),
                        Instant.parse(yaml.text("started")),
                        spec(source, run),
                        yaml.maps("inputs").stream()
                                .map(i ->
                                        new Input(
                                                Path.of(i.text("file")),
                                                Long.parseLong(i.text("bytes")),
                                                Long.parseLong(i.text("modified"))))
                                .toList(),
                        State.valueOf(yaml.text("state").toUpperCase(Locale.ROOT)),
                        yaml.text("problem", ""));
            } catch (IllegalArgumentException | java.time.DateTimeException e) {
                throw yaml.problem("run", "has an invalid value; was the file edited");
            }
        }

        private RunSpec spec(RunSource source, StrictYaml run) {
            RunSpec spec = RunSpec.inMemory(source).withOut(folder);
            for (RunOption option : RunOption.ALL) {
                spec = option.take(spec, run, this::resolved);
            }
            spec = spec.withEvents(events(run));
            return run.has("span_now")
                    ? spec.withSpans(new Spans(span(run, "span_now"), span(run, "span_then")))
                    : spec;
        }

        private EventFiles events(StrictYaml run) {
            return run.has("events")
                    ? new EventFiles(
                            run.texts("events").stream().map(this::resolved).toList(),
                            ZoneId.of(run.text("event_zone")),
                            run.text("event_dates", ""))
                    : EventFiles.NONE;
        }

        private static TimeWindow span(StrictYaml run, String key) {
            String[] parts = run.text(key).split(" ");
            return new TimeWindow(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }

        /// As it was given where that still means the same, so that texts that name it are the
        /// same.
        private Path resolved(String given) {
            Path base = Path.of(yaml.text("base"));
            return base.equals(base()) ? Path.of(given) : base.resolve(given);
        }
    }
}
