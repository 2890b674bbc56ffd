package trafficinsights.model;

import java.util.Locale;

/// What a figure is counted in, and how a number in it is written: alike in the window, in reports
/// and on the command line. Numbers are written as [NumberText] says; [NumberText#NONE] where there
/// is none.
public enum Unit {
    /// Requests, attempts: what is counted one by one.
    REQUESTS("requests"),
    REQUESTS_PER_SECOND("requests/s"),
    BYTES("bytes"),
    BYTES_PER_SECOND("bytes/s"),
    MICROS("µs"),
    /// µs that a sketch estimated, written with no more figures than the estimate has.
    ESTIMATED_MICROS("µs"),
    /// A part of a whole: 0 to 1, written in percent.
    SHARE("share"),
    /// A pure number such as Apdex.
    RATIO("ratio"),
    /// A number whose unit nobody knows.
    NUMBER("");

    private static final String[] LARGE = {"", " k", " M", " G", " T", " P", " E"};

    /// Axes up to more bytes than this are in kilobytes or larger units.
    private static final double LEAST_KILOBYTES = 1e3;

    private final String label;

    Unit(String label) {
        this.label = label;
    }

    /// The name in files; empty when it is not known.
    public String label() {
        return label;
    }

    /// Whether it is a span of time, in µs.
    public boolean isTime() {
        return this == MICROS || this == ESTIMATED_MICROS;
    }

    /// Whether it grows with the length of what is measured.
    public boolean isAmount() {
        return this == REQUESTS || this == BYTES;
    }

    /// The unit of a limit for it, which nobody estimated.
    public Unit exact() {
        return this == ESTIMATED_MICROS ? MICROS : this;
    }

    /// The upper end of an axis is at least this, so that noise near zero stays small.
    public double leastAxis() {
        return switch (this) {
            case MICROS, ESTIMATED_MICROS -> 1_000;
            case SHARE -> 0.01;
            case REQUESTS, REQUESTS_PER_SECOND, BYTES, BYTES_PER_SECOND, RATIO, NUMBER -> 1;
        };
    }

    /// A number with its unit, as tiles, tables and sentences show it.
    public String text(double value) {
        return switch (this) {
            case REQUESTS ->
                    Double.isNaN(value) ? NumberText.NONE : NumberText.exact(Math.round(value));
            case REQUESTS_PER_SECOND -> NumberText.perSecond(value);
            case BYTES -> NumberText.bytes(value);
            case BYTES_PER_SECOND ->
                    Double.isNaN(value) ? NumberText.NONE : NumberText.bytes(value) + "/s";
            case MICROS -> NumberText.latency(value);
            case ESTIMATED_MICROS -> NumberText.percentile(value);
            case SHARE -> NumberText.share(value);
            case RATIO -> NumberText.ratio(value);
            case NUMBER -> number(value);
        };
    }

    /// A round number at an axis: no digits that the step between ticks does not need.
    public String tick(double value) {
        if (value == 0) {
            return this == SHARE ? "0 %" : isTime() ? "0 ms" : "0";
        }
        return switch (this) {
            case REQUESTS_PER_SECOND ->
                    value >= 1e6 ? trimmed(value / 1e6) + " M/s" : trimmed(value) + "/s";
            case MICROS, ESTIMATED_MICROS ->
                    value >= 1e6
                            ? trimmed(value / 1e6) + " s"
                            : value < 1e3 ? trimmed(value) + " µs" : trimmed(value / 1e3) + " ms";
            case SHARE -> trimmed(value * 100) + " %";
            case RATIO -> trimmed(value);
            case BYTES_PER_SECOND -> plain(value) + "/s";
            case REQUESTS, BYTES, NUMBER -> plain(value);
        };
    }

    /// Size of the unit that an axis up to `max` is labelled in.
    public double scale(double max) {
        return switch (this) {
            case MICROS, ESTIMATED_MICROS -> max < 1e3 ? 1 : max < 1e6 ? 1e3 : 1e6;
            case SHARE -> 0.01;
            case RATIO -> 1;
            case REQUESTS, REQUESTS_PER_SECOND, NUMBER -> Math.pow(1000, thousands(max));
            case BYTES, BYTES_PER_SECOND -> Math.pow(1000, thousands(max, LEAST_KILOBYTES));
        };
    }

    /// What follows the numbers of an axis up to `max`.
    public String suffix(double max) {
        return switch (this) {
            case MICROS, ESTIMATED_MICROS -> max < 1e3 ? " µs" : max < 1e6 ? " ms" : " s";
            case SHARE -> " %";
            case RATIO -> "";
            case REQUESTS, NUMBER -> LARGE[thousands(max)];
            case REQUESTS_PER_SECOND -> LARGE[thousands(max)] + "/s";
            case BYTES -> bytes(max);
            case BYTES_PER_SECOND -> bytes(max) + "/s";
        };
    }

    private static String bytes(double max) {
        int power = thousands(max, LEAST_KILOBYTES);
        return power == 0 ? " B" : LARGE[power] + "B";
    }

    /// How often a large number is divided by 1,000; not at all below a million.
    private static int thousands(double max) {
        return thousands(max, 1e6);
    }

    /// How often a number is divided by 1,000; not at all below `least`.
    private static int thousands(double max, double least) {
        int power = 0;
        double rest = max;
        while (max >= least && rest >= 999.5 && power < LARGE.length - 1) {
            rest /= 1000;
            power++;
        }
        return power;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return size > 0 && size < 0.01
                ? String.format(Locale.ROOT, "%.3g", value)
                : NumberText.count(value);
    }

    private static String plain(double value) {
        double size = Math.abs(value);
        if (size < 0.005 || size >= 1e20) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        int power = thousands(size);
        return trimmed(value / Math.pow(1000, power)) + LARGE[power];
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
