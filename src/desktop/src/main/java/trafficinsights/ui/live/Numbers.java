package trafficinsights.ui.live;

import java.util.List;
import java.util.Optional;
import trafficinsights.model.Figure;
import trafficinsights.model.SpanKpi;
import trafficinsights.model.report.KeyNumber;
import trafficinsights.ui.common.Texts;

/// The five numbers over a span, and over the span of the same length before it.
///
/// The run is asked for the figures of both spans: it merges its sketches and knows how long the
/// requests took to come, silent windows included. Its report asks the same.
final class Numbers {
    private static final long LATEST_MICROS = 60_000_000;

    /// @param basis in words, what is compared with what
    record Strip(List<KeyNumber> numbers, String basis) {}

    private Numbers() {}

    /// A zoomed span and a finished run are taken whole; while a run goes on, its last minute.
    static Strip of(
            long windowMicros, long fromMicros, long endMicros, LiveView view, Sketches sketches) {
        long length =
                view.isZoomed() || view.isWhole()
                        ? endMicros - fromMicros
                        : Math.max(windowMicros, Math.min(LATEST_MICROS, endMicros - fromMicros));
        long start = endMicros - length;
        Optional<SpanKpi> now = sketches.kpi(view.filter(), start, endMicros);
        Optional<SpanKpi> before = sketches.kpi(view.filter(), start - length, start);
        String span = Texts.duration(length / 1e6);
        String basis =
                view.isWhole()
                        ? "the whole run"
                        : (view.isZoomed() ? "the selected " : "the last ")
                                + span
                                + (before.isPresent()
                                        ? ", compared with the " + span + " before"
                                        : "");
        return new Strip(
                KeyNumber.FIGURES.stream()
                        .map(figure -> new KeyNumber(figure, of(figure, now), of(figure, before)))
                        .toList(),
                view.filter().isNone() ? basis : basis + ", " + view.filter().words());
    }

    private static double of(Figure figure, Optional<SpanKpi> figures) {
        return figures.map(known -> known.of(figure)).orElse(Double.NaN);
    }
}
