package trafficinsights.detect.kpi;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;

/// One series at one resolution: its newest windows, its clean past, and what is asked of them.
///
/// The newest windows of each scale together are compared with the past by a two-sample test, so
/// that evidence of many small windows adds up. The statistic is divided by what the same statistic
/// of the same scale usually is in this series, which takes in overdispersion and slow drift. An
/// answer counts when it is certain *and* of a size that a person cares for. Windows enter the past
/// once they are older than the longest scale, unless they are part of an incident: an onset that
/// is not noticed yet does not poison it. Threads: one at a time.
final class Series {
    private static final double LOG_LATENCY_RATIO = Math.log(Size.LATENCY_RATIO);
    private static final double LOG_SIZE_RATIO = Math.log(Size.RESPONSE_RATIO);

    /// Least requests, now and in the past, of which something can be said.
    private static final double LEAST_NOW = 3;

    private static final double LEAST_SIZES_NOW = 5;
    private static final double LEAST_PAST = 10;
    private static final double LEAST_PAST_LATENCIES = 20;
    private static final double LEAST_PAST_WINDOWS = 6;

    private static final int FORGET_WINDOWS = 720;

    /// Of the logarithm of sizes: those of a route may all be the same.
    private static final double LEAST_VARIANCE = 0.05;

    /// A jump is seen in so many windows.
    private static final int LONGEST_JUMP = 4;

    final Dimension dimension;
    final String key;
    final Recent recent;
    final Baseline past = new Baseline();
    final Map<Question, Finding> open = new EnumMap<>(Question.class);

    /// Its latencies over hours, at long windows.
    final @Nullable Course course;

    /// Whether its requests were served by nobody, or nobody knows by whom.
    final boolean isNobody;

    /// What it did in the newest window, until that is added to the recent ones.
    Slice now = Slice.NOTHING;

    /// Of the last windows, older ones counting less: those with requests, requests, their squares.
    double active;

    double rate;
    double squares;

    /// Windows without a request since the last one with.
    int silentWindows;

    private final Resolution resolution;
    final Answers answers;
    private final boolean[] isJump;
    private final LatencyComparison latencies = new LatencyComparison();

    /// When the past's latencies were looked at last, where they do not depend on the scale.
    private long comparedAt = -1;

    Series(Dimension dimension, String key, Resolution resolution) {
        this.dimension = dimension;
        this.key = key;
        this.resolution = resolution;
        this.recent = new Recent(resolution);
        this.course =
                resolution.courseWindows() > 0 ? new Course(resolution.courseWindows()) : null;
        this.isJump = new boolean[resolution.scales().length];
        this.isNobody = key.isEmpty() || key.equals("-") || key.endsWith("<NOSRV>");
        this.answers = new Answers(resolution.scales());
    }

    boolean isRoute() {
        return dimension == Dimension.ROUTE;
    }

    boolean isTotal() {
        return dimension == Dimension.TOTAL;
    }

    /// Whether it can be forgotten: silent for long, or silent and hardly seen before, so that
    /// nothing could be asked. Of the routes of a scan there are many.
    boolean isGone() {
        boolean isHardlySeen =
                past.requests() < LEAST_PAST && silentWindows > resolution.longestScale();
        return open.isEmpty() && (silentWindows > FORGET_WINDOWS || isHardlySeen);
    }

    /// Asks every question of the windows up to `t`.
    void ask(long t, Traffic traffic) {
        answers.windowIs(t);
        latencies.rows(traffic.fromRow(), traffic.toRow());
        boolean isSilent = silentWindows >= resolution.longestScale();
        for (int a = 0; a < resolution.scales().length; a++) {
            if (resolution.scales()[a] > Math.max(1, t / 3)) {
                continue;
            }
            if (!isSilent) {
                askOfLatencies(a, t, traffic);
                askOfStatuses(a);
            }
            if (resolution.isTrafficJudged()) {
                if (!isSilent) {
                    askOfSizes(a, traffic);
                }
                askOfTraffic(a, t, traffic);
            }
        }
    }

    /// Its statistic is that of the question for more: nothing is to be learned from it.
    private void putRelief(Question question, int a, double statistic, boolean large) {
        if (large) {
            answers.put(question, a, statistic, true);
        }
    }

    private void askOfLatencies(int a, long t, Traffic traffic) {
        boolean isAsked =
                past.latencyCount >= LEAST_PAST_LATENCIES
                        && recent.newest(Slice.LATENCIES, a) >= LEAST_NOW;
        if (!isAsked) {
            return;
        }
        boolean isMixed = traffic.isPastMixed(this, a);
        if (isMixed || comparedAt != t) {
            latencies.past(traffic.pastLatencies(this, a));
            comparedAt = isMixed ? -1 : t;
        }
        latencies.now(traffic.withoutBursts(this, a));
        if (!(latencies.count() >= LEAST_NOW && latencies.countBefore() > 0)) {
            return;
        }
        double gain = latencies.mean() - latencies.meanBefore();
        boolean isNoticed = gain > Size.LATENCY_MICROS;
        boolean isSlower = isNoticed && latencies.logGain() > LOG_LATENCY_RATIO;
        answers.put(Question.SLOWER, a, latencies.ranks(), isSlower);
        boolean isFaster = -gain > Size.LATENCY_MICROS && -latencies.logGain() > LOG_LATENCY_RATIO;
        putRelief(Question.FASTER, a, -latencies.ranks(), isFaster);
        boolean isMeanLarge =
                isNoticed && latencies.mean() > Size.MEAN_RATIO * latencies.meanBefore();
        answers.put(
                Question.MORE_ABOVE_P90,
                a,
                latencies.surpriseAboveP90(),
                isMeanLarge && latencies.isAboveP90(Size.ABOVE_P90_RATIO));
        answers.put(
                Question.MORE_ABOVE_P98,
                a,
                latencies.surpriseAboveP98(),
                isMeanLarge && latencies.isAboveP98(Size.ABOVE_P98_RATIO));
    }

    private void askOfStatuses(int a) {
        double n = recent.newest(Slice.STATUSES, a);
        if (!(n >= LEAST_NOW && past.statuses() >= LEAST_PAST)) {
            return;
        }
        askOfStatuses(a, n, Question.MORE_SERVER_ERRORS, Size.SERVER_ERRORS, 3);
        askOfStatuses(a, n, Question.MORE_CLIENT_ERRORS, Size.CLIENT_ERRORS, 4);
        askOfStatuses(a, n, Question.MORE_REDIRECTS, Size.REDIRECTS, 4);
    }

    /// @param n requests with a known status
    /// @param size the added share that a person cares for
    /// @param least of these statuses that must have been seen
    private void askOfStatuses(int a, double n, Question question, double size, double least) {
        int field = question.statuses();
        double count = recent.newest(field, a);
        double gain = count / n - past.sums[field] / past.statuses();
        double statistic =
                Surprise.ofShare(count, n, past.sums[field] + 0.1, past.statuses() + 0.2);
        answers.put(question, a, statistic, gain > size && count >= least);
        if (question == Question.MORE_SERVER_ERRORS) {
            putRelief(Question.FEWER_SERVER_ERRORS, a, -statistic, -gain > size);
        } else if (question == Question.MORE_CLIENT_ERRORS) {
            putRelief(Question.FEWER_CLIENT_ERRORS, a, -statistic, -gain > size);
        }
    }

    /// Two means of logarithms, with the variance of single sizes. Which server answers which route
    /// is not known, so of servers and regions nothing is asked.
    private void askOfSizes(int a, Traffic traffic) {
        if (!isRoute() && !isTotal()) {
            return;
        }
        int windows = resolution.scales()[a];
        double n = recent.newest(Slice.SIZES, a);
        double nBefore = past.sums[Slice.SIZES];
        double usual = usualLogSize(traffic, windows);
        boolean isAsked =
                n >= LEAST_SIZES_NOW && nBefore >= LEAST_PAST_LATENCIES && !Double.isNaN(usual);
        if (!isAsked) {
            return;
        }
        double change = recent.newest(Slice.LOG_SIZE, a) / n - usual;
        double variance = logSizeVariance(traffic, windows);
        double statistic = change / Math.sqrt(variance * (1 / n + 1 / nBefore));
        double bytes = recent.newest(Slice.BYTES, a);
        double ratio = bytes / n * nBefore / past.sums[Slice.BYTES];
        boolean isEnough = windows >= resolution.leastRiseScale();
        boolean isSmaller = isEnough && change < -LOG_SIZE_RATIO && ratio < 1;
        answers.put(Question.SMALLER_RESPONSES, a, -statistic, isSmaller);
        boolean isLarger = isEnough && change > LOG_SIZE_RATIO && ratio > 1;
        answers.put(Question.LARGER_RESPONSES, a, statistic, isLarger);
    }

    /// The mean logarithm of sizes that the past and the mix of routes make likely.
    double usualLogSize(Traffic traffic, int windows) {
        return isTotal() ? traffic.mixedLogSize(windows) : past.logSize();
    }

    /// Of single sizes.
    double logSizeVariance(Traffic traffic, int windows) {
        double variance =
                isTotal() ? traffic.mixedLogSizeVariance(windows) : past.logSizeVariance();
        return Math.max(variance, LEAST_VARIANCE);
    }

    private void askOfTraffic(int a, long t, Traffic traffic) {
        if (isTotal()) {
            SteadyRate usual = traffic.usualRate();
            if (usual != null) {
                askOfRate(a, t, traffic, usual);
            }
            return;
        }
        int windows = resolution.scales()[a];
        double whole = traffic.newestWhole(this, a);
        boolean isAsked =
                past.requests() >= LEAST_PAST
                        && past.windows >= LEAST_PAST_WINDOWS
                        && whole >= 1
                        && !recent.isBursty(t)
                        && (isRoute() || !traffic.isBurst(a));
        if (!isAsked) {
            return;
        }
        double x = Math.min(recent.newest(Slice.REQUESTS, a), whole);
        double before = Math.min(past.requests(), past.whole);
        double statistic = Surprise.ofShare(x, whole, before, Math.max(past.whole, 1e-9));
        double ratio = x / whole / Math.max(past.share(), 1e-9);
        answers.put(Question.LESS_TRAFFIC, a, -statistic, ratio < Size.SHARE_FALL);
        boolean isRise = ratio > Size.SHARE_RISE && windows >= resolution.leastRiseScale();
        answers.put(Question.MORE_TRAFFIC, a, statistic, isRise);
    }

    /// The rate of all requests changed if it is neither at its level nor on its trend, or if it
    /// jumps: a rhythm of minutes, however strong, is smooth.
    private void askOfRate(int a, long t, Traffic traffic, SteadyRate usual) {
        int windows = resolution.scales()[a];
        double x = traffic.steady(windows);
        double known = usual.windows();
        double trend = usual.at(t - (windows - 1) / 2.0);
        double level = usual.level();
        double spread = Math.sqrt(usual.dispersion(windows));
        double offLevel = Surprise.ofRate(x, windows, level * known, known) / spread;
        double offTrend = Surprise.ofRate(x, windows, trend * known, known) / spread;
        double nearer = Math.abs(offLevel) < Math.abs(offTrend) ? offLevel : offTrend;
        double statistic = offLevel * offTrend > 0 ? nearer : 0;
        double rate = x / windows;
        double line = windows <= LONGEST_JUMP ? traffic.line(windows) : Double.NaN;
        double jump = Double.isNaN(line) ? 0 : usual.jump(x, line, windows);
        double low = Math.min(level, trend);
        double high = Math.max(level, trend);
        isJump[a] = Math.abs(jump) > Math.abs(statistic);
        if (isJump[a]) {
            statistic = jump;
            low = Math.min(low, line);
            high = Math.max(high, line);
        }
        answers.put(Question.LESS_TRAFFIC, a, -statistic, rate < Size.RATE_FALL * low);
        boolean isRise = rate > Size.RATE_RISE * high && windows >= resolution.leastRiseScale();
        answers.put(Question.MORE_TRAFFIC, a, statistic, isRise);
    }

    /// Whether the rate of all requests jumped just when the windows of a scale began.
    boolean isJump(Question question, int a) {
        return question.isTraffic() && isTotal() && isJump[a];
    }

    /// Keeps the statistics of now, and learns from those of the window that left the newest ones.
    void learn(long t) {
        long u = t - resolution.longestScale();
        boolean isQuiet = u >= 0 && !recent.isOdd(u);
        answers.learn(isQuiet);
    }
}
