package trafficinsights.ingest.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineVerdict;

/// The cells of one flow while it is read: first the columns that all products have, then those of
/// the product. Keeps the first mistake. Threads: one.
final class FlowCells {
    static final int START = 0;
    static final int END = 1;
    static final int SOURCE = 2;
    static final int SOURCE_PORT = 3;
    static final int DESTINATION = 4;
    static final int DESTINATION_PORT = 5;
    static final int PROTOCOL = 6;
    static final int PACKETS = 7;
    static final int BYTES = 8;
    static final int ACTION = 9;

    static final String ACCEPT = "ACCEPT";
    static final String REJECT = "REJECT";

    private static final Pattern SECONDS =
            Pattern.compile(
                    "\\d{1,11}(\\.\\d{1,30})?([eE][-+]?\\d)?|\\d(\\.\\d{1,30})?[eE]-\\d{1,2}");
    private static final int MOST_DIGITS = 18;
    private static final Pattern DECIMAL =
            Pattern.compile("-?\\d{1,15}(\\.\\d{1,30})?([eE][-+]?\\d{1,2})?");

    /// IANA "Assigned Internet Protocol Numbers".
    private static final Map<String, String> PROTOCOLS =
            Map.ofEntries(
                    Map.entry("1", "ICMP"),
                    Map.entry("2", "IGMP"),
                    Map.entry("6", "TCP"),
                    Map.entry("17", "UDP"),
                    Map.entry("41", "IPv6"),
                    Map.entry("47", "GRE"),
                    Map.entry("50", "ESP"),
                    Map.entry("51", "AH"),
                    Map.entry("58", "IPv6-ICMP"),
                    Map.entry("132", "SCTP"),
                    Map.entry("t", "TCP"),
                    Map.entry("u", "UDP"),
                    Map.entry("tcp", "TCP"),
                    Map.entry("udp", "UDP"),
                    Map.entry("icmp", "ICMP"),
                    Map.entry("icmp6", "IPv6-ICMP"));

    private final @Nullable String[] cells;
    private long startMicros;
    private @Nullable String cause;

    FlowCells(int columns) {
        cells = new String[columns];
    }

    void clear() {
        Arrays.fill(cells, null);
        startMicros = Long.MIN_VALUE;
        cause = null;
    }

    /// The cells, one a column; not to be changed.
    @Nullable String[] cells() {
        return cells;
    }

    /// µs since the epoch; the least value where it is not known.
    long startMicros() {
        return startMicros;
    }

    /// What is wrong, the same for the same mistake; null for nothing.
    @Nullable String cause() {
        return cause;
    }

    void fail(LineVerdict mistake) {
        if (cause == null) {
            cause = mistake.label();
        }
    }

    void text(int column, @Nullable String value) {
        cells[column] = value;
    }

    private static boolean isWhole(String value) {
        boolean isWhole = !value.isEmpty() && value.length() <= MOST_DIGITS;
        for (int i = 0; i < value.length() && isWhole; i++) {
            isWhole = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return isWhole;
    }

    void number(int column, @Nullable String value) {
        if (value != null && !isWhole(value)) {
            fail(LineVerdict.BAD_NUMBER);
            return;
        }
        cells[column] = value;
    }

    void decimal(int column, @Nullable String value) {
        if (value != null && !DECIMAL.matcher(value).matches()) {
            fail(LineVerdict.BAD_NUMBER);
            return;
        }
        cells[column] = value;
    }

    /// The sum of the values that are known.
    void sum(int column, @Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            number(column, one == null ? other : one);
        } else if (isWhole(one) && isWhole(other)) {
            cells[column] = Long.toString(Long.parseLong(one) + Long.parseLong(other));
        } else {
            fail(LineVerdict.BAD_NUMBER);
        }
    }

    /// A protocol by its number or name; others as they are.
    void protocol(@Nullable String value) {
        cells[PROTOCOL] =
                value == null
                        ? null
                        : PROTOCOLS.getOrDefault(value.toLowerCase(Locale.ROOT), value);
    }

    /// A time as seconds since the epoch, with decimals.
    ///
    /// @return µs since the epoch; the least value where it is not known
    long seconds(int column, @Nullable String value) {
        if (value == null) {
            return Long.MIN_VALUE;
        }
        if (value.length() <= 11 && isWhole(value)) {
            return micros(column, Long.parseLong(value) * 1_000_000);
        }
        if (!SECONDS.matcher(value).matches()) {
            fail(LineVerdict.BAD_TIME);
            return Long.MIN_VALUE;
        }
        return micros(column, micros(value));
    }

    /// A time as milliseconds since the epoch.
    void millis(int column, @Nullable String value) {
        if (value == null || value.length() > 14 || !isWhole(value)) {
            fail(LineVerdict.BAD_TIME);
            return;
        }
        micros(column, Long.parseLong(value) * 1_000);
    }

    long micros(int column, long micros) {
        try {
            cells[column] =
                    Instant.ofEpochSecond(
                                    Math.floorDiv(micros, 1_000_000L),
                                    Math.floorMod(micros, 1_000_000L) * 1_000)
                            .toString();
        } catch (DateTimeException e) {
            fail(LineVerdict.BAD_TIME);
            return Long.MIN_VALUE;
        }
        if (column == START) {
            startMicros = micros;
        }
        return micros;
    }

    /// Seconds as µs, rounded to the nearest; null and what is not a number of seconds is 0.
    static long micros(@Nullable String seconds) {
        return seconds == null || !SECONDS.matcher(seconds).matches()
                ? 0
                : new BigDecimal(seconds)
                        .movePointRight(6)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
