package trafficinsights.ui.live.sources;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trafficinsights.run.base.LiveSource;
import trafficinsights.ui.common.Texts;

/// What there is to say of a source, in words.
///
/// @param isTrouble whether lines are lost, unread or cannot come
record SourceLine(String text, boolean isTrouble) {
    private static final double SILENT_SECONDS = 120;

    /// A reader that keeps up has a few lines to go at any time.
    private static final long LEAST_LAG = 1_000;

    /// Empty while all is well.
    static Optional<SourceLine> of(LiveSource source) {
        List<String> parts = new ArrayList<>();
        if (source.hasLoss()) {
            parts.add(source.loss());
        } else if (!source.trouble().isEmpty()) {
            parts.add(source.trouble());
        }
        boolean isTrouble = !parts.isEmpty();
        if (source.isClockAhead()) {
            parts.add(LiveSource.CLOCK_AHEAD);
        }
        if (source.lag().orElse(0) >= LEAST_LAG) {
            parts.add(Texts.counted(source.lag().getAsLong(), "line") + " behind");
        }
        if (source.silentSeconds() >= SILENT_SECONDS) {
            // Whole minutes: a text that changes every second would not rest.
            double minutes = Math.floor(source.silentSeconds() / 60) * 60;
            parts.add("silent for " + Texts.duration(minutes));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SourceLine(
                                source.name() + ": " + ended(String.join("; ", parts)), isTrouble));
    }

    /// What waits while the run is paused.
    static Optional<SourceLine> waiting(long lines) {
        return lines == 0
                ? Optional.empty()
                : Optional.of(new SourceLine(Texts.counted(lines, "line") + " waiting", false));
    }

    private static String ended(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
