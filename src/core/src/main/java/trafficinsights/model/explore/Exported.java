package trafficinsights.model.explore;

import java.nio.file.Path;

/// A file of exported rows that is whole: its rows were read back and counted.
public record Exported(Path file, ExportForm form, long rows, long bytes) {}
