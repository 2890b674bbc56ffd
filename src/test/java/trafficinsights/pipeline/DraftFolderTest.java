package trafficinsights.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
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
