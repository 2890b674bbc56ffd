package trafficinsights.run.scenario;

import java.time.Duration;

/// A scenario as a list shows it.
///
/// @param name to run it by
/// @param title for people
/// @param description one or two sentences: what happens
/// @param duration of event time
/// @param requestsPerSecond mean arrival rate before any row count is asked for
/// @param servers in the fleet
/// @param seed unless another is given
public record ScenarioInfo(
        String name,
        String title,
        String description,
        Duration duration,
        double requestsPerSecond,
        int servers,
        long seed) {}
