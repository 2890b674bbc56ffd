package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.FieldRole.*;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.text.EpochTimes;
import trafficinsights.ingest.text.IsoTimeReader;
import trafficinsights.ingest.text.JsonScanner;
import trafficinsights.ingest.text.LineBlock;

/// Finds out what the keys of JSON objects are, by the names that people and tools choose and by
/// the values of the first objects. Names are compared without regard to case and to what joins
/// their words.
///
/// A duration counts only where its unit is known: by the name (`latency_ms`), by a text with a
/// unit (`"57.9ms"`), by a second key that has the same time with a unit, or because nginx wrote it
/// (seconds with three decimals). Otherwise the unit is doubtful, and no latency is known.
final class JsonGuess {
    /// Share of the objects whose value must be what the name says.
    private static final double MOST = 0.9;

    /// Less is no latency of a request in ms: 10 µs.
    private static final double SHORTEST_MILLIS = 0.01;

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

    /// `event.duration` of the Elastic Common Schema.
    private static final String ELASTIC_DURATION = "eventduration";

    private static final double SECONDS_OF_A_DAY = 86_400;

    private static final Pattern DURATION =
            Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
    private static final Pattern NGINX_SECONDS_OR_NONE = Pattern.compile("-|\\d{1,7}\\.\\d{3}");
    private static final Pattern STATUS_CODE = Pattern.compile("-|-1|0|000|[1-9]\\d\\d|");
    private static final Pattern SERVER_LIST = Pattern.compile("\\S+:\\d+(?:(?:, | : )\\S+)+");

    /// Names of each role, the surest first.
    private static final Map<FieldRole, List<String>> NAMES = new LinkedHashMap<>();

    static {
        name(
                TIME,
                "timestamp @timestamp time ts datetime date timeiso8601 timelocal eventtime starttime"
                        + " startedat receivedat logtime msec requesttimestamp accesstime asctime t"
                        + " requesttime requesttimeepoch reqtimesec datetimeutc utctime");
        name(
                STATUS,
                "status statuscode httpstatus httpstatuscode responsestatus responsecode"
                        + " responsestatuscode resstatus scstatus httpresponsestatuscode httpresponsecode"
                        + " resstatuscode code");
        name(
                METHOD,
                "method requestmethod httpmethod reqmethod verb csmethod httprequestmethod"
                        + " httpverb requestverb");
        name(REQUEST_LINE, "request requestline httprequest");
        name(
                TARGET,
                "path uri url requesturi requestpath requesturl requrl requri csuristem target"
                        + " httppath httpurl urlpath reqpath endpoint uripath httprequest request urloriginal");
        name(
                FORWARDED_FOR,
                "xff xforwardedfor httpxforwardedfor forwardedfor headersxforwardedfor");
        name(
                CLIENT,
                "clientip remoteaddr remoteip client clientaddr clientaddress remoteaddress cip ip"
                        + " sourceip srcip clientipaddress peer remotehost realip xrealip httpxrealip"
                        + " clienthost reqremoteaddress sourceaddress remoteipaddress cliip userip"
                        + " remote");
        name(
                SERVER,
                "upstreamaddr upstreamhost upstream server backendserver upstreamserver serveraddr"
                        + " backendaddr targetaddr upstreamaddress serverip targetip backendip node pod"
                        + " instance servername");
        name(
                BYTES,
                "bytessent bodybytessent bytes size responsesize bytesout scbytes sentbytes"
                        + " contentlength responselength bytesread responsebytes responsecontentlength"
                        + " rescontentlength bodysize responsebodysize length");
        name(
                LATENCY_TEXT,
                "requesttime responsetime duration latency latencyhuman elapsed elapsedtime timetaken"
                        + " took reqtime timetotal totaltime requestduration responseduration"
                        + " processingtime requestlatency responselatency rt time eventduration cost"
                        + " restime timespent handletime servetime totalduration durationhuman");
        name(TTFBS_SECONDS, "upstreamheadertime");
        name(HOST, "httphost host domain vhost authority hostname virtualhost requesthost");
        name(LISTENER, "frontend listener entrypoint");
        name(
                GROUP,
                "backend backendname upstreamcluster proxyupstreamname upstreamname service"
                        + " servicename cluster");
        name(REGION, "region awsregion cloudregion datacenter");
        name(RETRIES, "retries retrycount retryattempts");
        name(ATTEMPTS, "attempts attemptcount upstreamattempts");
    }

    private static void name(FieldRole role, String names) {
        NAMES.put(role, List.of(names.split(" ")));
    }

    private final Map<String, List<String>> values;
    private final int objects;
    private final String unitGiven;
    private final List<JsonDialect.Key> keys = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String doubtfulUnit = "";

    private JsonGuess(Map<String, List<String>> values, int objects, String unitGiven) {
        this.values = values;
        this.objects = objects;
        this.unitGiven = unitGiven;
    }

    /// @param lines first lines of a file
    /// @param unit of durations, as the user named it; empty to find out
    /// @return null when these are not objects with the time of a request
    static @Nullable JsonKeys of(List<String> lines, String unit) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int objects = 0;
        for (String line : lines) {
            int brace = line.indexOf('{');
            if (brace >= 0 && JsonLeaves.gather(line.substring(brace), values)) {
                objects++;
            }
        }
        return objects == 0 ? null : new JsonGuess(values, objects, unit).keys();
    }

    private @Nullable JsonKeys keys() {
        String time = best(TIME, this::isTime);
        if (time == null) {
            return null;
        }
        put(time, TIME);
        putOthers(TIME, this::isTime);
        String status = best(STATUS, all -> isMost(all, STATUS_CODE));
        String line = best(REQUEST_LINE, all -> isMost(all, Pattern.compile("[A-Z]{3,10} \\S+.*")));
        String method =
                line == null
                        ? best(METHOD, all -> isMost(all, Pattern.compile("[A-Za-z]{3,10}|-")))
                        : null;
        String target =
                line == null
                        ? best(TARGET, all -> isMost(all, Pattern.compile("/.*|\\*|[a-z]+://.*")))
                        : null;
        // A time alone, or a time and a number that could be a status, is no request.
        boolean isOfHttp = line != null || target != null || method != null;
        if (!isOfHttp) {
            return null;
        }
        put(line, REQUEST_LINE);
        put(method, METHOD);
        put(target, TARGET);
        put(status, STATUS);
        putRare(line);
        putAddresses();
        put(best(BYTES, all -> isMost(all, Pattern.compile("-?\\d{1,18}|-"))), BYTES);
        put(best(HOST, all -> true), HOST);
        put(best(LISTENER, all -> true), LISTENER);
        put(best(REGION, all -> true), REGION);
        put(best(RETRIES, all -> isMost(all, Pattern.compile("\\+?\\d+"))), RETRIES);
        put(best(ATTEMPTS, all -> isMost(all, Pattern.compile("\\d+"))), ATTEMPTS);
        putTimes();
        String mark =
                status != null ? status : line != null ? line : target != null ? target : method;
        notKnown();
        return new JsonKeys(
                keys, mark == null ? time : mark, kind -> true, isHaproxy(), note(), doubtfulUnit);
    }

    private String note() {
        return String.join("; ", notes).replace(JsonScanner.JOINT, '.');
    }

    private void notKnown() {
        StringBuilder missing = new StringBuilder();
        Map<FieldRole, String> wanted = new LinkedHashMap<>();
        wanted.put(STATUS, "the status");
        wanted.put(CLIENT, "the client");
        wanted.put(SERVER, "the server");
        wanted.put(BYTES, "the bytes");
        wanted.forEach((role, name) -> {
            boolean isKnown =
                    hasRole(role)
                            || (role == CLIENT && hasRole(FORWARDED_FOR))
                            || (role == SERVER && hasRole(UPSTREAMS));
            if (!isKnown) {
                missing.append(missing.isEmpty() ? "" : ", ").append(name);
            }
        });
        if (!missing.isEmpty()) {
            notes.add(
                    "no key is "
                            + missing.toString().replaceFirst(", ([^,]*)$", " or $1")
                            + ": none is known");
        }
    }

    /// Other keys of a role, which some objects have in the place of the first.
    private void putOthers(FieldRole role, Predicate<List<String>> fits) {
        for (String name : NAMES.getOrDefault(role, List.of())) {
            for (Map.Entry<String, List<String>> entry : values.entrySet()) {
                boolean isOther = plain(entry.getKey()).equals(name) && isNew(entry.getKey());
                if (isOther && fits.test(entry.getValue())) {
                    put(entry.getKey(), role);
                }
            }
        }
    }

    /// Objects may have the request in one key, others in two.
    private void putRare(@Nullable String line) {
        putOthers(METHOD, all -> isMost(all, Pattern.compile("[A-Za-z]{3,10}|-")));
        putOthers(TARGET, all -> isMost(all, Pattern.compile("/.*|\\*|[a-z]+://.*")));
        if (line == null) {
            putOthers(REQUEST_LINE, all -> isMost(all, Pattern.compile("[A-Z]{3,10} \\S+.*")));
        }
    }

    private boolean hasRole(FieldRole role) {
        return keys.stream().anyMatch(key -> key.role() == role);
    }

    private void put(@Nullable String path, FieldRole role) {
        if (path != null) {
            keys.add(new JsonDialect.Key(path, role));
        }
    }

    private void putAddresses() {
        put(
                best(
                        FORWARDED_FOR,
                        all -> isMost(all, value -> value.equals("-") || isAddress(value))),
                FORWARDED_FOR);
        put(
                best(CLIENT, all -> isMost(all, value -> value.equals("-") || isAddress(value))),
                CLIENT);
        if (isHaproxy()) {
            put(find("backend"), GROUP);
            put(find("server"), SERVER);
            return;
        }
        String server =
                best(
                        SERVER,
                        all ->
                                isMost(
                                        all,
                                        value ->
                                                !value.startsWith("/")
                                                        && !value.contains("://localhost")));
        if (server != null) {
            boolean isList =
                    values(server).stream().anyMatch(v -> SERVER_LIST.matcher(v).matches());
            String plain = plain(server);
            boolean isOfNginx = plain.equals("upstreamaddr") || plain.equals("upstream");
            put(server, isList || isOfNginx ? UPSTREAMS : SERVER);
        }
        put(best(GROUP, all -> true), GROUP);
    }

    private static boolean isAddress(String value) {
        byte[] bytes =
                Arrays.copyOf(
                        value.getBytes(StandardCharsets.UTF_8),
                        value.length() * 4 + LineBlock.SLACK);
        return Addresses.firstAddress(bytes, 0, value.getBytes(StandardCharsets.UTF_8).length) >= 0;
    }

    /// HAProxy names frontend, backend and server; its times are ms.
    private boolean isHaproxy() {
        return find("frontend") != null && find("backend") != null && find("server") != null;
    }

    // --- durations ---

    private void putTimes() {
        String path = durationWithUnit();
        if (path != null) {
            putDuration(path, LATENCY_TEXT);
        } else {
            path =
                    best(
                            LATENCY_TEXT,
                            all -> isMost(all, NUMBER) || isMost(all, DURATION),
                            this::isDuration);
            if (path != null) {
                putNumber(path);
            } else {
                notes.add("no key is the latency: none is known");
            }
        }
        if (isHaproxy() && find("timeresponse") != null) {
            put(find("timeresponse"), TTFB_MILLIS);
        }
        put(best(TTFBS_SECONDS, all -> true), TTFBS_SECONDS);
    }

    /// A key whose values say their unit; `latency_human` beside `latency`.
    private @Nullable String durationWithUnit() {
        return best(LATENCY_TEXT, all -> isMost(all, DURATION), this::isDuration);
    }

    private boolean isDuration(String path) {
        return keys.stream().noneMatch(key -> key.path().equals(path));
    }

    private void putDuration(String path, FieldRole role) {
        put(path, role);
        notes.add("`%s` is the latency, with its unit".formatted(path));
    }

    private void putNumber(String path) {
        FieldRole byName = unitOf(path);
        List<String> all = values(path);
        if (byName != IGNORED && !isLongerThanADay(byName, all)) {
            put(path, byName);
            notes.add("`%s` is the latency, in the unit of its name".formatted(path));
        } else if (isHaproxy() && plain(path).startsWith("time")) {
            put(path, LATENCY_MILLIS);
            notes.add("`%s` is the latency, in ms as HAProxy has it".formatted(path));
        } else if (isOfNginx(path) || (isNginx() && isMost(all, NGINX_SECONDS_OR_NONE))) {
            put(path, LATENCY_SECONDS);
            notes.add("`%s` is the latency, in seconds as nginx has it".formatted(path));
        } else if (isOfZap(all)) {
            put(path, LATENCY_SECONDS);
            notes.add(
                    "`%s` is the latency, in seconds, because it is small and has decimals"
                            .formatted(path));
        } else if (roleOf(unitGiven) != IGNORED) {
            put(path, roleOf(unitGiven));
            notes.add(
                    "`%s` is the latency, in the unit that was given: %s"
                            .formatted(path, unitGiven));
        } else {
            doubtfulUnit = path.replace(JsonScanner.JOINT, '.');
            notes.add(
                    "`%s` is not used, because nothing tells the unit of its values, such as %s; no latency is known"
                            .formatted(path, all.getFirst()));
        }
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

    /// `request_time` beside other variables of nginx.
    private boolean isOfNginx(String path) {
        return plain(path).equals("requesttime") && isNginx();
    }

    /// Whether other keys are variables of nginx, or speak of upstreams as only nginx does.
    private boolean isNginx() {
        return values.keySet().stream()
                .map(JsonGuess::plain)
                .anyMatch(name -> NGINX_NAMES.contains(name) || name.startsWith("upstream"));
    }

    /// Many loggers of Go write seconds as a floating-point number. In ms, most requests would take
    /// less than 10 µs; zap writes its time in seconds with decimals as well.
    private boolean isOfZap(List<String> all) {
        List<String> decimals = all.stream().filter(value -> value.matches(".*[.eE].*")).toList();
        if (decimals.size() < MOST * all.size()) {
            return false;
        }
        boolean isZap =
                find("msg") != null
                        && values("ts").stream().anyMatch(ts -> ts.matches("\\d{10}\\.\\d+.*"));
        return isZap || isMost(decimals, value -> Double.parseDouble(value) < SHORTEST_MILLIS);
    }

    private static FieldRole unitOf(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        String plain = plain(path);
        if (plain.equals(ELASTIC_DURATION)) {
            return LATENCY_NANOS;
        }
        if (name.matches(".*(_|-|\\.)(ms|msec|msecs)|.*milli(s|seconds?)?")
                || path.matches(".*[a-z](Ms|MS|Millis)")) {
            return LATENCY_MILLIS;
        }
        if (name.matches(".*(_|-|\\.)(us|usec|usecs)|.*micro(s|seconds?)?")
                || path.matches(".*[a-z](Us|US|Micros)")) {
            return LATENCY_MICROS;
        }
        if (name.matches(".*(_|-|\\.)(ns|nsec)|.*nano(s|seconds?)?")
                || path.matches(".*[a-z](Ns|NS|Nanos)")) {
            return LATENCY_NANOS;
        }
        return name.matches(".*(_|-|\\.)(s|sec|secs)") || plain.endsWith("seconds")
                ? LATENCY_SECONDS
                : IGNORED;
    }

    static FieldRole roleOf(String unit) {
        return switch (unit) {
            case "s" -> LATENCY_SECONDS;
            case "ms" -> LATENCY_MILLIS;
            case "us" -> LATENCY_MICROS;
            case "ns" -> LATENCY_NANOS;
            default -> IGNORED;
        };
    }

    // --- names and values ---

    private boolean isTime(List<String> all) {
        IsoTimeReader iso = new IsoTimeReader(ZoneOffset.UTC);
        return isMost(
                all,
                value -> {
                    byte[] text = value.getBytes(StandardCharsets.UTF_8);
                    byte[] bytes = Arrays.copyOf(text, text.length + LineBlock.SLACK);
                    boolean isClock =
                            value.matches(
                                    "\\[?\\d{1,2}/[A-Z][a-z]{2}/\\d{4}:.*|\\d{4}/\\d\\d/\\d\\d \\d\\d:.*");
                    long micros = isClock ? 0 : EpochTimes.any(iso, bytes, 0, text.length);
                    boolean isRecent = micros >= LEAST_EPOCH_MICROS && micros < MOST_EPOCH_MICROS;
                    return isClock || isRecent;
                });
    }

    /// 2000 to 2100: a smaller number is no time since 1970, however it is called.
    private static final long LEAST_EPOCH_MICROS = 946_684_800_000_000L;

    private static final long MOST_EPOCH_MICROS = 4_102_444_800_000_000L;

    private List<String> values(String path) {
        return values.getOrDefault(path, List.of());
    }

    private static boolean isMost(List<String> all, Pattern pattern) {
        return isMost(all, value -> pattern.matcher(value).matches());
    }

    private static boolean isMost(List<String> all, Predicate<String> test) {
        return !all.isEmpty() && all.stream().filter(test).count() >= MOST * all.size();
    }

    /// The path whose name, without joints, is this; null when there is none.
    private @Nullable String find(String plain) {
        for (String path : values.keySet()) {
            if (plain(path).equals(plain)) {
                return path;
            }
        }
        return null;
    }

    private @Nullable String best(FieldRole role, Predicate<List<String>> fits) {
        return best(role, fits, path -> true);
    }

    /// Of the paths with a name of the role, the first by the order of names whose values fit.
    /// Whole paths go before last names alone, and paths that nearly every object has before
    /// others.
    private @Nullable String best(
            FieldRole role, Predicate<List<String>> fits, Predicate<String> isFree) {
        List<String> names = NAMES.getOrDefault(role, List.of());
        for (boolean isWhole : new boolean[] {true, false}) {
            for (String name : names) {
                for (Map.Entry<String, List<String>> entry : values.entrySet()) {
                    String path = entry.getKey();
                    String last = lastName(path);
                    String plain = withoutUnit(role, isWhole ? path : last);
                    boolean isNamed = plain.equals(name);
                    boolean isUsual =
                            2 * entry.getValue().size() > objects || role == FORWARDED_FOR;
                    if (isNamed
                            && isUsual
                            && isFree.test(path)
                            && isNew(path)
                            && fits.test(entry.getValue())) {
                        return path;
                    }
                }
            }
        }
        return null;
    }

    /// Behind the last joint or dot.
    private static String lastName(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf(JsonScanner.JOINT));
        return path.substring(end + 1);
    }

    private boolean isNew(String path) {
        return keys.stream().noneMatch(key -> key.path().equals(path));
    }

    private static String withoutUnit(FieldRole role, String path) {
        String plain = plain(path);
        if (role != LATENCY_TEXT) {
            return plain;
        }
        return unitOf(path) == IGNORED
                ? plain
                : plain.replaceFirst(
                        "(in)?(ms|msecs?|millis|milliseconds?|us|usecs?|micros|microseconds?|ns|nsec|nanos|nanoseconds?|s|secs?|seconds)$",
                        "");
    }

    /// `request.Client-IP` is `requestclientip`.
    private static String plain(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9@]", "");
    }

    /// The keys of a product whose setting decides the unit of its latency, by the first objects:
    /// Application Gateway version 1 has ms, Caddy may be set to whole ns.
    static JsonKeys ofProduct(JsonDialect dialect, List<String> lines) {
        JsonKeys keys = JsonKeys.of(dialect);
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String line : lines) {
            int brace = line.indexOf('{');
            if (brace >= 0) {
                JsonLeaves.gather(line.substring(brace), values);
            }
        }
        Pattern whole = Pattern.compile("\\d+");
        if (dialect == JsonDialect.AZURE_GATEWAY) {
            boolean isFirstVersion =
                    values.getOrDefault("properties.instanceId", List.of()).stream()
                            .anyMatch(id -> id.startsWith("ApplicationGatewayRole"));
            List<String> times = values.getOrDefault("properties.timeTaken", List.of());
            return isFirstVersion && isMost(times, whole)
                    ? keys.with("properties.timeTaken", LATENCY_MILLIS)
                    : keys;
        }
        if (dialect == JsonDialect.CADDY) {
            List<String> times = values.getOrDefault("duration", List.of());
            boolean isNanos = isMost(times, whole) && times.stream().anyMatch(t -> t.length() > 4);
            return isNanos ? keys.with("duration", LATENCY_NANOS) : keys;
        }
        return keys;
    }
}
