package trafficinsights.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.warehouse.Secret;
import trafficinsights.warehouse.doctor.TestCertificate;

class ServerKeysTest {
    private static final Secret PASSWORD = new Secret("changeit");

    @TempDir private Path folder;

    private Path keystore(int startDays, int days) throws Exception {
        TestCertificate.of(folder, "localhost", startDays, days);
        return folder.resolve("localhost" + startDays + ".p12");
    }

    @Test
    void aClientThatTrustsTheCertificateReadsWhatIsSent() throws Exception {
        SSLContext keys = ServerKeys.context(keystore(-1, 30), PASSWORD);
        try (SSLServerSocket server =
                (SSLServerSocket)
                        keys.getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> greet(server));
            try (Socket client =
                    trusting(TestCertificate.pem(folder, "localhost", -1))
                            .getSocketFactory()
                            .createSocket("localhost", server.getLocalPort())) {
                assertThat(
                                new String(
                                        client.getInputStream().readAllBytes(),
                                        StandardCharsets.US_ASCII))
                        .isEqualTo("over TLS");
            }
            sent.join();
        }
    }

    private static void greet(SSLServerSocket server) {
        try (Socket accepted = server.accept()) {
            accepted.getOutputStream().write("over TLS".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting(Path pem) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("a", certificate);
        }
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void aWrongPasswordIsNamedAndNotShown() throws Exception {
        Path file = keystore(-1, 30);
        assertThatThrownBy(() -> ServerKeys.context(file, new Secret("wrong-word")))
                .hasMessageContaining("password does not open")
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("wrong-word");
    }

    @Test
    void anExpiredCertificateIsRefusedWithItsDate() throws Exception {
        Path file = keystore(-30, 10);
        assertThatThrownBy(() -> ServerKeys.context(file, PASSWORD))
                .hasMessageContaining("expired on 2")
                .hasMessageContaining("Renew it");
    }

    @Test
    void aCertificateOfTheFutureIsRefused() throws Exception {
        Path file = keystore(5, 30);
        assertThatThrownBy(() -> ServerKeys.context(file, PASSWORD))
                .hasMessageContaining("is valid from");
    }

    @Test
    void whatIsNoKeystoreAndWhatIsMissingAreToldApart() throws Exception {
        Path text = Files.writeString(folder.resolve("a.p12"), "-----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> ServerKeys.context(text, PASSWORD))
                .hasMessageContaining("is not a keystore");
        assertThatThrownBy(() -> ServerKeys.context(folder.resolve("b.p12"), PASSWORD))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aKeystoreWithoutAPrivateKeyIsRefused() throws Exception {
        keystore(-1, 30);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(TestCertificate.pem(folder, "localhost", -1))) {
            trusted.setCertificateEntry(
                    "a", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        Path file = folder.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, "changeit".toCharArray());
        }
        assertThatThrownBy(() -> ServerKeys.context(file, PASSWORD))
                .hasMessageContaining("no certificate with its private key");
    }
}
