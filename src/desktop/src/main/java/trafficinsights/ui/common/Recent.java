package trafficinsights.ui.common;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import trafficinsights.run.spec.RunSource;

/// Something that was opened or run before.
///
/// @param places files, addresses that are followed, or for a generated run the scenario's name or
///   file
/// @param atEpochMillis when it was last used
/// @param verdict what came of a run, in a few words; empty for files
/// @param rates of a run, evenly over its time, for a small picture; empty for files
/// @param source all that a run's requests came from, as of `SourceText`; empty where it is not
///   known
public record Recent(
        Kind kind,
        List<String> places,
        String title,
        long atEpochMillis,
        String verdict,
        List<Double> rates,
        String source) {

    /// Of which no more is known than its places.
    public Recent(
            Kind kind,
            List<String> places,
            String title,
            long atEpochMillis,
            String verdict,
            List<Double> rates) {
        this(kind, places, title, atEpochMillis, verdict, rates, "");
    }

    public enum Kind {
        /// A run over logs.
        LOG_RUN,
        /// A run that followed files and addresses.
        FOLLOWED_RUN,
        /// A run of generated traffic.
        SCENARIO_RUN,
        /// Data opened in Explore.
        DATA,
        /// A scenario's file.
        SCENARIO,
        /// A report's file.
        REPORT,
        /// The folder of a run that was begun; on the list until the run is whole.
        RUN_FOLDER
    }

    public Recent {
        places = List.copyOf(places);
        rates = List.copyOf(rates);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("no location");
        }
    }

    public boolean isRun() {
        return kind == Kind.LOG_RUN || kind == Kind.SCENARIO_RUN || kind == Kind.FOLLOWED_RUN;
    }

    /// Whether it is a run whose requests can be had again: what is followed has gone by.
    public boolean isRepeatable() {
        return isRun() && kind != Kind.FOLLOWED_RUN;
    }

    /// Whether it is a file that is opened.
    public boolean isFile() {
        return kind == Kind.DATA || kind == Kind.SCENARIO || kind == Kind.REPORT;
    }

    /// Whether both are the same thing: a run under another seed, or read in another way, is
    /// another one.
    public boolean isSameAs(Recent other) {
        return kind == other.kind
                && places.equals(other.places)
                && (source.equals(other.source) || source.isEmpty() || other.source.isEmpty());
    }

    /// The files; what is followed may be an address instead.
    public List<Path> paths() {
        return places.stream().filter(place -> !RunSource.isAddress(place)).map(Path::of).toList();
    }

    /// Whether a file of it is gone; asks the disk. A built-in scenario never is.
    public boolean isMissing() {
        try {
            boolean isName =
                    kind == Kind.SCENARIO_RUN
                            && places.stream().noneMatch(place -> place.matches(".*[/\\\\.].*"));
            return !isName && paths().stream().anyMatch(path -> !Files.exists(path));
        } catch (InvalidPathException broken) {
            return true;
        }
    }
}
