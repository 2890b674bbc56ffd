package trafficinsights.warehouse.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate that the JDK's keytool signs by itself.
public final class TestCertificate {
    private static final char[] STORE_KEY = "changeit".toCharArray();

    private TestCertificate() {}

    /// @param startDays when it begins, in days from now
    public static SSLContext of(Path folder, String name, int startDays, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = storeFile(folder, name, startDays);
        Process keytool =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                                .toString(),
                                        "-genkeypair",
                                        "-alias",
                                        "a",
                                        "-keyalg",
                                        "EC",
                                        "-dname",
                                        "CN=" + name,
                                        "-ext",
                                        "san=dns:" + name,
                                        "-startdate",
                                        (startDays < 0 ? "" : "+") + startDays + "d",
                                        "-validity",
                                        Integer.toString(days),
                                        "-storetype",
                                        "PKCS12",
                                        "-keystore",
                                        file.toString(),
                                        "-storepass",
                                        new String(STORE_KEY)))
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore store = load(file);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_KEY);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Path storeFile(Path folder, String name, int startDays) {
        return folder.resolve(name.replace('*', '_') + startDays + ".p12");
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_KEY);
        }
        return store;
    }

    /// The certificate that [#of] made, without its key, as a PEM file.
    public static Path pem(Path folder, String name, int startDays)
            throws IOException, GeneralSecurityException {
        byte[] der = load(storeFile(folder, name, startDays)).getCertificate("a").getEncoded();
        return Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(der)));
    }
}
