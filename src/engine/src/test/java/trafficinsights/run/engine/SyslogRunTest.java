package trafficinsights.run.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.run.base.LiveSource;
import trafficinsights.run.base.Run;
import trafficinsights.run.base.RunProgress;
import trafficinsights.run.base.RunSummary;
import trafficinsights.run.spec.RunSource;
import trafficinsights.run.spec.RunSpec;

/// Runs that listen to syslog.
class SyslogRunTest {
    /// As HAProxy 2.6 sends it over UDP.
    private static final String MESSAGE =
            "<134>Dec  1 03:07:36 haproxy[3045]: 127.0.0.1:41588 [01/Dec/2026:03:%02d:%02d.100] web api/eu-%d 0/0/0/0/5 200 116 - - ---- 1/1/0/0/0 0/0 \"GET /item/1 HTTP/1.1\"";

    /// RFC 5424, as rsyslog forwards it.
    private static final String NEW_MESSAGE =
            "<134>1 2026-12-01T03:07:36.100Z lb haproxy 3045 - - 127.0.0.1:41588 [01/Dec/2026:03:%02d:%02d.100] web api/us-%d 0/0/0/0/5 503 116 - - ---- 1/1/0/0/0 0/0 \"GET /item/1 HTTP/1.1\"";

    @TempDir private Path folder;

    private static RunSpec spec(List<Path> files, String... addresses) {
        RunSource.Logs logs = new RunSource.Logs(files, "auto");
        return RunSpec.inMemory(RunSource.Tail.of(logs, List.of(addresses), true));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Run started(RunSpec spec) {
        Run run = Runs.start(spec);
        RunBench.await("the listener", () -> run.progress().stage() == RunProgress.Stage.READING);
        return run;
    }

    private static void datagram(int port, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(
                            bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static String message(String form, int minute, int second, int server) {
        return form.formatted(minute, second, server);
    }

    @Test
    void messagesOfBothStandardsAreRequestsAsTheyCome() throws Exception {
        int port = freePort();
        try (Run run = started(spec(List.of(), "syslog+udp://127.0.0.1:" + port))) {
            for (int i = 0; i < 40; i++) {
                datagram(port, message(MESSAGE, 7, i, 1) + "\n");
                datagram(port, message(NEW_MESSAGE, 7, i, 2));
            }
            RunBench.await("the messages", () -> run.progress().rows() == 80);
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.requests()).isEqualTo(80);
            assertThat(summary.byStatus()).containsEntry("200", 40L).containsEntry("503", 40L);
            assertThat(summary.byServer()).containsEntry("api/eu-1", 40L);
            assertThat(RunBench.report(summary).provenance().title())
                    .isEqualTo("syslog+udp://127.0.0.1:" + port);
        }
    }

    @Test
    void severalSendersOverConnectionsMakeOneRunWithAFile() throws Exception {
        int port = freePort();
        Path log = Files.createFile(folder.resolve("a.log"));
        Files.writeString(log, message(MESSAGE, 7, 0, 3).substring(5) + "\n");
        try (Run run = started(spec(List.of(log), "syslog+tcp://127.0.0.1:" + port))) {
            try (Socket counted = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket lines = new Socket(InetAddress.getLoopbackAddress(), port)) {
                OutputStream first = counted.getOutputStream();
                OutputStream second = lines.getOutputStream();
                for (int i = 0; i < 30; i++) {
                    String one = message(NEW_MESSAGE, 7, i, 1);
                    first.write((one.length() + " " + one).getBytes(StandardCharsets.UTF_8));
                    second.write(
                            (message(MESSAGE, 7, i, 2) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            RunBench.await("the messages", () -> run.progress().rows() == 61);
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).byServer())
                    .containsEntry("api/us-1", 30L)
                    .containsEntry("api/eu-2", 30L)
                    .containsEntry("api/eu-3", 1L);
        }
    }

    @Test
    void linesThatCameWhileTheRunWasPausedAreCountedAndReadAfterwards() throws Exception {
        int port = freePort();
        try (Run run = started(spec(List.of(), "syslog+udp://127.0.0.1:" + port))) {
            run.pause();
            for (int i = 0; i < 25; i++) {
                datagram(port, message(MESSAGE, 7, i, 1));
            }
            RunBench.await("the count", () -> run.waitingLines() == 25);
            run.resume();
            RunBench.await("the rest", () -> run.progress().rows() == 25);
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(25);
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws Exception {
        try (DatagramSocket taken =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            String address = "syslog+udp://127.0.0.1:" + taken.getLocalPort();
            assertThat(RunBench.problem(spec(List.of(), address)).userMessage())
                    .contains(address)
                    .contains("another program uses port " + taken.getLocalPort())
                    .contains("use another port");
        }
    }

    @Test
    void messagesThatAreNotRequestsAreCountedAndNamedWhileOthersAreRead() throws Exception {
        int bad = freePort();
        int good = freePort();
        String[] addresses = {"syslog+udp://127.0.0.1:" + bad, "syslog+udp://127.0.0.1:" + good};
        try (Run run = started(spec(List.of(), addresses))) {
            for (int i = 0; i < 3; i++) {
                datagram(bad, "<86>Dec  1 03:07:36 host sshd[1]: session opened for user " + i);
            }
            datagram(good, message(MESSAGE, 7, 1, 1));
            RunBench.await("the request", () -> run.progress().rows() == 1);
            RunBench.await("the trouble", () -> run.liveSources().getFirst().unreadLines() == 3);
            LiveSource first = run.liveSources().getFirst();
            assertThat(first.loss()).contains("3 lines in no known format").contains(addresses[0]);
            run.stopFollowing();
            RunSummary summary = RunBench.summary(run.await());
            assertThat(summary.requests()).isEqualTo(1);
            assertThat(summary.notes()).anyMatch(note -> note.contains("3 lines in no known"));
        }
    }

    @Test
    void aSourceWhoseClockIsAheadIsNamedAndHoldsNobodyBack() throws Exception {
        int port = freePort();
        int other = freePort();
        try (Run run =
                started(
                        spec(
                                List.of(),
                                "syslog+udp://127.0.0.1:" + port,
                                "syslog+udp://127.0.0.1:" + other))) {
            datagram(port, message(MESSAGE, 7, 0, 1).replace("/2026:", "/2096:"));
            datagram(other, message(MESSAGE, 7, 0, 2));
            RunBench.await("both", () -> run.progress().rows() == 2);
            RunBench.await("the clock", () -> run.liveSources().getFirst().isClockAhead());
            assertThat(run.liveSources().get(1).isClockAhead()).isFalse();
            assertThat(run.liveSince(0).watermarkMicros())
                    .isLessThan(run.liveSources().getFirst().newestMicros());
            run.stopFollowing();
            assertThat(RunBench.summary(run.await()).requests()).isEqualTo(2);
        }
    }
}
