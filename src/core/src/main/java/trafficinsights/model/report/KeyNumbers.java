package trafficinsights.model.report;

import java.util.List;
import java.util.Optional;
import trafficinsights.model.Figure;
import trafficinsights.model.NumberText;
import trafficinsights.model.SpanKpi;

/// The key numbers over a time range, and over the range of the same length before it: one answer
/// for the window and for viewers of a page.
///
/// @param basis in words, what is compared with what: `the last 1 min, compared with the 1 min
///   before`
public record KeyNumbers(List<KeyNumber> numbers, String basis) {
    /// While a run goes on, the numbers are those of its last minute.
    private static final long LATEST_MICROS = 60_000_000;

    /// Which range is meant.
    public enum Range {
        /// All of a finished run: there is nothing before it.
        WHOLE_RUN,
        /// A range that a person chose.
        SELECTED,
        /// The newest part of a finished run.
        LAST,
        /// The last minute of a run that goes on.
        LATEST
    }

    /// Gives the figures of a range; empty where there are none.
    public interface Figures {
        Optional<SpanKpi> between(long fromMicros, long toMicros);
    }

    /// @param fromMicros start of the range that is looked at
    /// @param endMicros its end
    /// @param windowMicros length of a KPI window; the last minute is no shorter
    public static KeyNumbers of(
            Range range, long fromMicros, long endMicros, long windowMicros, Figures figures) {
        long all = endMicros - fromMicros;
        long length =
                range == Range.LATEST ? Math.max(windowMicros, Math.min(LATEST_MICROS, all)) : all;
        if (length <= 0) {
            return of(range, 0, Optional.empty(), Optional.empty());
        }
        long start = endMicros - length;
        return of(
                range,
                length,
                figures.between(start, endMicros),
                range == Range.WHOLE_RUN
                        ? Optional.empty()
                        : figures.between(start - length, start));
    }

    private static KeyNumbers of(
            Range range, long lengthMicros, Optional<SpanKpi> now, Optional<SpanKpi> before) {
        String span = NumberText.duration(lengthMicros);
        String compared = before.isPresent() ? ", compared with the %s before".formatted(span) : "";
        String basis =
                switch (range) {
                    case WHOLE_RUN -> "the whole run";
                    case SELECTED -> "the selected " + span + compared;
                    case LAST, LATEST -> "the last " + span + compared;
                };
        return new KeyNumbers(
                KeyNumber.FIGURES.stream()
                        .map(figure -> new KeyNumber(figure, of(figure, now), of(figure, before)))
                        .toList(),
                basis);
    }

    private static double of(Figure figure, Optional<SpanKpi> figures) {
        return figures.map(known -> known.of(figure)).orElse(Double.NaN);
    }
}
