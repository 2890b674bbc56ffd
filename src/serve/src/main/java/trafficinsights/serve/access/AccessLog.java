package trafficinsights.serve.access;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import trafficinsights.log.LogFile;

/// Who asked for what, and what came of it: `access.log` in the folder of the program's log, five
/// files of 16 MiB at most. Threads: any.
public final class AccessLog {
    private static final String STEM = "access";
    private static final long MAX_BYTES = 16L << 20;

    private final LogFile file;

    public AccessLog(Path folder) {
        this.file = LogFile.beside(folder, STEM, MAX_BYTES);
    }

    /// @param address of the viewer, as far as it can be trusted
    /// @param bytes of the body that was sent
    public void access(
            Viewer viewer,
            String address,
            String method,
            String target,
            int status,
            long bytes,
            long micros) {
        file.add(
                Level.INFO,
                "access",
                "%s %s %s %s %d %d bytes %.1f ms"
                        .formatted(
                                viewer.name().isEmpty() ? "-" : viewer.name(),
                                address,
                                method,
                                target,
                                status,
                                bytes,
                                micros / 1e3));
    }

    /// A sign-in, or what else has to do with who somebody is.
    ///
    /// @param name as it was given
    public void event(String what, String name, String address) {
        file.add(Level.INFO, "access", "%s: %s from %s".formatted(what, name, address));
    }
}
