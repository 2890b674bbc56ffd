package trafficinsights.generate;

import java.util.List;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;
import trafficinsights.model.TruthInterval;

/// Traffic that is decided but not yet made: the seam between a model of traffic and the pipeline.
///
/// A plan is cut into units in the order of time. Each unit depends on nothing but the plan, so any
/// thread may make any unit, and the same scenario gives the same rows whatever the number of
/// threads.
///
/// Threads: any.
public interface TrafficPlan {
    /// Number of units.
    int unitCount();

    /// Requests over all units.
    long rowCount();

    /// Dictionaries that the codes of every batch refer to; complete before the first unit.
    Names names();

    /// Makes the requests of a unit, in order of time.
    ///
    /// @param unit 0 to [#unitCount()] - 1
    RequestBatch requests(int unit);

    /// Makes the server metrics whose tick ends in a unit.
    ServerMetricBatch serverMetrics(int unit);

    /// End of the unit's time, µs since 1970 UTC.
    long endMicros(int unit);

    /// What goes wrong in the whole plan.
    List<TruthInterval> truth();
}
