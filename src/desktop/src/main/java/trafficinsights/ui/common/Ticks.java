package trafficinsights.ui.common;

import java.time.Instant;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/// Where an axis has its ticks: few, and at round values.
public final class Ticks {
    private static final int DAY = 86_400;
    private static final int[] TIME_STEPS_SECONDS = {
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        2 * 3600,
        3 * 3600,
        6 * 3600,
        12 * 3600,
        DAY,
        2 * DAY,
        7 * DAY,
        14 * DAY,
        28 * DAY,
        91 * DAY,
        182 * DAY,
        364 * DAY,
        1820 * DAY,
        3640 * DAY,
        18_200 * DAY
    };

    private Ticks() {}

    /// The smallest of 1, 2, 2.5, 5 times a power of ten with which at most `count` steps fill the
    /// span.
    static double step(double span, int count) {
        double raw = span / Math.max(1, count);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (factor * power >= raw * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// The end of an axis from zero that holds `max` in at most `count` round steps.
    public static double roundEnd(double max, int count) {
        double step = step(max, count);
        return Math.ceil(max / step - 1e-9) * step;
    }

    public static double[] linear(double min, double max, int count) {
        double step = step(max - min, count);
        long first = (long) Math.ceil(min / step - 1e-9);
        long last = (long) Math.floor(max / step + 1e-9);
        return LongStream.rangeClosed(first, last).mapToDouble(i -> i * step).toArray();
    }

    /// 1, 2 and 5 of each decade; the powers of ten alone where there are more than three decades.
    static double[] logarithmic(double min, double max) {
        boolean coarse = max / min > 1000;
        DoubleStream.Builder ticks = DoubleStream.builder();
        for (int decade = (int) Math.floor(Math.log10(min));
                Math.pow(10, decade) <= max;
                decade++) {
            for (int factor : coarse ? new int[] {1} : new int[] {1, 2, 5}) {
                double tick = factor * Math.pow(10, decade);
                if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks.build().toArray();
    }

    /// Seconds between ticks of a time axis.
    static int timeStep(double spanSeconds, int count) {
        for (int step : TIME_STEPS_SECONDS) {
            if (spanSeconds / step <= Math.max(1, count)) {
                return step;
            }
        }
        return TIME_STEPS_SECONDS[TIME_STEPS_SECONDS.length - 1];
    }

    /// Ticks at round lengths of time since 0.
    static double[] elapsed(double fromSeconds, double toSeconds, int count) {
        int step = timeStep(toSeconds - fromSeconds, count);
        long first = (long) Math.ceil(fromSeconds / step);
        long last = (long) Math.floor(toSeconds / step);
        return LongStream.rangeClosed(first, last).mapToDouble(i -> (double) (i * step)).toArray();
    }

    /// Ticks at round local times.
    public static double[] time(double fromSeconds, double toSeconds, int count) {
        int step = timeStep(toSeconds - fromSeconds, count);
        long offset =
                Texts.zone()
                        .getRules()
                        .getOffset(Instant.ofEpochSecond((long) fromSeconds))
                        .getTotalSeconds();
        long first = (long) Math.ceil((fromSeconds + offset) / step);
        long last = (long) Math.floor((toSeconds + offset) / step);
        return LongStream.rangeClosed(first, last)
                .mapToDouble(i -> (double) (i * step - offset))
                .toArray();
    }
}
