package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvLook;
import trafficinsights.model.Reject;
import trafficinsights.run.spec.RunSource;

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
        interact(() -> pick(title, text));
    }

    private void pick(String title, String text) {
        ComboBox<Object> box = choice(title);
        box.setValue(
                box.getItems().stream()
                        .filter(item -> item.toString().equals(text))
                        .findFirst()
                        .orElseThrow());
    }

    private String taken(String title) {
        return String.valueOf(choice(title).getValue());
    }

    private @Nullable Object chosen(String id) {
        return lookup(id).<ComboBox<?>>query().getValue();
    }

    private <T> void set(String id, T value) {
        interact(() -> lookup(id).<ComboBox<T>>query().setValue(value));
    }

    private List<String> columnNames() {
        TableView<CsvColumn> table = lookup("#importColumns").query();
        return table.getItems().stream().map(CsvColumn::name).toList();
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
        assertThat(chosen("#importDelimiter")).isEqualTo(';');
        assertThat(chosen("#importDecimal")).isEqualTo(',');

        choose("Meaning of column 1 (wann)", "time");
        choose("Meaning of column 2 (was)", "status");
        choose("Meaning of column 3 (wie lang)", "latency");
        until("a choice of units", () -> taken("Unit or format of column 3 (wie lang)") != null);
        until("the first rows", () -> !isDisabled("#importAnalyze"));
        AtomicBoolean waits = new AtomicBoolean();
        interact(() -> {
            pick("Unit or format of column 3 (wie lang)", "us");
            waits.set(isDisabled("#importAnalyze") && isDisabled("#importSave"));
        });
        assertThat(waits).isTrue();
        choose("Unit or format of column 3 (wie lang)", "ms");
        choose("Meaning of column 4 (ziel)", "target");
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
        RunSource source = fake.specs.getLast().reading().source();
        assertThat(source).isInstanceOf(RunSource.Logs.class);
        Path mapping = ((RunSource.Logs) source).mapping();
        assertThat(mapping).isNotNull().content().contains("latency", "ms", "wie lang");
    }

    @Test
    void changesGoBackAndForth() {
        open(odd());
        until("the columns", () -> lookup("#importColumns .combo-box").queryAll().size() >= 4);
        String before = taken("Meaning of column 2 (was)");
        choose("Meaning of column 2 (was)", "bytes");
        until("bytes", () -> taken("Meaning of column 2 (was)").equals("bytes"));
        clickOn("#importUndo");
        until("undone", () -> taken("Meaning of column 2 (was)").equals(before));
        clickOn("#importRedo");
        until("redone", () -> taken("Meaning of column 2 (was)").equals("bytes"));
    }

    @Test
    void withoutATimeNothingCanBeReadAndThePageSaysWhy() {
        open(odd());
        until("the columns", () -> lookup("#importColumns .combo-box").queryAll().size() >= 4);
        choose("Meaning of column 1 (wann)", "server");
        choose("Meaning of column 1 (wann)", "—");
        until("the reason", () -> shows("#importProblem"));
        assertThat(text("#importProblem .problem-text"))
                .contains("No column is set as the time", "Choose a time column");
        assertThat(isDisabled("#importAnalyze")).isTrue();
        assertThat(isDisabled("#importSave")).isTrue();
    }

    @Test
    void aFileThatIsNotATableIsReportedAndLeftByEscape() {
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

    /// Its tags hold more commas than there are semicolons: the commas win.
    private Path misleading() {
        StringBuilder text = new StringBuilder("time;tags (a,b,c,d,e,f);status;took ms;path\n");
        for (int i = 0; i < 60; i++) {
            text.append(
                    "2026-03-02 08:00:%02d;u,v,w,x,y,z;%d;%d.5;/api\n"
                            .formatted(i, i % 10 == 0 ? 503 : 200, 20 + i));
        }
        return write("misleading-%d.csv".formatted(System.nanoTime()), text.toString());
    }

    @Test
    void aFileThatIsFoundOutWronglyIsReadAsItIsSaid() {
        Path file = misleading();
        open(file);
        until(
                "the columns",
                () -> columnNames().size() == 6 && ",".equals("" + chosen("#importDelimiter")));
        assertThat(columnNames().getFirst()).isEqualTo("time;tags (a");
        set("#importDelimiter", ';');
        until(
                "other columns",
                () ->
                        columnNames()
                                .equals(
                                        List.of(
                                                "time",
                                                "tags (a,b,c,d,e,f)",
                                                "status",
                                                "took ms",
                                                "path")));
        until(
                "the preview",
                () ->
                        requests().size() == 60
                                && requests().getFirst().time().equals("2026-03-02T08:00:00Z"));
        set("#importZone", ZoneId.of("Europe/Berlin"));
        until("another hour", () -> requests().getFirst().time().equals("2026-03-02T07:00:00Z"));
        clickOn("#importUndo");
        clickOn("#importUndo");
        until("commas", () -> Character.valueOf(',').equals(chosen("#importDelimiter")));
        clickOn("#importRedo");
        clickOn("#importRedo");
        until("semicolons", () -> Character.valueOf(';').equals(chosen("#importDelimiter")));
        until("the preview", () -> requests().size() == 60);

        clickOn("#importAnalyze");
        until("a run", () -> !fake.runs.isEmpty());
        RunSource.Logs source = (RunSource.Logs) fake.specs.getLast().reading().source();
        assertThat(source.mapping())
                .isNotNull()
                .content()
                .contains("delimiter: \";\"", "zone: \"Europe/Berlin\"");

        open(file);
        until(
                "what was set before",
                () -> Character.valueOf(';').equals(chosen("#importDelimiter")));
        assertThat(chosen("#importZone")).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(shows("#importNews")).isTrue();
    }

    @Test
    void headerAndFormatOfTheTimeCanBeSet() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append("03/04/2026 10:00:%02d,GET,/x,200,%d\n".formatted(i, 10 + i));
        }
        open(write("bare-%d.csv".formatted(System.nanoTime()), text.toString()));
        until("the columns", () -> columnNames().size() == 5);
        until("a time", () -> chosen("#importTimeFormat") != null);
        set("#importTimeFormat", "day-first");
        until("April", () -> first().startsWith("2026-04-03T10:00:00"));
        set("#importTimeFormat", "month-first");
        until("March", () -> first().startsWith("2026-03-04T10:00:00"));
        assertThat(requests()).hasSize(20);
        clickOn("#importHeader");
        until("a header", () -> columnNames().contains("GET"));
    }

    private String first() {
        return requests().isEmpty() ? "" : requests().getFirst().time();
    }

    @Test
    void anotherEncodingShowsAtOnce() throws IOException {
        Path file = data.resolve("umlaut-%d.csv".formatted(System.nanoTime()));
        Files.write(
                file,
                "time,path,status,größe\n2026-03-02 08:00:00,/ä,200,3\n2026-03-02 08:00:01,/ö,200,4\n"
                        .getBytes(StandardCharsets.UTF_8));
        open(file);
        until("the columns", () -> columnNames().contains("größe"));
        set("#importEncoding", Encoding.WINDOWS_1252);
        until("other letters", () -> columnNames().contains("grÃ¶ÃŸe"));
    }
}
