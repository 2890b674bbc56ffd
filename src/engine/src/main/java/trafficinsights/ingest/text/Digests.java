package trafficinsights.ingest.text;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Checksums of what is read. Threads: stateless.
public final class Digests {
    private Digests() {}

    /// A fresh SHA-256.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
