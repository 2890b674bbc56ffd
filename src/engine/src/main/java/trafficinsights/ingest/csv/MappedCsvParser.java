package trafficinsights.ingest.csv;

import static trafficinsights.ingest.row.LineVerdict.BAD_FIELD_COUNT;
import static trafficinsights.ingest.row.LineVerdict.BAD_LATENCY;
import static trafficinsights.ingest.row.LineVerdict.BAD_NUMBER;
import static trafficinsights.ingest.row.LineVerdict.BAD_QUOTES;
import static trafficinsights.ingest.row.LineVerdict.BAD_TIME;
import static trafficinsights.ingest.row.LineVerdict.BAD_TIMERS;
import static trafficinsights.ingest.row.LineVerdict.ENDS_EARLY;
import static trafficinsights.ingest.row.LineVerdict.HEADER;
import static trafficinsights.ingest.row.LineVerdict.NO_REQUEST;
import static trafficinsights.ingest.row.LineVerdict.NO_TIME;
import static trafficinsights.ingest.row.LineVerdict.OPEN_QUOTE;
import static trafficinsights.ingest.row.LineVerdict.REQUEST;

import java.time.ZoneId;
import java.time.ZoneOffset;
import trafficinsights.ingest.csv.CsvPlan.Field;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.CsvRole;
import trafficinsights.model.RequestBatch;

/// CSV with any header, read as a [CsvPlan] says. A record may have several lines ([CsvRecords]).
final class MappedCsvParser implements LineParser {
    private static final String SEPARATOR_LINE = "sep=";

    /// What JMeter writes of a transaction; its samples have rows of their own.
    private static final String SUM = "Number of samples in transaction";

    private final CsvPlan plan;
    private final Field[] used;
    private final RequestAssembler assembler;
    private final CsvRecords records;
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader = new FieldReader(fields, ZoneOffset.UTC);
    private final TableTimeReader times;
    private final NumberMarks marks;
    private final boolean hasDecimalComma;
    private final boolean hasStatus;
    private final byte quote;
    private final int sumColumn;
    private byte[] scratch = new byte[1024];
    private int scratchEnd;
    private long dayMicros;
    private long timeOfDayMicros;

    /// The column that the verdict is about, or -1; for the cause of a reject.
    private int badColumn;

    private int fieldCount;

    MappedCsvParser(CsvPlan plan, RequestAssembler assembler, ZoneId zone) {
        this.plan = plan;
        this.used = plan.fields().toArray(new Field[0]);
        this.assembler = assembler;
        this.records = plan.newRecords();
        this.times = new TableTimeReader(zone);
        this.marks = new NumberMarks(plan.dialect());
        this.hasDecimalComma = plan.dialect().decimal() == ',';
        this.hasStatus = plan.hasStatus();
        this.quote = (byte) plan.dialect().quote();
        this.sumColumn = plan.sumColumn();
    }

    @Override
    public int recordEnd(byte[] b, int at, int lineEnd, int to) {
        return records.recordEnd(b, at, lineEnd, to, true);
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        badColumn = -1;
        boolean isComment = plan.dialect().hasComments() && b[from] == '#';
        if (plan.isHeader(b, from, to)
                || isComment
                || (to - from == 5 && Bytes.startsWith(b, from, to, SEPARATOR_LINE))) {
            return HEADER;
        }
        fieldCount = records.split(b, from, to);
        if (fieldCount < 0) {
            return fieldCount == CsvRecords.OPEN ? OPEN_QUOTE : BAD_QUOTES;
        }
        int columns = plan.names().size();
        if (fieldCount != columns && !hasEmptyTail(columns)) {
            return fieldCount < columns ? ENDS_EARLY : BAD_FIELD_COUNT;
        }
        CsvPlan.Only only = plan.only();
        if (only != null
                && !only.has(b, records.starts[only.index()], records.ends[only.index()])) {
            return NO_REQUEST;
        }
        if (sumColumn >= 0
                && Bytes.startsWith(b, records.starts[sumColumn], records.ends[sumColumn], SUM)) {
            return NO_REQUEST;
        }
        LineVerdict verdict = readFields(b);
        if (verdict == REQUEST) {
            fields.put(RequestFields.Text.LINE, b, from, to);
            assembler.add(fields, rows);
        }
        return verdict;
    }

    /// Some writers put a delimiter behind the last field.
    private boolean hasEmptyTail(int columns) {
        return fieldCount == columns + 1 && records.starts[columns] == records.ends[columns];
    }

    private LineVerdict readFields(byte[] b) {
        reader.begin(Long.MIN_VALUE);
        if (!hasStatus) {
            fields.status = RequestBatch.UNKNOWN_STATUS;
        }
        dayMicros = TableTimeReader.INVALID;
        timeOfDayMicros = TableTimeReader.INVALID;
        scratchEnd = 0;
        for (Field field : used) {
            int from = records.starts[field.index()];
            int to = records.ends[field.index()];
            boolean isTime = CsvPlan.isTime(field.csvRole());
            LineVerdict verdict;
            if (isNothing(b, from, to)) {
                verdict = isTime ? NO_TIME : REQUEST;
            } else if (records.isDoubled[field.index()]) {
                int start = withSingleQuotes(b, from, to);
                verdict = read(field, scratch, start, scratchEnd);
            } else {
                verdict = read(field, b, from, to);
            }
            if (verdict != REQUEST) {
                badColumn = field.index();
                return verdict == BAD_TIMERS ? BAD_LATENCY : verdict;
            }
        }
        if (dayMicros != TableTimeReader.INVALID && timeOfDayMicros != TableTimeReader.INVALID) {
            reader.setTime(times.inZone(dayMicros + timeOfDayMicros));
        }
        return reader.end();
    }

    private LineVerdict read(Field field, byte[] b, int from, int to) {
        return switch (field.role()) {
            case TIME, DATE, TIME_OF_DAY -> time(field, b, from, to);
            case LATENCY_NANOS, LATENCY_MICROS, LATENCY_MILLIS, LATENCY_SECONDS ->
                    field.isUnmarked() && isGroup(b, from, to)
                            ? BAD_LATENCY
                            : marks.isPlain()
                                    ? reader.read(field.role(), b, from, to)
                                    : withoutMarks(field.role(), b, from, to);
            case STATUS -> status(b, from, to);
            case ATTEMPTS, RETRIES -> reader.read(field.role(), b, from, wholeEnd(b, from, to));
            case BYTES -> {
                int end = wholeEnd(b, from, to);
                yield marks.isPlain()
                        ? reader.read(field.role(), b, from, end)
                        : withoutMarks(field.role(), b, from, end);
            }
            default -> reader.read(field.role(), b, from, to);
        };
    }

    /// Behind `HTTP ` or `HTTP/1.1 `, if a number follows.
    private static int behindProtocol(byte[] b, int from, int to) {
        if (!Bytes.startsWith(b, from, to, "HTTP")) {
            return from;
        }
        int blank = Bytes.indexOf(b, from, to, (byte) ' ');
        return blank > 0 && blank + 1 < to && Bytes.isDigit(b[blank + 1]) ? blank + 1 : from;
    }

    /// `200`, `200.0`, `200 OK`, `HTTP 200`; or a text, where texts say that there was no answer.
    private LineVerdict status(byte[] b, int first, int to) {
        int from = behindProtocol(b, first, to);
        boolean isNumber = Bytes.isDigit(b[from]) || b[from] == '-' || b[from] == '+';
        if (!isNumber && plan.hasStatusTexts()) {
            fields.status = RequestBatch.NO_STATUS;
            return REQUEST;
        }
        boolean hasPhrase = isNumber && to - from > 4 && b[from + 3] == ' ';
        int end = hasPhrase ? from + 3 : wholeEnd(b, from, to);
        return reader.read(FieldRole.STATUS, b, from, end);
    }

    private LineVerdict time(Field field, byte[] b, int from, int to) {
        long value =
                switch (field.csvRole()) {
                    case DATE -> times.dayMicros(field.form(), b, from, to);
                    case TIME_OF_DAY -> times.timeOfDayMicros(b, from, to);
                    default -> wholeTime(field, b, from, to);
                };
        if (value == TableTimeReader.INVALID) {
            return BAD_TIME;
        }
        if (field.csvRole() == CsvRole.DATE) {
            dayMicros = value;
        } else if (field.csvRole() == CsvRole.TIME_OF_DAY) {
            timeOfDayMicros = value;
        } else {
            reader.setTime(value);
        }
        return REQUEST;
    }

    private long wholeTime(Field field, byte[] b, int from, int to) {
        boolean isNumber =
                switch (field.form()) {
                    case EPOCH_S, EPOCH_MS, EPOCH_US, EPOCH_NS -> true;
                    case ISO, DAY_FIRST, MONTH_FIRST, CLF -> false;
                };
        if (isNumber && !marks.isPlain()) {
            int start = copyWithoutMarks(b, from, to);
            return start < 0
                    ? TableTimeReader.INVALID
                    : times.epochMicros(field.form(), scratch, start, scratchEnd);
        }
        return times.epochMicros(field.form(), b, from, to);
    }

    /// Whether the one mark in a number may stand between thousands.
    private static boolean isGroup(byte[] b, int from, int to) {
        int mark = to - 4;
        return mark > from
                && mark - from <= 3
                && b[from] != '0'
                && (b[mark] == '.' || b[mark] == ',')
                && Bytes.unsigned(b, from, mark) >= 0
                && Bytes.unsigned(b, mark + 1, to) >= 0;
    }

    private LineVerdict withoutMarks(FieldRole role, byte[] b, int from, int to) {
        int start = copyWithoutMarks(b, from, to);
        if (start < 0) {
            return role == FieldRole.BYTES ? BAD_NUMBER : BAD_LATENCY;
        }
        return reader.read(role, scratch, start, scratchEnd);
    }

    /// @return where the copy begins, or -1 for marks that are not where they must be
    private int copyWithoutMarks(byte[] b, int from, int to) {
        int start = room(to - from);
        int end = marks.copy(b, from, to, scratch, start);
        if (end < 0) {
            return -1;
        }
        scratchEnd = end;
        return start;
    }

    private int withSingleQuotes(byte[] b, int from, int to) {
        int start = room(to - from);
        for (int i = from; i < to; i++) {
            scratch[scratchEnd++] = b[i];
            i += b[i] == quote && i + 1 < to && b[i + 1] == quote ? 1 : 0;
        }
        return start;
    }

    private int room(int length) {
        if (scratchEnd + length + LineBlock.SLACK > scratch.length) {
            // A new array: what was put before still points into the old one.
            scratch = new byte[2 * (length + LineBlock.SLACK) + 1024];
            scratchEnd = 0;
        }
        return scratchEnd;
    }

    /// Where a whole number ends: programs that know only decimals write `200.0`.
    private int wholeEnd(byte[] b, int from, int to) {
        byte mark = (byte) (hasDecimalComma ? ',' : '.');
        int end = to;
        while (end > from && b[end - 1] == '0') {
            end--;
        }
        return end - 1 > from && end < to && b[end - 1] == mark ? end - 1 : to;
    }

    /// What programs write where there is nothing.
    static boolean isNothing(byte[] b, int from, int to) {
        int length = to - from;
        if (length > 4) {
            return false;
        }
        return switch (length) {
            case 0 -> true;
            case 1 -> b[from] == '-';
            case 2 -> Bytes.is(b, from, to, "NA") || Bytes.is(b, from, to, "\\N");
            case 3 ->
                    Bytes.is(b, from, to, "NaN")
                            || Bytes.is(b, from, to, "nan")
                            || Bytes.is(b, from, to, "N/A")
                            || Bytes.is(b, from, to, "n/a");
            default ->
                    Bytes.is(b, from, to, "null")
                            || Bytes.is(b, from, to, "NULL")
                            || Bytes.is(b, from, to, "None");
        };
    }

    @Override
    public String cause(LineVerdict verdict) {
        int columns = plan.names().size();
        return switch (verdict) {
            case ENDS_EARLY ->
                    "%s: %d of %d columns".formatted(verdict.label(), fieldCount, columns);
            case BAD_FIELD_COUNT ->
                    "%s: %d, the table has %d columns"
                            .formatted(verdict.label(), fieldCount, columns);
            default ->
                    badColumn < 0
                            ? verdict.label()
                            : "%s; check that %s is %s"
                                    .formatted(
                                            verdict.label(),
                                            plan.title(badColumn),
                                            roleOf(badColumn));
        };
    }

    private String roleOf(int index) {
        for (Field field : used) {
            if (field.index() == index) {
                return "the " + field.csvRole().label().replace('_', ' ');
            }
        }
        return "right";
    }
}
