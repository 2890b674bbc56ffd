package trafficinsights.model;

import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/// A figure of a set of requests: its names, its unit, what a rise of it means, how parts of it
/// become the whole, and where a [Kpi] has it.
///
/// The one enumeration of figures. Files, rules, monitoring, tiles, charts and tables choose from
/// it, each with a list of its own order, and take names, units and texts from here. The order of
/// the constants is that of tables of compared figures. Longer than 400 lines: every figure has its
/// text here.
public enum Figure {
    REQUESTS("Requests", "Every logged attempt.", Kpi::requests),
    LOGICAL_REQUESTS("Logical requests", "First attempts, without retries.", Kpi::logicalRequests),
    REQUEST_RATE(
            "Request rate",
            "Requests per second over the window.",
            Unit.REQUESTS_PER_SECOND,
            (kpi, seconds) -> kpi.requests() / seconds),
    /// Not of one KPI alone: see [#of(KpiWindow, long)].
    TRAFFIC_SHARE(
            "Traffic share",
            "Requests of a region, server or route as a share of all requests of the window.",
            Unit.SHARE,
            Better.NEITHER,
            kpi -> Double.NaN),
    BYTES("Bytes", "Bytes sent to clients.", Unit.BYTES, Kpi::bytes),
    /// Only the detector compares it; of a KPI there are bytes and requests.
    BYTES_PER_REQUEST(
            "Response size",
            "Mean size of a response: bytes / requests.",
            Unit.BYTES,
            Better.NEITHER,
            kpi -> Double.NaN),
    BYTE_RATE(
            "Bytes sent",
            "Bytes sent to clients per second over the window.",
            Unit.BYTES_PER_SECOND,
            (kpi, seconds) -> kpi.bytes() / seconds),
    MEAN(
            "Mean latency",
            "Mean latency of all requests with a known latency.",
            Unit.MICROS,
            Better.LOWER,
            Kpi::meanMicros),
    P50("latency", 0.5, Kpi::p50Micros),
    P90("latency", 0.9, Kpi::p90Micros),
    P95("latency", 0.95, Kpi::p95Micros),
    P99("latency", 0.99, Kpi::p99Micros),
    P999("latency", 0.999, Kpi::p999Micros),
    MAX(
            "Longest latency",
            "The longest latency of any request.",
            Unit.MICROS,
            Kpi::maxMicros,
            Merge.MAX),
    TTFB_P50("time to first byte", 0.5, Kpi::ttfbP50Micros),
    TTFB_P95("time to first byte", 0.95, Kpi::ttfbP95Micros),
    ERROR_RATE(
            "Server error rate",
            "Share of requests with status 500 and above or no answer.",
            Unit.SHARE,
            Better.LOWER,
            Kpi::errorRate),
    CLIENT_ERROR_RATE(
            "Client error rate",
            "Share of requests with status 400 to 499.",
            Unit.SHARE,
            Better.LOWER,
            Kpi::clientErrorRate),
    /// Not of one KPI alone: only the detector has the count.
    REDIRECT_RATE(
            "Redirect rate",
            "Share of requests with status 300 to 399.",
            Unit.SHARE,
            Better.NEITHER,
            kpi -> Double.NaN),
    RETRY_RATE(
            "Retry rate",
            "Share of requests that repeat an earlier attempt.",
            Unit.SHARE,
            Better.LOWER,
            Kpi::retryRate),
    RETRY_AMPLIFICATION(
            "Retry amplification",
            "Attempts for each first attempt: attempts / logical_requests.",
            Unit.RATIO,
            Better.LOWER,
            Kpi::retryAmplification),
    SUCCESS_AFTER_RETRY(
            "Success after retry",
            "Share of retries that ended below status 500.",
            Unit.SHARE,
            Better.HIGHER,
            Kpi::successAfterRetry),
    /// Not of one KPI alone: only rules know the bound, and the sketch has the count.
    WITHIN(
            "Requests in time",
            "Share of requests with a known latency that took at most the given time.",
            Unit.SHARE,
            Better.HIGHER,
            kpi -> Double.NaN),
    APDEX("Apdex", "Apdex, T = 0.5 s.", Unit.RATIO, Better.HIGHER, Kpi::apdex),
    AVAILABILITY(
            "Availability",
            "Share of requests that did not end in a server error.",
            Unit.SHARE,
            Better.HIGHER,
            Kpi::availability),
    ATTEMPTS(
            "Attempts",
            "Attempts sent to a server, including those that the balancer repeated by itself.",
            Kpi::attempts),
    RETRIES("Retries", "Rows that are not a first attempt.", Kpi::retries),
    SUCCEEDED_AFTER_RETRY(
            "Succeeded after retry",
            "Retries that ended below status 500.",
            Kpi::succeededAfterRetry),
    CLIENT_ERRORS("Client errors", "Requests with status 400 to 499.", Kpi::clientErrors),
    SERVER_ERRORS(
            "Server errors",
            "Requests with status 500 and above, or no answer.",
            Kpi::serverErrors),
    LATENCY_COUNT("Known latencies", "Requests with a known latency.", Kpi::latencyCount),
    SATISFIED(
            "Satisfied",
            "Requests with a latency of at most 500 ms and no server error.",
            Kpi::satisfied),
    TOLERATING(
            "Tolerating",
            "Requests with a latency above 500 ms, at most 2 s, and no server error.",
            Kpi::tolerating);

    /// How the parts of a figure become that of all.
    public enum Merge {
        /// They add up: amounts, and rates over the same time.
        SUM,
        /// Both sides of a fraction add up, the fraction does not.
        RATIO,
        /// Only the sketches behind it can be merged.
        PERCENTILE,
        /// The largest.
        MAX
    }

    private enum Better {
        LOWER,
        HIGHER,
        /// More traffic is neither good nor bad by itself.
        NEITHER
    }

    private final String label;
    private final String meaning;
    private final Unit unit;
    private final Better better;
    private final Merge merge;
    private final double rank;

    @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas without state
    private final ToDoubleBiFunction<Kpi, Double> value;

    @SuppressWarnings("ImmutableEnumChecker") // as above
    private final ToLongFunction<Kpi> count;

    /// Any figure.
    Figure(
            String label,
            String meaning,
            Unit unit,
            Better better,
            Merge merge,
            double rank,
            ToDoubleBiFunction<Kpi, Double> value,
            ToLongFunction<Kpi> count) {
        this.label = label;
        this.meaning = meaning;
        this.unit = unit;
        this.better = better;
        this.merge = merge;
        this.rank = rank;
        this.value = value;
        this.count = count;
    }

    /// A number of requests.
    Figure(String label, String meaning, ToLongFunction<Kpi> count) {
        this(label, meaning, Unit.REQUESTS, count);
    }

    /// An amount.
    Figure(String label, String meaning, Unit unit, ToLongFunction<Kpi> count) {
        this(
                label,
                meaning,
                unit,
                Better.NEITHER,
                Merge.SUM,
                0,
                (kpi, seconds) -> count.applyAsLong(kpi),
                count);
    }

    /// A rate.
    Figure(String label, String meaning, Unit unit, ToDoubleBiFunction<Kpi, Double> value) {
        this(label, meaning, unit, Better.NEITHER, Merge.SUM, 0, value, Figure::none);
    }

    /// A fraction.
    Figure(String label, String meaning, Unit unit, Better better, ToDoubleFunction<Kpi> value) {
        this(
                label,
                meaning,
                unit,
                better,
                Merge.RATIO,
                0,
                (kpi, seconds) -> value.applyAsDouble(kpi),
                Figure::none);
    }

    /// A time of which less is better.
    Figure(String label, String meaning, Unit unit, ToDoubleFunction<Kpi> value, Merge merge) {
        this(
                label,
                meaning,
                unit,
                Better.LOWER,
                merge,
                0,
                (kpi, seconds) -> value.applyAsDouble(kpi),
                Figure::none);
    }

    /// A percentile of a time.
    Figure(String time, double rank, ToDoubleFunction<Kpi> value) {
        this(
                "p" + percent(rank) + " " + time,
                percent(rank)
                        + " % of the requests with a known "
                        + time
                        + " took at most this long.",
                Unit.ESTIMATED_MICROS,
                Better.LOWER,
                Merge.PERCENTILE,
                rank,
                (kpi, seconds) -> value.applyAsDouble(kpi),
                Figure::none);
    }

    private static long none(Kpi kpi) {
        throw new IllegalStateException("only an amount has a count");
    }

    /// `95`, `99.9`
    private static String percent(double rank) {
        double percent = Math.round(rank * 1e6) / 1e4;
        return percent == Math.rint(percent)
                ? Long.toString(Math.round(percent))
                : Double.toString(percent);
    }

    /// The name for people, as tiles and tables head it: `p95 latency`, `Errors (5xx)`.
    public String label() {
        return label;
    }

    /// The name where there is little room, as keys of charts and heads of columns: `p95`, `5xx`.
    public String brief() {
        return switch (this) {
            case REQUEST_RATE -> "Rate";
            case ERROR_RATE -> "5xx";
            case CLIENT_ERROR_RATE -> "4xx";
            case RETRY_RATE -> "Retries";
            case TTFB_P50, TTFB_P95 -> "First byte p" + percent(rank);
            default -> isPercentile() ? "p" + percent(rank) : label;
        };
    }

    /// The rank of a percentile in words: `99.9`.
    public String percent() {
        return percent(rank());
    }

    /// How a sentence names it: `share of server errors`.
    public String words() {
        return switch (this) {
            case TRAFFIC_SHARE -> "share of traffic";
            case BYTE_RATE -> "byte rate";
            case ERROR_RATE -> "server error rate";
            case CLIENT_ERROR_RATE -> "client error rate";
            case RETRY_RATE -> "retry rate";
            case WITHIN -> "share of requests in time";
            case APDEX -> label;
            default -> label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
        };
    }

    /// How a sentence that begins with it names it. Percentiles are written small wherever they
    /// are.
    public String firstWords() {
        String words = words();
        return isPercentile()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /// What it is, in one sentence.
    public String meaning() {
        return meaning;
    }

    public Unit unit() {
        return unit;
    }

    public Merge merge() {
        return merge;
    }

    /// The name on the command line: `p95`, `error_rate`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The word for it in a file of rules: `p99.9`, `error_rate`.
    public String ruleWord() {
        return isLatencyPercentile() ? "p" + percent(rank) : id();
    }

    /// The name of a series of it, as anomalies and forecasts have it: `p95_latency`.
    public String seriesName() {
        return unit.isTime() && !isOptional() ? id() + "_latency" : id();
    }

    /// The column in CSV files, the store and the warehouse, where times are in ms: `p95_ms`,
    /// `requests_per_second`.
    public String column() {
        return unit.isTime() ? id() + "_ms" : stem();
    }

    /// The key in JSON, unit last, times in µs: `p95Micros`, `requestsPerSecond`.
    public String key() {
        StringBuilder key = new StringBuilder();
        for (String word : (unit.isTime() ? id() + "_micros" : stem()).split("_")) {
            key.append(
                    key.isEmpty()
                            ? word
                            : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return key.toString();
    }

    /// The name in monitoring systems, base unit last: `traffic_error_ratio`. Percentiles share
    /// one, and are distinguished by a label.
    public String gauge() {
        return "traffic_"
                + switch (unit) {
                    case MICROS, ESTIMATED_MICROS ->
                            isOptional() ? "time_to_first_byte_seconds" : "latency_seconds";
                    case SHARE, RATIO -> id().replaceFirst("_rate$", "") + "_ratio";
                    default -> stem();
                };
    }

    private String stem() {
        return switch (unit) {
            case REQUESTS_PER_SECOND -> "requests_per_second";
            case BYTES_PER_SECOND -> "bytes_per_second";
            default -> id();
        };
    }

    /// As files have it: a share of no requests is 0. `NaN` where it is not known.
    ///
    /// @param seconds that the requests came in
    public double of(Kpi kpi, double seconds) {
        return isKnown(kpi) ? value.applyAsDouble(kpi, seconds) : Double.NaN;
    }

    /// As people are shown it, and rules judge it: without requests there is nothing but an amount
    /// or a rate of 0, and `NaN` for all else.
    ///
    /// @param seconds that the requests came in
    public double known(Kpi kpi, double seconds) {
        return kpi.requests() == 0 && !isSum() ? Double.NaN : of(kpi, seconds);
    }

    /// Of a window, as files have it.
    public double of(KpiWindow window) {
        return of(window.kpi(), window.window().lengthSeconds());
    }

    /// Of a window of a part of the traffic, as files have it.
    ///
    /// @param allRequests of all series together in the same time; 0 where that is not known
    public double of(KpiWindow window, long allRequests) {
        if (this == TRAFFIC_SHARE) {
            return allRequests == 0 ? Double.NaN : (double) window.kpi().requests() / allRequests;
        }
        return of(window);
    }

    /// Whether it can be told of these requests: amounts of errors need statuses.
    public boolean isKnown(Kpi kpi) {
        return switch (this) {
            case CLIENT_ERRORS, SERVER_ERRORS, SUCCEEDED_AFTER_RETRY -> kpi.isStatusKnown();
            default -> true;
        };
    }

    /// An amount, to the last digit; means nothing where it is not [#isKnown(Kpi)].
    ///
    /// @throws IllegalStateException for any other figure
    public long count(Kpi kpi) {
        return count.applyAsLong(kpi);
    }

    /// Whether it grows with the length of what is measured, so that only equal lengths can be
    /// compared.
    public boolean isAmount() {
        return isSum() && unit.isAmount();
    }

    /// Whether the parts of it that keys have add up to that of all.
    public boolean isSum() {
        return merge == Merge.SUM;
    }

    /// Whether only some sources have it. Where it is not known, people are shown nothing of it.
    public boolean isOptional() {
        return this == TTFB_P50 || this == TTFB_P95;
    }

    /// Whether it is a percentile of the latency; the histograms of latencies have those.
    public boolean isLatencyPercentile() {
        return isPercentile() && !isOptional();
    }

    /// Whether it is a percentile, whose parts do not add up.
    public boolean isPercentile() {
        return merge == Merge.PERCENTILE;
    }

    /// The rank of a percentile, 0 to 1.
    ///
    /// @throws IllegalStateException for any other figure
    public double rank() {
        if (!isPercentile()) {
            throw new IllegalStateException(this + " is not a percentile");
        }
        return rank;
    }

    /// 1 where a rise is good, -1 where it is bad, 0 where it is neither.
    public int signOfGood() {
        return switch (better) {
            case HIGHER -> 1;
            case LOWER -> -1;
            case NEITHER -> 0;
        };
    }

    public String text(double number) {
        return unit.text(number);
    }
}
