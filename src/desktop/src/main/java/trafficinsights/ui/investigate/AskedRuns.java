package trafficinsights.ui.investigate;

import java.util.List;
import java.util.Optional;
import trafficinsights.ui.common.SourcePlaces;

/// Which two runs are to be compared; what undo goes back to.
///
/// @param first places of the run that is compared with; empty for the run that the window shows
/// @param second places of the other run; empty while nothing is compared
/// @param source of the other run, all of it, as of `SourceText`; empty where only its places are
///   known
/// @param isSwapped whether the second one is A
record AskedRuns(List<String> first, List<String> second, String source, boolean isSwapped) {
    static final AskedRuns NONE = new AskedRuns(List.of(), List.of(), "", false);
    private static final String PART = "\t";

    AskedRuns {
        first = List.copyOf(first);
        second = List.copyOf(second);
    }

    boolean isNone() {
        return second.isEmpty();
    }

    /// Whether the run that the window shows is one of them.
    boolean needsShownRun() {
        return !isNone() && first.isEmpty();
    }

    AskedRuns swapped() {
        return new AskedRuns(first, second, source, !isSwapped);
    }

    /// The same two runs, whichever is A.
    AskedRuns unswapped() {
        return new AskedRuns(first, second, source, false);
    }

    /// Empty for nothing.
    String text() {
        return isNone()
                ? ""
                : String.join(
                        PART,
                        SourcePlaces.encoded(first),
                        SourcePlaces.encoded(second),
                        Boolean.toString(isSwapped),
                        SourcePlaces.encoded(List.of(source)));
    }

    /// Empty for a text that is none.
    static Optional<AskedRuns> parse(String text) {
        String[] parts = text.split(PART, -1);
        // Texts of earlier programs have no source.
        if (parts.length != 3 && parts.length != 4) {
            return Optional.empty();
        }
        AskedRuns asked =
                new AskedRuns(
                        SourcePlaces.decoded(parts[0]),
                        SourcePlaces.decoded(parts[1]),
                        parts.length == 4 ? String.join("", SourcePlaces.decoded(parts[3])) : "",
                        Boolean.parseBoolean(parts[2]));
        return asked.isNone() ? Optional.empty() : Optional.of(asked);
    }
}
