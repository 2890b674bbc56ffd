package trafficinsights.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import trafficinsights.model.Unit;

/// An axis of values: its ends, and its ticks at round numbers with their texts.
///
/// A linear axis has steps of 1, 2, 2.5 or 5 times a power of ten (after Heckbert, "Nice numbers
/// for graph labels", Graphics Gems, 1990); all its ticks are written in one unit, with as many
/// decimals as the step needs. A logarithmic one has 1, 2 and 5 of each decade, or the powers of
/// ten alone where there are more than two decades, each in the unit that it is spoken of in.
///
/// Threads: immutable.
public final class ValueScale {
    /// A value and what is written beside it.
    public record Tick(double value, String label) {}

    private static final double[] ROUND = {1, 2, 2.5, 5};

    /// Above this many decades only powers of ten have a tick.
    private static final double MANY_DECADES = 2;

    /// More decimals than this are hard to read: a smaller unit is better, if there is one.
    private static final int MOST_DECIMALS = 3;

    /// Smaller steps are written with an exponent.
    private static final int LEAST_EXPONENT = -6;

    private static final double ROUNDING = 1e-9;

    private final double low;
    private final double high;
    private final boolean isLog;
    private final double step;
    private final Unit unit;

    private ValueScale(double low, double high, boolean isLog, double step, Unit unit) {
        this.low = low;
        this.high = high;
        this.isLog = isLog;
        this.step = step;
        this.unit = unit;
    }

    /// A linear axis that holds both values and ends at ticks.
    ///
    /// @param most steps that have room
    public static ValueScale around(double lowest, double largest, int most, Unit unit) {
        double span = largest > lowest ? largest - lowest : 1;
        double step = step(span, most);
        return new ValueScale(
                Math.floor(lowest / step + ROUNDING) * step,
                Math.ceil((lowest + span) / step - ROUNDING) * step,
                false,
                step,
                unit);
    }

    /// A linear axis with these ends, which may lie between ticks.
    ///
    /// @param most steps that have room
    public static ValueScale between(double low, double high, int most, Unit unit) {
        return new ValueScale(low, high, false, step(high - low, most), unit);
    }

    /// A logarithmic axis that holds both values and ends at 1, 2 or 5 of a decade; a decade at
    /// least.
    ///
    /// @param smallest above zero; 1 is taken where it is not
    public static ValueScale logarithmic(double smallest, double largest, Unit unit) {
        double low = Double.isFinite(smallest) && smallest > 0 ? smallest : 1;
        double start = floorOneTwoFive(low);
        double end = ceilOneTwoFive(Math.max(low, largest));
        return logarithmicBetween(start, end > start ? end : 10 * start, unit);
    }

    /// A logarithmic axis with these ends.
    public static ValueScale logarithmicBetween(double low, double high, Unit unit) {
        return new ValueScale(low, high, true, Double.NaN, unit);
    }

    /// The smallest of 1, 2, 2.5 and 5 times a power of ten of which at most `most` fill the span.
    private static double step(double span, int most) {
        double raw = span / Math.max(1, most);
        double power = power(raw);
        for (double round : ROUND) {
            if (raw <= round * power * (1 + ROUNDING)) {
                return round * power;
            }
        }
        return 10 * power;
    }

    private static double power(double value) {
        return Math.pow(10, Math.floor(Math.log10(value)));
    }

    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    /// Between two ticks; `NaN` on a logarithmic axis.
    public double step() {
        return step;
    }

    /// In ascending order.
    public List<Tick> ticks() {
        return (isLog ? decades() : multiples())
                .mapToObj(value -> new Tick(value, label(value)))
                .toList();
    }

    private DoubleStream multiples() {
        long first = (long) Math.ceil(low / step - ROUNDING);
        long last = (long) Math.floor(high / step + ROUNDING);
        return LongStream.rangeClosed(first, last).mapToDouble(i -> i * step);
    }

    private DoubleStream decades() {
        boolean hasMany = Math.log10(high / low) > MANY_DECADES + ROUNDING;
        DoubleStream.Builder ticks = DoubleStream.builder();
        for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high) + ROUNDING; e++) {
            for (int digit : hasMany ? new int[] {1} : new int[] {1, 2, 5}) {
                double value = digit * Math.pow(10, e);
                if (value >= low * (1 - ROUNDING) && value <= high * (1 + ROUNDING)) {
                    ticks.add(value);
                }
            }
        }
        return ticks.build();
    }

    /// What is written beside a tick: `0`, `250 ms`, `0.50 %`.
    public String label(double value) {
        if (isLog) {
            return unit.tick(value);
        }
        if (value == 0) {
            return "0";
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        double named = step >= unit.scale(largest) * Math.pow(10, -MOST_DECIMALS) ? largest : step;
        double scale = unit.scale(named);
        int decimals = decimals(step / scale);
        String number =
                decimals > -LEAST_EXPONENT
                        ? String.format(Locale.ROOT, "%.3g", value / scale)
                        : String.format(Locale.ROOT, "%,." + decimals + "f", value / scale);
        return number + unit.suffix(named);
    }

    private static int decimals(double step) {
        int decimals = 0;
        double shifted = step;
        while (Math.abs(shifted - Math.rint(shifted)) > 1e-6 * shifted
                && decimals <= -LEAST_EXPONENT) {
            decimals++;
            shifted = step * Math.pow(10, decimals);
        }
        return decimals;
    }

    /// Share of the height at which a value stands, 0 at the low end. Below a logarithmic axis
    /// nothing has a place: it is put at its low end.
    public double position(double value) {
        return isLog
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
    }

    private static double floorOneTwoFive(double value) {
        double power = power(value);
        double digit = value / power * (1 + ROUNDING);
        return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
    }

    private static double ceilOneTwoFive(double value) {
        double power = power(value);
        double digit = value / power * (1 - ROUNDING);
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }
}
