package trafficinsights.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trafficinsights.model.explore.Column;

/// What grids show after the robot's mouse clicked in them: each cell in view is that of its row.
final class GridMouseTest extends WindowTest {
    private static final int ROWS = 3_000;
    private static final List<String> REGIONS = List.of("eu", "us", "ap");

    @TempDir private Path folder;

    private void openRows() {
        Path file = folder.resolve("requests.csv");
        String text =
                IntStream.range(0, ROWS)
                        .mapToObj(i -> "%d,%s,%d".formatted(i, region(i), (i * 7919) % ROWS))
                        .collect(Collectors.joining("\n", "id,region,bytes\n", "\n"));
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        interact(() -> window().explore(List.of(file)));
        until("the rows", () -> shows("#dataGrid") && text("#rowCount").equals("3,000 rows"));
        until("the columns", () -> lookup(".value-row").queryAll().size() >= 3);
        until("its cells", () -> column(2).size() > 5);
    }

    private static String region(int i) {
        return REGIONS.get(i % 4 == 0 ? 2 : i % 3 == 0 ? 1 : 0);
    }

    /// The texts of a column in view, from the top.
    private List<String> column(int place) {
        return onFx(() ->
                lookup("#dataGrid .table-row-cell").queryAll().stream()
                        .filter(Node::isVisible)
                        .map(row -> (TableRow<?>) row)
                        .filter(row -> !row.isEmpty())
                        .sorted(Comparator.comparingInt(IndexedCell::getIndex))
                        .map(row ->
                                row.getChildrenUnmodifiable().stream()
                                        .filter(IndexedCell.class::isInstance)
                                        .map(cell -> ((Labeled) cell).getText())
                                        .toList())
                        .filter(cells -> cells.size() > place)
                        .map(cells -> cells.get(place))
                        .toList());
    }

    private Node value(String text) {
        return lookup("#dataGrid .value-row")
                .match(row ->
                        row.lookupAll(".label").stream()
                                .anyMatch(label -> text.equals(((Labeled) label).getText())))
                .query();
    }

    @Test
    void afterAFilterTheRowsInViewAreThoseThatItLeaves() {
        openRows();
        clickOn(value("eu"));
        until("the filter", () -> text("#rowCount").endsWith(" of 3,000 rows"));
        until("its rows", () -> column(2).stream().allMatch("eu"::equals));
        clickOn("#undoChip");
        until("all rows", () -> text("#rowCount").equals("3,000 rows"));
        until("its rows", () -> column(1).subList(0, 4).equals(List.of("0", "1", "2", "3")));
    }

    @Test
    void afterASortTheRowsInViewAreInThatOrder() {
        openRows();
        sortBy("bytes", SortType.ASCENDING);
        until("ascending", () -> column(3).subList(0, 4).equals(List.of("0", "1", "2", "3")));
        sortBy("bytes", SortType.DESCENDING);
        until("descending", () -> column(3).subList(0, 3).equals(List.of("2999", "2998", "2997")));
        Bounds grid =
                onFx(() -> {
                    Node table = lookup("#dataGrid").query();
                    return table.localToScreen(table.getLayoutBounds());
                });
        moveTo(grid.getCenterX(), grid.getMaxY() - 60);
        scroll(30, VerticalDirection.DOWN);
        until("further rows", () -> !column(3).contains("2999") && isFalling(column(3)));
        assertThat(column(3)).doesNotContain("·····");
    }

    @Test
    void aClassOfStatusesIsOneClickAway() throws IOException {
        Path file = folder.resolve("statuses.csv");
        List<String> statuses = List.of("200", "201", "204", "301", "404", "429", "500", "503");
        Files.writeString(
                file,
                IntStream.range(0, 800)
                        .mapToObj(i -> i + "," + statuses.get(i % 8))
                        .collect(Collectors.joining("\n", "id,status\n", "\n")));
        interact(() -> window().explore(List.of(file)));
        until("the classes", () -> lookup("5xx").tryQuery().isPresent());
        clickOn("5xx");
        until("the filter", () -> text("#rowCount").equals("200 of 800 rows"));
        assertThat(text("#chips .chip")).isEqualTo("status = 5xx");
        until("its rows", () -> column(2).stream().allMatch(cell -> cell.startsWith("5")));
    }

    /// As a click on the head does: on the headless platform each click counts as one for a menu,
    /// which a head does not sort by.
    private void sortBy(String name, SortType type) {
        interact(() -> sortBy(lookup("#dataGrid").<TableView<Object>>query(), name, type));
    }

    private static <T> void sortBy(TableView<T> grid, String name, SortType type) {
        TableColumn<T, ?> column =
                grid.getColumns().stream()
                        .filter(one ->
                                one.getUserData() instanceof Column data
                                        && data.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        column.setSortType(type);
        grid.getSortOrder().setAll(List.of(column));
    }

    private static boolean isFalling(List<String> texts) {
        return texts.stream().noneMatch("·····"::equals)
                && IntStream.range(1, texts.size())
                        .allMatch(i ->
                                Integer.parseInt(texts.get(i))
                                        < Integer.parseInt(texts.get(i - 1)));
    }
}
