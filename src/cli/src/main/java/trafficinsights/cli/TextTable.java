package trafficinsights.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An aligned table for a terminal. Long cells are cut; columns that do not fit the screen are left
/// out and named below it.
final class TextTable {
    private static final int WIDEST_CELL = 40;
    private static final int DEFAULT_WIDTH = 120;
    private static final String GAP = "  ";
    private static final String NULL = "NULL";

    private final List<String> names;
    private final List<Boolean> isRight;
    private final List<List<String>> rows = new ArrayList<>();
    private final int widestCell;

    /// @param isRight for each column whether it is at the right, as numbers do
    TextTable(List<String> names, List<Boolean> isRight) {
        this(names, isRight, WIDEST_CELL);
    }

    TextTable(List<String> names, List<Boolean> isRight, int widestCell) {
        this.names = names.stream().map(TextCells::visible).toList();
        this.isRight = isRight;
        this.widestCell = widestCell;
    }

    void add(@Nullable String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell == null ? NULL : TextCells.cut(TextCells.visible(cell), widestCell));
        }
        rows.add(row);
    }

    void print(PrintWriter out, int screenWidth) {
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    Math.max(
                            Math.min(widestCell, TextCells.width(names.get(i))),
                            rows.stream()
                                    .mapToInt(row -> TextCells.width(row.get(column)))
                                    .max()
                                    .orElse(0));
        }
        int shown = shown(widths, screenWidth);
        out.println(
                line(
                        names.stream().map(n -> TextCells.cut(n, widestCell)).toList(),
                        widths,
                        shown));
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
            rule.add("─".repeat(width));
        }
        out.println(line(rule, widths, shown));
        rows.forEach(row -> out.println(line(row, widths, shown)));
        if (shown < names.size()) {
            out.printf(
                    "%d more columns: %s%n",
                    names.size() - shown, String.join(", ", names.subList(shown, names.size())));
        }
    }

    private static int shown(int[] widths, int screenWidth) {
        int used = 0;
        for (int i = 0; i < widths.length; i++) {
            used += widths[i] + (i == 0 ? 0 : GAP.length());
            if (used > screenWidth) {
                return Math.max(1, i);
            }
        }
        return widths.length;
    }

    private String line(List<String> cells, int[] widths, int shown) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < shown; i++) {
            line.append(i == 0 ? "" : GAP)
                    .append(TextCells.padded(cells.get(i), widths[i], isRight.get(i)));
        }
        return line.toString().stripTrailing();
    }

    /// Columns of the screen: `COLUMNS`, else what the terminal says, else 120.
    static int screenWidth() {
        String set = System.getenv("COLUMNS");
        if (set != null && set.matches("[1-9]\\d{0,4}")) {
            return Integer.parseInt(set);
        }
        Path terminal = Path.of("/dev/tty");
        if (RunConsole.isTerminal() && Files.isReadable(terminal)) {
            try {
                Process stty =
                        new ProcessBuilder("stty", "size")
                                .redirectInput(terminal.toFile())
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                String said =
                        new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                stty.waitFor(1, TimeUnit.SECONDS);
                if (said.strip().matches("\\d+ [1-9]\\d{0,4}")) {
                    return Integer.parseInt(said.strip().split(" ")[1]);
                }
            } catch (IOException noTerminal) {
                return DEFAULT_WIDTH;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return DEFAULT_WIDTH;
    }
}
