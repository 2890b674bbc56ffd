package trafficinsights.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import trafficinsights.generate.ExpectedRate;
import trafficinsights.generate.FailureKind;
import trafficinsights.generate.Scenario;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.ScenarioText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;

/// A scenario file that is being edited: its text, which is always valid, and what it says.
/// Immutable: each edit gives another draft, or the same refusal as a file with that text.
public final class ScenarioDraft {
    private static final int POINTS = 360;

    /// So many digits of the text's hash tell drafts apart.
    private static final int HASH_DIGITS = 12;

    private final String file;
    private final ScenarioFile read;

    private ScenarioDraft(String file, ScenarioFile read) {
        this.file = file;
        this.read = read;
    }

    /// A region as a form shows it.
    ///
    /// @param workers of each server; of the first one where they differ
    /// @param isListed whether the file names each server, so that their number is no field
    public record RegionPlan(
            String name, double share, int servers, int workers, boolean isListed) {}

    /// A built-in scenario by name, or a file.
    public static Outcome<ScenarioDraft> open(String nameOrFile) {
        return reading(() -> {
            ScenarioFile file = ScenarioFile.load(nameOrFile);
            return new ScenarioDraft(fileName(nameOrFile, file.scenario().name()), file);
        });
    }

    /// @param file name for messages
    public static Outcome<ScenarioDraft> ofText(String file, String text) {
        return reading(() -> new ScenarioDraft(file, ScenarioFile.ofText(file, text)));
    }

    private static String fileName(String nameOrFile, String name) {
        Path last = Path.of(nameOrFile).getFileName();
        String text = last == null ? nameOrFile : last.toString();
        return text.equals(name) ? name + ".yaml" : text;
    }

    private interface Reading {
        ScenarioDraft read();
    }

    private static Outcome<ScenarioDraft> reading(Reading reading) {
        try {
            return Outcome.ok(reading.read());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// This draft with values set.
    ///
    /// @param values by path: `failures.0.at`, `retries.max`
    public Outcome<ScenarioDraft> with(Map<String, String> values) {
        return reading(() -> ofChecked(ScenarioText.with(text(), values)));
    }

    public Outcome<ScenarioDraft> withFailures(List<PlannedFailure> failures) {
        List<Scenario.Failure> made = failures.stream().map(ScenarioDraft::failure).toList();
        return reading(() -> ofChecked(ScenarioText.withFailures(text(), made)));
    }

    private ScenarioDraft ofChecked(String text) {
        return new ScenarioDraft(file, ScenarioFile.ofText(file, text));
    }

    private static Scenario.Failure failure(PlannedFailure plan) {
        FailureKind kind =
                Arrays.stream(FailureKind.values())
                        .filter(one -> one.label().equals(plan.kind()))
                        .findAny()
                        .orElseThrow();
        return new Scenario.Failure(
                kind, plan.target(), plan.at(), plan.length(), plan.ramp(), plan.strength());
    }

    /// The file as it is saved.
    public String text() {
        return read.text();
    }

    /// What messages call the file.
    public String file() {
        return file;
    }

    public ScenarioInfo info() {
        return Scenarios.info(read.scenario());
    }

    public int retries() {
        return read.scenario().retries().max();
    }

    public List<PlannedFailure> failures() {
        return read.scenario().failures().stream()
                .map(f ->
                        new PlannedFailure(
                                f.kind().label(),
                                f.target(),
                                f.at(),
                                f.length(),
                                f.ramp(),
                                f.strength()))
                .toList();
    }

    public List<RegionPlan> regions() {
        List<Scenario.Region> regions = read.scenario().regions();
        return IntStream.range(0, regions.size()).mapToObj(i -> region(i, regions.get(i))).toList();
    }

    private RegionPlan region(int index, Scenario.Region region) {
        boolean isListed = ScenarioText.isList(text(), "regions." + index + ".servers");
        return new RegionPlan(
                region.name(),
                region.share(),
                region.servers().size(),
                region.servers().getFirst().workers(),
                isListed);
    }

    /// What a failure may be aimed at: `all` first.
    public List<String> targets(String kind) {
        return ScenarioText.targets(read.scenario(), kind);
    }

    public List<String> servers() {
        return read.scenario().regions().stream()
                .flatMap(region -> region.servers().stream())
                .map(Scenario.Server::name)
                .toList();
    }

    /// A few milliseconds; any thread.
    public ScenarioPreview preview() {
        Scenario scenario = read.scenario();
        ExpectedRate rate = ExpectedRate.of(scenario, POINTS);
        List<ScenarioPreview.Curve> curves = new ArrayList<>();
        for (int r = 0; r < rate.regions().size(); r++) {
            curves.add(new ScenarioPreview.Curve(rate.regions().get(r), rate.perSecond(r)));
        }
        return new ScenarioPreview(
                scenario.start().toEpochMilli() / 1000.0,
                scenario.duration().toMillis() / 1000.0,
                curves);
    }

    /// Writes the text where it is to be kept.
    public Outcome<Path> save(Path target) {
        try {
            Files.writeString(target, text());
            return Outcome.ok(target);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "scenario.save",
                            "%s could not be written. Choose another folder, or free some space."
                                    .formatted(target),
                            e));
        }
    }

    /// Writes the text among the files of the moment, so that a run can be made of it, and be
    /// resumed, before it is saved. The name tells the text: equal drafts are one file.
    public Outcome<Path> keep() {
        Path folder = UserFolder.cache().resolve("drafts");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "scenario.save",
                            "The folder %s could not be made.".formatted(folder),
                            e));
        }
        String safe = read.scenario().name().replaceAll("[^A-Za-z0-9_-]", "_");
        String hash = read.sha256().substring(0, HASH_DIGITS);
        return save(folder.resolve(safe + "-" + hash + ".yaml"));
    }

    /// A time in a file's words: `45m`.
    public static String durationText(Duration span) {
        return ScenarioText.duration(span);
    }
}
