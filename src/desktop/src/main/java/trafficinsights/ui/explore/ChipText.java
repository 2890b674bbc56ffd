package trafficinsights.ui.explore;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.explore.Filter;

/// Chips as texts, for what the window remembers: `eq column value`, `!` before the opposite.
///
/// Fields are URL-encoded, chips are between `;`. What cannot be read is left out.
final class ChipText {
    private static final String BETWEEN = ";";

    private ChipText() {}

    static String of(List<Chip> chips) {
        return chips.stream()
                .map(chip -> text(chip.filter()).map(text -> encoded(chip.label()) + " " + text))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(BETWEEN));
    }

    private static Optional<String> text(Filter filter) {
        return switch (filter) {
            case Filter.Equals(String column, String value) -> fields("eq", column, value);
            case Filter.Contains(String column, String part, boolean ignores) ->
                    fields(ignores ? "has" : "HAS", column, part);
            case Filter.Range(String column, @Nullable String from, @Nullable String to) ->
                    fields(
                            "range",
                            column,
                            from == null ? "" : "=" + from,
                            to == null ? "" : "=" + to);
            case Filter.TimeSpan(String column, long from, long to) ->
                    fields("time", column, String.valueOf(from), String.valueOf(to));
            case Filter.IsNull(String column) -> fields("null", column);
            case Filter.Not(Filter inner) -> text(inner).map(text -> "!" + text);
            // Chips are none of these.
            case Filter.OneOf _, Filter.And _, Filter.Sql _ -> Optional.empty();
        };
    }

    private static Optional<String> fields(String kind, String... values) {
        return Optional.of(
                kind
                        + Arrays.stream(values)
                                .map(value -> " " + encoded(value))
                                .collect(Collectors.joining()));
    }

    /// The column that a chip is about; empty for none.
    static String column(Chip chip) {
        return column(chip.filter());
    }

    private static String column(Filter filter) {
        return switch (filter) {
            case Filter.Equals equals -> equals.column();
            case Filter.Contains contains -> contains.column();
            case Filter.Range range -> range.column();
            case Filter.TimeSpan span -> span.column();
            case Filter.IsNull isNull -> isNull.column();
            case Filter.OneOf oneOf -> oneOf.column();
            case Filter.Not(Filter inner) -> column(inner);
            case Filter.And _, Filter.Sql _ -> "";
        };
    }

    static List<Chip> chips(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(BETWEEN, -1))
                        .map(ChipText::chip)
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<Chip> chip(String text) {
        int blank = text.indexOf(' ');
        if (blank < 0) {
            return Optional.empty();
        }
        try {
            Filter filter = filter(text.substring(blank + 1));
            return filter == null
                    ? Optional.empty()
                    : Optional.of(new Chip(decoded(text.substring(0, blank)), filter));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    private static @Nullable Filter filter(String text) {
        if (text.startsWith("!")) {
            Filter inner = filter(text.substring(1));
            return inner == null ? null : new Filter.Not(inner);
        }
        String[] f = text.split(" ", -1);
        return switch (f[0]) {
            case "eq" -> new Filter.Equals(decoded(f[1]), decoded(f[2]));
            case "has", "HAS" ->
                    new Filter.Contains(decoded(f[1]), decoded(f[2]), f[0].equals("has"));
            case "range" -> new Filter.Range(decoded(f[1]), end(f[2]), end(f[3]));
            case "time" ->
                    new Filter.TimeSpan(decoded(f[1]), Long.parseLong(f[2]), Long.parseLong(f[3]));
            case "null" -> new Filter.IsNull(decoded(f[1]));
            default -> null;
        };
    }

    private static @Nullable String end(String field) {
        return field.isEmpty() ? null : decoded(field).substring(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
