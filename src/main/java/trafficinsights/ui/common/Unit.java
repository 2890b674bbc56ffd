package trafficinsights.ui.common;

import java.util.Locale;

/// How a figure of a chart or a tile is written. Three significant figures; `–` where there is
/// none.
public enum Unit {
    /// Requests a second.
    RATE,
    /// A latency in milliseconds.
    MILLIS,
    /// A share of 1, written in per cent.
    SHARE,
    /// An index from 0 to 1 (Apdex).
    INDEX;

    /// What stands for a figure that is not known.
    public static final String NONE = "–";

    /// The figure with its unit, as tiles, tables and tooltips show it.
    public String text(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        return switch (this) {
            case RATE -> rate(value) + "/s";
            case MILLIS -> millis(value);
            case SHARE -> percent(value);
            case INDEX -> format("%.2f", value);
        };
    }

    /// A round figure at an axis: no digits that the step between ticks does not need.
    public String tick(double value) {
        if (value == 0) {
            return this == SHARE ? "0 %" : this == MILLIS ? "0 ms" : "0";
        }
        return switch (this) {
            case RATE -> value >= 1e6 ? trimmed(value / 1e6) + " M/s" : trimmed(value) + "/s";
            case MILLIS -> {
                if (value >= 1000) {
                    yield trimmed(value / 1000) + " s";
                }
                yield value < 1 ? trimmed(value * 1000) + " µs" : trimmed(value) + " ms";
            }
            case SHARE -> trimmed(value * 100) + " %";
            case INDEX -> trimmed(value);
        };
    }

    private static String rate(double value) {
        return value >= 1e6 ? significant(value / 1e6) + " M" : significant(value);
    }

    private static String millis(double value) {
        if (value < 1) {
            return significant(value * 1000) + " µs";
        }
        return value < 1000 ? significant(value) + " ms" : significant(value / 1000) + " s";
    }

    private static String percent(double share) {
        return significant(share * 100) + " %";
    }

    /// Three significant figures, thousands grouped.
    static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 0.005) {
            return "<0.01";
        }
        return size < 9.995
                ? format("%.2f", value)
                : size < 99.95 ? format("%.1f", value) : format("%,.0f", value);
    }

    private static String trimmed(double value) {
        String text = format("%,.3f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are literals of this package
    static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
