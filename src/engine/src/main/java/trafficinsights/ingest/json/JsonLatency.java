package trafficinsights.ingest.json;

import static trafficinsights.ingest.json.JsonSample.isMost;
import static trafficinsights.ingest.row.FieldRole.*;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.text.JsonScanner;

/// Which key is the latency, and in which unit. A duration counts only where its unit is known: by
/// the name (`latency_ms`), by a text with a unit (`"57.9ms"`), by a second key that has the same
/// time with a unit, or because of the product that wrote it (nginx: seconds with three decimals).
/// Otherwise the unit is doubtful, and no latency is known.
///
/// @param path null when no latency is known
/// @param role the unit; [FieldRole#IGNORED] without a latency
/// @param note what a user should know of it
/// @param doubtfulUnit the key whose unit is not known; empty where there is none
record JsonLatency(@Nullable String path, FieldRole role, String note, String doubtfulUnit) {
    /// Keys of a duration of Protocol Buffers; one that is 0 may be missing.
    static final String SECONDS = "seconds";

    static final String NANOS = "nanos";

    private static final Pattern PART =
            Pattern.compile("(.+[." + JsonScanner.JOINT + "])(?:" + SECONDS + "|" + NANOS + ")");

    /// Less is no latency of a request in ms: 10 µs.
    private static final double SHORTEST_MILLIS = 0.01;

    private static final double SECONDS_OF_A_DAY = 86_400;

    private static final Set<String> NGINX_NAMES =
            Set.of(
                    "bodybytessent",
                    "httpuseragent",
                    "httpreferer",
                    "httpxforwardedfor",
                    "timeiso8601",
                    "timelocal",
                    "requesturi",
                    "remoteaddr");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern NGINX_SECONDS_OR_NONE = Pattern.compile("-|\\d{1,7}\\.\\d{3}");
    private static final Pattern ZAP_TIME = Pattern.compile("\\d{10}\\.\\d+.*");

    /// @param isTaken paths that have another role already
    /// @param unitGiven of durations, as the user named it; empty to find out
    static JsonLatency of(JsonSample sample, Predicate<String> isTaken, String unitGiven) {
        // `latency_human` goes before `latency`.
        String withUnit = sample.best(LATENCY_TEXT, JsonSample::isDuration, isTaken);
        if (withUnit != null) {
            return known(withUnit, LATENCY_TEXT, "with its unit");
        }
        String number = sample.best(LATENCY_TEXT, all -> isMost(all, NUMBER), isTaken);
        return number == null
                ? new JsonLatency(null, IGNORED, "no key is the latency: none is known", "")
                : ofNumber(sample, number, unitGiven);
    }

    /// The path of the object that has whole seconds and the ns beside them, with what joins it to
    /// their names; null where the latency is one value.
    @Nullable String durationOfParts() {
        Matcher part = PART.matcher(path == null ? "" : path);
        return part.matches() ? part.group(1) : null;
    }

    /// HAProxy names frontend, backend and server; its times are ms.
    static boolean isHaproxy(JsonSample sample) {
        return sample.find("frontend") != null
                && sample.find("backend") != null
                && sample.find("server") != null;
    }

    private static JsonLatency known(String path, FieldRole role, String how) {
        return new JsonLatency(
                path, role, "`%s` is the latency, %s".formatted(JsonScanner.words(path), how), "");
    }

    private static JsonLatency ofNumber(JsonSample sample, String path, String unitGiven) {
        FieldRole byName = JsonNames.unitOf(path);
        List<String> all = sample.of(path);
        if (byName != IGNORED && !isLongerThanADay(byName, all)) {
            return known(path, byName, "in the unit of its name");
        }
        if (isHaproxy(sample) && JsonNames.plain(path).startsWith("time")) {
            return known(path, LATENCY_MILLIS, "in ms as HAProxy has it");
        }
        boolean isRequestTime = JsonNames.plain(path).equals("requesttime");
        if (isNginx(sample) && (isRequestTime || isMost(all, NGINX_SECONDS_OR_NONE))) {
            return known(path, LATENCY_SECONDS, "in seconds as nginx has it");
        }
        if (isOfGo(sample, all)) {
            return known(path, LATENCY_SECONDS, "in seconds, because it is small and has decimals");
        }
        FieldRole given = FieldRole.latencyIn(unitGiven);
        return given == IGNORED
                ? doubtful(path, all)
                : known(path, given, "in the unit that was given: " + unitGiven);
    }

    private static JsonLatency doubtful(String path, List<String> all) {
        String note =
                "`%s` is not used, because nothing tells the unit of its values, such as %s; no latency is known"
                        .formatted(JsonScanner.words(path), all.getFirst());
        return new JsonLatency(null, IGNORED, note, JsonScanner.words(path));
    }

    /// Whether most requests would have taken more than a day: then the name is wrong.
    private static boolean isLongerThanADay(FieldRole unit, List<String> all) {
        double seconds =
                switch (unit) {
                    case LATENCY_MILLIS -> 1e-3;
                    case LATENCY_MICROS -> 1e-6;
                    case LATENCY_NANOS -> 1e-9;
                    default -> 1;
                };
        return isMost(
                all,
                value ->
                        NUMBER.matcher(value).matches()
                                && Double.parseDouble(value) * seconds > SECONDS_OF_A_DAY);
    }

    /// Whether other keys are variables of nginx, or speak of upstreams as only nginx does.
    private static boolean isNginx(JsonSample sample) {
        return sample.values().keySet().stream()
                .map(JsonNames::plain)
                .anyMatch(name -> NGINX_NAMES.contains(name) || name.startsWith("upstream"));
    }

    /// Many loggers of Go write seconds as a floating-point number. In ms, most requests would take
    /// less than 10 µs. Zap writes its time in seconds with decimals as well.
    private static boolean isOfGo(JsonSample sample, List<String> all) {
        List<String> decimals = all.stream().filter(JsonLatency::hasDecimals).toList();
        if (decimals.size() < JsonSample.MOST * all.size()) {
            return false;
        }
        boolean isZap =
                sample.find("msg") != null
                        && sample.of("ts").stream().anyMatch(ts -> ZAP_TIME.matcher(ts).matches());
        return isZap || isMost(decimals, value -> Double.parseDouble(value) < SHORTEST_MILLIS);
    }

    private static boolean hasDecimals(String value) {
        return NUMBER.matcher(value).matches()
                && (value.contains(".") || value.contains("e") || value.contains("E"));
    }
}
