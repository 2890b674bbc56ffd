package trafficinsights.generate;

import java.util.List;

/// First attempts per second that a scenario's own laws give, failures that change the arrivals
/// included; nothing is simulated, so retries are not in it. Immutable. Threads: any.
public final class ExpectedRate {
    /// Bursts and ramps are shorter than a point of a long scenario: each point is a mean.
    private static final int SAMPLES_A_POINT = 6;

    private final List<String> regions;
    private final double[][] perSecond;

    private ExpectedRate(List<String> regions, double[][] perSecond) {
        this.regions = regions;
        this.perSecond = perSecond;
    }

    /// @param points evenly spaced over the scenario's time
    public static ExpectedRate of(Scenario scenario, int points) {
        Fleet fleet = new Fleet(scenario, false);
        long start = Math.multiplyExact(scenario.start().toEpochMilli(), 1000L);
        long length = Math.multiplyExact(scenario.duration().toMillis(), 1000L);
        ArrivalRate rate = new ArrivalRate(scenario, fleet, scenario.seed(), start + length);
        FailureEffects effects =
                new FailureEffects(fleet, new FailureSchedule(scenario, fleet, start));
        double[][] perSecond = new double[fleet.regions][points];
        double step = (double) length / points / SAMPLES_A_POINT;
        for (int i = 0; i < points * SAMPLES_A_POINT; i++) {
            long now = start + (long) ((i + 0.5) * step);
            effects.set(now);
            for (int r = 0; r < fleet.regions; r++) {
                perSecond[r][i / SAMPLES_A_POINT] +=
                        rate.perSecond(r, now)
                                * (effects.arrivalFactor[r] + effects.scanShare[r])
                                / SAMPLES_A_POINT;
            }
        }
        return new ExpectedRate(
                scenario.regions().stream().map(Scenario.Region::name).toList(), perSecond);
    }

    public List<String> regions() {
        return regions;
    }

    /// @param region index in [#regions()]
    public double[] perSecond(int region) {
        return perSecond[region].clone();
    }
}
