package trafficinsights.ingest.json;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.text.JsonScanner;

/// The names that people and tools choose for the keys of a request in JSON. Names are compared
/// without regard to case and to what joins their words.
final class JsonNames {
    /// `event.duration` of the Elastic Common Schema.
    private static final String ELASTIC_DURATION = "eventduration";

    /// What a hit of Elasticsearch and OpenSearch holds.
    private static final String HIT = "_source.";

    /// Names of each role, the surest first.
    private static final Map<FieldRole, List<String>> NAMES = new EnumMap<>(FieldRole.class);

    static {
        name(
                TIME,
                "timestamp @timestamp time ts datetime date timeiso8601 timelocal eventtime starttime"
                        + " startedat receivedat logtime msec requesttimestamp accesstime asctime t"
                        + " requesttime requesttimeepoch reqtimesec datetimeutc utctime timestart acceptdate @t");
        name(
                STATUS,
                "status statuscode httpstatus httpstatuscode responsestatus responsecode"
                        + " responsestatuscode resstatus scstatus httpresponsestatuscode httpresponsecode"
                        + " resstatuscode elbstatuscode code");
        name(
                METHOD,
                "method requestmethod httpmethod reqmethod verb csmethod httprequestmethod"
                        + " httpverb requestverb");
        name(REQUEST_LINE, "request requestline httprequest");
        name(
                TARGET,
                "path uri url requesturi requestpath requesturl requrl requri csuristem target"
                        + " httppath httpurl httptarget httprequesturi urlpath reqpath endpoint uripath httprequest request urloriginal");
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
                        + " timeelapsed processingtime requestlatency responselatency rt time eventduration cost"
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

    private JsonNames() {}

    private static void name(FieldRole role, String names) {
        NAMES.put(role, List.of(names.split(" ")));
    }

    /// Names of a role as [#plain] writes them, the surest first.
    static List<String> of(FieldRole role) {
        return NAMES.getOrDefault(role, List.of());
    }

    /// The role of a latency in the unit that a name ends with (`latency_ms`, `durationMicros`);
    /// [FieldRole#IGNORED] when it names none.
    static FieldRole unitOf(String path) {
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

    /// As [#plain]; of a latency without the unit at its end.
    static String withoutUnit(FieldRole role, String path) {
        String plain = plain(path);
        if (role != LATENCY_TEXT) {
            return plain;
        }
        if (unitOf(path) == IGNORED) {
            return plain;
        }
        // In `duration_s` the `ns` at the end does not name a unit.
        String joined = path.toLowerCase(Locale.ROOT);
        String cut =
                joined.replaceFirst(
                        "[_.-](in[_.-])?(m|u|n)?(s|secs?)$|[_.-](in[_.-])?(milli|micro|nano)?(s|seconds?)$",
                        "");
        return !cut.equals(joined)
                ? plain(cut)
                : plain.replaceFirst(
                        "(in)?(ms|msecs?|millis|milliseconds?|us|usecs?|micros|microseconds?|ns|nsec|nanos|nanoseconds?|s|secs?|seconds)$",
                        "");
    }

    /// `request.Client-IP` is `requestclientip`; what holds a hit of Elasticsearch is no part of
    /// it.
    static String plain(String path) {
        String own = path.startsWith(HIT) ? path.substring(HIT.length()) : path;
        return own.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9@]", "");
    }

    /// Behind the last joint or dot.
    static String lastName(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf(JsonScanner.JOINT));
        return path.substring(end + 1);
    }
}
