package trafficinsights.report.chart;

import trafficinsights.model.NumberText;

/// What the values of a chart are counted in.
public enum Unit {
    PER_SECOND,
    /// Percentiles of latency.
    MICROS,
    /// 0 to 1, shown in percent.
    SHARE;

    /// A value with its unit.
    public String text(double value) {
        return switch (this) {
            case PER_SECOND -> NumberText.perSecond(value);
            case MICROS -> NumberText.percentile(value);
            case SHARE -> NumberText.share(value);
        };
    }

    /// Size of the unit that an axis up to `max` is labelled in.
    double scale(double max) {
        return switch (this) {
            case PER_SECOND -> 1;
            case MICROS -> max < 1e3 ? 1 : max < 1e7 ? 1e3 : 1e6;
            case SHARE -> 0.01;
        };
    }

    /// What stands behind the numbers of an axis up to `max`.
    String suffix(double max) {
        return switch (this) {
            case PER_SECOND -> "/s";
            case MICROS -> max < 1e3 ? " µs" : max < 1e7 ? " ms" : " s";
            case SHARE -> " %";
        };
    }
}
