package trafficinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `alerts test` and `--alerts`.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class AlertsCommandTest {
    @TempDir private Path folder;

    @Test
    void aTestTellsOfEachReceiver() throws Exception {
        try (DatagramSocket collector = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            collector.setSoTimeout(10_000);
            Files.writeString(
                    folder.resolve("a.yaml"),
                    "receivers:\n  - syslog: udp://127.0.0.1:%d\n    name: siem\n  - webhook: http://127.0.0.1:9/\n  - prometheus: 0\n"
                            .formatted(collector.getLocalPort()));
            Said said = Said.by(folder, "alerts", "test", "DIR/a.yaml");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.out().lines().toList())
                    .hasSize(3)
                    .anyMatch(line ->
                            line.matches("ok +siem +syslog +sent .*UDP gives no response.*"))
                    .anyMatch(line ->
                            line.matches(
                                    "FAIL +webhook +webhook +127.0.0.1:9 refuses connections.*"))
                    .anyMatch(line -> line.matches("ok +prometheus .*available at.*"));
            DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
            collector.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .contains("nothing is wrong");
            Said json = Said.by(folder, "alerts", "test", "DIR/a.yaml", "--json");
            JsonNode receivers = new JsonMapper().readTree(json.out()).get("receivers");
            assertThat(receivers.size()).isEqualTo(3);
            assertThat(receivers.get(0).get("delivered").asBoolean()).isTrue();
        }
    }

    @Test
    void aMistakeIsReportedInOneLine() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), "receivers: [{desktp: true}]");
        Said said = Said.by(folder, "alerts", "test", "DIR/a.yaml");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err().lines().toList()).hasSize(1);
        assertThat(said.err())
                .startsWith("workbench: a.yaml is not a valid receivers file, line 1");
    }

    @Test
    void aRunTellsWhatBecameOfWhatItSent() throws Exception {
        Files.writeString(
                folder.resolve("a.yaml"),
                "flush: 1\nreceivers:\n  - syslog: tcp://127.0.0.1:9\n    name: siem\n");
        String[] words = {
            "run",
            "--scenario",
            "bad-deploy",
            "--rows",
            "40000",
            "--as",
            "none",
            "--out",
            "DIR/out",
            "--alerts",
            "DIR/a.yaml"
        };
        Said said = Said.by(folder, words);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .containsPattern(
                        "siem: 0 sent, \\d+ failed \\(.*127\\.0\\.0\\.1:9 refuses connections\\)");
        Said json =
                Said.by(
                        folder,
                        java.util.stream.Stream.concat(
                                        java.util.Arrays.stream(words),
                                        java.util.stream.Stream.of("--json"))
                                .toArray(String[]::new));
        JsonNode out = new JsonMapper().readTree(json.out()).get("alertsOut").get(0);
        assertThat(out.get("receiver").asString()).isEqualTo("siem");
        assertThat(out.get("failed").asLong()).isPositive();
    }
}
