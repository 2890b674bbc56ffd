package trafficinsights.system;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import trafficinsights.model.NumberText;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// The certificate and key that this program shows to those who connect to it, from a keystore file
/// (PKCS #12 or JKS). Threads: stateless.
public final class ServerKeys {
    private static final Duration SOON = Duration.ofDays(14);

    private ServerKeys() {}

    /// A context for server sockets.
    ///
    /// @param password of the keystore and its key
    /// @throws trafficinsights.model.ProblemException as [#read]
    public static SSLContext context(Path file, Secret password) {
        KeyStore keys = read(file, password);
        try {
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password.reveal().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(file);
        } catch (GeneralSecurityException e) {
            throw notAKeystore(file);
        }
    }

    /// The keystore, after a look at what it holds. A certificate that ends within two weeks is
    /// noted in the log.
    ///
    /// @param password of the keystore
    /// @throws trafficinsights.model.ProblemException when the file is missing, cannot be opened
    ///   with the password, holds no key, or its certificate is not valid now
    public static KeyStore read(Path file, Secret password) {
        if (!Files.isRegularFile(file)) {
            throw problem(
                    "keystore.missing",
                    "The keystore %s does not exist. Check the path.".formatted(file));
        }
        try {
            KeyStore keys = KeyStore.getInstance(file.toFile(), password.reveal().toCharArray());
            check(file, newest(keys));
            return keys;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrongPassword(file)
                    : notAKeystore(file);
        } catch (GeneralSecurityException e) {
            throw notAKeystore(file);
        }
    }

    /// The certificate that is valid longest of those with their key; null when there is none.
    private static @Nullable X509Certificate newest(KeyStore keys) throws KeyStoreException {
        X509Certificate best = null;
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)
                    && keys.getCertificate(alias) instanceof X509Certificate own
                    && (best == null || end(own).isAfter(end(best)))) {
                best = own;
            }
        }
        return best;
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private static void check(Path file, @Nullable X509Certificate own) {
        if (own == null) {
            throw problem(
                    "keystore.no-key",
                    "The keystore %s has no certificate with its private key. Export both into it."
                            .formatted(file));
        }
        Instant now = Instant.now();
        Instant end = end(own);
        if (end.isBefore(now)) {
            throw problem(
                    "keystore.expired",
                    "The keystore %s has a certificate that expired on %s. Renew it."
                            .formatted(file, date(end)));
        }
        Instant start = own.getNotBefore().toInstant();
        if (start.isAfter(now)) {
            throw problem(
                    "keystore.early",
                    "The keystore %s has a certificate that is valid from %s on. Check this computer's clock."
                            .formatted(file, date(start)));
        }
        if (end.isBefore(now.plus(SOON))) {
            System.getLogger(ServerKeys.class.getName())
                    .log(Level.WARNING, "the certificate in {0} expires on {1}", file, date(end));
        }
    }

    private static String date(Instant instant) {
        return NumberText.date(instant.toEpochMilli() * 1000);
    }

    private static RuntimeException notAKeystore(Path file) {
        return problem(
                "keystore.unreadable",
                "%s is not a keystore. Use a PKCS #12 file (.p12, .pfx) or a JKS file."
                        .formatted(file));
    }

    private static RuntimeException wrongPassword(Path file) {
        return problem(
                "keystore.password",
                "The password does not open the keystore %s. Check the secret that holds it."
                        .formatted(file));
    }

    private static RuntimeException problem(String code, String message) {
        return Problem.of(code, message).asException();
    }
}
