package trafficinsights.detect.kpi;

import java.util.Arrays;
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
    private final Answers[] answers = new Answers[Question.ALL.size()];
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
        Arrays.setAll(answers, question -> new Answers(resolution.scales()));
    }

    boolean isRoute() {
        return dimension == Dimension.ROUTE;
    }

    boolean isTotal() {
        return dimension == Dimension.TOTAL;
    }

    /// Whether nothing can be said: silent for long, and hardly seen before. Of the routes of a
    /// scan there are many.
    boolean isDormant(long t) {
        return open.isEmpty()
                && past.requests() < LEAST_PAST
                && recent.sum(Slice.REQUESTS, t, resolution.longestScale()) == 0;
    }

    /// Asks every question of the windows up to `t`.
    void ask(long t, Traffic traffic) {
        for (int a = 0; a < resolution.scales().length; a++) {
            if (resolution.scales()[a] > Math.max(1, t / 3)) {
                continue;
            }
            askOfLatencies(a, t, traffic);
            askOfStatuses(a, t);
            if (resolution.isTrafficJudged()) {
                askOfSizes(a, t, traffic);
                askOfTraffic(a, t, traffic);
            }
        }
    }

    private void put(Question question, int a, long t, double statistic, boolean large) {
        answers(question).put(a, t, statistic, large);
    }

    /// Its statistic is that of the question for more: nothing is to be learned from it.
    private void putRelief(Question question, int a, long t, double statistic, boolean large) {
        if (large) {
            put(question, a, t, statistic, true);
        }
    }

    Answers answers(Question question) {
        return answers[question.ordinal()];
    }

    private void askOfLatencies(int a, long t, Traffic traffic) {
        int windows = resolution.scales()[a];
        boolean isAsked =
                past.latencyCount >= LEAST_PAST_LATENCIES
                        && recent.sum(Slice.LATENCIES, t, windows) >= LEAST_NOW;
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
        put(Question.SLOWER, a, t, latencies.ranks(), isSlower);
        boolean isFaster = -gain > Size.LATENCY_MICROS && -latencies.logGain() > LOG_LATENCY_RATIO;
        putRelief(Question.FASTER, a, t, -latencies.ranks(), isFaster);
        boolean isMeanLarge =
                isNoticed && latencies.mean() > Size.MEAN_RATIO * latencies.meanBefore();
        put(
                Question.MORE_ABOVE_P90,
                a,
                t,
                latencies.surpriseAboveP90(),
                isMeanLarge && latencies.isAboveP90(Size.ABOVE_P90_RATIO));
        put(
                Question.MORE_ABOVE_P98,
                a,
                t,
                latencies.surpriseAboveP98(),
                isMeanLarge && latencies.isAboveP98(Size.ABOVE_P98_RATIO));
    }

    private void askOfStatuses(int a, long t) {
        double n = recent.sum(Slice.STATUSES, t, resolution.scales()[a]);
        if (!(n >= LEAST_NOW && past.statuses() >= LEAST_PAST)) {
            return;
        }
        askOfStatuses(a, t, n, Question.MORE_SERVER_ERRORS, Size.SERVER_ERRORS, 3);
        askOfStatuses(a, t, n, Question.MORE_CLIENT_ERRORS, Size.CLIENT_ERRORS, 4);
        askOfStatuses(a, t, n, Question.MORE_REDIRECTS, Size.REDIRECTS, 4);
    }

    /// @param n requests with a known status
    /// @param size the added share that a person cares for
    /// @param least of these statuses that must have been seen
    private void askOfStatuses(
            int a, long t, double n, Question question, double size, double least) {
        int field = question.statuses();
        double count = recent.sum(field, t, resolution.scales()[a]);
        double gain = count / n - past.sums[field] / past.statuses();
        double statistic =
                Surprise.ofShare(count, n, past.sums[field] + 0.1, past.statuses() + 0.2);
        put(question, a, t, statistic, gain > size && count >= least);
        if (question == Question.MORE_SERVER_ERRORS) {
            putRelief(Question.FEWER_SERVER_ERRORS, a, t, -statistic, -gain > size);
        } else if (question == Question.MORE_CLIENT_ERRORS) {
            putRelief(Question.FEWER_CLIENT_ERRORS, a, t, -statistic, -gain > size);
        }
    }

    /// Two means of logarithms, with the variance of single sizes. Which server answers which route
    /// is not known, so of servers and regions nothing is asked.
    private void askOfSizes(int a, long t, Traffic traffic) {
        if (!isRoute() && !isTotal()) {
            return;
        }
        int windows = resolution.scales()[a];
        double n = recent.sum(Slice.SIZES, t, windows);
        double nBefore = past.sums[Slice.SIZES];
        double usual = usualLogSize(traffic, windows);
        boolean isAsked =
                n >= LEAST_SIZES_NOW && nBefore >= LEAST_PAST_LATENCIES && !Double.isNaN(usual);
        if (!isAsked) {
            return;
        }
        double change = recent.sum(Slice.LOG_SIZE, t, windows) / n - usual;
        double variance = logSizeVariance(traffic, windows);
        double statistic = change / Math.sqrt(variance * (1 / n + 1 / nBefore));
        double bytes = recent.sum(Slice.BYTES, t, windows);
        double ratio = bytes / n * nBefore / past.sums[Slice.BYTES];
        boolean isEnough = windows >= resolution.leastRiseScale();
        boolean isSmaller = isEnough && change < -LOG_SIZE_RATIO && ratio < 1;
        put(Question.SMALLER_RESPONSES, a, t, -statistic, isSmaller);
        boolean isLarger = isEnough && change > LOG_SIZE_RATIO && ratio > 1;
        put(Question.LARGER_RESPONSES, a, t, statistic, isLarger);
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
        double whole = traffic.whole(this, windows);
        boolean isAsked =
                past.requests() >= LEAST_PAST
                        && past.windows >= LEAST_PAST_WINDOWS
                        && whole >= 1
                        && !recent.isBursty(t)
                        && (isRoute() || !traffic.isBurst(windows));
        if (!isAsked) {
            return;
        }
        double x = Math.min(recent.sum(Slice.REQUESTS, t, windows), whole);
        double before = Math.min(past.requests(), past.whole);
        double statistic = Surprise.ofShare(x, whole, before, Math.max(past.whole, 1e-9));
        double ratio = x / whole / Math.max(past.share(), 1e-9);
        put(Question.LESS_TRAFFIC, a, t, -statistic, ratio < Size.SHARE_FALL);
        boolean isRise = ratio > Size.SHARE_RISE && windows >= resolution.leastRiseScale();
        put(Question.MORE_TRAFFIC, a, t, statistic, isRise);
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
        put(Question.LESS_TRAFFIC, a, t, -statistic, rate < Size.RATE_FALL * low);
        boolean isRise = rate > Size.RATE_RISE * high && windows >= resolution.leastRiseScale();
        put(Question.MORE_TRAFFIC, a, t, statistic, isRise);
    }

    /// Whether the rate of all requests jumped just when the windows of a scale began.
    boolean isJump(Question question, int a) {
        return question.isTraffic() && isTotal() && isJump[a];
    }

    /// Keeps the statistics of now, and learns from those of the window that left the newest ones.
    void learn(long t) {
        long u = t - resolution.longestScale();
        boolean isQuiet = u >= 0 && !recent.isOdd(u);
        for (Answers each : answers) {
            each.learn(t, isQuiet);
        }
    }

    /// An incident is over: its windows do not count as evidence for a new one.
    void ended(Question question, long lastWindow) {
        for (Question other : Question.ALL) {
            if (other.isAbout(question)) {
                answers(other).ended(lastWindow);
            }
        }
    }
}
