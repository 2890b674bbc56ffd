package trafficinsights.store.explore;

import java.nio.file.Path;
import trafficinsights.model.CsvShape;

/// A CSV file, and how it is read.
public record CsvFile(Path file, CsvShape shape) {}
