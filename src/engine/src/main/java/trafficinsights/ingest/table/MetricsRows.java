package trafficinsights.ingest.table;

import com.opencsv.CSVParser;
import com.opencsv.CSVParserBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.table.MetricsMapping.Metric;
import trafficinsights.ingest.table.MetricsMapping.Source;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Names;
import trafficinsights.model.ServerMetricBatch;

/// Rows of a table of server metrics, read through a mapping. What a row does not tell is `NaN`
/// (health: 1). Rows come in the order of their table; counters become growth per second. Threads:
/// one.
public final class MetricsRows {
    /// A counter's last value and its time.
    private record Counted(long epochMicros, double value) {}

    private final MetricsMapping mapping;
    private final Names names;
    private final CSVParser csv;
    private final IsoTimeReader isoTime = new IsoTimeReader(ZoneOffset.UTC);
    private final Map<String, Counted> counters = new HashMap<>();
    private List<String> header = List.of();

    /// @param mappingFile null for HAProxy's statistics
    /// @throws trafficinsights.model.ProblemException when the file is not a mapping
    public MetricsRows(@Nullable Path mappingFile, Names names) {
        this.mapping =
                mappingFile == null
                        ? MetricsMapping.haproxyStats()
                        : MetricsMapping.load(mappingFile);
        this.names = names;
        this.csv = new CSVParserBuilder().withSeparator(mapping.delimiter()).build();
    }

    /// Reads a row of the table into a row of the batch, if it has metrics.
    public LineVerdict read(String line, ServerMetricBatch batch, int row) {
        if (line.isBlank()) {
            return LineVerdict.BLANK;
        }
        String[] cells;
        try {
            cells = csv.parseLine(line);
        } catch (IOException e) {
            // The quotes do not match.
            return LineVerdict.BAD_FIELD_COUNT;
        }
        String mark = mapping.headerMark();
        boolean isHeader = mark == null ? header.isEmpty() : Arrays.asList(cells).contains(mark);
        if (isHeader) {
            header =
                    Arrays.stream(cells)
                            .map(c -> c.strip().replaceFirst("^\uFEFF?# ?", ""))
                            .toList();
            return LineVerdict.HEADER;
        }
        if (header.isEmpty()) {
            return LineVerdict.NO_HEADER;
        }
        String skip = mapping.skipColumn();
        if (skip != null && mapping.skipValues().contains(cell(cells, skip))) {
            return LineVerdict.NO_SERVER;
        }
        return cells.length < header.size() - 1 ? LineVerdict.ENDS_EARLY : put(cells, batch, row);
    }

    private LineVerdict put(String[] cells, ServerMetricBatch batch, int row) {
        long time = time(cell(cells, mapping.time()));
        if (time == IsoTimeReader.INVALID) {
            return LineVerdict.BAD_TIME;
        }
        String server =
                String.join("/", mapping.server().stream().map(c -> cell(cells, c)).toList());
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double value = value(metric, cells, server, time);
            if (value == Double.NEGATIVE_INFINITY) {
                return LineVerdict.BAD_NUMBER;
            }
            values.put(metric, value);
        }
        batch.epochMicros()[row] = time;
        batch.server()[row] = (short) names.servers().code(server);
        batch.cpuUtilization()[row] = (float) known(values, Metric.CPU_UTILIZATION);
        batch.memoryUtilization()[row] = (float) known(values, Metric.MEMORY_UTILIZATION);
        batch.networkInBytesPerSecond()[row] = known(values, Metric.NETWORK_IN_BYTES_PER_SECOND);
        batch.networkOutBytesPerSecond()[row] = known(values, Metric.NETWORK_OUT_BYTES_PER_SECOND);
        batch.activeConnections()[row] = (float) known(values, Metric.ACTIVE_CONNECTIONS);
        batch.health()[row] = (byte) (known(values, Metric.HEALTH) == 0 ? 0 : 1);
        return LineVerdict.METRICS;
    }

    private static double known(Map<Metric, Double> values, Metric metric) {
        return values.getOrDefault(metric, Double.NaN);
    }

    private long time(String text) {
        byte[] bytes = LineBlock.padded(text);
        return EpochTimes.any(isoTime, bytes, 0, bytes.length - LineBlock.SLACK);
    }

    /// The metric's value, `NaN` where the row has none, or negative infinity where it is no
    /// number.
    private double value(Metric metric, String[] cells, String server, long time) {
        Source source = mapping.metrics().get(metric);
        String text = source == null ? "" : cell(cells, source.column());
        if (source == null || text.isEmpty()) {
            return Double.NaN;
        }
        if (metric == Metric.HEALTH && !mapping.upValues().isEmpty()) {
            return mapping.upValues().stream().anyMatch(text::startsWith) ? 1 : 0;
        }
        double value;
        try {
            value = Double.parseDouble(text) * source.scale();
        } catch (NumberFormatException e) {
            return Double.NEGATIVE_INFINITY;
        }
        return source.isCounter() ? growth(metric + " " + server, time, value) : value;
    }

    /// Growth per second since the row before; not known for the first row and after a restart.
    private double growth(String counter, long time, double value) {
        Counted before = counters.put(counter, new Counted(time, value));
        if (before == null || value < before.value || time <= before.epochMicros) {
            return Double.NaN;
        }
        return (value - before.value) * 1e6 / (time - before.epochMicros);
    }

    private String cell(String[] cells, String column) {
        int index = header.indexOf(column);
        if (index < 0 && column.chars().allMatch(Character::isDigit)) {
            index = Integer.parseInt(column) - 1;
        }
        return index < 0 || index >= cells.length ? "" : cells[index].strip();
    }
}
