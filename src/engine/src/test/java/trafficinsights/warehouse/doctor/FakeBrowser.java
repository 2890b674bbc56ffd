package trafficinsights.warehouse.doctor;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// Answers on a UDP port of loopback as SQL Server's Browser service would, or not.
final class FakeBrowser implements AutoCloseable {
    private final DatagramSocket socket;

    /// @param answers from what was asked (one byte, then the instance) to what is answered; empty
    ///   for silence
    FakeBrowser(UnaryOperator<byte[]> answers) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(answers));
    }

    private void serve(UnaryOperator<byte[]> answers) {
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(new byte[512], 512);
                socket.receive(question);
                byte[] asked = java.util.Arrays.copyOf(question.getData(), question.getLength());
                byte[] answer = answers.apply(asked);
                if (answer.length > 0) {
                    socket.send(
                            new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /// An answer of the service: 5, the length, the text.
    static byte[] answer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[bytes.length + 3];
        answer[0] = 5;
        answer[1] = (byte) bytes.length;
        answer[2] = (byte) (bytes.length >> 8);
        System.arraycopy(bytes, 0, answer, 3, bytes.length);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
