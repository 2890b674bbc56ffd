package trafficinsights.report.chart;

/// A span of time that is marked over the whole height: hatched for ground truth, solid for what
/// was found.
public record Band(long startMicros, long endMicros, Ink ink, boolean isHatched) {}
