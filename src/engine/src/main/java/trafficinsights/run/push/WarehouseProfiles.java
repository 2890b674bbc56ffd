package trafficinsights.run.push;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import trafficinsights.model.Outcome;
import trafficinsights.model.ProblemException;
import trafficinsights.model.warehouse.NamedProfile;
import trafficinsights.run.home.UserFolder;
import trafficinsights.warehouse.ProfileFile;

/// The profiles of the file that the command line's `--profile` reads. It never holds a password.
///
/// Threads: one at a time.
public final class WarehouseProfiles {
    private final Path file;

    public WarehouseProfiles(Path folder) {
        file = folder.resolve(ProfileFile.NAME);
    }

    /// The user's own.
    public static WarehouseProfiles ofUser() {
        return new WarehouseProfiles(UserFolder.path());
    }

    /// All of them; only the default one where there is no file yet.
    public Outcome<List<NamedProfile>> all() {
        return outcome(() -> {
            List<NamedProfile> found = ProfileFile.all(file);
            return found.isEmpty() ? List.of(NamedProfile.ofDefault()) : found;
        });
    }

    /// Keeps a profile in place of the one called `before`.
    public Outcome<List<NamedProfile>> put(String before, NamedProfile profile) {
        return outcome(() -> {
            ProfileFile.put(file, before, profile);
            return ProfileFile.all(file);
        });
    }

    /// Takes one away; without any the default one is there again.
    public Outcome<List<NamedProfile>> remove(String name) {
        try {
            ProfileFile.remove(file, name);
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
        return all();
    }

    private static <T> Outcome<T> outcome(Supplier<T> work) {
        try {
            return Outcome.ok(work.get());
        } catch (ProblemException e) {
            return Outcome.rejected(e.problem());
        }
    }
}
