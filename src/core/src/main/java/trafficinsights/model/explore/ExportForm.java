package trafficinsights.model.explore;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// File formats that rows are exported to.
public enum ExportForm {
    /// With a header; UTF-8.
    CSV(".csv"),
    /// Compressed with zstd.
    PARQUET(".parquet"),
    /// One array of objects.
    JSON(".json"),
    /// One object a line.
    JSON_LINES(".ndjson");

    private final String ending;

    ExportForm(String ending) {
        this.ending = ending;
    }

    public String ending() {
        return ending;
    }

    /// The format that a file's name asks for: `.csv`, `.parquet`, `.json`, `.ndjson` or `.jsonl`.
    public static Optional<ExportForm> of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl")) {
            return Optional.of(JSON_LINES);
        }
        for (ExportForm form : values()) {
            if (name.endsWith(form.ending)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }
}
