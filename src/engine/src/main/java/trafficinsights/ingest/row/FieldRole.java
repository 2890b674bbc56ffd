package trafficinsights.ingest.row;

import java.util.Locale;

/// What a named field of a log means to a request, and in which unit it is written. The tables of
/// [FieldTable] and [JsonDialect] map a format's own names to these.
public enum FieldRole {
    /// When the request was accepted, or, where a log has nothing better, written down.
    TIME,
    /// When the request was accepted, in logs that have another time as well.
    TIME_ACCEPTED,
    /// Day alone; [#TIME_OF_DAY] goes with it.
    DATE,
    TIME_OF_DAY,
    /// Thousandths of the second of a time that has none.
    MILLIS_OF_SECOND,
    MICROS_OF_SECOND,
    /// Address with a port.
    CLIENT_SOCKET,
    /// Address, with a port or without.
    CLIENT,
    /// Addresses from the client to here, separated by commas.
    FORWARDED_FOR,
    SERVER,
    /// A list as nginx writes it: the last server answered, the others were attempts before it.
    UPSTREAMS,
    METHOD,
    TARGET,
    /// A path without the slash in front.
    BARE_TARGET,
    /// `METHOD target protocol` in one.
    REQUEST_LINE,
    HOST,
    LISTENER,
    GROUP,
    /// Amazon's name of a resource, whose fourth part is the region.
    ARN,
    REGION,
    STATUS,
    BYTES,
    LATENCY_NANOS,
    LATENCY_MICROS,
    LATENCY_MILLIS,
    LATENCY_SECONDS,
    /// What a latency has beside its whole seconds.
    LATENCY_PART_NANOS,
    /// A length of time with its unit (`1.67ms`), or seconds.
    LATENCY_TEXT,
    /// Until the first byte of the server's answer, and a part of the latency.
    TTFB_PART_SECONDS,
    TTFB_SECONDS,
    TTFB_MILLIS,
    TTFB_MICROS,
    /// A list as nginx writes it, in seconds: the last server answered.
    TTFBS_SECONDS,
    /// How often the balancer tried again.
    RETRIES,
    /// How often it tried.
    ATTEMPTS,
    /// Kind of entry: tells requests from other lines.
    KIND,
    IGNORED;

    /// The latency in a unit (`s`, `ms`, `us`, `ns`); [#IGNORED] for any other text.
    public static FieldRole latencyIn(String unit) {
        return switch (unit) {
            case "s" -> LATENCY_SECONDS;
            case "ms" -> LATENCY_MILLIS;
            case "us" -> LATENCY_MICROS;
            case "ns" -> LATENCY_NANOS;
            default -> IGNORED;
        };
    }

    /// In words, with the unit: `latency, ms`.
    public String words() {
        return switch (this) {
            case TIME_ACCEPTED -> "time";
            case CLIENT_SOCKET -> "client";
            case FORWARDED_FOR -> "forwarded client";
            case UPSTREAMS -> "servers tried";
            case REQUEST_LINE -> "method and path";
            case TARGET, BARE_TARGET -> "path";
            case LATENCY_NANOS, LATENCY_PART_NANOS -> "latency, ns";
            case LATENCY_MICROS -> "latency, µs";
            case LATENCY_MILLIS -> "latency, ms";
            case LATENCY_SECONDS -> "latency, s";
            case LATENCY_TEXT -> "latency, with its unit";
            case TTFB_PART_SECONDS, TTFB_SECONDS, TTFBS_SECONDS -> "time to first byte, s";
            case TTFB_MILLIS -> "time to first byte, ms";
            case TTFB_MICROS -> "time to first byte, µs";
            default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /// Whether it tells when a request was, by itself or with another field.
    public boolean isTime() {
        return this == TIME || this == TIME_ACCEPTED || this == DATE;
    }

    /// Whether it is a part of the latency.
    public boolean isLatency() {
        return switch (this) {
            case LATENCY_NANOS,
                    LATENCY_MICROS,
                    LATENCY_MILLIS,
                    LATENCY_SECONDS,
                    LATENCY_TEXT,
                    TTFB_PART_SECONDS ->
                    true;
            default -> false;
        };
    }
}
