package trafficinsights.run.scenario;

import java.nio.file.Path;

/// What a fit learned from.
///
/// @param requests read
/// @param rejects lines that could not be read
/// @param seconds of event time that the scenario has
/// @param file that was written
public record FitSummary(
        long requests,
        long rejects,
        int regions,
        int servers,
        int routes,
        double seconds,
        double requestsPerSecond,
        Path file) {}
