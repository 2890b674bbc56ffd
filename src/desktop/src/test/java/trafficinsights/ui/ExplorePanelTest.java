package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drives the Explore panel in the real window, over real files.
final class ExplorePanelTest extends WindowTest {
    private static final int ROWS = 5_000;

    @TempDir private Path data;

    private Path csv() {
        StringBuilder text = new StringBuilder("id,region,latency_ms,note\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i)
                    .append(i % 5 == 0 ? ",us" : ",eu")
                    .append(',')
                    .append(i % 100)
                    .append(i % 2 == 0 ? "," : ",n" + i)
                    .append('\n');
        }
        return write("requests.csv", text.toString());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(data.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(Path file) {
        interact(() -> window().explore(List.of(file)));
    }

    private void openCsv() {
        open(csv());
        until("the rows", () -> shows("#dataGrid") && text("#rowCount").equals("5,000 rows"));
        until("the columns", () -> lookup(".value-row").queryAll().size() >= 2);
    }

    private TableView<?> grid() {
        return lookup("#dataGrid").query();
    }

    private String meaning() {
        return ((TextArea) lookup("#sqlMeaning").query()).getText();
    }

    private TextArea console() {
        return lookup("#sqlText").query();
    }

    @Test
    void anEmptyPanelSaysWhatItTakes() {
        clickOn("#nav-explore");
        assertThat(shows("#exploreEmpty")).isTrue();
        assertThat(text("#exploreEmpty .empty-hint")).contains("Parquet");
    }

    @Test
    void aFileOpensWithItsColumnsAndTheirContents() {
        openCsv();
        assertThat(grid().getItems()).hasSize(ROWS);
        assertThat(grid().getColumns()).hasSize(5);
        assertThat(text("#explorePanel .panel-subtitle"))
                .startsWith("requests.csv: 5,000 rows, 4 columns");
        until("bars", () -> lookup(".column-bar").queryAll().size() > 4);
        until("first cells", () -> lookup(".full-cell").queryAll().size() > 20);
        assertThat(shows("#exploreEmpty")).isFalse();
    }

    @Test
    void theLastRowIsThereAfterAScroll() {
        openCsv();
        interact(() -> grid().scrollTo(ROWS - 1));
        until(
                "the last rows",
                () -> showsCell("4999") && lookup(".loading-cell").queryAll().isEmpty());
    }

    private boolean showsCell(String text) {
        return lookup(".full-cell").queryAll().stream()
                .anyMatch(cell ->
                        cell instanceof javafx.scene.control.Labeled labeled
                                && labeled.getText().equals(text));
    }

    @Test
    void aValueOfAColumnHeadFiltersAndUndoBringsTheRowsBack() {
        openCsv();
        clickOn(".value-row");
        until("the filter", () -> text("#rowCount").equals("4,000 of 5,000 rows"));
        assertThat(lookup("#chips .chip").queryAll()).hasSize(1);
        assertThat(text("#chips .chip")).isEqualTo("region = eu");
        assertThat(meaning()).contains("region").contains("'eu'");
        clickOn("#undoChip");
        until("all rows", () -> text("#rowCount").equals("5,000 rows"));
        assertThat(meaning()).isEqualTo("SELECT * FROM data");
        clickOn("#redoChip");
        until("the filter", () -> text("#rowCount").equals("4,000 of 5,000 rows"));
        clickOn("#chips .chip");
        until("all rows", () -> text("#rowCount").equals("5,000 rows"));
    }

    @Test
    void aGridWithoutRowsSaysSoOnce() {
        openCsv();
        clickOn("#showConsole");
        interact(() -> console().setText("SELECT * FROM data WHERE id < 0"));
        clickOn("#runSql");
        until("no rows", () -> grid().getItems().isEmpty());
        List<String> words =
                onFx(() ->
                        lookup("#gridPlace").query().lookupAll(".label").stream()
                                .filter(node -> node.isVisible() && node.getParent().isVisible())
                                .map(node -> ((Labeled) node).getText())
                                .filter(text -> text.startsWith("No "))
                                .toList());
        assertThat(words).hasSizeLessThanOrEqualTo(1).doesNotContain("No content in table");
    }

    @Test
    void aBarFiltersByWhatItStandsFor() {
        openCsv();
        until("bars", () -> lookup(".column-bar").queryAll().size() > 4);
        clickOn(".column-bar");
        until("the filter", () -> text("#rowCount").contains(" of 5,000 rows"));
        assertThat(text("#chips .chip")).startsWith("id: 0 – ");
    }

    @Test
    void enterOnAValueFiltersByIt() {
        openCsv();
        until("first cells", () -> showsCell("us"));
        // Other panels and the heads of the columns have this text as well.
        clickOn(
                lookup("#dataGrid .full-cell")
                        .match(node -> node instanceof Labeled cell && "us".equals(cell.getText()))
                        .<Node>query());
        push(KeyCode.ENTER);
        until("the filter", () -> text("#rowCount").equals("1,000 of 5,000 rows"));
    }

    @Test
    void sqlRunsByCtrlEnterIntoTheSameGrid() {
        openCsv();
        clickOn("#showConsole");
        interact(() ->
                console()
                        .setText(
                                "SELECT region, count(*) AS n FROM data GROUP BY region ORDER BY n"));
        clickOn("#sqlText");
        press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        until("the result", () -> shows("#resultBar"));
        assertThat(grid().getItems()).hasSize(2);
        until("its cells", () -> showsCell("4000"));
        assertThat(text("#resultText")).contains("2 rows");
        clickOn("#backToRows");
        until("the rows", () -> grid().getItems().size() == ROWS);
        interact(() -> console().setText(""));
        clickOn("#sqlText");
        press(KeyCode.CONTROL, KeyCode.UP).release(KeyCode.UP, KeyCode.CONTROL);
        assertThat(console().getText()).startsWith("SELECT region, count(*)");
    }

    @Test
    void theKeysOfTheConsoleWorkWhereverTheFocusIs() {
        openCsv();
        clickOn("#showConsole");
        interact(() -> console().setText("SELECT count(*) AS n FROM data"));
        clickOn(grid());
        push(KeyCode.CONTROL, KeyCode.ENTER);
        until("the result", () -> shows("#resultBar"));
        until("no work", () -> !lookup("#runSql").query().isDisabled());
        interact(() -> console().setText(""));
        clickOn(grid());
        push(KeyCode.CONTROL, KeyCode.UP);
        assertThat(console().getText()).startsWith("SELECT count(*)");
        push(KeyCode.CONTROL, KeyCode.DOWN);
        assertThat(console().getText()).isEmpty();
        push(KeyCode.CONTROL, KeyCode.UP);
        clickOn("#backToRows");
        until("the rows", () -> grid().getItems().size() == ROWS);
        // On a button in the foot: the keys are those of the console, not of the button.
        interact(() -> lookup("#showConsole").query().requestFocus());
        push(KeyCode.CONTROL, KeyCode.ENTER);
        until("the result again", () -> shows("#resultBar"));
    }

    @Test
    void whatWasDoneIsSaidForSomeSecondsUnlessItIsRead() {
        openCsv();
        interact(() -> window().exportTo(data.resolve("all.csv")));
        until("the news", () -> shows("#exploreNews"));
        until("none", () -> !shows("#exploreNews"));
        interact(() -> window().exportTo(data.resolve("again.csv")));
        until("the news", () -> shows("#exploreNews"));
        moveTo("#exploreNewsText");
        sleep(8_000);
        assertThat(shows("#exploreNews")).isTrue();
        moveTo("#nav-explore");
        until("none", () -> !shows("#exploreNews"));
    }

    @Test
    void aMistakeInSqlIsReportedBesideIt() {
        openCsv();
        clickOn("#showConsole");
        interact(() -> console().setText("SELECT regoin FROM data"));
        clickOn("#runSql");
        until("the message", () -> shows("#sqlProblem"));
        assertThat(text("#sqlProblem")).contains("regoin");
        assertThat(grid().getItems()).hasSize(ROWS);
    }

    @Test
    void theFilteredRowsAreExportedAndCounted() throws IOException {
        openCsv();
        clickOn(".value-row");
        until("the filter", () -> text("#rowCount").equals("4,000 of 5,000 rows"));
        Path target = data.resolve("eu.csv");
        interact(() -> window().exportTo(target));
        until("the news", () -> shows("#exploreNews"));
        assertThat(text("#exploreNewsText")).startsWith("Rows exported to ").contains("4,000 ");
        assertThat(Files.readAllLines(target)).hasSize(4_001);
    }

    @Test
    void theResultOfAQueryIsExportedWhileItIsShown() throws IOException {
        openCsv();
        clickOn("#showConsole");
        interact(() -> console().setText("SELECT region, count(*) AS n FROM data GROUP BY ALL;"));
        clickOn("#runSql");
        until("the result", () -> shows("#resultBar"));
        assertThat(lookup("#exploreExport").queryButton().isDisabled()).isFalse();
        assertThat(lookup("#exploreExport").queryButton().getText()).contains("result");
        Path target = data.resolve("regions.csv");
        interact(() -> window().exportTo(target));
        until("the news", () -> shows("#exploreNews"));
        assertThat(text("#exploreNewsText")).startsWith("Rows exported to ").contains(": 2 ");
        assertThat(Files.readAllLines(target))
                .containsExactlyInAnyOrder("region,n", "eu,4000", "us,1000");
    }

    @Test
    void sumsOfDecimalsShowNoDigitsThatTheSumMade() {
        openCsv();
        clickOn("#showConsole");
        interact(() ->
                console()
                        .setText(
                                "SELECT 0.1::DOUBLE + 0.2 AS a, 1e300::DOUBLE AS b, 1234567.5::DOUBLE AS c,"
                                        + " 1.0::DOUBLE / 3 AS d, 9007199254740993 AS e"));
        clickOn("#runSql");
        until("the result", () -> shows("#resultBar"));
        until("its cells", () -> showsCell("0.3"));
        assertThat(showsCell("1.0E300") || showsCell("1e+300")).isTrue();
        assertThat(showsCell("1234567.5")).isTrue();
        assertThat(showsCell("0.333333333333333")).isTrue();
        assertThat(showsCell("9007199254740993")).isTrue();
    }

    @Test
    void aFileThatCannotBeOpenedLeavesTheOldOne() {
        openCsv();
        open(data.resolve("missing.parquet"));
        until("the message", () -> shows("#exploreProblem"));
        assertThat(text("#exploreProblem #problemText")).contains("missing.parquet");
        assertThat(grid().getItems()).hasSize(ROWS);
    }
}
