package trafficinsights.model;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/// A figure of a [Kpi] that is compared: its names, its unit, and what a rise of it means.
public enum KpiFigure {
    REQUESTS("requests", "Requests", Form.COUNT, Better.NEITHER, (k, s) -> k.requests()),
    LOGICAL_REQUESTS(
            "logicalRequests",
            "Logical requests",
            Form.COUNT,
            Better.NEITHER,
            (k, s) -> k.logicalRequests()),
    REQUEST_RATE(
            "requestsPerSecond",
            "Request rate",
            Form.RATE,
            Better.NEITHER,
            (k, s) -> k.requests() / s),
    BYTE_RATE("bytesPerSecond", "Bytes sent", Form.BYTES, Better.NEITHER, (k, s) -> k.bytes() / s),
    MEAN("meanMicros", "Mean latency", Form.MICROS, Better.LOWER, (k, s) -> k.meanMicros()),
    P50("p50Micros", "p50 latency", Form.MICROS, Better.LOWER, (k, s) -> k.p50Micros()),
    P90("p90Micros", "p90 latency", Form.MICROS, Better.LOWER, (k, s) -> k.p90Micros()),
    P95("p95Micros", "p95 latency", Form.MICROS, Better.LOWER, (k, s) -> k.p95Micros()),
    P99("p99Micros", "p99 latency", Form.MICROS, Better.LOWER, (k, s) -> k.p99Micros()),
    P999("p999Micros", "p99.9 latency", Form.MICROS, Better.LOWER, (k, s) -> k.p999Micros()),
    ERROR_RATE(
            "errorRate",
            "Errors (5xx)",
            Form.SHARE,
            Better.LOWER,
            (k, s) -> known(k, k.errorRate())),
    CLIENT_ERROR_RATE(
            "clientErrorRate",
            "Errors (4xx)",
            Form.SHARE,
            Better.LOWER,
            (k, s) -> known(k, k.clientErrorRate())),
    RETRY_RATE(
            "retryRate", "Retry rate", Form.SHARE, Better.LOWER, (k, s) -> known(k, k.retryRate())),
    RETRY_AMPLIFICATION(
            "retryAmplification",
            "Retry amplification",
            Form.RATIO,
            Better.LOWER,
            (k, s) -> k.retryAmplification()),
    SUCCESS_AFTER_RETRY(
            "successAfterRetry",
            "Success after retry",
            Form.SHARE,
            Better.HIGHER,
            (k, s) -> k.successAfterRetry()),
    APDEX("apdex", "Apdex", Form.RATIO, Better.HIGHER, (k, s) -> k.apdex()),
    AVAILABILITY(
            "availability", "Availability", Form.SHARE, Better.HIGHER, (k, s) -> k.availability());

    /// All, in the order in which tables list them.
    public static final List<KpiFigure> ALL = List.of(values());

    private static final double LEAST_SHARE = 0.005;
    private static final double LEAST_INDEX = 0.05;
    private static final double LEAST_AMOUNT = 0.01;

    private enum Form {
        COUNT,
        RATE,
        BYTES,
        MICROS,
        SHARE,
        RATIO
    }

    private enum Better {
        LOWER,
        HIGHER,
        /// More traffic is neither good nor bad by itself.
        NEITHER
    }

    private final String label;
    private final String title;
    private final Form form;
    private final Better better;

    @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas without state
    private final ToDoubleBiFunction<Kpi, Double> value;

    KpiFigure(
            String label,
            String title,
            Form form,
            Better better,
            ToDoubleBiFunction<Kpi, Double> value) {
        this.label = label;
        this.title = title;
        this.form = form;
        this.better = better;
        this.value = value;
    }

    private static double known(Kpi kpi, double share) {
        return kpi.requests() == 0 ? Double.NaN : share;
    }

    /// The name in files, unit last: `p95Micros`.
    public String label() {
        return label;
    }

    /// The name for people.
    public String title() {
        return title;
    }

    /// The name on the command line: `p95`, `error_rate`.
    public String shortName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `requests`, `requests/s`, `bytes/s`, `µs`, `share` or `ratio`.
    public String unit() {
        return switch (form) {
            case COUNT -> "requests";
            case RATE -> "requests/s";
            case BYTES -> "bytes/s";
            case MICROS -> "µs";
            case SHARE -> "share";
            case RATIO -> "ratio";
        };
    }

    /// `NaN` where there is none.
    ///
    /// @param seconds that the requests came in
    public double of(Kpi kpi, double seconds) {
        return value.applyAsDouble(kpi, seconds);
    }

    /// Whether it grows with the length of what is measured, so that only equal lengths can be
    /// compared.
    public boolean isAmount() {
        return form == Form.COUNT;
    }

    /// Whether the parts of it that keys have add up to that of all.
    public boolean isSum() {
        return form == Form.COUNT || form == Form.RATE || form == Form.BYTES;
    }

    /// Whether it is a percentile, whose parts do not add up.
    public boolean isPercentile() {
        return switch (this) {
            case P50, P90, P95, P99, P999 -> true;
            default -> false;
        };
    }

    /// The rank of a percentile, 0 to 1.
    ///
    /// @throws IllegalStateException for any other figure
    public double rank() {
        return switch (this) {
            case P50 -> 0.5;
            case P90 -> 0.9;
            case P95 -> 0.95;
            case P99 -> 0.99;
            case P999 -> 0.999;
            default -> throw new IllegalStateException(this + " is no percentile");
        };
    }

    /// 1 where a rise is good, -1 where it is bad, 0 where it is neither.
    public int signOfGood() {
        return switch (better) {
            case HIGHER -> 1;
            case LOWER -> -1;
            case NEITHER -> 0;
        };
    }

    /// How much larger it became, as a logarithm: 0 for no change, and alike up and down. Of shares
    /// half a percent more on both sides, so that almost nothing against nothing is small; of
    /// figures that should be 1, what they lack.
    public double effect(double before, double after) {
        return switch (this) {
            case AVAILABILITY, SUCCESS_AFTER_RETRY -> -growth(1 - before, 1 - after, LEAST_SHARE);
            case APDEX -> -growth(1 - before, 1 - after, LEAST_INDEX);
            case RETRY_AMPLIFICATION -> growth(before - 1, after - 1, LEAST_INDEX);
            default -> growth(before, after, form == Form.SHARE ? LEAST_SHARE : LEAST_AMOUNT);
        };
    }

    private static double growth(double before, double after, double least) {
        return Math.log((Math.max(0, after) + least) / (Math.max(0, before) + least));
    }

    public String text(double number) {
        return switch (form) {
            case COUNT ->
                    Double.isNaN(number) ? NumberText.NONE : NumberText.exact(Math.round(number));
            case RATE -> NumberText.perSecond(number);
            case BYTES -> Double.isNaN(number) ? NumberText.NONE : NumberText.bytes(number) + "/s";
            case MICROS ->
                    isPercentile() ? NumberText.percentile(number) : NumberText.latency(number);
            case SHARE -> NumberText.share(number);
            case RATIO -> NumberText.ratio(number);
        };
    }

    /// With its sign; shares in percentage points.
    public String deltaText(double delta) {
        if (!Double.isFinite(delta)) {
            return NumberText.NONE;
        }
        String size = text(Math.abs(delta));
        if (form == Form.SHARE) {
            size = size.replace("%", "pp");
        }
        String sign = delta > 0 ? "+" : delta < 0 ? "−" : "";
        return isNothing(size) ? size : sign + size;
    }

    /// A rounded 0 has no sign.
    private static boolean isNothing(String size) {
        return size.chars().noneMatch(c -> c >= '1' && c <= '9');
    }
}
