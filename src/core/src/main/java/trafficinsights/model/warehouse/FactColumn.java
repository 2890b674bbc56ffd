package trafficinsights.model.warehouse;

import java.util.Locale;

/// One column of a [FactTable]; the arrays are as long as the table.
public sealed interface FactColumn {
    /// Stands for a whole number that is not known.
    long NO_NUMBER = Long.MIN_VALUE;

    /// As in the store, in lower case.
    String name();

    record Text(String name, String[] values) implements FactColumn {}

    /// Whole numbers; for times, µs since 1970 UTC.
    record Whole(String name, long[] values) implements FactColumn {}

    /// `NaN` where not known.
    record Fraction(String name, double[] values) implements FactColumn {}

    /// The name as tables are asked for it.
    default boolean isCalled(String other) {
        return name().equals(other.toLowerCase(Locale.ROOT));
    }
}
