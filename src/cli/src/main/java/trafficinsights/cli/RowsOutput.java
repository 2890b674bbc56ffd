package trafficinsights.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import trafficinsights.model.explore.Column;
import trafficinsights.model.explore.ColumnKind;
import trafficinsights.model.explore.RowSink;

/// Rows as they come, in the form that was asked for.
enum RowsOutput {
    /// Aligned columns for a screen.
    TABLE,
    /// RFC 4180 with a header; no value is an empty field, an empty text is `""`.
    CSV,
    /// One array of objects.
    JSON;

    private static final Pattern JSON_NUMBER =
            Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    /// A sink that has an end.
    interface Output extends RowSink {
        void end();
    }

    Output on(PrintWriter out) {
        return switch (this) {
            case TABLE -> new TableOutput(out);
            case CSV -> new CsvRows(out);
            case JSON -> new JsonRows(out);
        };
    }

    private static final class TableOutput implements Output {
        private final PrintWriter out;
        private @Nullable TextTable table;

        TableOutput(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void columns(List<Column> columns) {
            table =
                    new TextTable(
                            columns.stream().map(Column::name).toList(),
                            columns.stream().map(c -> c.kind() == ColumnKind.NUMBER).toList());
        }

        @Override
        public void row(@Nullable String[] cells) {
            if (table != null) {
                table.add(cells);
            }
        }

        @Override
        public void end() {
            if (table != null) {
                table.print(out, TextTable.screenWidth());
            }
        }
    }

    private static final class CsvRows implements Output {
        private final PrintWriter out;

        CsvRows(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void columns(List<Column> columns) {
            row(columns.stream().map(Column::name).toArray(String[]::new));
        }

        @Override
        public void row(@Nullable String[] cells) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(i == 0 ? "" : ",").append(field(cells[i]));
            }
            out.append(line).append('\n');
        }

        private static String field(@Nullable String cell) {
            if (cell == null) {
                return "";
            }
            boolean isPlain =
                    !cell.isEmpty() && cell.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
            return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
        }

        @Override
        public void end() {
            out.flush();
        }
    }

    private static final class JsonRows implements Output {
        private final PrintWriter out;
        private List<String> names = List.of();
        private List<ColumnKind> kinds = List.of();
        private boolean isFirst = true;

        JsonRows(PrintWriter out) {
            this.out = out;
        }

        /// An object has each name once: the second `a` is `a_2`.
        @Override
        public void columns(List<Column> columns) {
            Set<String> used = new HashSet<>();
            names = new ArrayList<>();
            for (Column column : columns) {
                String name = column.name();
                for (int i = 2; !used.add(name); i++) {
                    name = column.name() + "_" + i;
                }
                names.add(name);
            }
            kinds = columns.stream().map(Column::kind).toList();
        }

        @Override
        public void row(@Nullable String[] cells) {
            out.append(isFirst ? "[" : ",\n");
            isFirst = false;
            out.append(
                    JsonText.object(json -> {
                        for (int i = 0; i < cells.length; i++) {
                            json.writeName(names.get(i));
                            value(json, kinds.get(i), cells[i]);
                        }
                    }));
        }

        @Override
        public void end() {
            out.println(isFirst ? "[]" : "]");
        }
    }

    /// `NaN` and infinities are texts, because JSON has no numbers for them.
    static void value(JsonGenerator json, ColumnKind kind, @Nullable String text) {
        if (text == null) {
            json.writeNull();
        } else if (kind == ColumnKind.NUMBER && JSON_NUMBER.matcher(text).matches()) {
            json.writeNumber(text);
        } else if (kind == ColumnKind.BOOLEAN) {
            json.writeBoolean(Boolean.parseBoolean(text));
        } else {
            json.writeString(text);
        }
    }
}
