package trafficinsights.run.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import trafficinsights.generate.ExpectedRate;
import trafficinsights.generate.FailureKind;
import trafficinsights.generate.Scenario;
import trafficinsights.generate.ScenarioFile;
import trafficinsights.generate.ScenarioText;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.run.home.UserFolder;

/// A scenario file that is being edited: its text, which is always valid, and what it says.
/// Immutable: each edit gives another draft, or the same refusal as a file with that text.
public final class ScenarioDraft {
    private static final int POINTS = 360;

    private static final String REGIONS = "regions";
    private static final String ROUTES = "routes";

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
    /// @param isListed whether the file names each server, so that their number is not a field
    public record RegionPlan(
            String name, double share, int servers, int workers, boolean isListed) {}

    /// A route as a form shows it.
    public record RoutePlan(String path, double share, double medianMillis, double errorRate) {}

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

    /// This draft with a region more, like the last one, under a name of its own.
    public Outcome<ScenarioDraft> withRegion() {
        RegionPlan like = regions().getLast();
        Set<String> names = new HashSet<>();
        regions().forEach(region -> names.add(region.name()));
        String entry =
                "{ name: %s, share: %s, servers: %d, workers: %d }"
                        .formatted(
                                free("region-", names),
                                Double.toString(like.share()),
                                like.servers(),
                                like.workers());
        return reading(() -> ofChecked(ScenarioText.withEntry(text(), REGIONS, entry)));
    }

    /// This draft with a route more, like the last one, under a path of its own.
    public Outcome<ScenarioDraft> withRoute() {
        RoutePlan like = routes().getLast();
        Set<String> paths = new HashSet<>();
        routes().forEach(route -> paths.add(route.path()));
        String entry =
                "{ path: %s, share: %s, medianMillis: %s }"
                        .formatted(
                                free("/route-", paths),
                                Double.toString(like.share()),
                                Double.toString(like.medianMillis()));
        return reading(() -> ofChecked(ScenarioText.withEntry(text(), ROUTES, entry)));
    }

    private static String free(String start, Set<String> taken) {
        int number = taken.size() + 1;
        while (taken.contains(start + number)) {
            number++;
        }
        return start + number;
    }

    /// This draft without a region. Errors: a failure that hits it, or the last one of all.
    public Outcome<ScenarioDraft> withoutRegion(int index) {
        return without(REGIONS, "region", regions().size(), index);
    }

    /// This draft without a route. Errors: as [#withoutRegion].
    public Outcome<ScenarioDraft> withoutRoute(int index) {
        return without(ROUTES, "route", routes().size(), index);
    }

    private Outcome<ScenarioDraft> without(String list, String what, int count, int index) {
        if (count < 2) {
            return Outcome.rejected(
                    Problem.of(
                            "scenario.last",
                            "A scenario needs at least one %s. Add another one first."
                                    .formatted(what)));
        }
        return reading(() -> ofChecked(ScenarioText.withoutEntry(text(), list, index)));
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

    public List<RoutePlan> routes() {
        return read.scenario().routes().stream()
                .map(r -> new RoutePlan(r.path(), r.share(), r.medianMillis(), r.errorRate()))
                .toList();
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

    /// Writes the text among the temporary files, so that a run can be made of it, and be resumed,
    /// before it is saved. The name tells the text: equal drafts are one file, and what is there
    /// already stays untouched, since runs know the file by its size and time.
    public Outcome<Path> keep() {
        Path folder = UserFolder.cache().resolve("drafts");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "scenario.save",
                            "The folder %s could not be created.".formatted(folder),
                            e));
        }
        String safe = read.scenario().name().replaceAll("[^A-Za-z0-9_-]", "_");
        String hash = read.sha256().substring(0, HASH_DIGITS);
        Path file = folder.resolve(safe + "-" + hash + ".yaml");
        try {
            DraftFolder.keep(file, text());
            DraftFolder.clean(folder);
            return Outcome.ok(file);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }

    /// A time in a file's words: `45m`.
    public static String durationText(Duration span) {
        return ScenarioText.duration(span);
    }
}
