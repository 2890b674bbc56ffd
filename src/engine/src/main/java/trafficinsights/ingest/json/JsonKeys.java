package trafficinsights.ingest.json;

import java.util.List;
import java.util.function.Predicate;
import trafficinsights.ingest.row.FieldRole;

/// Which keys of JSON objects are what to a request. Immutable.
///
/// @param keys in the order in which they count
/// @param mark path without which an object is no request
/// @param isRequest whether an entry of a kind is a request ([FieldRole#KIND])
/// @param joinsServer whether a server is named by its group and its own name, `group/server`
/// @param hasStatusTexts whether a status that is a text is a request without an answer
/// @param note what a user should know of them; empty when there is nothing to say
/// @param doubtfulUnit the key of a latency whose unit nothing tells; empty where there is none
public record JsonKeys(
        List<JsonDialect.Key> keys,
        String mark,
        Predicate<String> isRequest,
        boolean joinsServer,
        boolean hasStatusTexts,
        String note,
        String doubtfulUnit) {
    public JsonKeys {
        keys = List.copyOf(keys);
    }

    /// Those of a product.
    public static JsonKeys of(JsonDialect dialect) {
        return new JsonKeys(
                dialect.keys(), dialect.mark(), dialect::isRequest, false, false, "", "");
    }

    /// The same with another role of one key.
    JsonKeys with(String path, FieldRole role) {
        return new JsonKeys(
                keys.stream()
                        .map(key -> key.path().equals(path) ? new JsonDialect.Key(path, role) : key)
                        .toList(),
                mark,
                isRequest,
                joinsServer,
                hasStatusTexts,
                note,
                doubtfulUnit);
    }

    /// Whether a key has the role.
    public boolean has(FieldRole role) {
        return keys.stream().anyMatch(key -> key.role() == role);
    }
}
