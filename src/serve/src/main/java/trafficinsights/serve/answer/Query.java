package trafficinsights.serve.answer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a request. What cannot be read is refused with the parameter, its value and
/// what would be right. Immutable.
public final class Query {
    private static final long MICROS = 1_000_000;

    private final SortedMap<String, String> values;

    private Query(SortedMap<String, String> values) {
        this.values = values;
    }

    /// @param raw what follows the `?` of an address; null or empty for nothing
    public static Query of(@Nullable String raw) {
        SortedMap<String, String> values = new TreeMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String part : raw.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = decoded(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
                if (values.put(name, value) != null) {
                    throw RefusedException.bad(
                            "twice",
                            "The parameter %s is given twice. Give it once.".formatted(name));
                }
            }
        }
        return new Query(values);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RefusedException.bad(
                    "encoding", "A parameter has a % that is not followed by two digits.");
        }
    }

    /// Refuses a parameter that has another name: a typing mistake must not be ignored.
    void allow(Collection<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw RefusedException.bad(
                        "unknown-parameter",
                        "The parameter %s is unknown here. Known are %s."
                                .formatted(name, String.join(", ", names)));
            }
        }
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// A time, µs since 1970 UTC.
    OptionalLong time(String name) {
        String value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        Instant instant;
        try {
            instant =
                    value.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                            ? java.time.OffsetDateTime.parse(value).toInstant()
                            : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
            return OptionalLong.of(
                    Math.addExact(
                            Math.multiplyExact(instant.getEpochSecond(), MICROS),
                            instant.getNano() / 1000));
        } catch (DateTimeException | ArithmeticException e) {
            throw RefusedException.bad(
                    "time",
                    ("%s is %s, which is not a time. Write it as 2026-03-02T08:10:00Z (UTC); a +"
                                    + " before an offset is %%2B in an address.")
                            .formatted(name, value));
        }
    }

    /// A whole number within bounds.
    long whole(String name, long least, long most, long otherwise) {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        long number = least - 1;
        if (value.matches("\\d{1,18}")) {
            number = Long.parseLong(value);
        }
        if (number < least || number > most) {
            throw RefusedException.bad(
                    "number",
                    "%s is %s, must be a whole number from %d to %d."
                            .formatted(name, value, least, most));
        }
        return number;
    }

    /// All of them, by name.
    public SortedMap<String, String> values() {
        return Collections.unmodifiableSortedMap(values);
    }

    /// The same for requests that ask for the same.
    public String canonical() {
        StringJoiner text = new StringJoiner("&");
        values.forEach((name, value) -> text.add(name + "=" + value));
        return text.toString();
    }
}
