package trafficinsights.ingest.flow;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.LineVerdict;

/// What the fields of the products mean in the common columns. Values are null where they are not
/// set; nothing is made up for them.
final class FlowMeaning {
    private static final DateTimeFormatter LOCAL =
            new DateTimeFormatterBuilder()
                    .appendPattern("yyyy-MM-dd HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter();

    private FlowMeaning() {}

    /// @param values by the names of the product's fields
    /// @param zone of times without an offset
    static void fill(
            FlowFormat format,
            Function<String, @Nullable String> values,
            ZoneId zone,
            FlowCells cells) {
        switch (format) {
            case AWS -> amazon(values, cells);
            case ZEEK -> zeek(values, cells);
            case NFDUMP -> nfdump(values, zone, cells);
            case AZURE_NSG, AZURE_VNET ->
                    throw new IllegalArgumentException(format + " has tuples");
        }
    }

    private static @Nullable String either(
            Function<String, @Nullable String> values, String one, String other) {
        String value = values.apply(one);
        return value == null ? values.apply(other) : value;
    }

    private static void amazon(Function<String, @Nullable String> values, FlowCells cells) {
        cells.seconds(FlowCells.START, values.apply("start"));
        cells.seconds(FlowCells.END, values.apply("end"));
        cells.text(FlowCells.SOURCE, either(values, "srcaddr", "pkt-srcaddr"));
        cells.number(FlowCells.SOURCE_PORT, values.apply("srcport"));
        cells.text(FlowCells.DESTINATION, either(values, "dstaddr", "pkt-dstaddr"));
        cells.number(FlowCells.DESTINATION_PORT, values.apply("dstport"));
        cells.protocol(values.apply("protocol"));
        cells.number(FlowCells.PACKETS, values.apply("packets"));
        cells.number(FlowCells.BYTES, values.apply("bytes"));
        cells.text(FlowCells.ACTION, values.apply("action"));
    }

    /// Bytes are those of IP, as other products count them; without them those of the payload.
    private static void zeek(Function<String, @Nullable String> values, FlowCells cells) {
        String time = values.apply("ts");
        String duration = values.apply("duration");
        if (time != null && time.indexOf('T') > 0) {
            zoned(time, duration, cells);
        } else if (time == null) {
            cells.fail(LineVerdict.NO_TIME);
        } else {
            long start = cells.seconds(FlowCells.START, time);
            if (start != Long.MIN_VALUE && duration != null) {
                cells.micros(FlowCells.END, start + FlowCells.micros(duration));
            }
        }
        cells.text(FlowCells.SOURCE, values.apply("id.orig_h"));
        cells.number(FlowCells.SOURCE_PORT, values.apply("id.orig_p"));
        cells.text(FlowCells.DESTINATION, values.apply("id.resp_h"));
        cells.number(FlowCells.DESTINATION_PORT, values.apply("id.resp_p"));
        cells.protocol(values.apply("proto"));
        cells.sum(FlowCells.PACKETS, values.apply("orig_pkts"), values.apply("resp_pkts"));
        String sent = values.apply("orig_ip_bytes");
        String received = values.apply("resp_ip_bytes");
        boolean hasBytes = sent != null || received != null;
        cells.sum(
                FlowCells.BYTES,
                hasBytes ? sent : values.apply("orig_bytes"),
                hasBytes ? received : values.apply("resp_bytes"));
        // "Connection attempt rejected"; of the others Zeek does not see what a firewall did.
        cells.text(
                FlowCells.ACTION,
                "REJ".equals(values.apply("conn_state")) ? FlowCells.REJECT : null);
    }

    private static void zoned(String time, @Nullable String duration, FlowCells cells) {
        try {
            long start = micros(OffsetDateTime.parse(time));
            cells.micros(FlowCells.START, start);
            if (duration != null) {
                cells.micros(FlowCells.END, start + FlowCells.micros(duration));
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            cells.fail(LineVerdict.BAD_TIME);
        }
    }

    private static void nfdump(
            Function<String, @Nullable String> values, ZoneId zone, FlowCells cells) {
        String first = either(values, "ts", "firstSeen");
        String duration = either(values, "td", "duration");
        long start = local(FlowCells.START, first, zone, cells);
        String last = values.apply("te");
        if (last != null) {
            local(FlowCells.END, last, zone, cells);
        } else if (start != Long.MIN_VALUE && duration != null) {
            cells.micros(FlowCells.END, start + FlowCells.micros(duration));
        }
        cells.text(FlowCells.SOURCE, either(values, "sa", "srcAddr"));
        cells.number(FlowCells.SOURCE_PORT, either(values, "sp", "srcPort"));
        cells.text(FlowCells.DESTINATION, either(values, "da", "dstAddr"));
        cells.number(FlowCells.DESTINATION_PORT, port(either(values, "dp", "dstPort")));
        cells.protocol(either(values, "pr", "proto"));
        cells.sum(FlowCells.PACKETS, either(values, "ipkt", "packets"), values.apply("opkt"));
        cells.sum(FlowCells.BYTES, either(values, "ibyt", "bytes"), values.apply("obyt"));
        cells.text(FlowCells.ACTION, action(values.apply("fwd")));
    }

    /// The port of ICMP is its type and code, `8.0`, which is not a port.
    private static @Nullable String port(@Nullable String text) {
        if (text == null || text.indexOf('.') < 0) {
            return text;
        }
        return text.matches("\\d{1,3}\\.\\d{1,3}") ? null : text;
    }

    /// RFC 7270, `forwardingStatus`: the two upper bits say forwarded (1) or dropped (2).
    private static @Nullable String action(@Nullable String status) {
        if (status == null || status.equals("0") || !status.matches("\\d{1,3}")) {
            return null;
        }
        return switch (Integer.parseInt(status) >> 6) {
            case 1 -> FlowCells.ACCEPT;
            case 2 -> FlowCells.REJECT;
            default -> null;
        };
    }

    private static long local(int column, @Nullable String text, ZoneId zone, FlowCells cells) {
        if (text == null) {
            cells.fail(LineVerdict.NO_TIME);
            return Long.MIN_VALUE;
        }
        try {
            LocalDateTime time = LocalDateTime.parse(text.replace('T', ' '), LOCAL);
            return cells.micros(column, micros(time.atZone(zone).toOffsetDateTime()));
        } catch (DateTimeParseException | ArithmeticException e) {
            cells.fail(LineVerdict.BAD_TIME);
            return Long.MIN_VALUE;
        }
    }

    private static long micros(OffsetDateTime time) {
        return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }
}
