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
        List<CsvColumn> columns = RoleProposer.columns(sample, dialect);
        CsvMapping proposed = proposed(dialect, columns);
        return new CsvInspection(
                dialect,
                sample,
                columns,
                proposed,
                "detected from column names and values",
                doubt(proposed, columns));
    }

    private static CsvInspection ofMapping(
            LineBlock block, Encoding mark, CsvMapping mapping, String origin) {
        CsvDialect dialect = mapping.dialect().withEncoding(encoding(mapping.dialect(), mark));
        CsvSample sample = CsvSample.of(block, dialect);
        return new CsvInspection(
                dialect,
                sample,
                RoleProposer.columns(sample, dialect),
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

    private static @Nullable CsvMapping proposed(CsvDialect dialect, List<CsvColumn> columns) {
        List<Assignment> assignments = new ArrayList<>();
        List<String> names = columns.stream().map(CsvColumn::name).toList();
        boolean hasTime = false;
        for (CsvRole role : CsvRole.values()) {
            for (CsvColumn column : columns) {
                if (column.role() == role) {
                    boolean isUnique = Collections.frequency(names, column.name()) == 1;
                    String called =
                            isUnique && !column.name().isEmpty()
                                    ? column.name()
                                    : Integer.toString(column.place());
                    assignments.add(new Assignment(role, called, column.form()));
                    hasTime |= CsvPlan.isTime(role);
                }
            }
        }
        return hasTime ? new CsvMapping(dialect, assignments) : null;
    }

    /// Why a proposal is not used without asking, or null.
    private static @Nullable String doubt(@Nullable CsvMapping proposed, List<CsvColumn> columns) {
        if (proposed == null) {
            return "no column has times";
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
    /// asking, or has names and a time, or many columns under a header.
    public boolean isTable() {
        boolean hasNames = dialect.hasHeader() && (mapping != null || sample.names().size() > 3);
        return doubt == null || hasNames;
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
        return "csv: columns %s: %s; %s%s%s"
                .formatted(
                        origin,
                        used,
                        dialect.words(),
                        zone == null ? "" : ", times of " + zone.getId(),
                        gaps.isEmpty() ? "" : "; " + gaps);
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
        return CsvPlan.of(file.toString(), current, sample);
    }

    RuntimeException unsure(Path file) {
        List<String> names = sample.names();
        String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        String more = names.size() > LISTED ? ", …" : "";
        String name = String.valueOf(file.getFileName());
        return Problem.of(
                        "csv.unsure",
                        ("%s is a CSV file (%s%s), but the meaning of its columns"
                                        + " is not certain: %s. Run `workbench mapping %s --out"
                                        + " m.yaml`, check m.yaml, and read the file with `--mapping"
                                        + " m.yaml`.")
                                .formatted(file, listed, more, doubt, name))
                .asException();
    }
}
