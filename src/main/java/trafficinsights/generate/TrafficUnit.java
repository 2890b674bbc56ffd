package trafficinsights.generate;

import trafficinsights.model.RequestBatch;
import trafficinsights.model.ServerMetricBatch;

/// A piece of time whose traffic is decided but not yet made. It depends on nothing but itself, so
/// any thread may make it.
public interface TrafficUnit {
    /// Position in the order of time, from 0.
    long sequence();

    /// End of the unit's time, µs since 1970 UTC.
    long endMicros();

    /// Makes the requests, in order of time.
    RequestBatch requests();

    /// Makes the server metrics whose tick ends in the unit.
    ServerMetricBatch serverMetrics();
}
