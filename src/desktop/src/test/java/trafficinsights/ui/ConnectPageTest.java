package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import trafficinsights.run.spec.FollowedKind;
import trafficinsights.run.spec.RunSource;
import trafficinsights.ui.common.Recent;
import trafficinsights.ui.common.Recents;

/// The page of followed sources in the real window, by keys and mouse, and what is followed then.
final class ConnectPageTest extends WindowTest {
    private void open() {
        push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
        until("the page", this::isOpen);
    }

    private boolean isOpen() {
        return onFx(() ->
                lookup("#connectPage").queryAll().stream().anyMatch(node -> node.isVisible()));
    }

    private String value(String id) {
        return onFx(() -> ((TextInputControl) lookup(id).query()).getText());
    }

    /// As typing does, in one step.
    private void write(String id, String text) {
        clickOn(id);
        push(KeyCode.CONTROL, KeyCode.A);
        write(text, 0);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /// A line of Apache inside a message of RFC 3164.
    private static byte[] message(int i) {
        Instant now = Instant.now();
        String time =
                java.time.format.DateTimeFormatter.ofPattern(
                                "dd/MMM/yyyy:HH:mm:ss +0000", Locale.ROOT)
                        .withZone(java.time.ZoneOffset.UTC)
                        .format(now);
        return "<134>Mar  2 08:00:00 web httpd: 203.0.113.%d - - [%s] \"GET /api/items/%d HTTP/1.1\" 200 512"
                .formatted(i % 200, time, i)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTypedAddressIsFollowedAndLiveShowsTheRequestsOfItsDatagrams() throws Exception {
        fake.useRealRuns();
        int port = freePort();
        open();
        write("#connectText-0", "syslog+udp://127.0.0.1:" + port);
        push(KeyCode.ENTER);
        until("the page to close", () -> !isOpen());
        until("a run", () -> window().model().current().runProperty().get() != null);
        assertThat(shows("#livePanel")).isTrue();
        try (DatagramSocket sender = new DatagramSocket()) {
            int[] sent = new int[1];
            until(
                    "the picture",
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            byte[] bytes = message(sent[0]++);
                            sender.send(
                                    new DatagramPacket(
                                            bytes,
                                            bytes.length,
                                            InetAddress.getLoopbackAddress(),
                                            port));
                        }
                        return shows("#chart-RATE");
                    });
        }
        assertThat(text("#statusRequests")).endsWith("requests");
        clickOn("#statusCancel");
        until("the report", () -> text("#statusStage").equals("Done"));
        assertThat(window().model().current().summaryProperty().get().report()).isNotNull();

        clickOn("#nav-home");
        List<Recent> kept = new Recents(state).all();
        assertThat(kept.getFirst().kind()).isEqualTo(Recent.Kind.FOLLOWED_RUN);
        assertThat(kept.getFirst().places()).containsExactly("syslog+udp://127.0.0.1:" + port);
        assertThat(kept.getFirst().isMissing()).isFalse();
        until(
                "the entry on Home",
                () -> lookup("#recentRuns").<ListView<?>>query().getItems().size() == 1);
        open();
        assertThat(value("#connectText-0")).isEqualTo("syslog+udp://127.0.0.1:" + port);
    }

    @Test
    void fieldsAndAddressFollowOneAnotherAndWhatIsWrongIsSaidAtOnce() {
        open();
        assertThat(value("#connectText-0")).isEqualTo("syslog+udp://127.0.0.1:5514");
        write("#connect-port-0", "99999");
        assertThat(value("#connectText-0")).isEqualTo("syslog+udp://127.0.0.1:99999");
        assertThat(text("#connectWrong-0")).contains("its port must be between 1 and 65535");
        push(KeyCode.ENTER);
        assertThat(isOpen()).as("nothing starts while a source is wrong").isTrue();

        write("#connectText-0", "kafka://10.0.0.7:9093/requests,orders?group=noc");
        assertThat(onFx(() -> lookup("#connectKind-0").<ComboBox<FollowedKind>>query().getValue()))
                .isEqualTo(FollowedKind.KAFKA);
        assertThat(value("#connect-host-0")).isEqualTo("10.0.0.7");
        assertThat(value("#connect-path-0")).isEqualTo("requests,orders");
        assertThat(value("#connect-group-0")).isEqualTo("noc");
        assertThat(shows("#connectWrong-0")).isFalse();
        push(KeyCode.ESCAPE);
        until("the page to close", () -> !isOpen());
        assertThat(fake.specs).isEmpty();
    }

    @Test
    void severalSourcesAreOneRunAndAPasswordIsRefused() {
        open();
        write("#connectText-0", "haproxy+http://127.0.0.1:8404/;csv?user=noc&password=secret");
        assertThat(text("#connectWrong-0")).contains("never part of the address");
        assertThat(text("#connectWrong-0")).doesNotContain("secret");
        write("#connect-password-0", "env:STATS");
        assertThat(shows("#connectWrong-0")).isFalse();
        clickOn("#connectAdd");
        assertThat(text("#connectWrong-1")).startsWith("Enter the path of a log file");
        write("/var/log/a.log", 0);
        clickOn("#connectFromStart");
        clickOn("#connectFollow");
        until("the run", () -> !fake.specs.isEmpty());
        RunSource.Tail tail = (RunSource.Tail) fake.specs.getFirst().reading().source();
        assertThat(tail.texts())
                .containsExactly(
                        "/var/log/a.log",
                        "haproxy+http://127.0.0.1:8404/;csv?password=env:STATS&user=noc");
        assertThat(tail.isFromStart()).isTrue();
        assertThat(shows("#livePanel")).isTrue();
    }
}
