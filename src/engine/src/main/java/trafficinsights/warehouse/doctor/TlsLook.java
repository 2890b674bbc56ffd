package trafficinsights.warehouse.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// A TLS handshake for the sake of looking at the certificate: any is taken, and judged afterwards.
///
/// @param protocol as `TLSv1.3`
/// @param names for which the certificate stands
/// @param distrust why this machine does not trust it; empty if it does
record TlsLook(
        String protocol,
        String subject,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        List<String> names,
        String distrust) {

    /// How handshake bytes travel: in TDS packets, or as they are (TDS 8).
    enum Framing {
        PACKETS,
        PLAIN
    }

    static TlsLook at(InputStream in, OutputStream out, String host, Framing framing)
            throws IOException, GeneralSecurityException {
        Taking taking = new Taking();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {taking}, new SecureRandom());
        SSLEngine engine = context.createSSLEngine(host, 1433);
        engine.setUseClientMode(true);
        if (framing == Framing.PLAIN) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"tds/8.0"});
            engine.setSSLParameters(parameters);
        } else {
            // The handshake of TLS 1.3 ends in the middle of a login packet; 1.2 is what the driver
            // gets there too.
            engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        }
        handshake(engine, in, out, framing);
        X509Certificate certificate = taking.chain()[0];
        return new TlsLook(
                engine.getSession().getProtocol(),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                names(certificate),
                distrust(taking.chain(), taking.type()));
    }

    private static void handshake(
            SSLEngine engine, InputStream in, OutputStream out, Framing framing)
            throws IOException {
        int size = engine.getSession().getPacketBufferSize();
        ByteBuffer received = ByteBuffer.allocate(2 * size).flip();
        ByteBuffer sent = ByteBuffer.allocate(size);
        ByteBuffer application =
                ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        ByteBuffer nothing = ByteBuffer.allocate(0);
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks(engine);
                case NEED_WRAP -> {
                    sent.clear();
                    engine.wrap(nothing, sent);
                    sent.flip();
                    byte[] bytes = new byte[sent.remaining()];
                    sent.get(bytes);
                    if (framing == Framing.PACKETS) {
                        PreLogin.send(out, PreLogin.PACKET, bytes);
                    } else {
                        out.write(bytes);
                        out.flush();
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = engine.unwrap(received, application);
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        more(received, in, framing);
                    } else if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        throw new EOFException("closed");
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    /// Runs what an engine wants done before it goes on.
    static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static void more(ByteBuffer received, InputStream in, Framing framing)
            throws IOException {
        received.compact();
        if (framing == Framing.PACKETS) {
            received.put(PreLogin.packet(in));
        } else {
            byte[] bytes = new byte[received.remaining()];
            int count = in.read(bytes);
            if (count < 0) {
                throw new EOFException("closed");
            }
            received.put(bytes, 0, count);
        }
        received.flip();
    }

    private static List<String> names(X509Certificate certificate) throws CertificateException {
        List<String> names = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> one : alternatives) {
                if (one.get(0) instanceof Integer kind && (kind == 2 || kind == 7)) {
                    names.add(String.valueOf(one.get(1)));
                }
            }
        }
        if (names.isEmpty()) {
            for (String part : certificate.getSubjectX500Principal().getName().split(",")) {
                if (part.strip().toUpperCase(Locale.ROOT).startsWith("CN=")) {
                    names.add(part.strip().substring(3));
                }
            }
        }
        return names;
    }

    private static String distrust(X509Certificate[] chain, String type)
            throws GeneralSecurityException, IOException {
        KeyStore roots = null;
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            roots = KeyStore.getInstance("Windows-ROOT");
            roots.load(null, null);
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(roots);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                try {
                    x509.checkServerTrusted(chain, type);
                } catch (CertificateException e) {
                    return "its issuer is unknown to this machine";
                }
            }
        }
        return "";
    }

    /// Whether the certificate stands for this name; `*` covers one label.
    boolean standsFor(String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        for (String name : names) {
            String offered = name.toLowerCase(Locale.ROOT);
            int dot = wanted.indexOf('.');
            boolean isWild =
                    offered.startsWith("*.")
                            && dot > 0
                            && wanted.substring(dot).equals(offered.substring(1));
            if (offered.equals(wanted) || isWild) {
                return true;
            }
        }
        return false;
    }

    boolean isSelfSigned() {
        return subject.equals(issuer);
    }

    /// Takes every certificate, to look at it. Nothing is sent over such a connection.
    private static final class Taking implements X509TrustManager {
        private X509Certificate @Nullable [] chain;
        private String type = "RSA";

        X509Certificate[] chain() throws CertificateException {
            X509Certificate[] seen = chain;
            if (seen == null || seen.length == 0) {
                throw new CertificateException("no certificate came");
            }
            return seen;
        }

        String type() {
            return type;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String authType)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String authType) {
            chain = certificates.clone();
            type = authType;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
