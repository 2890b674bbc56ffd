package trafficinsights.run.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DraftFolderTest {
    @TempDir private Path folder;

    private Path draft(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "name: x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void oldDraftsGoAndOtherFilesStay() throws IOException {
        Path fresh = draft("fresh.yaml", Duration.ofDays(29));
        Path old = draft("old.yaml", Duration.ofDays(31));
        Path other = draft("notes.txt", Duration.ofDays(400));
        DraftFolder.clean(folder);
        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void anEqualDraftLeavesTheFileAsItIs() throws IOException {
        Path file = draft("x-1.yaml", Duration.ofDays(40));
        FileTime before = Files.getLastModifiedTime(file);
        DraftFolder.keep(file, "name: x");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        DraftFolder.clean(folder);
        assertThat(file).as("it was used just now").exists();
        DraftFolder.keep(file, "name: y");
        assertThat(file).hasContent("name: y");
    }

    @Test
    void theMarkOfADraftGoesWithIt() throws IOException {
        Path file = folder.resolve("x-1.yaml");
        DraftFolder.keep(file, "name: x");
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
        for (Path one : List.of(file, folder.resolve("x-1.yaml.used"))) {
            Files.setLastModifiedTime(one, old);
        }
        DraftFolder.clean(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyTheLatestDraftsStay() throws IOException {
        for (int i = 0; i < DraftFolder.MOST + 3; i++) {
            draft("d" + i + ".yaml", Duration.ofMinutes(i));
        }
        DraftFolder.clean(folder);
        assertThat(folder.resolve("d0.yaml")).exists();
        assertThat(folder.resolve("d" + (DraftFolder.MOST - 1) + ".yaml")).exists();
        assertThat(folder.resolve("d" + DraftFolder.MOST + ".yaml")).doesNotExist();
    }
}
