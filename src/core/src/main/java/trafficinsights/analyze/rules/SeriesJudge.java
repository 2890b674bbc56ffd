package trafficinsights.analyze.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.analyze.KpiAccumulator;
import trafficinsights.model.Severity;
import trafficinsights.model.TimeWindow;

/// One rule checked against one series. Windows come one after another, each once, those without a
/// request as well.
sealed interface SeriesJudge permits ThresholdJudge, ObjectiveJudge {
    /// @param measured null where the series had no request
    /// @param isWhole whether the window was seen from its start to its end; the first and the last
    ///   of a run may not be
    void accept(TimeWindow window, @Nullable KpiAccumulator measured, boolean isWhole);

    /// What is watched, one for a threshold and one for each burn rate.
    List<Watched> watched();

    /// @param name of the rule, with the burn rate
    /// @param limit what the figures of the watch are checked against
    record Watched(String name, Severity severity, double limit, String unit, AlertWatch watch) {}
}
