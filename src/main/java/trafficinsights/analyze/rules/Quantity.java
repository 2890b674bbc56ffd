package trafficinsights.analyze.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import trafficinsights.model.NumberText;

/// What a figure is counted in, and the units that a rule may write it in.
enum Quantity {
    LATENCY("µs", "time", units("µs", 1, "us", 1, "ms", 1e3, "s", 1e6, "m", 60e6, "h", 3600e6)),
    SHARE("share", "a share", units("%", 0.01, "‰", 0.001)),
    REQUESTS_PER_SECOND("requests/s", "a rate", units("/s", 1, "/m", 1 / 60.0, "/h", 1 / 3600.0)),
    BYTES_PER_SECOND(
            "bytes/s", "a byte rate", units("B/s", 1, "kB/s", 1e3, "MB/s", 1e6, "GB/s", 1e9)),
    RATIO("ratio", "a ratio", units("", 1));

    private final String unit;
    private final String noun;

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes the map, whose order is for messages
    private final Map<String, Double> factors;

    Quantity(String unit, String noun, Map<String, Double> factors) {
        this.unit = unit;
        this.noun = noun;
        this.factors = factors;
    }

    private static Map<String, Double> units(Object... pairs) {
        Map<String, Double> units = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            units.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return Collections.unmodifiableMap(units);
    }

    /// The unit in files.
    String unit() {
        return unit;
    }

    /// `'sec' is no unit of …`.
    String noun() {
        return noun;
    }

    /// By how much a number in each unit is to be multiplied.
    Map<String, Double> factors() {
        return factors;
    }

    /// A figure for people.
    String text(double value) {
        return switch (this) {
            case LATENCY -> NumberText.latency(value);
            case SHARE -> NumberText.share(value);
            case REQUESTS_PER_SECOND -> NumberText.perSecond(value);
            case BYTES_PER_SECOND -> NumberText.bytes(value) + "/s";
            case RATIO -> NumberText.ratio(value);
        };
    }
}
