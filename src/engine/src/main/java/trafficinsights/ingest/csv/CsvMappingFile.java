package trafficinsights.ingest.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.InputFiles;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvMapping.Only;
import trafficinsights.model.CsvRole;
import trafficinsights.yaml.StrictYaml;

/// The small YAML file that says which column of a CSV file is what (`docs/formats.md`, "CSV with
/// any header").
public final class CsvMappingFile {
    private static final List<String> DIALECT_KEYS =
            List.of(
                    "delimiter",
                    "quote",
                    "decimal",
                    "thousands",
                    "encoding",
                    "header",
                    "comments",
                    "zone",
                    "only");

    private static final String EXAMPLE = "docs/formats.md";

    private CsvMappingFile() {}

    /// @throws trafficinsights.model.ProblemException when the file is not a mapping
    public static CsvMapping load(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw InputFiles.unreadable(file, e);
        }
    }

    static CsvMapping of(String name, byte[] bytes) {
        StrictYaml yaml =
                StrictYaml.of(
                        new StrictYaml.Source(name, "csv.mapping", "mapping of CSV", EXAMPLE),
                        bytes);
        List<String> known = new ArrayList<>(DIALECT_KEYS);
        known.addAll(CsvRole.labels());
        yaml.checkKeys(known);
        List<Assignment> columns = new ArrayList<>();
        for (CsvRole role : CsvRole.values()) {
            if (yaml.has(role.label())) {
                columns.add(assignment(yaml, role));
            }
        }
        boolean hasTime = yaml.has(CsvRole.TIME.label());
        boolean hasTwo = yaml.has(CsvRole.DATE.label()) && yaml.has(CsvRole.TIME_OF_DAY.label());
        if (!hasTime && !hasTwo) {
            throw yaml.problem("needs `time`, or `date` and `time_of_day`");
        }
        if (hasTime && (yaml.has(CsvRole.DATE.label()) || yaml.has(CsvRole.TIME_OF_DAY.label()))) {
            throw yaml.problem("has `time` and its parts: keep one of them");
        }
        return new CsvMapping(dialect(yaml), columns, zone(yaml), only(yaml));
    }

    private static CsvDialect dialect(StrictYaml yaml) {
        CsvDialect usual = CsvDialect.USUAL;
        char delimiter = mark(yaml, "delimiter", usual.delimiter());
        char quote = mark(yaml, "quote", usual.quote());
        if (quote == delimiter) {
            throw yaml.problem("quote", "is also the delimiter");
        }
        List<String> encodings = Arrays.stream(Encoding.values()).map(Encoding::label).toList();
        String encoding = yaml.word("encoding", usual.encoding().label(), encodings);
        String decimal = yaml.word("decimal", ".", List.of(".", ","));
        String thousands = yaml.word("thousands", "", CsvDialect.THOUSANDS);
        if (thousands.equals(decimal)) {
            throw yaml.problem("thousands", "is the decimal mark, too");
        }
        return new CsvDialect(
                delimiter,
                quote,
                decimal.charAt(0),
                Encoding.valueOf(encoding.toUpperCase(Locale.ROOT).replace('-', '_')),
                yaml.flag("header", usual.hasHeader()),
                yaml.flag("comments", usual.hasComments()),
                thousands);
    }

    private static @Nullable ZoneId zone(StrictYaml yaml) {
        String zone = yaml.text("zone", "");
        try {
            return zone.isEmpty() ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw yaml.problem(
                    "zone",
                    "is `%s`, must be a time zone such as Europe/Berlin or UTC".formatted(zone));
        }
    }

    private static @Nullable Only only(StrictYaml yaml) {
        if (!yaml.has("only")) {
            return null;
        }
        StrictYaml map = yaml.map("only");
        map.checkKeys(List.of("column", "values"));
        List<String> values = map.texts("values");
        if (values.isEmpty()) {
            throw map.problem("values", "is empty, must be a list such as [http_req_duration]");
        }
        return new Only(column(map, "column"), values);
    }

    private static char mark(StrictYaml yaml, String key, char otherwise) {
        String text = yaml.text(key, String.valueOf(otherwise));
        if (text.length() != 1 || !CsvDialect.isMark(text.charAt(0))) {
            throw yaml.problem(
                    key, "is `%s`, must be one character such as , ; | or \"\\t\"".formatted(text));
        }
        return text.charAt(0);
    }

    private static Assignment assignment(StrictYaml yaml, CsvRole role) {
        if (!yaml.isMap(role.label())) {
            if (!role.forms().isEmpty()) {
                throw yaml.problem(
                        role.label(),
                        "needs its %s: {column: %s, %s: %s}"
                                .formatted(
                                        role.formKey(),
                                        yaml.text(role.label()),
                                        role.formKey(),
                                        role.forms().getFirst()));
            }
            return new Assignment(role, column(yaml, role.label()), "");
        }
        StrictYaml map = yaml.map(role.label());
        if (role.forms().isEmpty()) {
            map.checkKeys(List.of("column"));
            return new Assignment(role, column(map, "column"), "");
        }
        map.checkKeys(List.of("column", role.formKey()));
        map.text(role.formKey());
        return new Assignment(
                role, column(map, "column"), map.word(role.formKey(), "", role.forms()));
    }

    private static String column(StrictYaml yaml, String key) {
        String column = yaml.text(key).strip();
        if (column.isEmpty()) {
            throw yaml.problem(key, "is empty, must be a column name or position");
        }
        return column;
    }

    /// The text of a mapping file, with what speaks for each column behind it.
    ///
    /// @param file what the CSV file is called
    /// @param columns of the file; those that are not used are named, too
    public static String text(String file, CsvMapping mapping, List<CsvColumn> columns) {
        StringBuilder text = new StringBuilder();
        text.append("# How %s is read. Change what is wrong, and then:%n".formatted(oneLine(file)));
        text.append(
                "# workbench import %s --mapping THIS_FILE --store traffic.duckdb%n"
                        .formatted(oneLine(file)));
        CsvDialect dialect = mapping.dialect();
        line(text, "delimiter: " + quoted(String.valueOf(dialect.delimiter())), "");
        line(text, "quote: " + quoted(String.valueOf(dialect.quote())), "");
        line(text, "decimal: " + quoted(String.valueOf(dialect.decimal())), "");
        line(
                text,
                "thousands: " + quoted(dialect.thousands()),
                "between thousands: nothing, . , ' or a blank");
        String encodings =
                Arrays.stream(Encoding.values())
                        .map(Encoding::label)
                        .collect(Collectors.joining(", "));
        line(text, "encoding: " + dialect.encoding().label(), encodings);
        line(
                text,
                "header: " + dialect.hasHeader(),
                "false: columns are named by position, from 1");
        line(
                text,
                "comments: " + dialect.hasComments(),
                "whether lines that start with # are comments");
        ZoneId zone = mapping.zone();
        if (zone != null) {
            line(text, "zone: " + quoted(zone.getId()), "of times without an offset");
        }
        text.append("\n# Columns by name, or by position from 1.\n");
        for (Assignment assignment : mapping.columns()) {
            line(text, yaml(assignment), note(assignment, columns));
        }
        Only only = mapping.only();
        if (only != null) {
            String values =
                    only.values().stream()
                            .map(CsvMappingFile::quoted)
                            .collect(Collectors.joining(", "));
            line(
                    text,
                    "only: {column: %s, values: [%s]}".formatted(quoted(only.column()), values),
                    "rows that are requests; other rows are not read");
        }
        columns.stream()
                .filter(column -> mapping.columns().stream().noneMatch(a -> isFor(a, column)))
                .forEach(column ->
                        text.append(
                                "# not used: %s: %s%s%n"
                                        .formatted(
                                                oneLine(column.title()),
                                                column.type(),
                                                whyUnused(column))));
        text.append("# Other keys: %s%n".formatted(String.join(", ", CsvRole.labels())));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void line(StringBuilder text, String yaml, String note) {
        text.append(note.isEmpty() ? yaml : "%-44s # %s".formatted(yaml, oneLine(note)))
                .append('\n');
    }

    private static String yaml(Assignment assignment) {
        CsvRole role = assignment.role();
        String column = quoted(assignment.column());
        return role.forms().isEmpty()
                ? "%s: %s".formatted(role.label(), column)
                : "%s: {column: %s, %s: %s}"
                        .formatted(role.label(), column, role.formKey(), assignment.form());
    }

    private static String note(Assignment assignment, List<CsvColumn> columns) {
        Optional<CsvColumn> column = columns.stream().filter(c -> isFor(assignment, c)).findFirst();
        boolean isProposed = column.isPresent() && column.get().role() == assignment.role();
        String why =
                isProposed
                        ? String.format(
                                Locale.ROOT,
                                "%.2f: %s",
                                column.get().confidence(),
                                column.get().reason())
                        : "";
        String forms =
                assignment.role().forms().isEmpty()
                        ? ""
                        : " (%s)".formatted(String.join(", ", assignment.role().forms()));
        return (why + forms).strip();
    }

    private static String whyUnused(CsvColumn column) {
        return column.reason().startsWith(RoleProposer.NAME_FITS)
                ? "; " + oneLine(column.reason())
                : "";
    }

    private static boolean isFor(Assignment assignment, CsvColumn column) {
        return assignment.column().equals(column.name())
                || assignment.parts().contains(column.name())
                || assignment.parts().contains(Integer.toString(column.place()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /// A double-quoted scalar (YAML 1.2.2, section 7.3.1).
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (Character.isISOControl(c)
                            || c == '\u2028'
                            || c == '\u2029'
                            || c == '\uFEFF') {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
