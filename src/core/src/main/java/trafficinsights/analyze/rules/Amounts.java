package trafficinsights.analyze.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import trafficinsights.model.Unit;

/// How a rule may write a number of each [Unit]. Threads: stateless.
final class Amounts {
    private static final Map<String, Double> TIMES =
            units("µs", 1, "us", 1, "ms", 1e3, "s", 1e6, "m", 60e6, "h", 3600e6);
    private static final Map<String, Double> SHARES = units("%", 0.01, "‰", 0.001);
    private static final Map<String, Double> RATES =
            units("/s", 1, "/m", 1 / 60.0, "/h", 1 / 3600.0);
    private static final Map<String, Double> BYTE_RATES =
            units("B/s", 1, "kB/s", 1e3, "MB/s", 1e6, "GB/s", 1e9);
    private static final Map<String, Double> NUMBERS = units("", 1);

    private Amounts() {}

    private static Map<String, Double> units(Object... pairs) {
        Map<String, Double> units = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return Collections.unmodifiableMap(units);
    }

    /// By how much a number in each unit that may be written is to be multiplied, in the order of
    /// messages.
    static Map<String, Double> factors(Unit unit) {
        return switch (unit) {
            case MICROS, ESTIMATED_MICROS -> TIMES;
            case SHARE -> SHARES;
            case REQUESTS_PER_SECOND -> RATES;
            case BYTES_PER_SECOND -> BYTE_RATES;
            case REQUESTS, BYTES, RATIO, NUMBER -> NUMBERS;
        };
    }

    /// `'sec' is not a unit of …`
    static String noun(Unit unit) {
        return switch (unit) {
            case MICROS, ESTIMATED_MICROS -> "time";
            case SHARE -> "a share";
            case REQUESTS_PER_SECOND -> "a rate";
            case BYTES_PER_SECOND -> "a byte rate";
            case RATIO -> "a ratio";
            case REQUESTS, BYTES, NUMBER -> "a number";
        };
    }

    static String example(Unit unit) {
        return switch (unit) {
            case MICROS, ESTIMATED_MICROS -> "500 ms";
            case SHARE -> "1 %";
            case REQUESTS_PER_SECOND -> "10/s";
            case BYTES_PER_SECOND -> "2 MB/s";
            case RATIO -> "0.9";
            case REQUESTS, BYTES, NUMBER -> "100";
        };
    }
}
