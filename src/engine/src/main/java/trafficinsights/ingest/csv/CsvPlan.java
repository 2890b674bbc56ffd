package trafficinsights.ingest.csv;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.csv.ColumnWords.Name;
import trafficinsights.ingest.file.TextEncodings;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LogOptions;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.model.CsvDialect;
import trafficinsights.model.CsvMapping;
import trafficinsights.model.CsvMapping.Assignment;
import trafficinsights.model.CsvRole;
import trafficinsights.model.Names;
import trafficinsights.model.Problem;
import trafficinsights.model.TimeForm;

/// A mapping laid over one file: which column, by its place, is read as what. Immutable.
///
/// @param zone of times without an offset; null where the options say it
/// @param names of the columns; their places where there is no header
/// @param header the header's bytes as they stand in the file; empty without one
/// @param fields the columns that are used, the time first; of a sum, all its parts
/// @param only which rows are requests; null where all are
/// @param hasStatusTexts whether a status that is a text is a request without an answer
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CsvPlan(
        CsvDialect dialect,
        @Nullable ZoneId zone,
        List<String> names,
        byte[] header,
        List<Field> fields,
        @Nullable Only only,
        boolean hasStatusTexts) {

    /// Rows of which a column has one of the values.
    ///
    /// @param index of the column, from 0
    record Only(int index, List<byte[]> values) {
        static Only of(int index, List<String> values, Charset charset) {
            return new Only(index, values.stream().map(v -> v.getBytes(charset)).toList());
        }

        boolean has(byte[] b, int from, int to) {
            for (byte[] value : values) {
                if (Arrays.equals(value, 0, value.length, b, from, to)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// @param index of the column, from 0
    /// @param form of a time; [TimeForm#ISO] elsewhere
    /// @param isUnmarked whether no number of a full sample has a mark: what `1.234` further down
    ///   means is not known then
    record Field(int index, CsvRole csvRole, FieldRole role, TimeForm form, boolean isUnmarked) {}

    /// @throws trafficinsights.model.ProblemException when the file has not the mapping's columns
    public static CsvPlan of(String file, CsvMapping mapping, CsvSample sample) {
        return of(file, mapping, sample, false);
    }

    /// @param isProposed whether nobody has checked the mapping
    static CsvPlan of(String file, CsvMapping mapping, CsvSample sample, boolean isProposed) {
        List<Field> fields = new ArrayList<>();
        for (Assignment assignment : mapping.columns()) {
            TimeForm form =
                    switch (assignment.role()) {
                        case TIME, DATE -> timeForm(assignment.form());
                        default -> TimeForm.ISO;
                    };
            for (int index : indexes(file, assignment, sample)) {
                boolean isUnmarked =
                        isProposed
                                && assignment.role() == CsvRole.LATENCY
                                && mapping.dialect().thousands().isEmpty()
                                && isUnmarked(index, sample);
                FieldRole role = roleOf(assignment);
                fields.add(new Field(index, assignment.role(), role, form, isUnmarked));
            }
        }
        // The time first: a line without one is refused whatever else it holds.
        fields.sort((a, b) -> Boolean.compare(isTime(b.csvRole()), isTime(a.csvRole())));
        return new CsvPlan(
                mapping.dialect(),
                mapping.zone(),
                sample.names(),
                sample.headerBytes(),
                List.copyOf(fields),
                only(file, mapping, sample),
                hasStatusTexts(fields, sample));
    }

    /// Where JMeter says that a row is the sum of others (Transaction Controller); -1 elsewhere.
    int sumColumn() {
        List<Name> words = ColumnWords.all(names, dialect.hasHeader());
        return KnownTable.of(words) == KnownTable.JMETER
                ? words.indexOf(ColumnWords.of("responseMessage"))
                : -1;
    }

    private static boolean isUnmarked(int index, CsvSample sample) {
        return sample.rows().size() >= CsvSample.MAX_ROWS
                && sample.rows().stream()
                        .filter(row -> index < row.size())
                        .map(row -> NumberShape.of(row.get(index)).kind())
                        .allMatch(kind ->
                                kind == NumberShape.Kind.PLAIN || kind == NumberShape.Kind.NONE);
    }

    private static @Nullable Only only(String file, CsvMapping mapping, CsvSample sample) {
        CsvMapping.Only only = mapping.only();
        if (only == null) {
            return null;
        }
        int index = indexOf(file, only.column(), "the rows that are requests", sample);
        Charset charset = TextEncodings.charset(mapping.dialect().encoding());
        return Only.of(index, only.values(), charset);
    }

    /// Whether the column of the status has enough statuses for its texts to be failures.
    private static boolean hasStatusTexts(List<Field> fields, CsvSample sample) {
        for (Field field : fields) {
            if (field.csvRole() == CsvRole.STATUS) {
                List<String> cells =
                        sample.rows().stream()
                                .filter(row -> field.index() < row.size())
                                .map(row -> row.get(field.index()))
                                .toList();
                return StatusTexts.isStatus(cells);
            }
        }
        return false;
    }

    /// Whether the table has a status.
    boolean hasStatus() {
        return fields.stream().anyMatch(field -> field.csvRole() == CsvRole.STATUS);
    }

    static boolean isTime(CsvRole role) {
        return switch (role) {
            case TIME, DATE, TIME_OF_DAY -> true;
            default -> false;
        };
    }

    private static List<Integer> indexes(String file, Assignment assignment, CsvSample sample) {
        String meaning = assignment.role().label();
        boolean isName = sample.names().contains(assignment.column());
        return (isName ? List.of(assignment.column()) : assignment.parts())
                .stream().map(part -> indexOf(file, part, meaning, sample)).toList();
    }

    private static int indexOf(String file, String column, String meaning, CsvSample sample) {
        List<String> names = sample.names();
        String wanted = column.strip();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(wanted)) {
                return i;
            }
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(wanted)) {
                return i;
            }
        }
        boolean isPlace = wanted.matches("\\d{1,4}");
        int place = isPlace ? Integer.parseInt(wanted) : 0;
        if (place >= 1 && place <= names.size()) {
            return place - 1;
        }
        throw Problem.of(
                        "csv.column",
                        "%s has no column `%s`, which the mapping uses as %s. Its columns are: %s."
                                .formatted(file, wanted, meaning, String.join(", ", names)))
                .asException();
    }

    private static TimeForm timeForm(String label) {
        return TimeForm.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static FieldRole roleOf(Assignment assignment) {
        return switch (assignment.role()) {
            case TIME -> FieldRole.TIME;
            case DATE -> FieldRole.DATE;
            case TIME_OF_DAY -> FieldRole.TIME_OF_DAY;
            case LATENCY -> {
                FieldRole inUnit = FieldRole.latencyIn(assignment.form());
                yield inUnit == FieldRole.IGNORED ? FieldRole.LATENCY_TEXT : inUnit;
            }
            case STATUS -> FieldRole.STATUS;
            case BYTES -> FieldRole.BYTES;
            case METHOD -> FieldRole.METHOD;
            case TARGET -> FieldRole.TARGET;
            case REQUEST -> FieldRole.REQUEST_LINE;
            case CLIENT -> FieldRole.CLIENT;
            case FORWARDED_FOR -> FieldRole.FORWARDED_FOR;
            case SERVER -> FieldRole.SERVER;
            case UPSTREAMS -> FieldRole.UPSTREAMS;
            case REGION -> FieldRole.REGION;
            case HOST -> FieldRole.HOST;
            case LISTENER -> FieldRole.LISTENER;
            case GROUP -> FieldRole.GROUP;
            case ATTEMPT -> FieldRole.ATTEMPTS;
            case RETRIES -> FieldRole.RETRIES;
        };
    }

    /// Whether a record is the header, wherever it stands: files are put behind one another.
    boolean isHeader(byte[] b, int from, int to) {
        return to - from == header.length
                && to > from
                && Arrays.equals(header, 0, header.length, b, from, to);
    }

    /// A fresh parser, for one worker.
    public LineParser newParser(Names names, LogOptions options) {
        RequestAssembler assembler = new RequestAssembler(names, options.regions(), charset());
        ZoneId own = zone;
        return new MappedCsvParser(this, assembler, own == null ? options.zone() : own);
    }

    public CsvRecords newRecords() {
        return new CsvRecords(dialect.delimiter(), dialect.quote(), names.size());
    }

    /// Of the bytes that parsers see: UTF-16 was made UTF-8 by then.
    public Charset charset() {
        return TextEncodings.charset(dialect.encoding());
    }

    /// The same plan only: each file has one of its own.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /// `column 4, latency_ms`
    String title(int index) {
        String name = index < names.size() ? names.get(index) : "";
        String place = Integer.toString(index + 1);
        return name.isEmpty() || name.equals(place)
                ? "column " + place
                : "column %s, %s".formatted(place, name);
    }
}
