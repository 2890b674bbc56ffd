package trafficinsights.warehouse.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/// Something on a port of loopback that behaves as a SQL Server in trouble: it speaks as much TDS
/// as its trouble needs.
final class FakeSqlServer implements AutoCloseable {
    /// What it does with a connection.
    interface Behaviour {
        void serve(Socket socket) throws Exception;
    }

    private static final int PRE_LOGIN = 0x12;
    private static final int REPLY = 0x04;

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private FakeSqlServer(Behaviour behaviour) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("fake sql server").start(() -> accept(behaviour));
    }

    static FakeSqlServer that(Behaviour behaviour) throws IOException {
        return new FakeSqlServer(behaviour);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Behaviour behaviour) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(behaviour, socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void serve(Behaviour behaviour, Socket socket) {
        try (socket) {
            behaviour.serve(socket);
        } catch (Exception e) {
            // The client has gone: that is what these tests are about.
            Thread.onSpinWait();
        }
    }

    /// Takes the connection and never says a word.
    static void silent(Socket socket) throws Exception {
        Thread.sleep(60_000);
    }

    static void closing(Socket socket) throws Exception {
        socket.getInputStream().read();
    }

    /// Answers anything with a line of text.
    static Behaviour saying(String line) {
        return socket -> {
            socket.getInputStream().read();
            socket.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            Thread.sleep(500);
        };
    }

    /// Speaks pre-login, says how it encrypts, and goes on.
    static Behaviour preLogin(int encryption, Behaviour next) {
        return socket -> {
            packet(socket.getInputStream());
            send(socket.getOutputStream(), REPLY, preLoginAnswer(encryption));
            next.serve(socket);
        };
    }

    /// Refuses the sign-in with an error, unencrypted.
    static Behaviour refusing(int number, int state) {
        return preLogin(
                PreLogin.ENCRYPT_NOT_SUPPORTED,
                socket -> {
                    packet(socket.getInputStream());
                    send(socket.getOutputStream(), REPLY, error(number, state));
                    Thread.sleep(500);
                });
    }

    /// Shows a certificate in a TLS handshake within TDS packets.
    static Behaviour certificate(SSLContext context) {
        return preLogin(PreLogin.ENCRYPT_ON, socket -> handshake(context, socket));
    }

    private static byte[] preLoginAnswer(int encryption) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeShort(11);
        out.writeShort(6);
        out.writeByte(1);
        out.writeShort(17);
        out.writeShort(1);
        out.writeByte(0xff);
        out.write(new byte[] {16, 0, 3, (byte) 0xe8, 0, 0});
        out.writeByte(encryption);
        return bytes.toByteArray();
    }

    /// An ERROR token and a DONE token (MS-TDS 2.2.7).
    private static byte[] error(int number, int state) throws IOException {
        byte[] message = "refused".getBytes(StandardCharsets.UTF_16LE);
        byte[] server = "FAKE".getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer token = ByteBuffer.allocate(200).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int length = 4 + 1 + 1 + 2 + message.length + 1 + server.length + 1 + 4;
        token.put((byte) 0xaa).putShort((short) length).putInt(number).put((byte) state);
        token.put((byte) 14).putShort((short) (message.length / 2)).put(message);
        token.put((byte) (server.length / 2)).put(server).put((byte) 0).putInt(1);
        token.put((byte) 0xfd).putShort((short) 2).putShort((short) 0).putLong(0);
        byte[] bytes = new byte[token.position()];
        token.flip().get(bytes);
        return bytes;
    }

    static void send(OutputStream out, int type, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte(type);
        data.writeByte(1);
        data.writeShort(8 + payload.length);
        data.writeInt(0);
        data.write(payload);
        out.write(bytes.toByteArray());
        out.flush();
    }

    /// The payload of the next message.
    static byte[] packet(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        boolean isLast = false;
        while (!isLast) {
            data.readByte();
            isLast = (data.readByte() & 1) == 1;
            int length = data.readUnsignedShort();
            data.readInt();
            payload.write(data.readNBytes(length - 8));
        }
        return payload.toByteArray();
    }

    private static void handshake(SSLContext context, Socket socket) throws Exception {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        int size = engine.getSession().getPacketBufferSize();
        ByteBuffer received = ByteBuffer.allocate(2 * size).flip();
        ByteBuffer sent = ByteBuffer.allocate(size);
        ByteBuffer plain = ByteBuffer.allocate(size);
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> TlsLook.runTasks(engine);
                case NEED_WRAP -> {
                    sent.clear();
                    engine.wrap(ByteBuffer.allocate(0), sent);
                    sent.flip();
                    byte[] bytes = new byte[sent.remaining()];
                    sent.get(bytes);
                    send(socket.getOutputStream(), PRE_LOGIN, bytes);
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (engine.unwrap(received, plain).getStatus()
                            == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        received.compact();
                        received.put(packet(socket.getInputStream()));
                        received.flip();
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    Thread.sleep(300);
                    return;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
