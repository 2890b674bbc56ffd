package trafficinsights.report.read;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A value of a document; what is missing reads as empty, 0 or `NaN`. Whole numbers keep all of
/// their 64 bits.
///
/// @param value a map, a list, a number, a text, a truth value, or null
record JsonTree(@Nullable Object value) {
    /// @throws tools.jackson.core.JacksonException when the text is damaged
    static JsonTree of(String json) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return new JsonTree(value(parser));
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            default -> null;
        };
    }

    boolean has(String name) {
        return at(name).value != null;
    }

    JsonTree at(String name) {
        return new JsonTree(value instanceof Map<?, ?> fields ? fields.get(name) : null);
    }

    String text(String name) {
        return at(name).value instanceof String text ? text : "";
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(at(name).value);
    }

    double number(String name) {
        return at(name).value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    long whole(String name) {
        return at(name).whole();
    }

    private long whole() {
        return value instanceof Double number
                ? Math.round(number)
                : value instanceof Number number ? number.longValue() : 0;
    }

    int count(String name) {
        return Math.toIntExact(whole(name));
    }

    /// Seconds as µs.
    long secondsAsMicros(String name) {
        return Math.round(number(name) * 1e6);
    }

    /// µs since 1970 UTC.
    ///
    /// @throws IllegalArgumentException when there is no such time
    long time(String name) {
        try {
            Instant instant = Instant.parse(text(name));
            return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
        } catch (DateTimeParseException none) {
            throw new IllegalArgumentException("not a time: " + name, none);
        }
    }

    /// The same, or something else where there is none.
    long time(String name, long otherwise) {
        return has(name) ? time(name) : otherwise;
    }

    /// What this version can make of the items of a list; the others are passed over.
    <T> List<T> each(String name, Function<JsonTree, T> reading) {
        List<T> read = new ArrayList<>();
        if (at(name).value instanceof List<?> items) {
            for (Object item : items) {
                try {
                    read.add(reading.apply(new JsonTree(item)));
                } catch (IllegalArgumentException notKnown) {
                    // Written by another version: the rest of the report is worth reading.
                }
            }
        }
        return read;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        if (at(name).value instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /// Counts by name.
    SortedMap<String, Long> tally(String name) {
        SortedMap<String, Long> tally = new TreeMap<>();
        if (at(name).value instanceof Map<?, ?> fields) {
            fields.forEach(
                    (key, count) -> tally.put(String.valueOf(key), new JsonTree(count).whole()));
        }
        return tally;
    }
}
