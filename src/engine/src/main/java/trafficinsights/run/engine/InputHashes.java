package trafficinsights.run.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import trafficinsights.model.Problem;

/// SHA-256 of input files, for the provenance of a report. Interrupt ends it.
final class InputHashes {
    private static final int BUFFER_BYTES = 1 << 18;

    private InputHashes() {}

    static String sha256(Path file) throws InterruptedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] bytes = new byte[BUFFER_BYTES];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (true) {
                buffer.clear();
                int got = channel.read(buffer);
                if (got < 0) {
                    return HexFormat.of().formatHex(digest.digest());
                }
                digest.update(bytes, 0, got);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw Problem.of(
                            "input.unreadable",
                            ("%s could not be read to the end. Check that its disk"
                                            + " or network share is available.")
                                    .formatted(file),
                            e)
                    .asException();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
