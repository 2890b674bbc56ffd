package trafficinsights.model.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition on rows: what a chip says. Values are texts as a page shows them.
///
/// A comparison with null is not true, so such a row is left out; [Not] keeps every row for which
/// the inner condition is not true, those with null included: a filter and its opposite always
/// share out all rows. Numbers compare by value, with `NaN` equal to itself and above infinity.
public sealed interface Filter {
    /// Leaves no row out.
    Filter ALL = new And(List.of());

    /// The value is this one.
    record Equals(String column, String value) implements Filter {}

    /// The value is one of these.
    record OneOf(String column, List<String> values) implements Filter {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /// The value lies between two, both included.
    ///
    /// @param from null for no lower end
    /// @param to null for no upper end
    record Range(String column, @Nullable String from, @Nullable String to) implements Filter {
        public Range {
            if (from == null && to == null) {
                throw new IllegalArgumentException("the range of " + column + " has no end");
            }
        }
    }

    /// The text of the value contains this one.
    ///
    /// @param ignoresCase whether `A` and `a` are the same
    record Contains(String column, String text, boolean ignoresCase) implements Filter {}

    /// The instant lies in `[from, to)`, µs since the epoch.
    record TimeSpan(String column, long fromMicros, long toMicros) implements Filter {}

    record IsNull(String column) implements Filter {}

    record Not(Filter filter) implements Filter {}

    /// All of them hold; none means every row.
    record And(List<Filter> filters) implements Filter {
        public And {
            filters = List.copyOf(filters);
        }
    }

    /// A condition in SQL that the person wrote.
    record Sql(String condition) implements Filter {}
}
