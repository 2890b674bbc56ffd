package trafficinsights.ui.common;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trafficinsights.run.folder.SourceText;
import trafficinsights.run.spec.RunSpec;
import trafficinsights.ui.common.LinkedCursor.Mark;

/// A span of a run that outlives the window: it is taken up again when the same run is shown and
/// has come so far. FX thread.
public final class KeptSpan {
    private final String key;
    private @Nullable Mark waiting;
    private List<String> of = List.of();

    /// @param key name among the remembered texts
    public KeptSpan(String key) {
        this.key = key;
    }

    /// @param shown span that is chosen now; null for none
    /// @param run that it belongs to; null for none
    public void remember(Map<String, String> into, @Nullable Mark shown, @Nullable RunSpec run) {
        if (shown != null && run != null) {
            put(into, shown, List.of(SourceText.of(run.reading().source())));
        } else if (waiting != null) {
            put(into, waiting, of);
        }
    }

    private void put(Map<String, String> into, Mark span, List<String> source) {
        // Numbers of the language, not of the person: any window has to read them.
        into.put(key, span.fromSeconds() + " " + span.toSeconds());
        into.put(key + ".of", SourcePlaces.encoded(source));
    }

    public void recall(Map<String, String> from) {
        waiting = mark(from.getOrDefault(key, ""));
        of = SourcePlaces.decoded(from.getOrDefault(key + ".of", ""));
    }

    private static @Nullable Mark mark(String text) {
        String[] ends = text.split(" ", -1);
        try {
            double from = ends.length == 2 ? Double.parseDouble(ends[0]) : Double.NaN;
            double to = ends.length == 2 ? Double.parseDouble(ends[1]) : Double.NaN;
            return from < to ? new Mark(from, to) : null;
        } catch (NumberFormatException broken) {
            return null;
        }
    }

    /// The span, once: when this run is the one that it belongs to and holds it.
    ///
    /// @param firstSeconds of what is known of the run
    /// @param lastSeconds of what is known of the run
    public Optional<Mark> take(@Nullable RunSpec run, double firstSeconds, double lastSeconds) {
        Mark kept = waiting;
        if (kept == null
                || run == null
                || !List.of(SourceText.of(run.reading().source())).equals(of)
                || kept.fromSeconds() < firstSeconds
                || kept.toSeconds() > lastSeconds) {
            return Optional.empty();
        }
        waiting = null;
        return Optional.of(kept);
    }

    /// A person chose another span.
    public void forget() {
        waiting = null;
    }
}
