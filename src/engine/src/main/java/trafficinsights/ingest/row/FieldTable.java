package trafficinsights.ingest.row;

import static trafficinsights.ingest.row.FieldRole.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The fields of a log whose lines are fields between blanks, in their order. A new format of this
/// kind is a new table.
///
/// @param roles of the fields, in their order; what is behind the last is not looked at
/// @param required fields that a whole line has at least
public record FieldTable(List<FieldRole> roles, int required) {

    /// How long a request took, in W3C logs.
    public static final String TIME_TAKEN = "time-taken";

    /// Amazon "Access logs for your Application Load Balancer", section "Access log entries". The
    /// first version ended with the trace id; fields were added at the end since.
    public static final FieldTable ALB =
            new FieldTable(
                    List.of(
                            KIND, // type
                            TIME,
                            LISTENER, // elb
                            CLIENT_SOCKET,
                            SERVER, // target:port
                            LATENCY_SECONDS, // request_processing_time
                            TTFB_PART_SECONDS, // target_processing_time
                            LATENCY_SECONDS, // response_processing_time
                            STATUS, // elb_status_code
                            IGNORED, // target_status_code
                            IGNORED, // received_bytes
                            BYTES, // sent_bytes
                            REQUEST_LINE,
                            IGNORED, // user_agent
                            IGNORED, // ssl_cipher
                            IGNORED, // ssl_protocol
                            ARN, // target_group_arn
                            IGNORED, // trace_id
                            HOST, // domain_name
                            IGNORED, // chosen_cert_arn
                            IGNORED, // matched_rule_priority
                            TIME_ACCEPTED), // request_creation_time
                    18);

    /// Amazon "Access logs for your Classic Load Balancer", section "Access log entries". The first
    /// version ended with the request.
    public static final FieldTable ELB =
            new FieldTable(
                    List.of(
                            TIME,
                            LISTENER, // elb
                            CLIENT_SOCKET,
                            SERVER, // backend:port
                            LATENCY_SECONDS, // request_processing_time
                            TTFB_PART_SECONDS, // backend_processing_time
                            LATENCY_SECONDS, // response_processing_time
                            STATUS, // elb_status_code
                            IGNORED, // backend_status_code
                            IGNORED, // received_bytes
                            BYTES, // sent_bytes
                            REQUEST_LINE),
                    12);

    /// Microsoft "W3C Extended Log File Format (IIS)", "Error logging in HTTP APIs" and IIS
    /// Advanced Logging; Amazon CloudFront "Standard log file fields"; the W3C working draft
    /// WD-logfile.
    private static final Map<String, FieldRole> W3C =
            Map.ofEntries(
                    Map.entry("date", DATE),
                    Map.entry("time", TIME_OF_DAY),
                    Map.entry("date-utc", DATE),
                    Map.entry("time-utc", TIME_OF_DAY),
                    Map.entry("c-ip", CLIENT),
                    Map.entry("cs-ip", CLIENT),
                    Map.entry("r-ip", SERVER),
                    Map.entry("s-dns", SERVER),
                    Map.entry("s-operation", METHOD),
                    Map.entry("cs-uri", TARGET),
                    Map.entry("cs-uri-path", TARGET),
                    Map.entry("x-host-header", HOST),
                    Map.entry("bytes", BYTES),
                    Map.entry("x-edge-location", REGION),
                    Map.entry("timetakenms", LATENCY_MILLIS),
                    Map.entry("timetaken", LATENCY_MILLIS),
                    Map.entry("time-to-first-byte", TTFB_SECONDS),
                    Map.entry("x-forwarded-for", FORWARDED_FOR),
                    Map.entry("cs(x-forwarded-for)", FORWARDED_FOR),
                    Map.entry("s-ip", SERVER),
                    Map.entry("s-computername", SERVER),
                    Map.entry("s-sitename", LISTENER),
                    Map.entry("cs-method", METHOD),
                    Map.entry("cs-uri-stem", TARGET),
                    Map.entry("cs-host", HOST),
                    Map.entry("cs(host)", HOST),
                    Map.entry("sc-status", STATUS),
                    Map.entry("sc-bytes", BYTES),
                    Map.entry(TIME_TAKEN, LATENCY_MILLIS));

    /// Fields that only Microsoft's products write.
    private static final List<String> MICROSOFT_FIELDS =
            List.of("s-sitename", "sc-win32-status", "sc-substatus", "s-reason", "s-queuename");

    private static final String CLOUDFRONT_FIELD = "x-edge-location";

    public FieldTable {
        roles = List.copyOf(roles);
    }

    /// The table that a `#Fields:` line gives. A server's name is better than its address, a path
    /// alone better than the whole URI.
    ///
    /// @param timeTaken what `time-taken` is, whose unit the products differ in
    public static FieldTable ofW3c(String names, FieldRole timeTaken) {
        List<String> fields = w3cNames(names);
        boolean hasName = fields.contains("s-computername");
        boolean hasAddress = fields.contains("s-ip") || hasName;
        boolean hasPath = fields.contains("cs-uri-stem");
        List<FieldRole> roles = new ArrayList<>();
        for (String field : fields) {
            boolean isWorse =
                    switch (field) {
                        case "s-ip" -> hasName;
                        case "r-ip", "s-dns" -> hasAddress;
                        case "cs-uri" -> hasPath || fields.contains("cs-uri-path");
                        case "cs-uri-path" -> hasPath;
                        case "bytes" -> fields.contains("sc-bytes");
                        case "timetaken", "timetakenms" -> fields.contains(TIME_TAKEN);
                        default -> false;
                    };
            FieldRole role = isWorse ? IGNORED : W3C.getOrDefault(field, IGNORED);
            boolean isTimeTaken = field.equals(TIME_TAKEN);
            roles.add(isTimeTaken ? timeTaken : role);
        }
        return new FieldTable(roles, roles.size());
    }

    /// What `time-taken` is by the other fields of a line: the W3C draft has seconds, Microsoft's
    /// products have milliseconds, Amazon CloudFront has seconds. [FieldRole#IGNORED] where no
    /// field names the product.
    public static FieldRole timeTaken(List<String> names) {
        if (names.stream().anyMatch(MICROSOFT_FIELDS::contains)) {
            return LATENCY_MILLIS;
        }
        return names.contains(CLOUDFRONT_FIELD) ? LATENCY_SECONDS : IGNORED;
    }

    /// Whether a `#Fields:` line is one of IIS's FTP service (Microsoft "FTP Logging").
    public static boolean isFtp(String names) {
        List<String> fields = w3cNames(names);
        return fields.contains("x-session") && fields.contains("x-fullpath");
    }

    /// The names of a `#Fields:` line, in small letters.
    public static List<String> w3cNames(String names) {
        return Arrays.asList(names.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    /// Whether a line has a value that is this to a request.
    public boolean has(FieldRole role) {
        return roles.contains(role);
    }
}
