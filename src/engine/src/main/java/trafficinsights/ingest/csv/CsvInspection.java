package trafficinsights.ingest.csv;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.row.CsvOptions;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvColumn;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvDialect.Encoding;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvMapping.Only;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Problem;

/// What the beginning of a CSV file says about how to read it.
///
/// @param columns with their proposals
/// @param mapping given, remembered or proposed; null when no column can be the time
/// @param origin of the mapping, in words
/// @param doubt why the mapping is not used without asking; null when it is
public record CsvInspection(
        CsvDialect dialect,
        CsvSample sample,
        List<CsvColumn> columns,
        @Nullable CsvMapping mapping,
        String origin,
        @Nullable String doubt) {

    /// Requests have some of these; a table with a time and none is about something else.
    private static final Set<CsvRole> TELLING =
            EnumSet.of(
                    CsvRole.STATUS,
                    CsvRole.TARGET,
                    CsvRole.REQUEST,
                    CsvRole.METHOD,
                    CsvRole.LATENCY);

    private static final Set<CsvRole> SUPPORTING =
            EnumSet.of(
                    CsvRole.BYTES,
                    CsvRole.CLIENT,
                    CsvRole.FORWARDED_FOR,
                    CsvRole.SERVER,
                    CsvRole.UPSTREAMS);

    private static final int LISTED = 6;

    /// Origin of a mapping that nobody has checked.
    private static final String PROPOSED = "detected from column names and values";

    /// Of a table without a header; lines of a log have a comma or two by chance.
    private static final int LEAST_COLUMNS = 3;

    /// Types that values of any lines have.
    private static final Set<String> TEXTS = Set.of("text", "empty");

    /// How a doubt begins that is about the rows.
    private static final String NOT_REQUESTS = "its rows are not requests but ";

    /// A request needs one.
    private static final String NO_TIME = "no column has times";

    /// @param block the beginning of the file
    /// @param mark encoding by the file's byte order mark
    /// @return null when the file is not a table
    public static @Nullable CsvInspection of(LineBlock block, Encoding mark, CsvOptions options) {
        CsvMapping given = options.mapping();
        if (given != null) {
            return ofMapping(block, mark, given, "set in the mapping");
        }
        CsvDialect told = options.dialect();
        CsvDialect dialect =
                told == null
                        ? DialectSniffer.sniff(block, mark)
                        : told.withEncoding(encoding(told, mark));
        if (dialect == null) {
            return null;
        }
        CsvSample sample = CsvSample.of(block, dialect);
        Path memory = options.memory();
        if (memory != null && dialect.hasHeader()) {
            Optional<MappingMemory.Remembered> known =
                    new MappingMemory(memory).find(sample.names());
            if (known.isPresent()) {
                String origin = "remembered for this header in " + known.get().file();
                return ofMapping(block, mark, known.get().mapping(), origin);
            }
        }
        List<CsvColumn> columns = RoleProposer.columns(sample, dialect, options.latencyUnit());
        CsvMapping proposed = proposed(dialect, sample, columns);
        return new CsvInspection(
                dialect,
                sample,
                columns,
                proposed,
                PROPOSED,
                doubt(proposed, ColumnWords.all(sample.names(), dialect.hasHeader()), columns));
    }

    private static CsvInspection ofMapping(
            LineBlock block, Encoding mark, CsvMapping mapping, String origin) {
        CsvDialect dialect = mapping.dialect().withEncoding(encoding(mapping.dialect(), mark));
        CsvSample sample = CsvSample.of(block, dialect);
        return new CsvInspection(
                dialect,
                sample,
                RoleProposer.columns(sample, dialect, ""),
                mapping.with(dialect),
                origin,
                null);
    }

    /// A byte order mark is certain; what a mapping says is as certain as its writer was.
    private static Encoding encoding(CsvDialect told, Encoding mark) {
        if (TextEncodings.isWide(mark)) {
            return mark;
        }
        return TextEncodings.isWide(told.encoding()) ? Encoding.UTF_8 : told.encoding();
    }

    private static @Nullable CsvMapping proposed(
            CsvDialect dialect, CsvSample sample, List<CsvColumn> columns) {
        List<ColumnWords.Name> words = ColumnWords.all(sample.names(), dialect.hasHeader());
        KnownTable known = KnownTable.of(words);
        List<Assignment> assignments = new ArrayList<>();
        List<String> names = columns.stream().map(CsvColumn::name).toList();
        boolean hasTime = false;
        for (CsvRole role : CsvRole.values()) {
            for (CsvColumn column : columns) {
                if (column.role() == role) {
                    String called =
                            known != null && role == CsvRole.LATENCY
                                    ? known.latencyColumns(words).stream()
                                            .map(part -> called(columns.get(part), names))
                                            .collect(Collectors.joining(CsvMapping.PLUS))
                                    : called(column, names);
                    assignments.add(new Assignment(role, called, column.form()));
                    hasTime |= CsvPlan.isTime(role);
                }
            }
        }
        if (!hasTime) {
            return null;
        }
        int kind = known == null ? -1 : known.kindColumn(words);
        Only only =
                known == null || kind < 0
                        ? null
                        : new Only(called(columns.get(kind), names), known.requestKinds());
        return new CsvMapping(dialect, assignments, null, only);
    }

    private static String called(CsvColumn column, List<String> names) {
        boolean isUnique = Collections.frequency(names, column.name()) == 1;
        return isUnique && !column.name().isEmpty()
                ? column.name()
                : Integer.toString(column.place());
    }

    /// Why a proposal is not used without asking, or null.
    private static @Nullable String doubt(
            @Nullable CsvMapping proposed, List<ColumnWords.Name> words, List<CsvColumn> columns) {
        String kind = RowKinds.notRequests(columns, words);
        if (kind != null) {
            return NOT_REQUESTS + kind;
        }
        if (proposed == null) {
            return NO_TIME;
        }
        long telling = proposed.columns().stream().filter(a -> TELLING.contains(a.role())).count();
        long supporting =
                proposed.columns().stream().filter(a -> SUPPORTING.contains(a.role())).count();
        if (telling == 0 || telling + supporting < 2) {
            return "only a time and fewer than two other request columns were found";
        }
        String doubts =
                columns.stream()
                        .filter(column -> column.role() != null)
                        .filter(column -> column.confidence() < CsvColumn.SURE)
                        .map(CsvInspection::doubt)
                        .collect(Collectors.joining("; "));
        return doubts.isEmpty() ? null : doubts;
    }

    private static String doubt(CsvColumn column) {
        CsvRole role = column.role();
        return String.format(
                Locale.ROOT,
                "%s as %s has confidence %.2f: %s",
                column.title(),
                role == null ? "nothing" : role.label(),
                column.confidence(),
                column.reason());
    }

    /// Whether it is a table and no lines that only have as many commas each: it is used without
    /// asking, or has names and a time, or known names or many columns under a header; or it has no
    /// header and values of one kind each in most columns.
    public boolean isTable() {
        int columnCount = sample.names().size();
        boolean hasNames =
                dialect.hasHeader()
                        && (mapping != null
                                || columnCount > 3
                                || sample.names().stream().filter(ColumnWords::isKnown).count()
                                        > 1);
        long plain = columns.stream().filter(column -> !TEXTS.contains(column.type())).count();
        boolean isOfValues =
                !dialect.hasHeader()
                        && columnCount >= LEAST_COLUMNS
                        && 2 * plain >= columnCount
                        && sample.rows().stream().allMatch(row -> row.size() == columnCount);
        return doubt == null || hasNames || isOfValues;
    }

    /// How the format was decided, for the user.
    public String reason() {
        CsvMapping current = mapping;
        String used =
                current == null
                        ? ""
                        : current.columns().stream()
                                .map(CsvInspection::words)
                                .collect(Collectors.joining(", "));
        String gaps = current == null ? "" : String.join("; ", current.gaps());
        ZoneId zone = current == null ? null : current.zone();
        String unused =
                columns.stream()
                        .filter(column -> !isUsed(column))
                        .filter(column -> column.reason().startsWith(RoleProposer.NAME_FITS))
                        .map(column ->
                                "; %s is not used: %s".formatted(column.title(), column.reason()))
                        .collect(Collectors.joining());
        return "csv: columns %s: %s; %s%s%s%s"
                .formatted(
                        origin,
                        used,
                        dialect.words(),
                        zone == null ? "" : ", times of " + zone.getId(),
                        gaps.isEmpty() ? "" : "; " + gaps,
                        unused);
    }

    private boolean isUsed(CsvColumn column) {
        CsvMapping current = mapping;
        return current != null
                && current.columns().stream()
                        .flatMap(assignment -> assignment.parts().stream())
                        .anyMatch(used ->
                                used.equalsIgnoreCase(column.name())
                                        || used.equals(Integer.toString(column.place())));
    }

    private static String words(Assignment assignment) {
        String form = assignment.form().isEmpty() ? "" : " (" + assignment.form() + ")";
        return "%s = %s%s".formatted(assignment.role().label(), assignment.column(), form);
    }

    public CsvPlan plan(Path file) {
        CsvMapping current = mapping;
        if (current == null || doubt != null) {
            throw unsure(file);
        }
        return CsvPlan.of(file.toString(), current, sample, origin.equals(PROPOSED));
    }

    RuntimeException unsure(Path file) {
        String why = String.valueOf(doubt);
        String name = String.valueOf(file.getFileName());
        String mapping =
                "Run `workbench mapping %s --out m.yaml`, %%s, and read the file with `--mapping m.yaml`."
                        .formatted(name);
        if (!dialect.hasHeader()) {
            int columns = sample.names().size();
            return unsure(
                    "%s is a table without a header, and the meaning of its %d columns is uncertain: %s. %s"
                            .formatted(
                                    file,
                                    columns,
                                    why,
                                    why.equals(NO_TIME)
                                            ? TableTimeReader.FORMS
                                            : mapping.formatted(
                                                    "name the columns (1 to %d) in m.yaml"
                                                            .formatted(columns))));
        }
        List<String> names = sample.names();
        String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        String more = names.size() > LISTED ? ", …" : "";
        String what = "%s is a CSV file (%s%s), but ".formatted(file, listed, more);
        if (why.startsWith(NOT_REQUESTS)) {
            return unsure(
                    "%s%s. `workbench explore %s` shows them as they are; figures of requests need a file with a row for each request."
                            .formatted(what, why, name));
        }
        if (why.equals(NO_TIME)) {
            return unsure("%s%s. %s".formatted(what, why, TableTimeReader.FORMS));
        }
        return unsure(
                "%sthe meaning of its columns is uncertain: %s. %s%s"
                        .formatted(
                                what,
                                why,
                                isOnlyOfUnit()
                                        ? "Name the unit with `--latency-unit s`, `ms`, `us` or `ns`. Or set it in a mapping: "
                                        : "",
                                mapping.formatted("check m.yaml")));
    }

    /// Whether the unit of the latency is all that nobody knows.
    private boolean isOnlyOfUnit() {
        List<CsvColumn> doubtful =
                columns.stream()
                        .filter(column -> column.role() != null)
                        .filter(column -> column.confidence() < CsvColumn.SURE)
                        .toList();
        return doubtful.size() == 1
                && doubtful.getFirst().reason().startsWith(LatencyProposer.GUESSED);
    }

    private static RuntimeException unsure(String message) {
        return Problem.of("csv.unsure", message).asException();
    }
}
