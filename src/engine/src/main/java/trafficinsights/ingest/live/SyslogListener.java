package trafficinsights.ingest.live;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLException;
import trafficinsights.ingest.file.LiveLines;
import trafficinsights.ingest.text.Digests;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.Problem;

/// Receives syslog messages: a datagram each (RFC 5426), or over connections, plain (RFC 6587) or
/// with TLS (RFC 5425). The header of a message is an envelope that parsing peels, of RFC 3164 and
/// RFC 5424 alike.
///
/// While parsing is behind, senders over TCP wait. Datagrams are kept up to a bound and then lost,
/// in this program or in the system; both are counted. Threads: it has its own; callers as
/// [LiveLines] says.
public final class SyslogListener implements LiveLines {
    private static final System.Logger LOG = System.getLogger(SyslogListener.class.getName());

    /// About half a minute at 10,000 messages a second.
    private static final long MOST_WAITING_BYTES = 128L << 20;

    /// What is asked of the system; it may give less.
    private static final int SYSTEM_BUFFER_BYTES = 16 << 20;

    private static final int MOST_DATAGRAM_BYTES = 1 << 16;
    private static final int MOST_CONNECTIONS = 1_000;

    private final LiveAddress address;
    private final ArrivedLines arrived = new ArrivedLines(MOST_WAITING_BYTES);
    private final AtomicLong dropped = new AtomicLong();
    private final MessageDigest digest = Digests.sha256();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Closeable listening;
    private final int port;
    private volatile String trouble = "";
    private volatile boolean isClosed;
    private volatile OptionalLong systemDrops = OptionalLong.empty();
    private long offset;

    /// Binds the address and begins to receive.
    ///
    /// @param sockets makes the listening socket of a connection-based transport
    /// @throws trafficinsights.model.ProblemException when the address cannot be bound
    public static SyslogListener open(LiveAddress address, ServerSocketFactory sockets) {
        try {
            return new SyslogListener(address, sockets);
        } catch (IOException e) {
            throw unbound(address, e);
        }
    }

    private SyslogListener(LiveAddress address, ServerSocketFactory sockets) throws IOException {
        this.address = address;
        InetSocketAddress bound =
                new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        if (address.kind() == LiveKind.SYSLOG_UDP) {
            DatagramChannel channel = datagrams(bound);
            port = address.port();
            listening = channel;
            start("syslog-udp", () -> receive(channel));
        } else {
            ServerSocket server = sockets.createServerSocket();
            try {
                server.setReuseAddress(true);
                server.bind(bound);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            port = address.port();
            listening = server;
            start("syslog-accept", () -> accept(server));
        }
    }

    private static DatagramChannel datagrams(InetSocketAddress bound) throws IOException {
        boolean isV4 = bound.getAddress().getAddress().length == 4;
        DatagramChannel channel =
                DatagramChannel.open(
                        isV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SYSTEM_BUFFER_BYTES);
            channel.bind(bound);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static RuntimeException unbound(LiveAddress address, IOException e) {
        String reason =
                switch (e) {
                    case UnknownHostException _ ->
                            "the host %s is not known. Use 127.0.0.1, or an address of this computer"
                                    .formatted(address.host());
                    case BindException taken
                            when String.valueOf(taken.getMessage()).contains("in use") ->
                            "another program uses port %d. Stop it, or use another port, here and at the sender"
                                    .formatted(address.port());
                    case BindException denied
                            when String.valueOf(denied.getMessage()).contains("denied") ->
                            "port %d needs administrator rights. Use a port above 1023, here and at the sender"
                                    .formatted(address.port());
                    case BindException _ ->
                            "%s is not an address of this computer. Use 127.0.0.1, or 0.0.0.0 for all of them"
                                    .formatted(address.host());
                    default -> "the port could not be opened";
                };
        return Problem.of(
                        "live.bind", "%s cannot be listened to: %s.".formatted(address, reason), e)
                .asException();
    }

    private static void start(String name, Runnable work) {
        Thread.ofPlatform().name(name).daemon().start(work);
    }

    private void receive(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_DATAGRAM_BYTES);
        byte[] message = new byte[MOST_DATAGRAM_BYTES];
        try {
            while (!isClosed) {
                buffer.clear();
                channel.receive(buffer);
                int length = buffer.flip().remaining();
                buffer.get(message, 0, length);
                if (length > 0 && !arrived.offer(message, 0, length)) {
                    dropped.incrementAndGet();
                }
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (!isClosed) {
                Socket socket = server.accept();
                if (connections.size() >= MOST_CONNECTIONS) {
                    trouble =
                            "more than %,d senders at once; one was turned away"
                                    .formatted(MOST_CONNECTIONS);
                    socket.close();
                    continue;
                }
                connections.add(socket);
                Thread.ofVirtual().name("syslog-sender").start(() -> read(socket));
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    /// One sender, until it leaves.
    private void read(Socket socket) {
        SyslogFrames frames = new SyslogFrames();
        byte[] bytes = new byte[1 << 16];
        try (socket;
                InputStream in = socket.getInputStream()) {
            int length = in.read(bytes);
            boolean isWanted = true;
            while (isWanted && length >= 0) {
                isWanted = frames.add(bytes, length, arrived::put);
                length = isWanted ? in.read(bytes) : -1;
            }
            frames.end(arrived::put);
        } catch (IOException e) {
            if (!isClosed) {
                // A sender that breaks off, or does not speak TLS, may come again.
                trouble = "the connection of a sender failed: " + cause(e);
                LOG.log(Level.INFO, "{0}: {1}", address, trouble);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private static String cause(IOException e) {
        return e instanceof SSLException
                ? "it does not speak TLS as it should"
                : "it was broken off";
    }

    private void ended(IOException e) {
        if (!isClosed) {
            trouble = "nothing can be received any more";
            LOG.log(Level.WARNING, address + " cannot be listened to any more", e);
        }
    }

    @Override
    public boolean poll(LineBlock block) {
        if (!arrived.take(block)) {
            return false;
        }
        block.offset = offset;
        offset += block.to;
        digest.update(block.bytes, 0, block.to);
        return true;
    }

    /// Senders that are still connected are cut off.
    @Override
    public void end() throws IOException {
        stop();
    }

    /// A message is always whole.
    @Override
    public boolean flush(LineBlock block) {
        return false;
    }

    @Override
    public long waitingLines() {
        return arrived.waitingLines();
    }

    @Override
    public String hash() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public OptionalLong droppedLines() {
        if (address.kind() != LiveKind.SYSLOG_UDP) {
            return OptionalLong.of(dropped.get());
        }
        if (!isClosed) {
            systemDrops = KernelDrops.of(port);
        }
        return systemDrops.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(systemDrops.getAsLong() + dropped.get());
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private void stop() throws IOException {
        if (address.kind() == LiveKind.SYSLOG_UDP && !isClosed) {
            systemDrops = KernelDrops.of(port);
        }
        isClosed = true;
        arrived.close();
        listening.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
