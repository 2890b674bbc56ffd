package trafficinsights.run.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Outcome;

class WorkspacesTest {
    @TempDir private Path folder;

    @Test
    void textsComeBackAsTheyWere() {
        Path file = folder.resolve("below").resolve("a.tiw.json");
        Map<String, String> texts = Map.of("panel", "live", "q", "“ü” \"\\\n\t");
        assertThat(Workspaces.save(file, texts)).isEqualTo(Outcome.ok(file));
        if (Workspaces.read(file)
                instanceof Outcome.Ok<Map<String, String>>(Map<String, String> read)) {
            assertThat(read).containsAllEntriesOf(texts);
        } else {
            throw new AssertionError("it was refused");
        }
    }

    @Test
    void itIsReadableText() throws IOException {
        Path file = folder.resolve("a.tiw.json");
        Workspaces.save(file, Map.of("panel", "live"));
        assertThat(Files.readString(file)).contains("\n", "\"panel\": \"live\"");
    }

    @Test
    void whatIsNotAWorkspaceIsRefusedInWords() throws IOException {
        Path file = folder.resolve("a.tiw.json");
        for (String text : new String[] {"", "[]", "{", "{\"panel\": \"live\"}", "nothing"}) {
            Files.writeString(file, text);
            assertThat(Workspaces.read(file))
                    .isInstanceOfSatisfying(
                            Outcome.Rejected.class,
                            no -> assertThat(no.problem().userMessage()).contains("workspace"));
        }
        assertThat(Workspaces.read(folder.resolve("none"))).isInstanceOf(Outcome.Rejected.class);
    }
}
