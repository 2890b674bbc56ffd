package trafficinsights.ui.live;

import java.util.List;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.common.WindowSeries;
import trafficinsights.ui.live.KeyNumber.Kind;

/// The five numbers over a span, and over the span of the same length before it.
///
/// Shares come from summed counts. Percentiles cannot be summed and are never averaged: the run is
/// asked for that of the span, and merges its sketches.
final class Numbers {
    private static final long LATEST_MICROS = 60_000_000;

    /// @param basis in words, what is compared with what
    record Strip(List<KeyNumber> numbers, String basis) {}

    private Numbers() {}

    /// A zoomed span and a finished run are taken whole; while a run goes on, its last minute.
    static Strip of(
            WindowSeries series,
            long windowMicros,
            long fromMicros,
            long endMicros,
            LiveView view,
            Sketches sketches) {
        long length =
                view.isZoomed() || view.isWhole()
                        ? endMicros - fromMicros
                        : Math.max(windowMicros, Math.min(LATEST_MICROS, endMicros - fromMicros));
        long start = endMicros - length;
        Totals now = Totals.of(series.between(start, endMicros));
        Totals before = Totals.of(series.between(start - length, start));
        boolean canCompare = Double.isFinite(before.rate());
        String span = Texts.duration(length / 1e6);
        String basis =
                view.isWhole()
                        ? "the whole run"
                        : (view.isZoomed() ? "the chosen " : "the last ")
                                + span
                                + (canCompare ? ", against the " + span + " before it" : "");
        return new Strip(
                List.of(
                        new KeyNumber(Kind.RATE, now.rate(), before.rate()),
                        new KeyNumber(
                                Kind.P95,
                                p95Millis(sketches, view.filter(), start, endMicros),
                                p95Millis(sketches, view.filter(), start - length, start)),
                        new KeyNumber(Kind.ERRORS, now.errorRate(), before.errorRate()),
                        new KeyNumber(Kind.RETRIES, now.retryRate(), before.retryRate()),
                        new KeyNumber(Kind.APDEX, now.apdex(), before.apdex())),
                view.filter().isNone() ? basis : basis + ", " + view.filter().words());
    }

    private static double p95Millis(
            Sketches sketches, LiveFilter filter, long fromMicros, long endMicros) {
        return sketches.kpi(filter, fromMicros, endMicros)
                .map(kpi -> kpi.p95Micros() / 1e3)
                .orElse(Double.NaN);
    }

    private record Totals(double rate, double errorRate, double retryRate, double apdex) {

        private static final Totals NONE =
                new Totals(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        static Totals of(List<KpiWindow> windows) {
            double seconds = 0;
            long requests = 0;
            long errors = 0;
            long retries = 0;
            long timed = 0;
            double satisfied = 0;
            for (KpiWindow window : windows) {
                Kpi kpi = window.kpi();
                seconds += window.window().lengthSeconds();
                requests += kpi.requests();
                errors += kpi.serverErrors();
                retries += kpi.retries();
                timed += kpi.latencyCount();
                satisfied += kpi.satisfied() + kpi.tolerating() / 2.0;
            }
            if (requests == 0) {
                return NONE;
            }
            return new Totals(
                    requests / seconds,
                    (double) errors / requests,
                    (double) retries / requests,
                    timed == 0 ? Double.NaN : satisfied / timed);
        }
    }
}
