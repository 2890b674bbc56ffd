package trafficinsights.run.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static trafficinsights.run.explore.Explored.value;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import trafficinsights.FlowSamples;
import trafficinsights.ingest.log.LineMutator;
import trafficinsights.model.Outcome;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.Exploration;
import trafficinsights.model.explore.ExploreWatch;
import trafficinsights.model.explore.ReadyView;
import trafficinsights.run.spec.RunSource;

/// Network flows open as a table with names, types and views. The files are the examples of the
/// products' documents: Amazon "Flow log record examples", Microsoft "Flow logging for network
/// security groups" and "Virtual network flow logs", Zeek "Zeek Log Formats and Inspection", and
/// nfdump's `-o csv`. Longer than 400 lines: an example for each.
class FlowExplorationTest {
    private static final String COMMON =
            "SELECT start, \"end\", source, source_port, destination, destination_port, protocol, packets, bytes, action FROM data ORDER BY rowid";

    @TempDir private Path folder;

    private Exploration open(ZoneId zone, Path... files) {
        RunSource.Logs logs = new RunSource.Logs(List.of(files), "auto", zone, null, null, null);
        return value(
                Explorations.open(
                        new ExploreSpec(logs, false, folder.resolve("scratch")),
                        ExploreWatch.NONE));
    }

    private Exploration open(String name) {
        return open(ZoneId.of("UTC"), FlowSamples.file(name));
    }

    private static List<String> sql(Exploration data, String sql) {
        return Explored.sql(
                data,
                sql,
                cells ->
                        Arrays.stream(cells)
                                .map(cell -> cell == null ? "-" : cell)
                                .collect(Collectors.joining(" ")));
    }

    private static String view(Exploration data, String name) {
        return data.opened().views().stream()
                .filter(view -> view.name().equals(name))
                .map(ReadyView::sql)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void amazonsDefaultFormatHasNoHeader() {
        try (Exploration data = open("aws-default.log")) {
            assertThat(data.opened().form()).isEqualTo("flows");
            assertThat(data.opened().rejects()).isZero();
            assertThat(data.opened().notes())
                    .containsExactly(
                            "Network flows: AWS VPC flow logs.",
                            "2 records without a flow: their log_status is NODATA or SKIPDATA.");
            assertThat(sql(data, COMMON))
                    .startsWith(
                            "2014-12-14 04:06:50 2014-12-14 04:07:50 172.31.16.139 20641 172.31.16.21 22 TCP 20 4249 ACCEPT",
                            "2014-12-14 04:06:50 2014-12-14 04:07:50 172.31.9.69 49761 172.31.9.12 3389 TCP 20 4249 REJECT",
                            "2015-05-10 18:01:16 2015-05-10 18:02:14 - - - - - - - -",
                            "2015-05-10 18:01:16 2015-05-10 18:02:14 - - - - - - - -",
                            "2015-05-29 16:30:27 2015-05-29 16:32:22 203.0.113.12 0 172.31.16.139 0 ICMP 4 336 ACCEPT")
                    .hasSize(7);
            assertThat(sql(data, "SELECT DISTINCT account_id, typeof(account_id) FROM data"))
                    .containsExactly("123456789010 VARCHAR");
            assertThat(sql(data, "SELECT log_status, count(*) FROM data GROUP BY 1 ORDER BY 1"))
                    .containsExactly("NODATA 1", "OK 5", "SKIPDATA 1");
        }
    }

    @Test
    void timesAndNumbersHaveTheirTypes() {
        try (Exploration data = open("aws-default.log")) {
            List<Column> columns = data.opened().columns();
            assertThat(columns.subList(0, 10))
                    .extracting(Column::name)
                    .containsExactly(
                            "start",
                            "end",
                            "source",
                            "source_port",
                            "destination",
                            "destination_port",
                            "protocol",
                            "packets",
                            "bytes",
                            "action");
            assertThat(columns.subList(0, 10))
                    .extracting(Column::kind)
                    .containsExactly(
                            ColumnKind.TIME,
                            ColumnKind.TIME,
                            ColumnKind.TEXT,
                            ColumnKind.NUMBER,
                            ColumnKind.TEXT,
                            ColumnKind.NUMBER,
                            ColumnKind.TEXT,
                            ColumnKind.NUMBER,
                            ColumnKind.NUMBER,
                            ColumnKind.TEXT);
        }
    }

    @Test
    void amazonsCustomFormatHasTheFieldsOfItsHeader() throws IOException {
        Path packed = folder.resolve("flow.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(FlowSamples.file("aws-custom.log"), out);
        }
        try (Exploration data = open(ZoneId.of("UTC"), packed)) {
            assertThat(sql(data, COMMON))
                    .startsWith(
                            "2019-08-26 19:47:55 2019-08-26 19:48:53 52.213.180.42 43416 10.0.0.62 5001 TCP 8 568 ACCEPT")
                    .hasSize(3);
            assertThat(sql(data, "SELECT sum(tcp_flags), min(vpc_id), min(type) FROM data"))
                    .containsExactly("22 vpc-abcdefab012345678 IPv4");
        }
    }

    @Test
    void anExportOfCloudWatchHasATimeInFrontOfEachLine() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("export.txt"),
                        Files.readString(FlowSamples.file("aws-default.log"))
                                .replaceAll("(?m)^2 ", "2015-05-29T01:45:42.000Z 2 "));
        try (Exploration data = open(ZoneId.of("UTC"), file)) {
            assertThat(data.opened().rejects()).isZero();
            assertThat(sql(data, "SELECT count(*), sum(bytes) FROM data"))
                    .containsExactly("7 18025");
        }
    }

    @Test
    void aTableOfAthenaHasCommasAndUnderscores() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("athena.csv"),
                        """
                        "version","account_id","interface_id","srcaddr","dstaddr","srcport","dstport","protocol","packets","bytes","start","end","action","log_status","date"
                        "2","000456789010","eni-1235b8ca123456789","172.31.9.69","172.31.9.12","49761","3389","6","20","4249","1418530010","1418530070","REJECT","OK","2014-12-14"
                        """);
        try (Exploration data = open(ZoneId.of("UTC"), file)) {
            assertThat(sql(data, "SELECT start, source_port, bytes, action, account_id FROM data"))
                    .containsExactly("2014-12-14 04:06:50 49761 4249 REJECT 000456789010");
        }
    }

    @Test
    void azuresGroupsHaveARuleAndADecisionForEachTuple() {
        try (Exploration data = open("azure-nsg-v1.json")) {
            assertThat(
                            sql(
                                    data,
                                    "SELECT start, source, destination_port, protocol, direction, action, bytes, rule, mac FROM data ORDER BY rowid"))
                    .startsWith(
                            "2017-02-16 22:00:21 42.119.146.95 5358 TCP inbound REJECT - DefaultRule_DenyAllInBound 000D3AF8801A",
                            "2017-02-16 21:59:30 163.28.66.17 3389 TCP inbound ACCEPT - UserRule_default-allow-rdp 000D3AF8801A")
                    .hasSize(5);
        }
    }

    @Test
    void azuresSecondVersionCountsBytesInBothDirections() {
        try (Exploration data = open("azure-nsg-v2.json")) {
            assertThat(
                            sql(
                                    data,
                                    "SELECT start, protocol, flow_state, packets, bytes, bytes_sent, bytes_received, action FROM data ORDER BY rowid"))
                    .containsExactly(
                            "2018-11-13 12:00:02 UDP begin - - - - REJECT",
                            "2018-11-13 12:00:24 TCP begin - - - - REJECT",
                            "2018-11-13 12:00:32 TCP begin - - - - REJECT",
                            "2018-11-13 11:59:37 TCP begin - - - - ACCEPT",
                            "2018-11-13 11:59:39 TCP end 2 132 66 66 ACCEPT",
                            "2018-11-13 11:59:39 TCP continuing 54 30986 16978 14008 ACCEPT",
                            "2018-11-13 12:00:06 TCP end 27 15543 8489 7054 ACCEPT");
        }
    }

    @Test
    void azuresNetworksHaveMillisecondsAndDeniedFlows() {
        try (Exploration data = open("azure-vnet.json")) {
            assertThat(
                            sql(
                                    data,
                                    "SELECT start, source, protocol, flow_state, encryption, bytes, action, rule, acl[:8], version FROM data ORDER BY rowid"))
                    .startsWith(
                            "2022-09-14 09:00:03.599 10.0.0.6 TCP begin NX 0 ACCEPT DefaultRule_AllowInternetOutBound 00aa00aa 4",
                            "2022-09-14 09:00:03.606 10.0.0.6 TCP end NX 2347 ACCEPT DefaultRule_AllowInternetOutBound 00aa00aa 4")
                    .endsWith(
                            "2022-09-14 09:00:05.503 192.241.200.164 TCP denied NX 0 REJECT BlockHighRiskTCPPortsFromInternet 11bb11bb 4")
                    .hasSize(6);
        }
    }

    @Test
    void zeeksFieldsAreThoseOfItsHeader() {
        try (Exploration data = open("zeek-conn.log")) {
            assertThat(sql(data, COMMON))
                    .containsExactly(
                            "2009-11-18 08:00:21.486539 2009-11-18 08:00:21.650359 192.168.1.102 68 192.168.1.1 67 UDP 2 657 -",
                            "2009-11-18 08:08:00.237254 2009-11-18 08:08:04.017379 192.168.1.103 137 192.168.1.255 137 UDP 7 546 -",
                            "2009-11-18 08:08:13.816224 2009-11-18 08:08:17.564871 192.168.1.102 137 192.168.1.255 137 UDP 7 546 -",
                            "2009-11-18 08:16:43.257012 - 192.168.1.104 1102 65.54.186.107 80 TCP 2 88 REJECT");
            assertThat(
                            sql(
                                    data,
                                    "SELECT uid, service, duration, orig_bytes, tunnel_parents FROM data LIMIT 1"))
                    .containsExactly("Pii6cUUq1v4 - 0.16382 301 -");
        }
    }

    @Test
    void zeeksObjectsAreReadWithEitherFormOfTime() {
        try (Exploration data = open("zeek-conn.json")) {
            assertThat(sql(data, COMMON))
                    .containsExactly(
                            "2020-06-05 14:39:59.305988 2020-06-05 14:39:59.37284 192.168.4.76 36844 192.168.4.1 53 UDP 4 315 -",
                            "2020-06-05 14:39:59.430166 2020-06-05 14:39:59.684281 192.168.4.76 46378 31.3.245.133 80 TCP 10 908 -",
                            "2011-08-15 03:36:16.74883 - 210.87.254.81 3 147.32.84.165 1 ICMP 1 56 -");
        }
    }

    @Test
    void nfdumpsSumsAreNotFlowsAndItsTimesAreOfTheZone() {
        try (Exploration data = open(ZoneId.of("Europe/Berlin"), FlowSamples.file("nfdump.csv"))) {
            assertThat(data.opened().rejects()).isZero();
            assertThat(sql(data, COMMON))
                    .containsExactly(
                            "2023-11-14 21:13:20 2023-11-14 21:13:21 10.5.0.1 51000 8.8.8.8 443 TCP 5 2300 ACCEPT",
                            "2023-11-14 21:13:22.25 2023-11-14 21:13:23 8.8.8.8 80 10.5.0.1 51001 TCP 2 800 REJECT",
                            "2023-11-14 21:13:24 2023-11-14 21:13:24 10.5.0.9 0 10.5.0.1 - ICMP 1 84 -");
        }
    }

    @Test
    void laterVersionsOfNfdumpHaveOtherNames() {
        try (Exploration data = open("nfdump-later.csv")) {
            assertThat(sql(data, COMMON))
                    .containsExactly(
                            "2026-08-29 05:17:53 2026-08-29 05:17:54 192.0.2.7 51000 198.51.100.9 443 TCP 10 1000 -",
                            "2026-08-29 05:17:54.5 2026-08-29 05:17:54.5 192.0.2.8 5353 198.51.100.9 53 UDP 1 80 -");
        }
    }

    @ParameterizedTest
    @FieldSource("trafficinsights.FlowSamples#ALL")
    void everyViewRunsOnEveryFile(String name) {
        try (Exploration data = open(name)) {
            assertThat(data.opened().views())
                    .extracting(ReadyView::name)
                    .containsExactly("bytes-over-time", "top-talkers", "rejected");
            long bytes =
                    Long.parseLong(
                            sql(data, "SELECT coalesce(sum(bytes), 0)::BIGINT FROM data")
                                    .getFirst());
            for (String view : List.of("bytes-over-time", "top-talkers")) {
                assertThat(
                                sql(
                                        data,
                                        "SELECT coalesce(sum(bytes), 0)::BIGINT FROM (%s)"
                                                .formatted(view(data, view))))
                        .as(view)
                        .containsExactly(Long.toString(bytes));
            }
            assertThat(
                            sql(
                                    data,
                                    "SELECT coalesce(sum(flows), 0)::BIGINT FROM (%s)"
                                            .formatted(view(data, "rejected"))))
                    .isEqualTo(sql(data, "SELECT count(*) FROM data WHERE action = 'REJECT'"));
        }
    }

    @Test
    void linesThatCannotBeReadAreRejectsWithTheirCause() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("broken.log"),
                        Files.readString(FlowSamples.file("aws-default.log"))
                                + "2 123456789010 eni-1 10.0.0.1 10.0.0.2 1 2 6 x 4249 1418530010 1418530070 ACCEPT OK\n"
                                + "2 123456789010 eni-1 10.0.0.1 10.0.0.2 1 2 6 4 4249 soon 1418530070 ACCEPT OK\n"
                                + "2 123456789010 eni-1 10.0.0.1\n\n");
        try (Exploration data = open(ZoneId.of("UTC"), file)) {
            assertThat(data.opened().rows()).isEqualTo(7);
            assertThat(data.opened().rejects()).isEqualTo(3);
            assertThat(sql(data, "SELECT source, line, cause FROM Rejects"))
                    .containsExactly(
                            "broken.log 8 a number is not readable",
                            "broken.log 9 time is not readable",
                            "broken.log 10 line ends early");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-default.log", "zeek-conn.log", "zeek-conn.json", "nfdump.csv"})
    void aDamagedFileIsOpenedWithWhatCanBeRead(String name) throws IOException {
        List<byte[]> lines =
                Files.readAllLines(FlowSamples.file(name)).stream()
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList();
        LineMutator mutator = new LineMutator(20261130, lines);
        Path file = folder.resolve("damaged.log");
        Files.copy(FlowSamples.file(name), file);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            for (int i = 0; i < 3_000; i++) {
                out.write(mutator.next());
                out.write('\n');
            }
        }
        try (Exploration data = open(ZoneId.of("UTC"), file)) {
            assertThat(sql(data, "SELECT count(*) FROM data"))
                    .containsExactly(Long.toString(data.opened().rows()));
            assertThat(sql(data, "SELECT count(*) FROM Rejects"))
                    .containsExactly(Long.toString(data.opened().rejects()));
        }
    }

    @Test
    void filesOfSeveralProductsAreOneTable() {
        Path[] files = {
            FlowSamples.file("aws-custom.log"),
            FlowSamples.file("aws-default.log"),
            FlowSamples.file("azure-nsg-v2.json"),
            FlowSamples.file("zeek-conn.log")
        };
        try (Exploration data = open(ZoneId.of("UTC"), files)) {
            assertThat(data.opened().rows()).isEqualTo(3 + 7 + 7 + 4);
            assertThat(sql(data, "SELECT count(vpc_id), count(uid), count(rule) FROM data"))
                    .containsExactly("3 4 7");
        }
    }

    @Test
    void flowsAreNotOpenedBesideOtherFiles() throws IOException {
        Path other = Files.writeString(folder.resolve("a.log"), "a,b\n1,2\n");
        Outcome<Exploration> opened =
                Explorations.open(
                        new ExploreSpec(
                                new RunSource.Logs(
                                        List.of(FlowSamples.file("aws-default.log"), other),
                                        "auto"),
                                false,
                                folder.resolve("scratch")),
                        ExploreWatch.NONE);
        assertThat(opened)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        no -> assertThat(no.problem().userMessage()).contains("network flows"));
    }

    @Test
    void aDocumentThatIsCutOffIsReadUpToItsEnd() throws IOException {
        String text = Files.readString(FlowSamples.file("azure-nsg-v2.json"));
        Path file =
                Files.write(
                        folder.resolve("PT1H.json"),
                        text.substring(0, text.indexOf("1542110379"))
                                .getBytes(StandardCharsets.UTF_16));
        try (Exploration data = open(ZoneId.of("UTC"), file)) {
            assertThat(data.opened().rows()).isEqualTo(4);
            assertThat(data.opened().notes())
                    .anyMatch(note -> note.startsWith("PT1H.json is not complete JSON"));
        }
    }
}
