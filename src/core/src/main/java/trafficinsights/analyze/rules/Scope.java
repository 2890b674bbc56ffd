package trafficinsights.analyze.rules;

import org.jspecify.annotations.Nullable;
import trafficinsights.model.Dimension;

/// Which series a rule is checked against.
///
/// @param key null for every key of the dimension
record Scope(Dimension dimension, @Nullable String key) {
    /// All requests together.
    static final Scope ALL = new Scope(Dimension.TOTAL, null);

    boolean includes(Dimension other, String otherKey) {
        return dimension == other && (key == null || key.equals(otherKey));
    }

    /// How a sentence names one of its series.
    static String words(Dimension dimension, String key) {
        return dimension == Dimension.TOTAL
                ? "all requests"
                : dimension.label().replace('_', ' ') + " " + key;
    }
}
