package trafficinsights.run.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import trafficinsights.model.Outcome;
import trafficinsights.model.Problem;
import trafficinsights.model.ProblemException;
import trafficinsights.report.FlatJson;

/// Workspace files: what the window shows, without any content, as a small JSON object of texts.
/// Threads: any; the files are small.
public final class Workspaces {
    private static final String FORMAT = "trafficInsightsWorkspace";
    private static final String VERSION = "1";

    private Workspaces() {}

    /// Writes the file completely or not at all.
    public static Outcome<Path> save(Path file, Map<String, String> texts) {
        Map<String, String> all = new TreeMap<>(texts);
        all.put(FORMAT, VERSION);
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "workspace", ".part");
            Files.writeString(part, FlatJson.of(all));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return Outcome.ok(file);
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "workspace.write",
                            ("%s could not be written. Check the folder's"
                                            + " permissions and free space.")
                                    .formatted(file),
                            e));
        }
    }

    public static Outcome<Map<String, String>> read(Path file) {
        try {
            Map<String, String> texts = FlatJson.read(Files.readString(file));
            return texts.containsKey(FORMAT)
                    ? Outcome.ok(texts)
                    : Outcome.rejected(
                            Problem.of(
                                    "workspace.unknown",
                                    ("%s is not a workspace of this program. Open"
                                                    + " a file written by “Save workspace”.")
                                            .formatted(file.getFileName())));
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        } catch (IOException e) {
            return Outcome.rejected(
                    Problem.of(
                            "workspace.read",
                            "%s could not be read. Check that it exists and that you can read it."
                                    .formatted(file),
                            e));
        }
    }
}
