package trafficinsights.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;
import trafficinsights.model.Kpi;
import trafficinsights.model.NumberText;
import trafficinsights.model.TimeWindow;
import trafficinsights.report.RunReport.KeyedKpi;

/// Two runs of one scenario and seed, side by side.
///
/// @param base without the changes
/// @param changed with them
/// @param changes as they were asked for
public record Comparison(RunReport base, RunReport changed, List<String> changes) {
    public Comparison {
        changes = List.copyOf(changes);
    }

    /// A figure that is compared, with its unit.
    public enum Figure {
        REQUESTS("requests", "Requests", Form.COUNT, (k, s) -> k.requests()),
        LOGICAL("logicalRequests", "Logical requests", Form.COUNT, (k, s) -> k.logicalRequests()),
        RATE("requestsPerSecond", "Request rate", Form.RATE, (k, s) -> k.requests() / s),
        MEAN("meanMicros", "Mean latency", Form.MICROS, (k, s) -> k.meanMicros()),
        P50("p50Micros", "p50 latency", Form.MICROS, (k, s) -> k.p50Micros()),
        P90("p90Micros", "p90 latency", Form.MICROS, (k, s) -> k.p90Micros()),
        P95("p95Micros", "p95 latency", Form.MICROS, (k, s) -> k.p95Micros()),
        P99("p99Micros", "p99 latency", Form.MICROS, (k, s) -> k.p99Micros()),
        P999("p999Micros", "p99.9 latency", Form.MICROS, (k, s) -> k.p999Micros()),
        ERRORS("errorRate", "Error rate", Form.SHARE, (k, s) -> k.errorRate()),
        CLIENT_ERRORS(
                "clientErrorRate", "Client error rate", Form.SHARE, (k, s) -> k.clientErrorRate()),
        RETRY_RATE("retryRate", "Retry rate", Form.SHARE, (k, s) -> k.retryRate()),
        AMPLIFICATION(
                "retryAmplification",
                "Retry amplification",
                Form.RATIO,
                (k, s) -> k.retryAmplification()),
        SUCCESS_AFTER_RETRY(
                "successAfterRetry",
                "Success after retry",
                Form.SHARE,
                (k, s) -> k.successAfterRetry()),
        APDEX("apdex", "Apdex", Form.RATIO, (k, s) -> k.apdex()),
        AVAILABILITY("availability", "Availability", Form.SHARE, (k, s) -> k.availability());

        private enum Form {
            COUNT,
            RATE,
            MICROS,
            SHARE,
            RATIO
        }

        private final String label;
        private final String title;
        private final Form form;

        @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas without state
        private final ToDoubleBiFunction<Kpi, Double> value;

        Figure(String label, String title, Form form, ToDoubleBiFunction<Kpi, Double> value) {
            this.label = label;
            this.title = title;
            this.form = form;
            this.value = value;
        }

        /// The name in files, unit last.
        public String label() {
            return label;
        }

        /// The name for people.
        public String title() {
            return title;
        }

        public String text(double number) {
            return switch (form) {
                case COUNT ->
                        Double.isNaN(number)
                                ? NumberText.NONE
                                : NumberText.exact(Math.round(number));
                case RATE -> NumberText.perSecond(number);
                case MICROS -> NumberText.latency(number);
                case SHARE -> NumberText.share(number);
                case RATIO -> NumberText.ratio(number);
            };
        }

        /// With its sign; shares in percentage points.
        public String deltaText(double delta) {
            if (Double.isNaN(delta)) {
                return NumberText.NONE;
            }
            String sign = delta > 0 ? "+" : delta < 0 ? "−" : "";
            String size = text(Math.abs(delta));
            return sign + (form == Form.SHARE ? size.replace("%", "pp") : size);
        }
    }

    /// One figure of one series in both runs; `NaN` where a run has none.
    public record Row(Dimension dimension, String key, Figure figure, double base, double changed) {
        public double delta() {
            return changed - base;
        }

        /// As a share of the base; `NaN` when that is 0 or unknown.
        public double relative() {
            return base == 0 ? Double.NaN : delta() / Math.abs(base);
        }
    }

    /// Every figure for the total, each region and each server, in this order.
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        addRows(rows, Dimension.TOTAL, Dimension.ALL, base.totals(), changed.totals());
        for (Dimension dimension : List.of(Dimension.REGION, Dimension.SERVER)) {
            Map<String, Kpi> before = byKey(base, dimension);
            Map<String, Kpi> after = byKey(changed, dimension);
            Map<String, Kpi> all = new TreeMap<>(before);
            all.putAll(after);
            all.keySet()
                    .forEach(key -> addRows(rows, dimension, key, before.get(key), after.get(key)));
        }
        return rows;
    }

    private void addRows(
            List<Row> rows,
            Dimension dimension,
            String key,
            @Nullable Kpi before,
            @Nullable Kpi after) {
        for (Figure figure : Figure.values()) {
            double from = value(figure, before, base);
            double to = value(figure, after, changed);
            rows.add(new Row(dimension, key, figure, from, to));
        }
    }

    private static Map<String, Kpi> byKey(RunReport report, Dimension dimension) {
        Map<String, Kpi> byKey = new TreeMap<>();
        for (KeyedKpi row : report.breakdown().getOrDefault(dimension, List.of())) {
            byKey.put(row.key(), row.kpi());
        }
        return byKey;
    }

    private static double value(Figure figure, @Nullable Kpi kpi, RunReport report) {
        if (kpi == null) {
            // A server that took nothing had no requests; everything else about it is unknown.
            return figure == Figure.REQUESTS || figure == Figure.LOGICAL || figure == Figure.RATE
                    ? 0
                    : Double.NaN;
        }
        TimeWindow span = report.span();
        return figure.value.applyAsDouble(kpi, span == null ? Double.NaN : span.lengthSeconds());
    }

    /// What the changes do to all requests, in one sentence.
    public String sentence() {
        return "With %s the error rate %s, p95 %s and the request rate %s."
                .formatted(
                        String.join(", ", changes),
                        moved(Figure.ERRORS),
                        moved(Figure.P95),
                        moved(Figure.RATE));
    }

    private String moved(Figure figure) {
        double from = value(figure, base.totals(), base);
        double to = value(figure, changed.totals(), changed);
        String before = figure.text(from);
        String after = figure.text(to);
        if (before.equals(after)) {
            return "stays at " + before;
        }
        return "%s from %s to %s".formatted(to > from ? "rises" : "falls", before, after);
    }
}
