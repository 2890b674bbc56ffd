package trafficinsights.model.explore;

import org.jspecify.annotations.Nullable;

/// Which rows are looked at, and in which order.
///
/// @param sort null for the order of the data
public record RowQuery(Filter filter, @Nullable Sort sort) {
    /// Every row as it stands.
    public static final RowQuery ALL = new RowQuery(Filter.ALL, null);
}
