package trafficinsights.generate;

import java.util.OptionalLong;
import trafficinsights.stat.AliasTable;
import trafficinsights.stat.PoissonSampler;
import trafficinsights.stat.RandomStream;

/// How many requests arrive in each short slice of a scenario's time, and how slices form units.
///
/// Arrivals are a Poisson process whose rate follows the scenario's daily curve. When a number of
/// rows is asked for, the process is conditioned on it: given its total, a Poisson process spreads
/// its arrivals as independent draws from the rate (Kingman, "Poisson Processes", 1993, section
/// 2.4), so the total is met exactly and the shape stays.
final class TimeSlices {
    private static final long SECOND_MICROS = 1_000_000;
    private static final int MAX_SLICES = 2_000_000;
    private static final int MAX_SLICE_ROWS = 16_384;
    private static final int UNIT_ROWS = 16_384;

    /// Stream of random numbers for the counts; rows have others.
    private static final long COUNT_STREAM = 1;

    final long startMicros;
    private final long endMicros;
    private final long sliceMicros;
    final int[] rowsOfSlice;
    final int[] firstSliceOfUnit;
    final long[] firstRowOfUnit;

    /// @param rows total asked for, or empty for the scenario's own rate
    /// @param maxUnitMicros longest unit, for play at the speed of a clock
    TimeSlices(Scenario scenario, long seed, OptionalLong rows, long maxUnitMicros) {
        startMicros = Math.multiplyExact(scenario.start().toEpochMilli(), 1000L);
        long lengthMicros = Math.multiplyExact(scenario.duration().toMillis(), 1000L);
        endMicros = startMicros + lengthMicros;
        double expected = scenario.requestsPerSecond() * lengthMicros / 1e6;
        sliceMicros = sliceMicros(lengthMicros, rows.isPresent() ? rows.getAsLong() : expected);
        int slices = Math.toIntExact((lengthMicros + sliceMicros - 1) / sliceMicros);
        double[] weight = new double[slices];
        for (int s = 0; s < slices; s++) {
            long from = (long) s * sliceMicros;
            long length = Math.min(sliceMicros, lengthMicros - from);
            weight[s] = rateFactor(scenario, startMicros + from + length / 2) * length;
        }
        rowsOfSlice = counts(weight, scenario.requestsPerSecond() / 1e6, seed, rows);
        int units = unitCount(maxUnitMicros);
        firstSliceOfUnit = new int[units + 1];
        firstRowOfUnit = new long[units + 1];
        fillUnits(maxUnitMicros);
    }

    private static long sliceMicros(long lengthMicros, double rows) {
        double rowsPerSecond = rows / (lengthMicros / 1e6);
        long slice = SECOND_MICROS;
        while (slice > 1000 && rowsPerSecond * slice / 1e6 > MAX_SLICE_ROWS) {
            slice /= 2;
        }
        return Math.max(slice, (lengthMicros + MAX_SLICES - 1) / MAX_SLICES);
    }

    /// The rate at an instant relative to its mean, over all regions.
    private static double rateFactor(Scenario scenario, long epochMicros) {
        double sum = 0;
        double shares = 0;
        for (Scenario.Region region : scenario.regions()) {
            sum += region.share() * dailyFactor(scenario, region, epochMicros);
            shares += region.share();
        }
        return sum / shares;
    }

    /// A day's curve with its peak at 15:00 local time and mean 1.
    static double dailyFactor(Scenario scenario, Scenario.Region region, long epochMicros) {
        double hour = epochMicros / 3.6e9 + region.utcOffsetHours();
        return 1 + scenario.dailySwing() * Math.cos(2 * Math.PI * (hour - 15) / 24);
    }

    private static int[] counts(
            double[] weight, double ratePerMicro, long seed, OptionalLong rows) {
        int[] counts = new int[weight.length];
        if (rows.isPresent()) {
            RandomStream random = new RandomStream(seed, 0, COUNT_STREAM);
            AliasTable slices = new AliasTable(weight);
            for (long row = 0; row < rows.getAsLong(); row++) {
                counts[slices.sample(random)]++;
            }
        } else {
            for (int s = 0; s < counts.length; s++) {
                RandomStream random = new RandomStream(seed, s, COUNT_STREAM);
                counts[s] = PoissonSampler.sample(weight[s] * ratePerMicro, random);
            }
        }
        return counts;
    }

    private int unitCount(long maxUnitMicros) {
        int units = 0;
        int slice = 0;
        while (slice < rowsOfSlice.length) {
            slice = unitEnd(slice, maxUnitMicros);
            units++;
        }
        return units;
    }

    private void fillUnits(long maxUnitMicros) {
        int slice = 0;
        for (int unit = 0; unit < firstSliceOfUnit.length - 1; unit++) {
            int end = unitEnd(slice, maxUnitMicros);
            long rows = 0;
            for (int s = slice; s < end; s++) {
                rows += rowsOfSlice[s];
            }
            firstSliceOfUnit[unit + 1] = end;
            firstRowOfUnit[unit + 1] = firstRowOfUnit[unit] + rows;
            slice = end;
        }
    }

    private int unitEnd(int firstSlice, long maxUnitMicros) {
        int end = firstSlice;
        long rows = 0;
        do {
            rows += rowsOfSlice[end];
            end++;
        } while (end < rowsOfSlice.length
                && rows + rowsOfSlice[end] <= UNIT_ROWS
                && (end - firstSlice + 1) * sliceMicros <= maxUnitMicros);
        return end;
    }

    int unitCount() {
        return firstSliceOfUnit.length - 1;
    }

    long rowCount() {
        return firstRowOfUnit[unitCount()];
    }

    /// Start of a slice; the end of the scenario's time for the one behind the last, which may be
    /// shorter than the others.
    long startOfSlice(int slice) {
        return Math.min(startMicros + slice * sliceMicros, endMicros);
    }
}
