package trafficinsights.ui.common;

import java.util.Locale;
import trafficinsights.model.NumberText;

/// How a figure of a chart or a tile is written. Three significant figures; `–` where there is
/// none.
public enum Unit {
    /// Requests a second.
    RATE,
    /// A percentile of latency in milliseconds.
    MILLIS,
    /// A share of 1, written in per cent.
    SHARE,
    /// An index from 0 to 1 (Apdex).
    INDEX,
    /// A number whose unit nobody knows.
    NUMBER;

    private static final String[] LARGE = {"", " k", " M", " G", " T", " P", " E"};

    /// The figure with its unit, as tiles, tables and tooltips show it.
    public String text(double value) {
        return Texts.marked(
                switch (this) {
                    case RATE -> NumberText.perSecond(value);
                    case MILLIS -> NumberText.percentile(value * 1e3);
                    case SHARE -> NumberText.share(value);
                    case INDEX -> NumberText.ratio(value);
                    case NUMBER -> number(value);
                });
    }

    /// A round figure at an axis: no digits that the step between ticks does not need.
    public String tick(double value) {
        return Texts.marked(plainTick(value));
    }

    private String plainTick(double value) {
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
            case NUMBER -> plainNumber(value);
        };
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return size > 0 && size < 0.01
                ? String.format(Locale.ROOT, "%.3g", value)
                : NumberText.count(value);
    }

    private static String plainNumber(double value) {
        double size = Math.abs(value);
        if (size < 0.005 || size >= 1e20) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        double rest = value;
        int scale = 0;
        while (size >= 1e6 && Math.abs(rest) >= 999.5 && scale < LARGE.length - 1) {
            rest /= 1000;
            scale++;
        }
        return trimmed(rest) + LARGE[scale];
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%,.3f", value);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
