package trafficinsights.ingest.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
    @Test
    void whatTheSystemThrewAwayIsWhatWasSentAndCannotBeReceived() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/net/udp")), "this system does not count drops");
        try (DatagramChannel receiver = DatagramChannel.open(StandardProtocolFamily.INET);
                DatagramChannel sender = DatagramChannel.open(StandardProtocolFamily.INET)) {
            receiver.setOption(StandardSocketOptions.SO_RCVBUF, 8_192);
            receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress bound = (InetSocketAddress) receiver.getLocalAddress();
            int sent = 500;
            for (int i = 0; i < sent; i++) {
                sender.send(ByteBuffer.wrap(new byte[400]), bound);
            }
            long dropped = KernelDrops.of(bound.getPort()).orElseThrow();
            assertThat(dropped).isPositive();
            assertThat(dropped + receivable(receiver)).isEqualTo(sent);
        }
    }

    private static int receivable(DatagramChannel receiver) throws IOException {
        receiver.configureBlocking(false);
        ByteBuffer buffer = ByteBuffer.allocate(1_024);
        int received = 0;
        while (receiver.receive(buffer.clear()) != null) {
            received++;
        }
        return received;
    }

    @Test
    void aSystemWithoutTheTableDoesNotCount(@TempDir Path folder) {
        assertThat(KernelDrops.of(514, List.of(folder.resolve("udp")))).isEmpty();
    }
}
