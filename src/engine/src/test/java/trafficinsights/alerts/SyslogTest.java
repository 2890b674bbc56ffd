package trafficinsights.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Severity;
import trafficinsights.model.alerts.Notice;
import trafficinsights.warehouse.doctor.TestCertificate;

/// Syslog and CEF, against collectors on loopback, read by a grammar of this test's own.
class SyslogTest {
    /// RFC 5424, section 6, with what this program leaves out left out.
    private static final Pattern RFC_5424 =
            Pattern.compile(
                    "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) ((?:\\[[!-~&&[^=\\]\"]]{1,32}(?: [!-~&&[^=\\]\"]]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*])+) \uFEFF(.*)",
                    Pattern.DOTALL);

    private static final Pattern PARAMETER =
            Pattern.compile(" ([!-~&&[^=\\]\"]]+)=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"");

    @TempDir private Path folder;

    private static Receiver.Syslog receiver(
            Receiver.Transport transport,
            String host,
            int port,
            boolean isCef,
            @Nullable Path trust) {
        return new Receiver.Syslog(
                "siem",
                Notices.ALL,
                transport,
                InetSocketAddress.createUnresolved(host, port),
                isCef,
                16,
                trust);
    }

    private static void checkRfc5424(String message, int priority) {
        Matcher matcher = RFC_5424.matcher(message);
        assertThat(matcher.matches()).as(message).isTrue();
        assertThat(Integer.parseInt(matcher.group(1))).isEqualTo(priority);
        assertThat(matcher.group(2)).isEqualTo("2026-03-02T08:10:00Z");
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(matcher.group(7));
        while (parameter.find()) {
            parameters.put(
                    parameter.group(1), parameter.group(2).replaceAll("\\\\([\"\\\\\\]])", "$1"));
        }
        assertThat(parameters)
                .containsEntry("id", Notices.firing("a \"quoted\" \\ ]rule").id())
                .containsEntry("name", "a \"quoted\" \\ ]rule")
                .containsEntry("key", "eu-2")
                .containsEntry("observed", "0.34")
                .containsEntry("limit", "-");
        assertThat(matcher.group(8)).startsWith("Errors of “eu-2”").doesNotContain("\n");
    }

    @Test
    void aDatagramIsOneMessageOfRfc5424() throws Exception {
        try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            collector.setSoTimeout(10_000);
            SyslogChannel channel =
                    new SyslogChannel(
                            receiver(
                                    Receiver.Transport.UDP,
                                    "127.0.0.1",
                                    collector.getLocalPort(),
                                    false,
                                    null),
                            "1.2.3");
            assertThat(channel.send(Notices.firing("a \"quoted\" \\ ]rule")))
                    .contains("UDP gives no response");
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            collector.receive(packet);
            checkRfc5424(
                    new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8),
                    16 * 8 + 3);
        }
    }

    @Test
    void aLongMessageIsCutBetweenCharacters() throws Exception {
        try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            collector.setSoTimeout(10_000);
            new SyslogChannel(
                            receiver(
                                    Receiver.Transport.UDP,
                                    "127.0.0.1",
                                    collector.getLocalPort(),
                                    false,
                                    null),
                            "1")
                    .send(Notices.firing("ä".repeat(3_000)));
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            collector.receive(packet);
            assertThat(packet.getLength()).isBetween(2_046, 2_048);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .doesNotContain("\uFFFD");
        }
    }

    /// Reads messages that have their length before them, to the end of a connection.
    private static List<String> frames(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            List<String> messages = new ArrayList<>();
            for (int next = in.read(); next >= 0; next = in.read()) {
                int length = 0;
                for (; next != ' '; next = in.read()) {
                    assertThat(next).isBetween((int) '0', (int) '9');
                    length = 10 * length + next - '0';
                }
                byte[] bytes = in.readNBytes(length);
                assertThat(bytes).hasSize(length);
                messages.add(new String(bytes, StandardCharsets.UTF_8));
            }
            return messages;
        } catch (IOException e) {
            return Assertions.fail("the collector failed", e);
        }
    }

    @Test
    void overTcpEachMessageHasItsLengthBeforeIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> got =
                    CompletableFuture.supplyAsync(() -> frames(server));
            SyslogChannel channel =
                    new SyslogChannel(
                            receiver(
                                    Receiver.Transport.TCP,
                                    "127.0.0.1",
                                    server.getLocalPort(),
                                    false,
                                    null),
                            "1.2.3");
            channel.send(Notices.firing("a \"quoted\" \\ ]rule"));
            channel.send(Notices.firing("second"));
            channel.rest();
            List<String> messages = got.get(20, TimeUnit.SECONDS);
            assertThat(messages).hasSize(2);
            checkRfc5424(messages.getFirst(), 16 * 8 + 3);
            assertThat(messages.get(1)).contains("name=\"second\"");
        }
    }

    @Test
    void overTlsTheCollectorIsCheckedAndCefArrives() throws Exception {
        try (ServerSocket server =
                TestCertificate.of(folder, "localhost", -1, 10)
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> got =
                    CompletableFuture.supplyAsync(() -> frames(server));
            SyslogChannel channel =
                    new SyslogChannel(
                            receiver(
                                    Receiver.Transport.TLS,
                                    "localhost",
                                    server.getLocalPort(),
                                    true,
                                    TestCertificate.pem(folder, "localhost", -1)),
                            "1.2|3");
            assertThat(channel.send(Notices.of("p|pe", Notice.State.FIRING, Severity.CRITICAL)))
                    .contains("TLSv1.3");
            channel.rest();
            String message = got.get(20, TimeUnit.SECONDS).getFirst();
            assertThat(message).startsWith("<130>Mar  2 08:10:00 ");
            Map<String, String> extension = cef(message, "1.2|3", "alert.firing", "p|pe", "10");
            Notice sent = Notices.of("p|pe", Notice.State.FIRING, Severity.CRITICAL);
            assertThat(extension)
                    .containsEntry("externalId", sent.id())
                    .containsEntry("msg", sent.text())
                    .containsEntry("start", Long.toString(Notices.START_MICROS / 1000))
                    .containsEntry("cs3", "eu-2")
                    .containsEntry("cfp1", "0.34")
                    .doesNotContainKey("cfp2");
        }
    }

    /// The fields of a CEF message: seven of the header, then keys and values.
    private static Map<String, String> cef(String message, String... header) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int i = message.indexOf("CEF:0|") + "CEF:0|".length();
        for (; fields.size() < 6; i++) {
            char c = message.charAt(i);
            if (c == '\\') {
                field.append(message.charAt(++i));
            } else if (c == '|') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        assertThat(fields.subList(0, 2)).containsExactly("Traffic Insights", "Workbench");
        assertThat(fields.subList(2, 6)).containsExactly(header);
        Map<String, String> extension = new LinkedHashMap<>();
        Matcher pair =
                Pattern.compile("(\\w+)=((?:[^=\\\\]|\\\\.)*?)(?= \\w+=|$)")
                        .matcher(message.substring(i));
        int end = 0;
        while (pair.find()) {
            extension.put(
                    pair.group(1),
                    pair.group(2).replace("\\n", "\n").replaceAll("\\\\([=\\\\])", "$1"));
            end = pair.end();
        }
        assertThat(end).as("all of it was read").isEqualTo(message.length() - i);
        return extension;
    }

    @Test
    void aCollectorWithAnotherCertificateIsRefused() throws Exception {
        try (ServerSocket server =
                TestCertificate.of(folder, "localhost", -1, 10)
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> shaken =
                    CompletableFuture.runAsync(() -> {
                        try (Socket socket = server.accept()) {
                            socket.getInputStream().read();
                        } catch (IOException e) {
                            assertThat(e).isNotNull();
                        }
                    });
            TestCertificate.of(folder, "other.example", -1, 10);
            SyslogChannel channel =
                    new SyslogChannel(
                            receiver(
                                    Receiver.Transport.TLS,
                                    "localhost",
                                    server.getLocalPort(),
                                    false,
                                    TestCertificate.pem(folder, "other.example", -1)),
                            "1");
            Assertions.assertThatThrownBy(() -> channel.send(Notices.firing("x")))
                    .isInstanceOf(DeliveryException.class)
                    .hasMessageStartingWith("no secure connection to localhost:");
            shaken.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsOverIsOnlyWorthANotice() throws Exception {
        byte[] message =
                SyslogText.rfc5424(
                        Notices.of("x", Notice.State.RESOLVED, Severity.CRITICAL), 4, "h", "1");
        assertThat(new String(message, StandardCharsets.UTF_8))
                .startsWith("<37>1 2026-03-02T08:15:00Z h TrafficInsights ");
    }
}
