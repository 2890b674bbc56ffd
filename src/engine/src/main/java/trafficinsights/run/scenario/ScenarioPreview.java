package trafficinsights.run.scenario;

import java.util.Arrays;
import java.util.List;

/// What a scenario is expected to make, without simulating it.
///
/// @param startSeconds since 1970
/// @param lengthSeconds of event time
/// @param curves one a region, all with as many points
public record ScenarioPreview(double startSeconds, double lengthSeconds, List<Curve> curves) {
    public ScenarioPreview {
        curves = List.copyOf(curves);
    }

    /// @param perSecond expected first attempts at evenly spaced times
    public record Curve(String region, double[] perSecond) {}

    /// First attempts expected in the whole time.
    public double requests() {
        return curves.stream()
                        .mapToDouble(curve -> Arrays.stream(curve.perSecond()).average().orElse(0))
                        .sum()
                * lengthSeconds;
    }

    public double largest() {
        return curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.perSecond()))
                .max()
                .orElse(0);
    }
}
