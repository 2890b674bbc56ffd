package trafficinsights.model.alerts;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One figure at one moment, as monitoring systems read it.
///
/// @param name with its unit last, as `traffic_latency_seconds`
/// @param help what it is, in one line
/// @param isCounter whether it only grows, from the start of the run on
/// @param labels what tells samples of one name apart
/// @param value `NaN` where there is none: such a sample is left out
public record Sample(
        String name,
        String help,
        boolean isCounter,
        SortedMap<String, String> labels,
        double value) {
    public Sample {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
