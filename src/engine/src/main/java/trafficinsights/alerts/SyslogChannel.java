package trafficinsights.alerts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.alerts.Notice;

/// Sends notices to a log collector: a datagram each (RFC 5426), or with their length before them
/// over TCP (RFC 6587) or TLS (RFC 5425). Syslog has no answers: over TCP and TLS a connection is
/// made for what waits and closed behind it, so that a collector that is gone is noticed.
final class SyslogChannel implements Channel {
    private static final int TIMEOUT_MILLIS = 5_000;

    /// What every collector should take (RFC 5426, 3.2).
    private static final int DATAGRAM_BYTES = 2048;

    private final Receiver.Syslog receiver;
    private final String version;
    private final String host = hostName();
    private @Nullable Socket open;

    SyslogChannel(Receiver.Syslog receiver, String version) {
        this.receiver = receiver;
        this.version = version;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }

    @Override
    public String send(Notice notice) throws DeliveryException {
        byte[] message =
                receiver.isCef()
                        ? SyslogText.cef(notice, receiver.facility(), host, version)
                        : SyslogText.rfc5424(notice, receiver.facility(), host, version);
        try {
            return receiver.transport() == Receiver.Transport.UDP
                    ? sendDatagram(message)
                    : sendFramed(message);
        } catch (IOException e) {
            drop();
            throw new DeliveryException(Causes.text(e, where()), true);
        }
    }

    private String where() {
        return receiver.address().getHostString() + ":" + receiver.address().getPort();
    }

    private InetSocketAddress resolved() throws UnknownHostException {
        InetSocketAddress named = receiver.address();
        return new InetSocketAddress(InetAddress.getByName(named.getHostString()), named.getPort());
    }

    private String sendDatagram(byte[] message) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            int length = whole(message, DATAGRAM_BYTES);
            socket.send(new DatagramPacket(message, length, resolved()));
            return "sent %,d bytes; UDP gives no response".formatted(length);
        }
    }

    /// At most so many bytes, and no character cut in two.
    private static int whole(byte[] text, int longest) {
        if (text.length <= longest) {
            return text.length;
        }
        int end = longest;
        while (end > 0 && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private String sendFramed(byte[] message) throws IOException {
        Socket socket = open;
        if (socket == null) {
            socket = connect();
            open = socket;
        }
        OutputStream out = socket.getOutputStream();
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        out.write(frame);
        out.flush();
        String how = socket instanceof SSLSocket secure ? secure.getSession().getProtocol() : "TCP";
        return "sent %,d bytes over %s; syslog gives no response".formatted(message.length, how);
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(resolved(), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            return receiver.transport() == Receiver.Transport.TCP ? plain : secured(plain);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(
                                        plain,
                                        receiver.address().getHostString(),
                                        receiver.address().getPort(),
                                        true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    private SSLContext context() throws IOException {
        try {
            Path trust = receiver.trust();
            if (trust == null) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            byte[] pem = Files.readAllBytes(trust);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("trusted-" + ++number, certificate);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the trusted certificates cannot be used", e);
        }
    }

    @Override
    public void rest() {
        Socket socket = open;
        open = null;
        if (socket == null) {
            return;
        }
        try (socket) {
            socket.shutdownOutput();
        } catch (IOException e) {
            System.getLogger(SyslogChannel.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing the way to " + where(), e);
        }
    }

    private void drop() {
        Socket socket = open;
        open = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                System.getLogger(SyslogChannel.class.getName())
                        .log(System.Logger.Level.DEBUG, "dropping the way to " + where(), e);
            }
        }
    }
}
