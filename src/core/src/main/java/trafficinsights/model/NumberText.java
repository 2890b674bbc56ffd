package trafficinsights.model;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Numbers as people read them, alike in the window, in reports and on the command line: `1,204/s`,
/// `184 ms`, `0.83 %`, `12.3 M`.
///
/// Three significant figures, trailing zeros kept; whole digits below a million are never rounded
/// away. What is not known (`NaN`) is [#NONE]. The same in every locale of the machine, because
/// reports travel. Times are UTC; only the long forms name the zone, so that a page says it once.
///
/// Threads: stateless.
public final class NumberText {
    /// Stands where a figure is not known.
    public static final String NONE = "–";

    private static final String[] LARGE = {"", " k", " M", " G", " T", " P"};
    private static final String[] BYTES = {" B", " kB", " MB", " GB", " TB", " PB"};

    /// Below this share an exact figure says less than "hardly any".
    private static final double SMALLEST_SHARE = 0.0001;

    /// Relative error of a percentile: that of the sketches that latencies are counted in.
    private static final double PERCENTILE_ERROR = 1.0 / 128;

    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private NumberText() {}

    /// `83`, `1,204`, `204,113`, `12.3 M`.
    public static String count(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        return size < 1e6 ? plain(value) : scaled(value, 1000, LARGE);
    }

    /// As [#count(double)].
    public static String count(long value) {
        return count((double) value);
    }

    /// Every digit: `12,345,678`.
    public static String exact(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /// An HTTP status: its number, `no answer` for [RequestBatch#NO_STATUS], or `not known` for
    /// [RequestBatch#UNKNOWN_STATUS].
    public static String status(int status) {
        return switch (status) {
            case RequestBatch.NO_STATUS -> "no answer";
            case RequestBatch.UNKNOWN_STATUS -> "not known";
            default -> Integer.toString(status);
        };
    }

    /// Every digit with its noun: `1 line`, `12,345 lines`.
    public static String counted(long value, String noun) {
        return exact(value) + " " + noun(value, noun);
    }

    /// The noun after a count: `line` after 1, otherwise `lines`, `batches`, `anomalies`.
    public static String noun(long count, String singular) {
        if (count == 1) {
            return singular;
        }
        if (singular.matches(".*[^aeiou]y")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular + (singular.matches(".*(s|x|sh|ch)") ? "es" : "s");
    }

    /// `1,204/s`, `0.25/s`.
    public static String perSecond(double value) {
        return Double.isNaN(value) ? NONE : count(value) + "/s";
    }

    /// A span of time given in µs: `830 µs`, `184 ms`, `1.20 s`, `3 min 20 s`.
    public static String latency(double micros) {
        if (Double.isNaN(micros)) {
            return NONE;
        }
        double size = Math.abs(micros);
        if (size == 0) {
            return "0 ms";
        }
        if (size < 999.5) {
            return figures(micros) + " µs";
        }
        if (size < 999_500) {
            return figures(micros / 1e3) + " ms";
        }
        return size < 120e6 ? figures(micros / 1e6) + " s" : duration(Math.round(micros));
    }

    /// A percentile given in µs, with no more figures than its estimate has: `47 ms`, `184 ms`,
    /// `6.0 ms`. A third one would be off by more than two.
    public static String percentile(double micros) {
        double size = Math.abs(micros);
        if (Double.isNaN(micros) || size < 1 || size >= 120e6) {
            return latency(micros);
        }
        double step = Math.pow(10, exponent(size) + 1 - knownFigures(size));
        double known = Math.rint(size / step) * step;
        double scale = known < 999.5 ? 1 : known < 999_500 ? 1e3 : 1e6;
        int decimals = Math.max(0, knownFigures(known) - 1 - exponent(known / scale));
        String text = fixed(Math.copySign(known / scale, micros), decimals);
        return text + (scale == 1 ? " µs" : scale == 1e3 ? " ms" : " s");
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(value) + 1e-9);
    }

    private static int knownFigures(double value) {
        double leading = value / Math.pow(10, exponent(value));
        return leading * PERCENTILE_ERROR < 0.02 ? 3 : 2;
    }

    /// Whether a figure reads as less than the least that is written: what is compared with it has
    /// no factor that says anything.
    public static boolean isAlmostNone(String figure) {
        return figure.startsWith("<");
    }

    /// A share (0 to 1) in percent: `0.83 %`, `12.3 %`; next to the ends it keeps what matters:
    /// `<0.01 %`, `99.98 %` and never a rounded-up `100 %`.
    public static String share(double share) {
        if (Double.isNaN(share)) {
            return NONE;
        }
        double percent = share * 100;
        if (share == 0 || share == 1) {
            return plain(percent) + " %";
        }
        if (share > 0 && share < SMALLEST_SHARE) {
            return "<0.01 %";
        }
        if (share > 0.99 && share < 1) {
            // Cut, not rounded: "100 %" would claim that nothing failed.
            return fixed(Math.floor(percent * 100) / 100, 2) + " %";
        }
        double size = Math.abs(percent);
        return fixed(percent, size < 10 ? 2 : size < 99.95 ? 1 : 0) + " %";
    }

    /// A part in a change, in whole percent: `88 %`, `−3 %`.
    public static String part(double part) {
        // Rounded first: there is no -0 %.
        return Double.isFinite(part) ? (Math.round(part * 100) + " %").replace('-', '−') : NONE;
    }

    /// A change against before, signed: `+41 %`, `−3.2 %`, `0 %`; [#NONE] where there was nothing.
    public static String change(double before, double after) {
        double share = (after - before) / Math.abs(before);
        if (Double.isNaN(share) || Double.isInfinite(share)) {
            return NONE;
        }
        double percent = Math.abs(share) * 100;
        if (percent < 0.05) {
            return "0 %";
        }
        String text = percent < 9.95 ? fixed(percent, 1) : exact(Math.round(percent));
        return (share < 0 ? "−" : "+") + text + " %";
    }

    /// As [#change], in whole percent: for figures whose own error is near one.
    public static String wholeChange(double before, double after) {
        double percent = (after - before) / Math.abs(before) * 100;
        if (!Double.isFinite(percent)) {
            return NONE;
        }
        long whole = Math.round(Math.abs(percent));
        return whole == 0 ? "0 %" : (percent < 0 ? "−" : "+") + exact(whole) + " %";
    }

    /// A pure number such as Apdex or retry amplification: `0.93`, `1.04`.
    public static String ratio(double value) {
        return Double.isNaN(value) ? NONE : fixed(value, Math.abs(value) < 99.5 ? 2 : 0);
    }

    /// Decimal units: `512 B`, `1.24 GB`.
    public static String bytes(double bytes) {
        return Double.isNaN(bytes) ? NONE : scaled(bytes, 1000, BYTES);
    }

    /// As [#bytes(double)].
    public static String bytes(long bytes) {
        return bytes((double) bytes);
    }

    /// `2026-11-22 10:15:00 UTC`.
    public static String dateTime(long epochMicros) {
        return DATE_TIME.format(instant(epochMicros)) + " UTC";
    }

    /// `10:15:00`, UTC.
    public static String clock(long epochMicros) {
        return CLOCK.format(instant(epochMicros));
    }

    /// `2026-11-22`, UTC.
    public static String date(long epochMicros) {
        return DATE.format(instant(epochMicros));
    }

    /// `2026-11-22 10:15:00 to 10:45:00 UTC`; the second date only where it differs.
    public static String span(long startMicros, long endMicros) {
        boolean sameDay = date(startMicros).equals(date(endMicros));
        String end = (sameDay ? CLOCK : DATE_TIME).format(instant(endMicros));
        return DATE_TIME.format(instant(startMicros)) + " to " + end + " UTC";
    }

    /// A length of time in at most two units: `10 s`, `3 min 20 s`, `2 d 4 h`.
    public static String duration(long micros) {
        if (micros < 1_000_000) {
            return latency((double) micros);
        }
        long seconds = Math.round(micros / 1e6);
        if (seconds < 60) {
            return (micros % 1_000_000 == 0 ? Long.toString(seconds) : figures(micros / 1e6))
                    + " s";
        }
        if (seconds < 3600) {
            return twoUnits(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 24 * 60
                ? twoUnits(minutes / 60, "h", minutes % 60, "min")
                : twoUnits(minutes / (24 * 60), "d", minutes / 60 % 24, "h");
    }

    /// Time since a start, as a clock counts it: `0:40`, `12:30`, `1:02:30`, `2 d 4:00:00`.
    public static String elapsed(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        long days = whole / 86_400;
        long hours = whole % 86_400 / 3600;
        String clock =
                whole < 3600
                        ? "%d:%02d".formatted(whole / 60, whole % 60)
                        : "%d:%02d:%02d".formatted(hours, whole % 3600 / 60, whole % 60);
        return days == 0 ? clock : days + " d " + clock;
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        String head = exact(large) + " " + largeUnit;
        return small == 0 ? head : head + " " + small + " " + smallUnit;
    }

    /// Whole numbers stay whole; others get three figures.
    private static String plain(double value) {
        return value == Math.rint(value) ? exact(Math.round(value)) : figures(value);
    }

    private static String figures(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        if (size > 0 && size < 0.01) {
            return size < 0.0005 ? "<0.001" : fixed(value, 3);
        }
        return fixed(value, decimals);
    }

    private static String scaled(double value, double base, String[] units) {
        double rest = value;
        int unit = 0;
        // 999.5 would print as "1,000" of the smaller unit.
        while (Math.abs(rest) >= base - 0.5 && unit < units.length - 1) {
            rest /= base;
            unit++;
        }
        return (unit == 0 ? plain(rest) : figures(rest)) + units[unit];
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    private static Instant instant(long epochMicros) {
        return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
    }
}
