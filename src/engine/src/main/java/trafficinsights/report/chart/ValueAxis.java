package trafficinsights.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import trafficinsights.model.Unit;

/// The vertical axis: from zero to the next round number above the data, or in decades.
final class ValueAxis {
    /// A label and the value it is at.
    record Tick(double value, String label) {}

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};
    private static final int INTERVALS = 4;

    /// Above this many decades only powers of ten are labelled.
    private static final double MANY_DECADES = 2;

    private final double low;
    private final double high;
    private final boolean isLog;
    private final List<Tick> ticks;

    private ValueAxis(double low, double high, boolean isLog, List<Tick> ticks) {
        this.low = low;
        this.high = high;
        this.isLog = isLog;
        this.ticks = List.copyOf(ticks);
    }

    static ValueAxis of(Chart chart) {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (int s = 0; s < chart.series().size(); s++) {
            for (int t = 0; t < chart.times().length; t++) {
                double value = chart.height(s, t);
                if (Double.isFinite(value)) {
                    max = Math.max(max, value);
                    min = value > 0 ? Math.min(min, value) : min;
                }
            }
        }
        boolean isLog = chart.isLog() && min < max;
        return isLog ? decades(min, max, chart.unit()) : linear(max, chart.unit());
    }

    private static ValueAxis linear(double dataMax, Unit unit) {
        double max = dataMax > 0 ? dataMax : unit == Unit.SHARE ? 0.01 : unit.scale(1e3);
        double scale = unit.scale(max);
        double step = roundUp(max / scale / INTERVALS);
        int count = (int) Math.ceil(max / scale / step - 1e-9);
        List<Tick> ticks = new ArrayList<>();
        int decimals = decimals(step);
        for (int i = 0; i <= count; i++) {
            String number = String.format(Locale.ROOT, "%,." + decimals + "f", i * step);
            String label = i == 0 ? "0" : number + unit.suffix(max);
            ticks.add(new Tick(i * step * scale, label));
        }
        return new ValueAxis(0, count * step * scale, false, ticks);
    }

    private static ValueAxis decades(double min, double max, Unit unit) {
        double low = floorOneTwoFive(min);
        double high = ceilOneTwoFive(max);
        boolean hasMany = Math.log10(high / low) > MANY_DECADES;
        List<Tick> ticks = new ArrayList<>();
        for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high) + 1e-9; e++) {
            for (int digit : hasMany ? new int[] {1} : new int[] {1, 2, 5}) {
                double value = digit * Math.pow(10, e);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(new Tick(value, logLabel(value, unit)));
                }
            }
        }
        return new ValueAxis(low, high, true, ticks);
    }

    /// Every decade in the unit it is spoken of: 100 µs, 1 ms, 1 s.
    private static String logLabel(double value, Unit unit) {
        double shown = value;
        String suffix = unit.suffix(value);
        if (unit.isTime() && value >= 1e6) {
            shown = value / 1e6;
            suffix = " s";
        } else {
            shown = value / unit.scale(value);
        }
        int decimals = Math.max(0, (int) -Math.floor(Math.log10(shown) + 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", shown) + suffix;
    }

    /// Share of the height at which a value stands, 0 at the bottom.
    double position(double value) {
        if (!isLog) {
            return value / high;
        }
        double clamped = Math.max(value, low);
        return Math.log(clamped / low) / Math.log(high / low);
    }

    List<Tick> ticks() {
        return ticks;
    }

    double labelWidth(double size) {
        return ticks.stream().mapToDouble(t -> TextWidth.of(t.label(), size)).max().orElse(0);
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double round : ROUND) {
            if (value <= round * power * (1 + 1e-9)) {
                return round * power;
            }
        }
        return 10 * power;
    }

    private static int decimals(double step) {
        for (int decimals = 0; decimals < 6; decimals++) {
            double shifted = step * Math.pow(10, decimals);
            if (Math.abs(shifted - Math.rint(shifted)) < 1e-6) {
                return decimals;
            }
        }
        return 6;
    }

    private static double floorOneTwoFive(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / power;
        return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
    }

    private static double ceilOneTwoFive(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / power;
        return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power;
    }
}
