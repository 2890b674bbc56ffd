package trafficinsights.ui.live;

import java.util.Arrays;
import java.util.List;
import trafficinsights.model.Kpi;
import trafficinsights.model.KpiWindow;
import trafficinsights.ui.common.Texts;
import trafficinsights.ui.live.KeyNumber.Kind;

/// The five numbers over a span, and over the span of the same length before it.
///
/// Shares come from summed counts and are exact. Percentiles cannot be summed and are never
/// averaged: the p95 of a span is that of its median window.
final class Numbers {
    private static final long LATEST_MICROS = 60_000_000;

    /// @param basis in words, what is compared with what
    record Strip(List<KeyNumber> numbers, String basis) {}

    private Numbers() {}

    /// A zoomed span and a finished run are taken whole; while a run goes on, its last minute.
    static Strip of(WindowSeries total, long fromMicros, long endMicros, LiveView view) {
        long windowMicros = total.last().window().lengthMicros();
        long length =
                view.isZoomed() || view.isWhole()
                        ? endMicros - fromMicros
                        : Math.max(windowMicros, Math.min(LATEST_MICROS, endMicros - fromMicros));
        long start = endMicros - length;
        Totals now = Totals.of(total.between(start, endMicros));
        Totals before = Totals.of(total.between(start - length, start));
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
                        new KeyNumber(Kind.P95, now.p95Millis(), before.p95Millis()),
                        new KeyNumber(Kind.ERRORS, now.errorRate(), before.errorRate()),
                        new KeyNumber(Kind.RETRIES, now.retryRate(), before.retryRate()),
                        new KeyNumber(Kind.APDEX, now.apdex(), before.apdex())),
                basis);
    }

    private record Totals(
            double rate, double p95Millis, double errorRate, double retryRate, double apdex) {

        private static final Totals NONE =
                new Totals(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        static Totals of(List<KpiWindow> windows) {
            double seconds = 0;
            long requests = 0;
            long errors = 0;
            long retries = 0;
            long timed = 0;
            double satisfied = 0;
            double[] p95 = new double[windows.size()];
            int known = 0;
            for (KpiWindow window : windows) {
                Kpi kpi = window.kpi();
                seconds += window.window().lengthSeconds();
                requests += kpi.requests();
                errors += kpi.serverErrors();
                retries += kpi.retries();
                timed += kpi.latencyCount();
                satisfied += kpi.satisfied() + kpi.tolerating() / 2.0;
                if (!Double.isNaN(kpi.p95Micros())) {
                    p95[known++] = kpi.p95Micros();
                }
            }
            if (requests == 0) {
                return NONE;
            }
            Arrays.sort(p95, 0, known);
            return new Totals(
                    requests / seconds,
                    known == 0 ? Double.NaN : p95[known / 2] / 1e3,
                    (double) errors / requests,
                    (double) retries / requests,
                    timed == 0 ? Double.NaN : satisfied / timed);
        }
    }
}
