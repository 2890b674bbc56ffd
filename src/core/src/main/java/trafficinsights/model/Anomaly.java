package trafficinsights.model;

import java.util.List;
import java.util.Locale;

/// A span in which one metric of one series left its expected band.
///
/// @param startMicros start of the first window outside, µs since 1970 UTC
/// @param endMicros end of the last window outside
/// @param score 0 to 1: how sure; the tail probability of the deviation, turned round
/// @param observed value in the worst window, in the metric's unit
/// @param expected what the series' recent past makes likely there
/// @param bandLow lower edge of the expected band
/// @param bandHigh upper edge of the expected band
/// @param deviation from expected in the worst window, in spreads of the past's errors
public record Anomaly(
        Dimension dimension,
        String key,
        Figure metric,
        long startMicros,
        long endMicros,
        double score,
        double observed,
        double expected,
        double bandLow,
        double bandHigh,
        double deviation,
        Severity severity) {
    /// The figures that are watched, in their order.
    public static final List<Figure> METRICS =
            List.of(
                    Figure.REQUEST_RATE,
                    Figure.TRAFFIC_SHARE,
                    Figure.P95,
                    Figure.ERROR_RATE,
                    Figure.CLIENT_ERROR_RATE,
                    Figure.REDIRECT_RATE,
                    Figure.BYTES_PER_REQUEST);

    /// The watched figure whose series has this name.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Figure metric(String seriesName) {
        return METRICS.stream()
                .filter(metric -> metric.seriesName().equals(seriesName))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("not a watched figure: " + seriesName));
    }

    public Anomaly {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException(
                    "anomaly ends at %d, not after its start %d".formatted(endMicros, startMicros));
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score " + score + " is not in [0, 1]");
        }
    }

    /// `p95 latency of server eu-2 rose to 240 ms`
    public String sentence() {
        String verb = observed >= expected ? " rose to " : " fell to ";
        return metric.firstWords() + part() + verb + text(observed);
    }

    private String part() {
        return dimension == Dimension.TOTAL
                ? ""
                : " of " + dimension.label().replace('_', ' ').toLowerCase(Locale.ROOT) + " " + key;
    }

    /// A value of its figure, with the unit on the same line.
    public String text(double value) {
        return metric.text(value).replace(' ', '\u00a0');
    }
}
