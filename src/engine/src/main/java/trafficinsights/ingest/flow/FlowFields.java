package trafficinsights.ingest.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The columns of the products: those that all have come first, in the order of [FlowCells].
final class FlowFields {
    static final List<FlowColumn> COMMON =
            List.of(
                    new FlowColumn("start", FlowColumn.Type.TIME),
                    new FlowColumn("end", FlowColumn.Type.TIME),
                    new FlowColumn("source", FlowColumn.Type.TEXT),
                    new FlowColumn("source_port", FlowColumn.Type.NUMBER),
                    new FlowColumn("destination", FlowColumn.Type.TEXT),
                    new FlowColumn("destination_port", FlowColumn.Type.NUMBER),
                    new FlowColumn("protocol", FlowColumn.Type.TEXT),
                    new FlowColumn("packets", FlowColumn.Type.NUMBER),
                    new FlowColumn("bytes", FlowColumn.Type.NUMBER),
                    new FlowColumn("action", FlowColumn.Type.TEXT));

    /// What Amazon calls the common columns, in the order of its default format.
    private static final List<String> AWS_COMMON =
            List.of(
                    "srcaddr",
                    "dstaddr",
                    "srcport",
                    "dstport",
                    "protocol",
                    "packets",
                    "bytes",
                    "start",
                    "end",
                    "action");

    /// The default format, version 2.
    static final List<String> AWS_DEFAULT =
            Stream.of(
                            List.of("version", "account-id", "interface-id"),
                            AWS_COMMON,
                            List.of("log-status"))
                    .flatMap(List::stream)
                    .toList();

    /// Those that later versions added, as far as no other table has them by chance.
    private static final List<String> AWS_ADDED =
            List.of(
                    "vpc-id",
                    "subnet-id",
                    "instance-id",
                    "tcp-flags",
                    "type",
                    "region",
                    "az-id",
                    "flow-direction",
                    "traffic-path");

    /// What a JSON object of conn.log may hold; unset values are left out of it.
    static final List<String> ZEEK =
            List.of(
                    "ts",
                    "uid",
                    "id.orig_h",
                    "id.orig_p",
                    "id.resp_h",
                    "id.resp_p",
                    "proto",
                    "service",
                    "duration",
                    "orig_bytes",
                    "resp_bytes",
                    "conn_state",
                    "local_orig",
                    "local_resp",
                    "missed_bytes",
                    "history",
                    "orig_pkts",
                    "orig_ip_bytes",
                    "resp_pkts",
                    "resp_ip_bytes",
                    "tunnel_parents",
                    "orig_l2_addr",
                    "resp_l2_addr",
                    "vlan",
                    "inner_vlan",
                    "community_id",
                    "ip_proto");

    /// What Azure keeps beside a tuple, and in it.
    static final List<String> AZURE =
            List.of(
                    "direction",
                    "flow_state",
                    "encryption",
                    "packets_sent",
                    "bytes_sent",
                    "packets_received",
                    "bytes_received",
                    "rule",
                    "mac",
                    "acl",
                    "resource",
                    "version");

    /// Fields that are in the common columns, by their names in other products.
    private static final Set<String> IN_COMMON =
            Set.of(
                    "ts",
                    "te",
                    "id.orig_h",
                    "id.orig_p",
                    "id.resp_h",
                    "id.resp_p",
                    "proto",
                    "sa",
                    "da",
                    "sp",
                    "dp",
                    "pr",
                    "firstseen");

    private static final Set<String> NUMBERS =
            Set.of(
                    "version",
                    "tcp-flags",
                    "traffic-path",
                    "orig_bytes",
                    "resp_bytes",
                    "missed_bytes",
                    "orig_pkts",
                    "orig_ip_bytes",
                    "resp_pkts",
                    "resp_ip_bytes",
                    "packets_sent",
                    "bytes_sent",
                    "packets_received",
                    "bytes_received",
                    "vlan",
                    "inner_vlan",
                    "ip_proto",
                    "fwd",
                    "stos",
                    "dtos",
                    "ipkt",
                    "ibyt",
                    "opkt",
                    "obyt",
                    "in",
                    "out",
                    "sas",
                    "das",
                    "smk",
                    "dmk",
                    "dir",
                    "svln",
                    "dvln",
                    "bpp",
                    "flows");

    private static final Set<String> SECONDS = Set.of("duration", "td", "cl", "sl", "al");

    private FlowFields() {}

    /// Whether Amazon calls a field so.
    static boolean isAws(String field) {
        return AWS_DEFAULT.contains(field) || AWS_ADDED.contains(field);
    }

    /// Whether the value of a field is in a common column, and nowhere else.
    static boolean isInCommon(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        return AWS_COMMON.contains(name) || IN_COMMON.contains(name);
    }

    /// The columns of a file with these fields, each with the field of the product that it shows;
    /// the common ones have none.
    static List<Own> own(List<String> fields) {
        List<Own> own = new ArrayList<>();
        for (String field : fields) {
            if (!isInCommon(field) && own.stream().noneMatch(o -> o.field.equals(field))) {
                own.add(new Own(field, new FlowColumn(name(field), type(field))));
            }
        }
        return List.copyOf(own);
    }

    /// @param field as the product calls it
    record Own(String field, FlowColumn column) {}

    private static FlowColumn.Type type(String field) {
        String name = field.toLowerCase(Locale.ROOT).replace("tcp_flags", "tcp-flags");
        return NUMBERS.contains(name)
                ? FlowColumn.Type.NUMBER
                : SECONDS.contains(name) ? FlowColumn.Type.SECONDS : FlowColumn.Type.TEXT;
    }

    /// `account-id` as `account_id`. A name that a common column has gets its product's mark.
    private static String name(String field) {
        String name =
                switch (field) {
                    case "td" -> "duration";
                    case "flg" -> "tcp_flags";
                    default -> field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
                };
        boolean isTaken = COMMON.stream().anyMatch(column -> column.name().equals(name));
        return isTaken ? name + "_field" : name;
    }
}
