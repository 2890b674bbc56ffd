package trafficinsights.generate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import trafficinsights.generate.Scenario.Arrivals;
import trafficinsights.stat.Counts;
import trafficinsights.stat.RandomStream;

/// The rate of first attempts of each region as a function of time: mean rate × share × curve of
/// the day × curve of the week × trend × bursts, or a measured curve. Failures are not in it.
///
/// Immutable. Threads: any.
final class ArrivalRate {
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final double DAY_HOURS = 24;
    private static final long BURST_STREAM = 21;

    private final Arrivals arrivals;
    private final ZoneId[] zone;
    private final double[] share;
    private final long startMicros;
    private final double[] weekly;
    private final double[] curve;
    private final long[] burstStarts;

    /// @param endMicros until when bursts are drawn
    ArrivalRate(Scenario scenario, Fleet fleet, long seed, long endMicros) {
        arrivals = scenario.arrivals();
        zone = scenario.regions().stream().map(Scenario.Region::zone).toArray(ZoneId[]::new);
        share = fleet.regionShare;
        startMicros = Math.multiplyExact(scenario.start().toEpochMilli(), 1000L);
        weekly = relativeToMean(arrivals.weekly());
        curve = relativeToMean(arrivals.curve());
        burstStarts = bursts(seed, endMicros);
    }

    private static double[] relativeToMean(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(1);
        return values.stream().mapToDouble(value -> value / mean).toArray();
    }

    /// Instants of a Poisson process, drawn hour by hour.
    private long[] bursts(long seed, long endMicros) {
        if (arrivals.bursts().perHour() == 0) {
            return new long[0];
        }
        LongStream.Builder starts = LongStream.builder();
        for (long from = startMicros; from < endMicros; from += HOUR_MICROS) {
            RandomStream random = new RandomStream(seed, from, BURST_STREAM);
            long count = Counts.poisson(arrivals.bursts().perHour(), random);
            for (long i = 0; i < count; i++) {
                starts.add(from + (long) (random.nextDouble() * HOUR_MICROS));
            }
        }
        return starts.build().sorted().toArray();
    }

    /// Requests per second of a region.
    double perSecond(int region, long epochMicros) {
        double rate = arrivals.requestsPerSecond() * share[region];
        if (curve.length > 0) {
            long step = arrivals.curveStep().toMillis() * 1000;
            return rate * curve[(int) ((epochMicros - startMicros) / step % curve.length)];
        }
        double hour = localHour(region, epochMicros);
        double days = (epochMicros - startMicros) / (DAY_HOURS * HOUR_MICROS);
        rate *= dailyFactor(hour) * weeklyFactor(hour);
        rate *= Math.max(0, 1 + arrivals.trendPerDay() * days);
        return isInBurst(epochMicros) ? rate * arrivals.bursts().factor() : rate;
    }

    /// Hours since a Thursday's midnight in the region's time.
    private double localHour(int region, long epochMicros) {
        long second = Math.floorDiv(epochMicros, 1_000_000L);
        int offset =
                zone[region].getRules().getOffset(Instant.ofEpochSecond(second)).getTotalSeconds();
        return (epochMicros / 1e6 + offset) / 3600;
    }

    private double dailyFactor(double hour) {
        double angle = 2 * Math.PI * (hour - arrivals.peakHour()) / DAY_HOURS;
        return 1 + arrivals.dailySwing() * Math.cos(angle);
    }

    /// A day's factor holds at its noon; between noons it changes evenly, so that no midnight
    /// jumps.
    private double weeklyFactor(double hour) {
        if (weekly.length == 0) {
            return 1;
        }
        double noons = hour / DAY_HOURS - 0.5;
        long day = (long) Math.floor(noons);
        double part = noons - day;
        return weekly[weekday(day)] * (1 - part) + weekly[weekday(day + 1)] * part;
    }

    /// @param day since 1970-01-01, a Thursday
    /// @return 0 for Monday
    private static int weekday(long day) {
        return Math.floorMod(day + DayOfWeek.THURSDAY.getValue() - 1, 7);
    }

    private boolean isInBurst(long epochMicros) {
        if (burstStarts.length == 0) {
            return false;
        }
        int after = Arrays.binarySearch(burstStarts, epochMicros);
        int latest = after >= 0 ? after : -after - 2;
        long length = arrivals.bursts().length().toMillis() * 1000;
        return latest >= 0 && epochMicros < burstStarts[latest] + length;
    }
}
