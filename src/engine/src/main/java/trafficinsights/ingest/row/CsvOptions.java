package trafficinsights.ingest.row;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvMapping;

/// How CSV files that are not the program's own are read.
///
/// @param mapping for all files; null to decide for each
/// @param dialect how they are written where no mapping is given; null to find out
/// @param memory folder of the mappings that were used before; null neither uses nor keeps any
/// @param latencyUnit `s`, `ms`, `us` or `ns` of a latency whose unit could only be guessed; empty
///   where the user did not say it
public record CsvOptions(
        @Nullable CsvMapping mapping,
        @Nullable CsvDialect dialect,
        @Nullable Path memory,
        String latencyUnit) {
    /// Decides for each file, and remembers nothing.
    public static final CsvOptions NONE = new CsvOptions(null, null);

    /// With a mapping, or with what is found.
    public CsvOptions(@Nullable CsvMapping mapping, @Nullable Path memory) {
        this(mapping, null, memory, "");
    }

    public CsvOptions withLatencyUnit(String newLatencyUnit) {
        return new CsvOptions(mapping, dialect, memory, newLatencyUnit);
    }
}
