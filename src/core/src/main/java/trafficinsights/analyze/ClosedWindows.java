package trafficinsights.analyze;

import java.util.Set;
import trafficinsights.model.Dimension;
import trafficinsights.model.TimeWindow;

/// Takes closed windows with their sketches, in order of time.
public interface ClosedWindows {
    /// Whose series are wanted.
    Set<Dimension> dimensions();

    /// @param measured belongs to the caller, and changes after the call
    void accept(TimeWindow window, Dimension dimension, String key, KpiAccumulator measured);
}
