package trafficinsights.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The edited scenarios that were run before they were saved: few, and none for ever. A run keeps a
/// copy of its scenario in its own folder; these are there so that it can be resumed.
///
/// Threads: any.
final class DraftFolder {
    static final int MOST = 200;
    static final Duration OLDEST = Duration.ofDays(30);

    private DraftFolder() {}

    private record Draft(Path file, Instant used) {}

    /// Deletes drafts that are older than [#OLDEST], and the oldest beyond [#MOST]. What cannot be
    /// deleted stays for the next time.
    static void clean(Path folder) {
        List<Draft> drafts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                FileTime used = Files.getLastModifiedTime(file);
                drafts.add(new Draft(file, used.toInstant()));
            }
            drafts.sort(Comparator.comparing(Draft::used).reversed());
            Instant oldest = Instant.now().minus(OLDEST);
            for (int i = 0; i < drafts.size(); i++) {
                if (i >= MOST || drafts.get(i).used.isBefore(oldest)) {
                    Files.deleteIfExists(drafts.get(i).file);
                }
            }
        } catch (IOException e) {
            System.getLogger(DraftFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "old drafts stay: " + e);
        }
    }
}
