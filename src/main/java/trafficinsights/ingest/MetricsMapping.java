package trafficinsights.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import trafficinsights.model.Problem;

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

    private static final String HAPROXY_STATS = "haproxy-stats.yaml";

    /// The mapping of HAProxy's statistics.
    static MetricsMapping haproxyStats() {
        try (InputStream in = MetricsMapping.class.getResourceAsStream(HAPROXY_STATS)) {
            return of(HAPROXY_STATS, Objects.requireNonNull(in, HAPROXY_STATS).readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("a resource of this program cannot be read", e);
        }
    }

    /// @throws trafficinsights.model.ProblemException when the file is no mapping
    static MetricsMapping load(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw LogInput.unreadable(file, e);
        }
    }

    private static MetricsMapping of(String name, byte[] yaml) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(name).build();
            Object root =
                    new Load(settings).loadFromString(new String(yaml, StandardCharsets.UTF_8));
            return mapping(name, map(name, "the file", root));
        } catch (YamlEngineException e) {
            throw wrong(name, "it is no YAML");
        }
    }

    private static MetricsMapping mapping(String name, Map<?, ?> root) {
        Map<Metric, Source> metrics = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Object value = root.get(metric.key());
            if (value != null) {
                metrics.put(metric, source(name, metric.key(), value));
            }
        }
        if (!root.containsKey("time") || !root.containsKey("server") || metrics.isEmpty()) {
            throw wrong(name, "it needs `time`, `server` and at least one metric");
        }
        Map<?, ?> skip = root.get("skip") == null ? Map.of() : map(name, "skip", root.get("skip"));
        Object health = root.get(Metric.HEALTH.key());
        Object up = health instanceof Map<?, ?> map ? map.get("up") : null;
        String delimiter =
                root.get("delimiter") == null ? "," : String.valueOf(root.get("delimiter"));
        Object mark = root.get("header");
        return new MetricsMapping(
                delimiter.charAt(0),
                mark == null ? null : String.valueOf(mark),
                String.valueOf(root.get("time")),
                texts(root.get("server")),
                skip.get("column") == null ? null : String.valueOf(skip.get("column")),
                texts(skip.get("values")),
                metrics,
                texts(up));
    }

    private static Source source(String name, String key, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return new Source(String.valueOf(value), 1, false);
        }
        Object scale = map.get("scale");
        if (map.get("column") == null || (scale != null && !(scale instanceof Number))) {
            throw wrong(name, "`" + key + "` needs a column, and its scale must be a number");
        }
        return new Source(
                String.valueOf(map.get("column")),
                scale instanceof Number number ? number.doubleValue() : 1,
                Boolean.TRUE.equals(map.get("counter")));
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        } else if (value != null) {
            texts.add(String.valueOf(value));
        }
        return List.copyOf(texts);
    }

    private static Map<?, ?> map(String name, String what, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(name, what + " is no list of keys and values");
    }

    private static RuntimeException wrong(String name, String why) {
        return Problem.of(
                        "metrics.mapping",
                        "%s is no mapping of metrics: %s. docs/formats.md has an example."
                                .formatted(name, why))
                .asException();
    }
}
