package trafficinsights.ingest.json;

import static trafficinsights.ingest.json.JsonSample.isMost;
import static trafficinsights.ingest.row.FieldRole.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldRole;

/// Finds out what the keys of JSON objects are, by their names ([JsonNames]) and by the values of
/// the first objects ([JsonSample]).
public final class JsonGuess {
    private static final Pattern STATUS_CODE = Pattern.compile("-|-1|0|000|[1-9]\\d\\d|");
    private static final Pattern REQUEST = Pattern.compile("[A-Z]{3,10} \\S+.*");
    private static final Pattern VERB = Pattern.compile("[A-Za-z]{3,10}|-");
    private static final Pattern PATH = Pattern.compile("/.*|\\*|[a-z]+://.*");
    private static final Pattern BARE_PATH = Pattern.compile("[\\w.~%+-]+(?:/\\S*)?|/\\S*");
    private static final Pattern SIZE = Pattern.compile("-?\\d{1,18}|-");
    private static final Pattern COUNT = Pattern.compile("\\+?\\d+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Pattern SERVER_LIST = Pattern.compile("\\S+:\\d+(?:(?:, | : )\\S+)+");

    private final JsonSample sample;
    private final String unitGiven;
    private final List<JsonDialect.Key> keys = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private JsonGuess(JsonSample sample, String unitGiven) {
        this.sample = sample;
        this.unitGiven = unitGiven;
    }

    /// @param lines first lines of a file
    /// @param unit of durations, as the user named it; empty to find out
    /// @return null when these are not objects with the time of a request
    public static @Nullable JsonKeys of(List<String> lines, String unit) {
        return new JsonGuess(JsonSample.of(lines), unit).keys();
    }

    private @Nullable JsonKeys keys() {
        String time = best(TIME, JsonSample::isTime);
        if (time == null) {
            return null;
        }
        put(time, TIME);
        putOthers(TIME, JsonSample::isTime);
        String certain = best(STATUS, STATUS_CODE);
        String status = certain == null ? best(STATUS, JsonGuess::areStatuses) : certain;
        String line = best(REQUEST_LINE, REQUEST);
        String method = line == null ? best(METHOD, VERB) : null;
        String target = line == null ? best(TARGET, PATH) : null;
        // Akamai DataStream 2 writes `reqPath` without the slash in front.
        String bare = line == null && target == null ? barePath() : null;
        // A time alone, or a time and a number that could be a status, is not a request.
        if (line == null && target == null && bare == null && method == null) {
            return null;
        }
        put(line, REQUEST_LINE);
        put(method, METHOD);
        put(target, TARGET);
        put(bare, BARE_TARGET);
        put(status, STATUS);
        putRare(line);
        putAddresses();
        putRest();
        JsonLatency latency = putTimes();
        String mark =
                status != null
                        ? status
                        : line != null
                                ? line
                                : target != null ? target : bare != null ? bare : method;
        noteMissing();
        String note = String.join("; ", notes);
        return new JsonKeys(
                keys,
                mark == null ? time : mark,
                kind -> true,
                JsonLatency.isHaproxy(sample),
                true,
                note,
                latency.doubtfulUnit());
    }

    /// Texts such as `ECONNREFUSED` among statuses say why there was no answer. Where most values
    /// are texts, they are something else.
    private static boolean areStatuses(List<String> all) {
        long codes = all.stream().filter(value -> STATUS_CODE.matcher(value).matches()).count();
        boolean isElseText =
                all.stream().allMatch(v -> STATUS_CODE.matcher(v).matches() || !isDigit(v));
        return isElseText && 2 * codes > all.size();
    }

    private static boolean isDigit(String value) {
        return Character.isDigit(value.charAt(0));
    }

    private @Nullable String best(FieldRole role, Pattern pattern) {
        return best(role, all -> isMost(all, pattern));
    }

    private @Nullable String best(FieldRole role, Predicate<List<String>> fits) {
        return sample.best(role, fits, this::isTaken);
    }

    /// A key that is named as a path, and whose values have slashes, but none in front.
    private @Nullable String barePath() {
        return best(
                TARGET,
                all ->
                        isMost(all, BARE_PATH)
                                && 2 * all.stream().filter(v -> v.contains("/")).count()
                                        >= all.size());
    }

    private boolean isTaken(String path) {
        return keys.stream().anyMatch(key -> key.path().equals(path));
    }

    private boolean hasRole(FieldRole role) {
        return keys.stream().anyMatch(key -> key.role() == role);
    }

    private void put(@Nullable String path, FieldRole role) {
        if (path != null) {
            keys.add(new JsonDialect.Key(path, role));
        }
    }

    /// Other keys of a role, which some objects have in the place of the first.
    private void putOthers(FieldRole role, Predicate<List<String>> fits) {
        for (String name : JsonNames.of(role)) {
            for (Map.Entry<String, List<String>> entry : sample.values().entrySet()) {
                String path = entry.getKey();
                boolean isOther = JsonNames.plain(path).equals(name) && !isTaken(path);
                if (isOther && fits.test(entry.getValue())) {
                    put(path, role);
                }
            }
        }
    }

    /// Objects may have the request in one key, others in two.
    private void putRare(@Nullable String line) {
        putOthers(METHOD, all -> isMost(all, VERB));
        putOthers(TARGET, all -> isMost(all, PATH));
        if (line == null) {
            putOthers(REQUEST_LINE, all -> isMost(all, REQUEST));
        }
    }

    private void putAddresses() {
        put(best(FORWARDED_FOR, JsonSample::isAddress), FORWARDED_FOR);
        put(best(CLIENT, JsonSample::isAddress), CLIENT);
        if (JsonLatency.isHaproxy(sample)) {
            put(sample.find("backend"), GROUP);
            put(sample.find("server"), SERVER);
            return;
        }
        String server = best(SERVER, all -> isMost(all, JsonGuess::isServer));
        if (server != null) {
            boolean isList =
                    sample.of(server).stream().anyMatch(v -> SERVER_LIST.matcher(v).matches());
            String plain = JsonNames.plain(server);
            boolean isOfNginx = plain.equals("upstreamaddr") || plain.equals("upstream");
            put(server, isList || isOfNginx ? UPSTREAMS : SERVER);
        }
        put(best(GROUP, all -> true), GROUP);
    }

    private static boolean isServer(String value) {
        boolean isNumber = NUMBER.matcher(value).matches();
        return !isNumber && !value.startsWith("/") && !value.contains("://localhost");
    }

    private void putRest() {
        put(best(BYTES, SIZE), BYTES);
        put(best(HOST, all -> true), HOST);
        put(best(LISTENER, all -> true), LISTENER);
        put(best(REGION, all -> true), REGION);
        put(best(RETRIES, COUNT), RETRIES);
        put(best(ATTEMPTS, WHOLE_NUMBER), ATTEMPTS);
    }

    private JsonLatency putTimes() {
        JsonLatency latency = JsonLatency.of(sample, this::isTaken, unitGiven);
        String parts = latency.durationOfParts();
        if (parts == null) {
            put(latency.path(), latency.role());
        } else {
            put(parts + JsonLatency.SECONDS, LATENCY_SECONDS);
            put(parts + JsonLatency.NANOS, LATENCY_PART_NANOS);
        }
        notes.add(latency.note());
        if (JsonLatency.isHaproxy(sample)) {
            put(sample.find("timeresponse"), TTFB_MILLIS);
        }
        put(best(TTFBS_SECONDS, all -> true), TTFBS_SECONDS);
        return latency;
    }

    private void noteMissing() {
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        wanted.put("the status", hasRole(STATUS));
        wanted.put("the client", hasRole(CLIENT) || hasRole(FORWARDED_FOR));
        wanted.put("the server", hasRole(SERVER) || hasRole(UPSTREAMS));
        wanted.put("the bytes", hasRole(BYTES));
        wanted.values().removeIf(isKnown -> isKnown);
        if (!wanted.isEmpty()) {
            String missing = String.join(", ", wanted.keySet());
            notes.add(
                    "no key is %s: none is known"
                            .formatted(missing.replaceFirst(", ([^,]*)$", " or $1")));
        }
    }

    /// The keys of a product whose setting decides the unit of its latency, by the first objects:
    /// Application Gateway version 1 has ms, Caddy may be set to whole ns or ms.
    public static JsonKeys ofProduct(JsonDialect dialect, List<String> lines) {
        JsonKeys keys = JsonKeys.of(dialect);
        JsonSample sample = JsonSample.of(lines);
        if (dialect == JsonDialect.AZURE_GATEWAY) {
            boolean isFirstVersion =
                    sample.of("properties.instanceId").stream()
                            .anyMatch(id -> id.startsWith("ApplicationGatewayRole"));
            return isFirstVersion && isMost(sample.of("properties.timeTaken"), WHOLE_NUMBER)
                    ? keys.with("properties.timeTaken", LATENCY_MILLIS)
                    : keys;
        }
        if (dialect == JsonDialect.CADDY) {
            List<String> times = sample.of("duration");
            // Its seconds have decimals, its ns and ms have none; the clock of most systems is too
            // fine for a request of 0 s.
            if (!isMost(times, WHOLE_NUMBER)) {
                return keys;
            }
            // A request of less than 10 µs is rare, and so is one of more than 10 s.
            boolean isNanos = 2 * times.stream().filter(t -> t.length() > 4).count() > times.size();
            return keys.with("duration", isNanos ? LATENCY_NANOS : LATENCY_MILLIS);
        }
        return keys;
    }
}
