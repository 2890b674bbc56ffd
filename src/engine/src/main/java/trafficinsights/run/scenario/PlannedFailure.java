package trafficinsights.run.scenario;

import java.time.Duration;

/// A failure of a scenario, as an editor shows it.
///
/// @param kind as files say it: `slow_server`
/// @param target `all`, a server, a region or a route
/// @param at after the scenario's start
/// @param ramp in which the strength rises and falls
/// @param strength its meaning depends on the kind ([FailureForm])
public record PlannedFailure(
        String kind, String target, Duration at, Duration length, Duration ramp, double strength) {

    public Duration end() {
        return at.plus(length);
    }
}
