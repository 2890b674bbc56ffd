package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.CsvLook;
import trafficinsights.model.Reject;
import trafficinsights.pipeline.RunSource;

/// Drives the import of CSV files in the real window.
final class ImportPageTest extends WindowTest {
    @TempDir private Path data;

    /// Headers that say little: the time and the status have to be chosen.
    private Path odd() {
        StringBuilder text = new StringBuilder("wann;was;wie lang;ziel\n");
        for (int i = 0; i < 60; i++) {
            text.append(
                    "2026-03-02 08:%02d:%02d;%d;%d,5;/api/v1/items\n"
                            .formatted(i / 60, i % 60, i % 10 == 0 ? 503 : 200, 20 + i));
        }
        text.append("no time;200;5,0;/x\n");
        return write("odd.csv", text.toString());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(data.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(Path file) {
        interact(() -> window().importCsv(file));
        until("the page", () -> shows("#importPage"));
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Object> choice(String title) {
        Set<Node> boxes = lookup("#importColumns .combo-box").queryAll();
        return (ComboBox<Object>)
                boxes.stream()
                        .filter(n -> title.equals(n.getAccessibleText()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no choice " + title));
    }

    private void choose(String title, String text) {
        interact(() -> {
            ComboBox<Object> box = choice(title);
            box.setValue(
                    box.getItems().stream()
                            .filter(item -> item.toString().equals(text))
                            .findFirst()
                            .orElseThrow());
        });
    }

    private String taken(String title) {
        return String.valueOf(choice(title).getValue());
    }

    private List<CsvLook.Row> requests() {
        TableView<CsvLook.Row> table = lookup("#importRequests").query();
        return List.copyOf(table.getItems());
    }

    private List<Reject> rejects() {
        TableView<Reject> table = lookup("#importRejects").query();
        return List.copyOf(table.getItems());
    }

    private boolean isDisabled(String id) {
        return lookup(id).query().isDisabled();
    }

    @Test
    void aFileIsMappedByHandAndReadWithThat() {
        open(odd());
        until("the columns", () -> lookup("#importColumns .combo-box").queryAll().size() >= 4);
        assertThat(text("#importDialect"))
                .startsWith("semicolon between fields")
                .contains("decimal comma");

        choose("Taken for of column 1 (wann)", "time");
        choose("Taken for of column 2 (was)", "status");
        choose("Taken for of column 3 (wie lang)", "latency");
        until("a choice of units", () -> taken("Unit or format of column 3 (wie lang)") != null);
        choose("Unit or format of column 3 (wie lang)", "ms");
        choose("Taken for of column 4 (ziel)", "target");
        until(
                "the preview",
                () ->
                        requests().size() == 60
                                && requests().getFirst().latencyMillis().startsWith("20.5"));
        assertThat(requests().getFirst().status()).isEqualTo("503");
        assertThat(requests().getFirst().route()).isEqualTo("/api/v1/items");
        assertThat(rejects()).hasSize(1);
        assertThat(rejects().getFirst().text()).contains("no time");

        clickOn("#importAnalyze");
        until("a run", () -> !fake.runs.isEmpty());
        assertThat(shows("#livePanel")).isTrue();
        RunSource source = fake.specs.getLast().source();
        assertThat(source).isInstanceOf(RunSource.Logs.class);
        Path mapping = ((RunSource.Logs) source).mapping();
        assertThat(mapping).isNotNull().content().contains("latency", "ms", "wie lang");
    }

    @Test
    void changesGoBackAndForth() {
        open(odd());
        until("the columns", () -> lookup("#importColumns .combo-box").queryAll().size() >= 4);
        String before = taken("Taken for of column 2 (was)");
        choose("Taken for of column 2 (was)", "bytes");
        until("bytes", () -> taken("Taken for of column 2 (was)").equals("bytes"));
        clickOn("#importUndo");
        until("undone", () -> taken("Taken for of column 2 (was)").equals(before));
        clickOn("#importRedo");
        until("redone", () -> taken("Taken for of column 2 (was)").equals("bytes"));
    }

    @Test
    void withoutATimeNothingCanBeReadAndThePageSaysWhy() {
        open(odd());
        until("the columns", () -> lookup("#importColumns .combo-box").queryAll().size() >= 4);
        choose("Taken for of column 1 (wann)", "server");
        choose("Taken for of column 1 (wann)", "—");
        until("the reason", () -> shows("#importProblem"));
        assertThat(text("#importProblem .problem-text")).contains("needs one", "Choose the time");
        assertThat(isDisabled("#importAnalyze")).isTrue();
        assertThat(isDisabled("#importSave")).isTrue();
    }

    @Test
    void aFileThatIsNoTableIsToldInWordsAndLeftByEscape() {
        open(
                write(
                        "prose.csv",
                        "Once upon a time.\nThere was no table, none; at all.\nThe end.\n"));
        until("the reason", () -> shows("#importProblem"));
        assertThat(text("#importProblem .problem-text"))
                .contains("prose.csv")
                .doesNotContain("Exception");
        assertThat(isDisabled("#importAnalyze")).isTrue();
        interact(() -> lookup("#importPage").query().requestFocus());
        push(KeyCode.ESCAPE);
        until("Explore again", () -> shows("#explorePanel"));
    }
}
