package trafficinsights.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import trafficinsights.model.Problem;
import trafficinsights.model.warehouse.Secret;

/// The certificate and key that this program shows to those who connect to it, from a keystore file
/// (PKCS #12 or JKS). Threads: stateless.
public final class ServerKeys {
    private ServerKeys() {}

    /// A context for server sockets.
    ///
    /// @param password of the keystore and its key
    /// @throws trafficinsights.model.ProblemException when the file is missing, cannot be opened
    ///   with the password, holds no key, or its certificate is not valid now
    public static SSLContext load(Path file, Secret password) {
        if (!Files.isRegularFile(file)) {
            throw problem(
                    "keystore.missing",
                    "The keystore %s does not exist. Check the path.".formatted(file));
        }
        char[] characters = password.reveal().toCharArray();
        try {
            KeyStore keys = KeyStore.getInstance(file.toFile(), characters);
            check(file, keys);
            KeyManagerFactory managers =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, characters);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException
                    ? wrongPassword(file)
                    : notAKeystore(file);
        } catch (KeyStoreException e) {
            throw notAKeystore(file);
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(file);
        } catch (GeneralSecurityException e) {
            throw problem(
                    "keystore.unreadable",
                    "The keystore %s could not be used. Create it again as PKCS #12."
                            .formatted(file));
        }
    }

    private static void check(Path file, KeyStore keys) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                checkDates(file, keys, alias);
                return;
            }
        }
        throw problem(
                "keystore.no-key",
                "The keystore %s holds certificates but no private key. Export it with the key."
                        .formatted(file));
    }

    private static void checkDates(Path file, KeyStore keys, String alias)
            throws GeneralSecurityException {
        if (!(keys.getCertificate(alias) instanceof X509Certificate certificate)) {
            return;
        }
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException e) {
            throw problem(
                    "keystore.expired",
                    "The certificate in %s expired on %tF. Replace it with a new one."
                            .formatted(file, certificate.getNotAfter()));
        } catch (CertificateNotYetValidException e) {
            throw problem(
                    "keystore.early",
                    "The certificate in %s is valid from %tF on. Check this computer's clock, or use another certificate."
                            .formatted(file, certificate.getNotBefore()));
        }
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
