package trafficinsights.ingest.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.yaml.StrictYaml;

/// Which columns of a CSV file hold the metrics of servers; read from a small YAML file
/// (`docs/formats.md`, "Server metrics").
///
/// @param headerMark a cell that only header rows have; null when the first row is the only one
/// @param time column of the time
/// @param server columns whose texts, joined with `/`, name the server
/// @param skipColumn column that tells rows of no server; null when every row is a server's
/// @param skipValues its values there
/// @param metrics where the metrics stand; those that are missing are not known
/// @param upValues what the health column begins with while a server is up; empty for a number
record MetricsMapping(
        char delimiter,
        @Nullable String headerMark,
        String time,
        List<String> server,
        @Nullable String skipColumn,
        List<String> skipValues,
        Map<Metric, Source> metrics,
        List<String> upValues) {

    /// A metric of [trafficinsights.model.ServerMetricBatch].
    enum Metric {
        CPU_UTILIZATION,
        MEMORY_UTILIZATION,
        NETWORK_IN_BYTES_PER_SECOND,
        NETWORK_OUT_BYTES_PER_SECOND,
        ACTIVE_CONNECTIONS,
        HEALTH;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param column name in the header row, or place from 1
    /// @param scale factor of its values (0.01 for percent)
    /// @param isCounter whether it only grows, so that the metric is its growth per second
    record Source(String column, double scale, boolean isCounter) {}

    private static final String EXAMPLE = "docs/formats.md";
    private static final String HAPROXY_STATS = "/trafficinsights/ingest/haproxy-stats.yaml";

    /// The mapping of HAProxy's statistics.
    static MetricsMapping haproxyStats() {
        try (InputStream in = MetricsMapping.class.getResourceAsStream(HAPROXY_STATS)) {
            return of(HAPROXY_STATS, Objects.requireNonNull(in, HAPROXY_STATS).readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("a resource of this program cannot be read", e);
        }
    }

    /// @throws trafficinsights.model.ProblemException when the file is not a mapping
    static MetricsMapping load(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    private static MetricsMapping of(String name, byte[] bytes) {
        StrictYaml yaml =
                StrictYaml.of(
                        new StrictYaml.Source(
                                name, "metrics.mapping", "mapping of metrics", EXAMPLE),
                        bytes);
        List<String> known =
                new ArrayList<>(List.of("delimiter", "header", "time", "server", "skip"));
        Arrays.stream(Metric.values()).map(Metric::key).forEach(known::add);
        yaml.checkKeys(known);
        Map<Metric, Source> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (yaml.has(metric.key())) {
                metrics.put(metric, source(yaml, metric));
            }
        }
        if (!yaml.has("time") || !yaml.has("server") || metrics.isEmpty()) {
            throw yaml.problem("needs `time`, `server` and at least one metric");
        }
        String delimiter = yaml.text("delimiter", ",");
        if (delimiter.length() != 1) {
            throw yaml.problem("delimiter", "is `%s`, must be one character".formatted(delimiter));
        }
        StrictYaml skip = yaml.has("skip") ? yaml.map("skip") : null;
        if (skip != null) {
            skip.checkKeys(List.of("column", "values"));
        }
        return new MetricsMapping(
                delimiter.charAt(0),
                yaml.has("header") ? yaml.text("header") : null,
                yaml.text("time"),
                yaml.texts("server"),
                skip == null ? null : skip.text("column"),
                skip == null ? List.of() : skip.texts("values"),
                metrics,
                upValues(yaml));
    }

    private static Source source(StrictYaml yaml, Metric metric) {
        if (!yaml.isMap(metric.key())) {
            return new Source(yaml.text(metric.key()), 1, false);
        }
        StrictYaml map = yaml.map(metric.key());
        List<String> known = new ArrayList<>(List.of("column", "scale", "counter"));
        if (metric == Metric.HEALTH) {
            known.add("up");
        }
        map.checkKeys(known);
        return new Source(map.text("column"), map.number("scale", 1), map.flag("counter", false));
    }

    private static List<String> upValues(StrictYaml yaml) {
        String health = Metric.HEALTH.key();
        return yaml.isMap(health) ? yaml.map(health).texts("up") : List.of();
    }
}
