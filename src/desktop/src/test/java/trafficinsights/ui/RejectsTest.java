package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.Reject;

/// Lines that could not be read, after a log was opened in the real window, by a real run.
final class RejectsTest extends WindowTest {
    private static final String REQUEST =
            "10.1.2.3:5000 [22/Nov/2026:20:19:28.007] web api/eu-1 1/0/2/108/111 200 2926 - - ----"
                    + " 14/14/8/0/0 0/0 \"GET /api/v1/items HTTP/1.1\"\n";

    @TempDir private Path data;

    private void open(String text) throws Exception {
        Path log = Files.writeString(data.resolve("web.log"), text);
        fake.useRealRuns();
        interact(() -> window().model().openLogs(List.of(log)));
        until("the end", () -> window().model().current().summaryProperty().get() != null);
    }

    private List<Reject> lines() {
        TableView<Reject> table = lookup("#liveRejectsLines").query();
        return List.copyOf(table.getItems());
    }

    /// All that the window keeps for its next start.
    private String remembered() throws Exception {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(state)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void refusedLinesAreCountedByCauseShownAndSaved() throws Exception {
        String broken = REQUEST.replace("[22/Nov/2026:20:19:28.007]", "[32/Nov/2026:20:19:28.007]");
        open(REQUEST.repeat(40) + broken + REQUEST + "total, \"nonsense\"\n" + broken);
        until("the bar", () -> shows("#liveRejects"));
        assertThat(text("#liveRejectsText")).startsWith("3 lines could not be read: ");
        assertThat(shows("#liveRejectsLines")).isFalse();
        clickOn("#liveRejectsShow");
        assertThat(shows("#liveRejectsLines")).isTrue();
        assertThat(lines()).extracting(Reject::lineNumber).containsExactly(41L, 43L, 44L);
        assertThat(lines()).allMatch(reject -> reject.source().endsWith("web.log"));
        assertThat(lookup("#liveRejectsLines .table-cell").queryAllAs(Labeled.class))
                .extracting(Labeled::getText)
                .contains("web.log", "41", "43", "44");
        assertThat(lines().get(1).text()).isEqualTo("total, \"nonsense\"");
        String mostFrequent = lines().getFirst().cause();
        assertThat(text("#liveRejectsText")).contains(": 2 × " + mostFrequent + ", 1 × ");
        clickOn("#liveRejectsOpen");
        until(
                "the file in Explore",
                () -> shows("#explorePanel") && text("#rowCount").equals("3 rows"));
        interact(() -> window().close());
        assertThat(remembered()).contains("web.log").doesNotContain("rejects-1.csv");
    }

    @Test
    void aReadWithoutRefusedLinesSaysNothing() throws Exception {
        open(REQUEST.repeat(40));
        until("rest", () -> !window().rejects().work().workingProperty().get());
        assertThat(shows("#liveRejects")).isFalse();
    }

    @Test
    void aProblemGoesAwayWithTheNextSave() throws Exception {
        open(REQUEST.repeat(40) + "nonsense\n");
        until("the bar", () -> lookup("#liveRejects").query().isVisible());
        String words = text("#liveRejectsText");
        interact(() -> window().rejects().save(data.resolve("nowhere").resolve("rejects.csv")));
        until("the problem", () -> text("#liveRejectsText").contains("could not be written"));
        Path saved = data.resolve("rejects.csv");
        interact(() -> window().rejects().save(saved));
        until("the lines again", () -> text("#liveRejectsText").equals(words));
        until("the file", () -> Files.exists(saved));
    }

    @Test
    void anotherReadTakesTheLinesAway() throws Exception {
        open(REQUEST.repeat(40) + "nonsense\n");
        until("the bar", () -> lookup("#liveRejects").query().isVisible());
        assertThat(text("#liveRejectsText")).startsWith("1 line could not be read: ");
        open(REQUEST.repeat(50));
        until("nothing to tell", () -> !lookup("#liveRejects").query().isVisible());
    }
}
