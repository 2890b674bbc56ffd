package trafficinsights.detect.kpi;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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

    /// Least requests, now and in the past, of which something can be said.
    private static final double LEAST_NOW = 3;

    private static final double LEAST_PAST = 10;
    private static final double LEAST_PAST_LATENCIES = 20;
    private static final double LEAST_PAST_WINDOWS = 6;

    /// A jump is seen in so many windows.
    private static final int LONGEST_JUMP = 4;

    final Dimension dimension;
    final String key;
    final Recent recent;
    final Baseline past = new Baseline();
    final Map<Question, Finding> open = new EnumMap<>(Question.class);

    /// Of the last windows, older ones counting less: those with requests, requests, their squares.
    double active;

    double rate;
    double squares;

    /// Windows without a request since the last one with.
    int silentWindows;

    private final Resolution resolution;
    private final Map<Question, Answers> answers = new EnumMap<>(Question.class);
    private final boolean[] isJump;
    private final LatencyComparison latencies = new LatencyComparison();

    /// When the past's latencies were looked at last, where they do not depend on the scale.
    private long comparedAt = -1;

    Series(Dimension dimension, String key, Resolution resolution) {
        this.dimension = dimension;
        this.key = key;
        this.resolution = resolution;
        this.recent = new Recent(resolution);
        this.isJump = new boolean[resolution.scales().length];
        for (Question question : Question.values()) {
            answers.put(question, new Answers(resolution.scales()));
        }
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
        answers.values().forEach(Answers::clear);
        for (int a = 0; a < resolution.scales().length; a++) {
            if (resolution.scales()[a] > Math.max(1, t / 3)) {
                continue;
            }
            askOfLatencies(a, t, traffic);
            askOfErrors(a, t, Question.MORE_SERVER_ERRORS);
            askOfErrors(a, t, Question.MORE_CLIENT_ERRORS);
            if (resolution.isTrafficJudged()) {
                askOfTraffic(a, t, traffic);
            }
        }
    }

    private void put(Question question, int a, double statistic, boolean large) {
        answers(question).put(a, statistic, large);
    }

    /// Its statistic is that of the question for more: nothing is to be learned from it.
    private void putRelief(Question question, int a, double statistic, boolean large) {
        put(question, a, large ? statistic : 0, large);
    }

    Answers answers(Question question) {
        return Objects.requireNonNull(answers.get(question));
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
        put(Question.SLOWER, a, latencies.ranks(), isSlower);
        boolean isFaster = -gain > Size.LATENCY_MICROS && -latencies.logGain() > LOG_LATENCY_RATIO;
        putRelief(Question.FASTER, a, -latencies.ranks(), isFaster);
        boolean isMeanLarge =
                isNoticed && latencies.mean() > Size.MEAN_RATIO * latencies.meanBefore();
        put(
                Question.MORE_ABOVE_P90,
                a,
                latencies.surpriseAboveP90(),
                isMeanLarge && latencies.isAboveP90(Size.ABOVE_P90_RATIO));
        put(
                Question.MORE_ABOVE_P98,
                a,
                latencies.surpriseAboveP98(),
                isMeanLarge && latencies.isAboveP98(Size.ABOVE_P98_RATIO));
    }

    private void askOfErrors(int a, long t, Question question) {
        boolean isServer = question == Question.MORE_SERVER_ERRORS;
        int field = question.errors();
        int windows = resolution.scales()[a];
        double n = recent.sum(Slice.STATUSES, t, windows);
        if (!(n >= LEAST_NOW && past.statuses() >= LEAST_PAST)) {
            return;
        }
        double errors = recent.sum(field, t, windows);
        double gain = errors / n - past.sums[field] / past.statuses();
        double least = isServer ? Size.SERVER_ERRORS : Size.CLIENT_ERRORS;
        double statistic =
                Surprise.ofShare(errors, n, past.sums[field] + 0.1, past.statuses() + 0.2);
        put(question, a, statistic, gain > least && errors >= (isServer ? 3 : 4));
        Question fewer = isServer ? Question.FEWER_SERVER_ERRORS : Question.FEWER_CLIENT_ERRORS;
        putRelief(fewer, a, -statistic, -gain > least);
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
        put(Question.LESS_TRAFFIC, a, -statistic, ratio < Size.SHARE_FALL);
        boolean isRise = ratio > Size.SHARE_RISE && windows >= resolution.leastRiseScale();
        put(Question.MORE_TRAFFIC, a, statistic, isRise);
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
        put(Question.LESS_TRAFFIC, a, -statistic, rate < Size.RATE_FALL * low);
        boolean isRise = rate > Size.RATE_RISE * high && windows >= resolution.leastRiseScale();
        put(Question.MORE_TRAFFIC, a, statistic, isRise);
    }

    /// Whether the rate of all requests jumped just when the windows of a scale began.
    boolean isJump(Question question, int a) {
        return question.isTraffic() && isTotal() && isJump[a];
    }

    /// Keeps the statistics of now, and learns from those of the window that left the newest ones.
    void learn(long t) {
        long u = t - resolution.longestScale();
        boolean isQuiet = u >= 0 && !recent.isOdd(u);
        answers.values().forEach(each -> each.learn(t, isQuiet));
    }

    /// An incident is over: its windows do not count as evidence for a new one.
    void ended(Question question, long lastWindow) {
        answers.forEach((other, each) -> {
            if (other.isAbout(question)) {
                each.ended(lastWindow);
            }
        });
    }
}
