package trafficinsights.run.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import trafficinsights.report.WholeFile;

/// The edited scenarios that were run before they were saved: few, and none for ever. A run keeps a
/// copy of its scenario in its own folder; these are there so that it can be resumed.
///
/// Threads: any.
final class DraftFolder {
    static final int MOST = 200;
    static final Duration OLDEST = Duration.ofDays(30);

    private DraftFolder() {}

    /// When a draft was used last; its own time tells runs that it is still the same.
    private static final String USED = ".used";

    private record Draft(Path file, Instant used) {}

    /// Writes a draft, unless it is there: completely or not at all.
    ///
    /// @throws trafficinsights.model.ProblemException when it cannot be written
    static void keep(Path file, String text) {
        if (!holds(file, text)) {
            WholeFile.write(file, text);
        }
        WholeFile.write(mark(file), "");
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.isRegularFile(file)
                    && Arrays.equals(
                            Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Path mark(Path draft) {
        return draft.resolveSibling(draft.getFileName() + USED);
    }

    private static Instant used(Path draft) throws IOException {
        Path mark = mark(draft);
        return Files.getLastModifiedTime(Files.exists(mark) ? mark : draft).toInstant();
    }

    /// Deletes drafts that are older than [#OLDEST], and the oldest beyond [#MOST]. What cannot be
    /// deleted stays for the next time.
    static void clean(Path folder) {
        List<Draft> drafts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                drafts.add(new Draft(file, used(file)));
            }
            drafts.sort(Comparator.comparing(Draft::used).reversed());
            Instant oldest = Instant.now().minus(OLDEST);
            for (int i = 0; i < drafts.size(); i++) {
                if (i >= MOST || drafts.get(i).used.isBefore(oldest)) {
                    Files.deleteIfExists(drafts.get(i).file);
                    Files.deleteIfExists(mark(drafts.get(i).file));
                }
            }
        } catch (IOException e) {
            System.getLogger(DraftFolder.class.getName())
                    .log(System.Logger.Level.DEBUG, "old drafts stay: " + e);
        }
    }
}
