package trafficinsights.serve.http;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;

/// The server's certificate: looked at before it is used, so that what is wrong with it is said
/// when the server starts and not by each browser.
final class Certificate {
    private static final long SOON_SECONDS = 14L * 86_400;

    private Certificate() {}

    /// @throws trafficinsights.model.ProblemException when the keystore cannot be read, or its
    ///   certificate is not valid now
    static SslContextFactory.Server factory(ServeSettings.Tls tls) {
        KeyStore keystore = read(tls);
        check(tls, keystore, Instant.now());
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keystore);
        factory.setKeyManagerPassword(tls.password().reveal());
        factory.setKeyStorePassword(tls.password().reveal());
        return factory;
    }

    private static KeyStore read(ServeSettings.Tls tls) {
        try {
            return KeyStore.getInstance(
                    tls.keystore().toFile(), tls.password().reveal().toCharArray());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            boolean isPassword = e.getCause() instanceof GeneralSecurityException;
            throw Problem.of(
                            isPassword ? "serve.keystore-password" : "serve.keystore",
                            isPassword
                                    ? ("The password of the keystore %s is wrong. Set it in"
                                                    + " TI_TLS_PASSWORD, or with `workbench secret"
                                                    + " set serve.tls`.")
                                            .formatted(tls.keystore())
                                    : ("The keystore %s could not be read. Check that it is a PKCS"
                                                    + " #12 file (.p12, .pfx) or a Java keystore.")
                                            .formatted(tls.keystore()),
                            e)
                    .asException();
        }
    }

    private static void check(ServeSettings.Tls tls, KeyStore keystore, Instant now) {
        X509Certificate best = null;
        try {
            for (String alias : Collections.list(keystore.aliases())) {
                if (keystore.isKeyEntry(alias)
                        && keystore.getCertificate(alias) instanceof X509Certificate own
                        && (best == null || end(own).isAfter(end(best)))) {
                    best = own;
                }
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
        refuse(tls, best, now);
    }

    private static void refuse(ServeSettings.Tls tls, @Nullable X509Certificate own, Instant now) {
        if (own == null) {
            throw problem(tls, "has no certificate with its private key. Export both into it.");
        }
        String end = date(end(own));
        if (end(own).isBefore(now)) {
            throw problem(tls, "has a certificate that expired on " + end + ". Renew it.");
        }
        Instant start = own.getNotBefore().toInstant();
        if (start.isAfter(now)) {
            throw problem(
                    tls,
                    "has a certificate that is valid from "
                            + date(start)
                            + " on. Check this machine's clock.");
        }
        if (end(own).isBefore(now.plusSeconds(SOON_SECONDS))) {
            System.getLogger(Certificate.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the certificate in {0} expires on {1}",
                            tls.keystore(),
                            end);
        }
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static String date(Instant instant) {
        return NumberText.date(instant.toEpochMilli() * 1000);
    }

    private static RuntimeException problem(ServeSettings.Tls tls, String what) {
        return Problem.of("serve.certificate", "The keystore %s %s".formatted(tls.keystore(), what))
                .asException();
    }
}
