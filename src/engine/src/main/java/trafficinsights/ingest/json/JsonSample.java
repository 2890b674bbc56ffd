package trafficinsights.ingest.json;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.LineBlock;

/// The values of the first objects of a file by their paths, and what most of them look like.
/// Immutable.
///
/// @param values of each path, in the order of the objects that have it
/// @param objects that were read
record JsonSample(Map<String, List<String>> values, int objects) {
    /// Share of the objects whose value must be what the name says.
    static final double MOST = 0.9;

    /// 2000 to 2100: a smaller number is no time since 1970, whatever its name.
    private static final long LEAST_EPOCH_MICROS = 946_684_800_000_000L;

    private static final long MOST_EPOCH_MICROS = 4_102_444_800_000_000L;

    private static final Pattern CLOCK =
            Pattern.compile("\\[?\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:.*|\\d{4}/\\d\\d/\\d\\d \\d\\d:.*");

    /// @param lines first lines of a file; what stands before the brace is an envelope
    static JsonSample of(List<String> lines) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int objects = 0;
        for (String line : lines) {
            int brace = line.indexOf('{');
            if (brace >= 0 && JsonLeaves.gather(line.substring(brace), values)) {
                objects++;
            }
        }
        return new JsonSample(values, objects);
    }

    /// Those of one path; empty when no object has it.
    List<String> of(String path) {
        return values.getOrDefault(path, List.of());
    }

    /// The first path whose whole name is this as [JsonNames#plain] writes it; null when there is
    /// none.
    @Nullable String find(String plain) {
        return values.keySet().stream()
                .filter(path -> JsonNames.plain(path).equals(plain))
                .findFirst()
                .orElse(null);
    }

    /// Of the paths with a name of the role, the first by the order of names whose values fit.
    /// Whole paths go before last names alone. A path that only some objects have is not chosen.
    ///
    /// @param isTaken paths that have a role already
    /// @return null when there is none
    @Nullable String best(FieldRole role, Predicate<List<String>> fits, Predicate<String> isTaken) {
        for (boolean isWhole : new boolean[] {true, false}) {
            for (String name : JsonNames.of(role)) {
                for (Map.Entry<String, List<String>> entry : values.entrySet()) {
                    String path = entry.getKey();
                    String written = isWhole ? path : JsonNames.lastName(path);
                    if (JsonNames.withoutUnit(role, written).equals(name)
                            && isUsual(role, entry.getValue())
                            && !isTaken.test(path)
                            && fits.test(said(entry.getValue()))) {
                        return path;
                    }
                }
            }
        }
        return null;
    }

    /// Values that say something: nginx writes an empty text or a dash where there is nothing.
    private static List<String> said(List<String> all) {
        return all.stream().filter(value -> !value.isEmpty() && !value.equals("-")).toList();
    }

    /// Only requests through another proxy have a forwarded client.
    private boolean isUsual(FieldRole role, List<String> found) {
        return 2 * found.size() > objects || role == FieldRole.FORWARDED_FOR;
    }

    /// Whether most values match.
    static boolean isMost(List<String> all, Pattern pattern) {
        return isMost(all, value -> pattern.matcher(value).matches());
    }

    /// Whether most values pass.
    static boolean isMost(List<String> all, Predicate<String> test) {
        return !all.isEmpty() && all.stream().filter(test).count() >= MOST * all.size();
    }

    /// Whether most values are times of these decades.
    static boolean isTime(List<String> all) {
        IsoTimeReader iso = new IsoTimeReader(ZoneOffset.UTC);
        return isMost(all, value -> CLOCK.matcher(value).matches() || isRecent(iso, value));
    }

    private static boolean isRecent(IsoTimeReader iso, String value) {
        byte[] bytes = LineBlock.padded(value);
        long micros = EpochTimes.any(iso, bytes, 0, bytes.length - LineBlock.SLACK);
        return micros >= LEAST_EPOCH_MICROS && micros < MOST_EPOCH_MICROS;
    }

    /// Whether most values are lengths of time with their unit (`57.9ms`).
    static boolean isDuration(List<String> all) {
        return isMost(
                all,
                value -> {
                    byte[] bytes = LineBlock.padded(value);
                    int length = bytes.length - LineBlock.SLACK;
                    return Decimals.durationMicros(bytes, 0, length) != Decimals.INVALID;
                });
    }

    /// Whether most values are addresses, or `-`.
    static boolean isAddress(List<String> all) {
        return isMost(
                all,
                value -> {
                    byte[] bytes = LineBlock.padded(value);
                    int length = bytes.length - LineBlock.SLACK;
                    return value.equals("-") || Addresses.firstAddress(bytes, 0, length) >= 0;
                });
    }
}
