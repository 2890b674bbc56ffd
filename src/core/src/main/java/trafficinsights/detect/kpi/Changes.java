package trafficinsights.detect.kpi;

import java.util.List;
import java.util.Map;
import trafficinsights.model.Dimension;

/// Begins findings, follows them while they last, and ends them. Threads: one at a time.
///
/// The start is where the sum of single windows' likelihood ratios is the largest; the end is where
/// "back to normal" is so much likelier than "still as in the incident" that chance does not say
/// it.
final class Changes {
    /// Windows before those that it was found in that may be part of a finding.
    private static final int EARLIER_WINDOWS = 3;

    /// An earlier start must be likelier by this, as a logarithm: chance alone makes it a little
    /// so.
    private static final double EARLIER_START = 1;

    /// Half the width of the band, in standard deviations.
    private static final double BAND = 3.5;

    private final Resolution resolution;
    private final long lengthMicros;
    private final Map<Dimension, Map<String, Series>> series;
    private final Traffic traffic;
    private final long[] starts;
    private long t;

    /// @param series of the resolution, by dimension and key
    Changes(
            Resolution resolution,
            long lengthMicros,
            Map<Dimension, Map<String, Series>> series,
            Traffic traffic) {
        this.resolution = resolution;
        this.lengthMicros = lengthMicros;
        this.series = series;
        this.traffic = traffic;
        this.starts = new long[resolution.longestScale() + 2];
    }

    private int slot(long u) {
        return (int) (u % starts.length);
    }

    /// From now on the newest window is `now`.
    void windowIs(long now, long startMicros) {
        t = now;
        starts[slot(t)] = startMicros;
    }

    /// What a question found in the newest windows, as a finding that lasts.
    Finding begin(Series one, Question question) {
        int a = one.answers.loudest(question);
        int windows = resolution.scales()[a];
        Finding finding =
                new Finding(one, question, windows, lengthMicros, starts[slot(t)] + lengthMicros);
        compare(one, finding, a, windows);
        finding.start = start(one, finding, windows, one.isJump(question, a) ? 0 : EARLIER_WINDOWS);
        finding.startMicros = starts[slot(finding.start)] + calmMicros(one, finding);
        finding.endMicros = finding.detectedMicros;
        describe(one, finding, windows, one.answers.certainty(question, a));
        for (Dimension by : List.of(Dimension.SERVER, Dimension.REGION, Dimension.ROUTE)) {
            finding.explain(
                    by,
                    Causes.of(by, finding, series.getOrDefault(by, Map.of()), traffic, t, windows));
        }
        one.open.put(question, finding);
        one.recent.mark(finding.start, t, true);
        return finding;
    }

    /// What is usual and what it changed to, on which start and end are found.
    private void compare(Series one, Finding finding, int a, int windows) {
        Baseline past = one.past;
        Recent recent = one.recent;
        switch (finding.question) {
            case SLOWER, MORE_ABOVE_P90, MORE_ABOVE_P98, FASTER -> {
                double quantile =
                        switch (finding.question) {
                            case MORE_ABOVE_P90 -> 0.9;
                            case MORE_ABOVE_P98 -> 0.98;
                            case FASTER -> 0.5;
                            default -> 0.75;
                        };
                finding.cut =
                        LatencyComparison.rowOf(quantile, past.latencies(), past.latencyCount);
                double[] now = traffic.withoutBursts(one, a);
                double n =
                        Math.min(
                                LatencyComparison.sum(now),
                                recent.sum(Slice.LATENCIES, t, windows));
                finding.usual =
                        (LatencyComparison.sumAbove(finding.cut, past.latencies()) + 0.5)
                                / (past.latencyCount + 1);
                finding.changed = (LatencyComparison.sumAbove(finding.cut, now) + 0.5) / (n + 1);
            }
            case MORE_SERVER_ERRORS,
                    MORE_CLIENT_ERRORS,
                    MORE_REDIRECTS,
                    FEWER_SERVER_ERRORS,
                    FEWER_CLIENT_ERRORS -> {
                int field = finding.question.statuses();
                finding.usual = (past.sums[field] + 0.3) / (past.statuses() + 1);
                finding.changed =
                        (recent.sum(field, t, windows) + 0.3)
                                / (recent.sum(Slice.STATUSES, t, windows) + 1);
            }
            case SMALLER_RESPONSES, LARGER_RESPONSES -> {
                finding.usual = one.usualLogSize(traffic, windows);
                finding.changed =
                        recent.sum(Slice.LOG_SIZE, t, windows)
                                / recent.sum(Slice.SIZES, t, windows);
                finding.variance = one.logSizeVariance(traffic, windows);
            }
            case LESS_TRAFFIC, MORE_TRAFFIC -> {
                if (one.isTotal()) {
                    finding.usual = traffic.usualLevel();
                    finding.changed = Math.max(traffic.steady(windows) / windows, 0.02);
                } else {
                    double whole = traffic.whole(one, windows);
                    double x = Math.min(recent.sum(Slice.REQUESTS, t, windows), whole);
                    finding.usual =
                            (Math.min(past.requests(), past.whole) + 0.3) / (past.whole + 1);
                    finding.changed = (x + 0.3) / (whole + 1);
                }
            }
        }
        finding.usual = Math.max(finding.usual, 1e-9);
    }

    /// Takes the figures of the newest windows of a scale, as far as they are part of the finding.
    void describe(Series one, Finding finding, int scale, double certainty) {
        int windows = (int) Math.min(scale, t - finding.start + 1);
        Baseline past = one.past;
        Recent recent = one.recent;
        double seconds = lengthMicros / 1e6;
        double perWindow = Math.max(past.rate(), 1e-9);
        switch (finding.metric()) {
            case P95 -> {
                double now =
                        recent.sum(Slice.LOG_P95, t, windows)
                                / Math.max(recent.sum(Slice.LATENCIES, t, windows), 1e-9);
                if (now < past.logP95()) {
                    // More are slow, not the slowest: the window that shows it best.
                    now = highestLogP95(one, windows);
                }
                double spread = BAND * past.logP95Spread();
                finding.louder(
                        certainty,
                        Math.exp(now),
                        Math.exp(past.logP95()),
                        Math.exp(past.logP95() - spread),
                        Math.exp(past.logP95() + spread));
            }
            case REQUEST_RATE -> {
                double usual = traffic.usualLevel();
                double spread = BAND * Math.sqrt(usual);
                finding.louder(
                        certainty,
                        traffic.steady(windows) / windows / seconds,
                        usual / seconds,
                        Math.max(0, usual - spread) / seconds,
                        (usual + spread) / seconds);
            }
            case TRAFFIC_SHARE -> {
                double whole = traffic.whole(one, windows);
                share(
                        finding,
                        certainty,
                        Math.min(recent.sum(Slice.REQUESTS, t, windows), whole)
                                / Math.max(whole, 1e-9),
                        Math.min(1, past.share()),
                        past.whole / Math.max(past.windows, 1e-9));
            }
            case BYTES_PER_REQUEST -> {
                double usual = past.sums[Slice.BYTES] / Math.max(past.requests(), 1e-9);
                double spread = BAND * Math.sqrt(past.logSizeVariance() / Math.max(perWindow, 1));
                finding.louder(
                        certainty,
                        recent.sum(Slice.BYTES, t, windows)
                                / Math.max(recent.sum(Slice.REQUESTS, t, windows), 1e-9),
                        usual,
                        usual * Math.exp(-spread),
                        usual * Math.exp(spread));
            }
            default -> {
                int field = finding.question.statuses();
                share(
                        finding,
                        certainty,
                        recent.sum(field, t, windows)
                                / Math.max(recent.sum(Slice.STATUSES, t, windows), 1e-9),
                        past.sums[field] / Math.max(past.statuses(), 1e-9),
                        perWindow);
            }
        }
    }

    private double highestLogP95(Series one, int windows) {
        double highest = 0;
        for (long u = t - windows + 1; u <= t; u++) {
            double n = one.recent.of(Slice.LATENCIES, u);
            if (n > 0) {
                highest = Math.max(highest, one.recent.of(Slice.LOG_P95, u) / n);
            }
        }
        return highest;
    }

    private static void share(
            Finding finding, double certainty, double now, double usual, double n) {
        double spread = BAND * Math.sqrt(usual * (1 - usual) / Math.max(n, 1e-9));
        finding.louder(
                certainty, now, usual, Math.max(0, usual - spread), Math.min(1, usual + spread));
    }

    /// The window from which on the sum of single windows' likelihood ratios is the largest.
    ///
    /// @param earlier windows before those of the scale that may be part of it
    private long start(Series one, Finding finding, int windows, int earlier) {
        double best = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long start = t;
        long most = Math.min(Math.min(resolution.longestScale(), windows + earlier), t);
        for (int m = 1; m <= most; m++) {
            long u = t - m + 1;
            double usual = finding.usual;
            finding.usual = Math.max(usual, 1e-3);
            sum -= finding.logLikelihoodOfEnd(count(one, finding, u), whole(one, finding, u));
            finding.usual = usual;
            if (sum > best + EARLIER_START) {
                best = sum;
                start = u;
            }
        }
        return start;
    }

    /// How much of the start's window passed before the change, by how much of it that window
    /// shows; of windows as they are nothing, they are the unit of time.
    private long calmMicros(Series one, Finding finding) {
        double n = whole(one, finding, finding.start);
        if (resolution.factor() == 1 || n <= 0) {
            return 0;
        }
        double shown = count(one, finding, finding.start) / n - finding.usual;
        double part = Math.clamp(shown / (finding.changed - finding.usual), 0, 1);
        long windowMicros = lengthMicros / resolution.factor();
        return Math.round((1 - part) * (resolution.factor() - 1)) * windowMicros;
    }

    /// Requests of a window that show the change, and those of which they are a part; of sizes
    /// their logarithms.
    private double count(Series one, Finding finding, long u) {
        return switch (finding.question) {
            case SLOWER, MORE_ABOVE_P90, MORE_ABOVE_P98, FASTER ->
                    one.recent.latencies(u).countAbove(finding.cut);
            case MORE_SERVER_ERRORS,
                    MORE_CLIENT_ERRORS,
                    MORE_REDIRECTS,
                    FEWER_SERVER_ERRORS,
                    FEWER_CLIENT_ERRORS ->
                    one.recent.of(finding.question.statuses(), u);
            case SMALLER_RESPONSES, LARGER_RESPONSES -> one.recent.of(Slice.LOG_SIZE, u);
            case LESS_TRAFFIC, MORE_TRAFFIC ->
                    one.isTotal()
                            ? traffic.steadyOf(u)
                            : Math.min(one.recent.of(Slice.REQUESTS, u), traffic.wholeOf(one, u));
        };
    }

    private double whole(Series one, Finding finding, long u) {
        return switch (finding.question) {
            case SLOWER, MORE_ABOVE_P90, MORE_ABOVE_P98, FASTER ->
                    one.recent.of(Slice.LATENCIES, u);
            case MORE_SERVER_ERRORS,
                    MORE_CLIENT_ERRORS,
                    MORE_REDIRECTS,
                    FEWER_SERVER_ERRORS,
                    FEWER_CLIENT_ERRORS ->
                    one.recent.of(Slice.STATUSES, u);
            case SMALLER_RESPONSES, LARGER_RESPONSES -> one.recent.of(Slice.SIZES, u);
            case LESS_TRAFFIC, MORE_TRAFFIC -> one.isTotal() ? 1 : traffic.wholeOf(one, u);
        };
    }

    void goOn(Series one, Finding finding) {
        double best = Double.NEGATIVE_INFINITY;
        int calm = 1;
        double count = 0;
        double whole = 0;
        long most = Math.min(resolution.longestScale(), t - finding.start);
        for (int m = 1; m <= most; m++) {
            count += count(one, finding, t - m + 1);
            whole += whole(one, finding, t - m + 1);
            double likelihood = finding.logLikelihoodOfEnd(count, whole);
            if (likelihood > best) {
                best = likelihood;
                calm = m;
            }
        }
        one.recent.mark(t, t, true);
        finding.endMicros = starts[slot(t)] + lengthMicros;
        if (Finding.isEnd(best)) {
            close(one, finding, t - calm);
            one.recent.mark(t - calm + 1, t, false);
        } else if (t - finding.start > resolution.adaptWindows()) {
            close(one, finding, t);
            one.recent.mark(t - resolution.longestScale(), t, false);
            one.past.forget();
            if (one.isTotal()) {
                traffic.forgetRate();
            }
        }
    }

    private void close(Series one, Finding finding, long lastWindow) {
        finding.endMicros = starts[slot(lastWindow)] + lengthMicros;
        one.open.remove(finding.question);
        if (one.course != null) {
            one.course.forget(finding.start, lastWindow);
        }
        one.answers.ended(finding.question, lastWindow);
    }
}
