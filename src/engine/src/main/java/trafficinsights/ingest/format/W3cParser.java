package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.directive.LogDirective;
import trafficinsights.ingest.directive.Part;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.FieldTable;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineCursor;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.RequestBatch;

/// The W3C extended log of IIS and others. Its `#Fields:` lines say which fields the lines below
/// have; they may change inside a file. Times are UTC. Values are separated by blanks or by tabs; a
/// blank inside a value is written as `+`, or the value is in quotes.
final class W3cParser implements LineParser {
    static final String FIELDS = "#Fields:";
    static final String DATE = "#Date:";

    private final RequestAssembler assembler;
    private final LineCursor cursor = new LineCursor();
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader = new FieldReader(fields, ZoneOffset.UTC);
    private final FieldRole timeTaken;
    private @Nullable FieldTable given;
    private @Nullable FieldTable table;
    private FieldRole[] roles = {};
    private boolean hasStatus;
    private boolean hasRequest;
    private boolean hasStatusValue;

    /// Whether the lines are commands and channels of IIS's FTP service.
    private boolean isFtp;

    /// Whether the line before had tabs: then this one will.
    private boolean hadTabs;

    /// Whether the lines have a time alone.
    private boolean lacksDate;

    private final W3cDays days = new W3cDays();
    private String fieldsLine = "";
    private String dateLine = "";
    private byte[] scratch = new byte[1024];
    private int scratchEnd;

    W3cParser(RequestAssembler assembler) {
        this(assembler, FieldRole.LATENCY_MILLIS);
    }

    /// @param timeTaken what `time-taken` is; [FieldRole#IGNORED] where its unit is not known
    W3cParser(RequestAssembler assembler, FieldRole timeTaken) {
        this.assembler = assembler;
        this.timeTaken = timeTaken;
    }

    /// @param fields of the lines before the first `#Fields:`, where a user named them
    W3cParser(RequestAssembler assembler, LogDirective fields) {
        this(assembler, fields.timeTaken());
        given = new FieldTable(fields.parts().stream().map(Part::role).toList(), 0);
        setTable(given);
    }

    @Override
    public void startBlock(HeaderLines header) {
        setTable(given);
        isFtp = false;
        days.clear();
        fieldsLine = "";
        dateLine = "";
        header.forEach(line -> directive(line, 0, line.length - LineBlock.SLACK));
        days.resume(header.newestMicros());
    }

    @Override
    public HeaderLines header(HeaderLines before) {
        return before.with(FIELDS, fieldsLine).with(DATE, dateLine).withNewest(days.newest());
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        if (b[from] == '#') {
            directive(b, from, to);
            return HEADER;
        }
        if (table == null) {
            return NO_HEADER;
        }
        if (isFtp) {
            return NO_REQUEST;
        }
        LineVerdict verdict = readFields(b, from, to);
        if (verdict == REQUEST) {
            if (lacksDate && reader.timeOfDay() != Long.MIN_VALUE) {
                reader.setDay(days.dayOf(reader.timeOfDay()));
            }
            verdict = reader.end();
        }
        if (verdict != REQUEST) {
            return verdict;
        }
        if (!hasStatus) {
            fields.status = RequestBatch.UNKNOWN_STATUS;
        } else if (!reader.hasStatus() && !fields.has(Text.METHOD) && !fields.has(Text.TARGET)) {
            // HTTPERR has connections that timed out without a request.
            return TCP;
        }
        hasRequest = true;
        fields.put(Text.LINE, b, from, to);
        assembler.add(fields, rows);
        return REQUEST;
    }

    @Override
    public boolean lacksStatus() {
        return hasRequest && !hasStatusValue;
    }

    private void setTable(@Nullable FieldTable newTable) {
        table = newTable;
        if (newTable != null) {
            roles = newTable.roles().toArray(FieldRole[]::new);
            lacksDate = !newTable.has(FieldRole.DATE);
            hasStatus = newTable.has(FieldRole.STATUS);
        }
    }

    /// A line that has a tab anywhere is separated by tabs. Most have none, which is known only at
    /// their end.
    private LineVerdict readFields(byte[] b, int from, int to) {
        if (!hadTabs) {
            LineVerdict verdict = readFields(b, from, to, (byte) ' ');
            hadTabs =
                    verdict == REQUEST
                            ? cursor.hasTab
                            : Bytes.indexOf(b, from, to, (byte) '\t') >= 0;
            return hadTabs ? readFields(b, from, to, (byte) '\t') : verdict;
        }
        hadTabs = Bytes.indexOf(b, from, to, (byte) '\t') >= 0;
        return readFields(b, from, to, (byte) (hadTabs ? '\t' : ' '));
    }

    private LineVerdict readFields(byte[] b, int from, int to, byte separator) {
        cursor.reset(b, from, to);
        reader.begin(days.day());
        scratchEnd = 0;
        for (FieldRole role : roles) {
            if (!cursor.value(separator)) {
                return ENDS_EARLY;
            }
            LineVerdict verdict = field(role, separator);
            if (verdict != REQUEST) {
                boolean isFirst = role == roles[0];
                return cursor.end == to ? ENDS_EARLY : isFirst ? UNKNOWN_LINE : verdict;
            }
        }
        return cursor.isAtEnd() ? REQUEST : BAD_FIELD_COUNT;
    }

    private LineVerdict field(FieldRole role, byte separator) {
        if (role == FieldRole.IGNORED || cursor.isDash() || cursor.start == cursor.end) {
            return REQUEST;
        }
        hasStatusValue |= role == FieldRole.STATUS;
        int plus =
                separator == ' '
                        ? Bytes.indexOf(cursor.bytes, cursor.start, cursor.end, (byte) '+')
                        : -1;
        return plus < 0
                ? reader.read(role, cursor.bytes, cursor.start, cursor.end)
                : withBlanks(role);
    }

    private LineVerdict withBlanks(FieldRole role) {
        int length = cursor.end - cursor.start;
        if (scratchEnd + length + LineBlock.SLACK > scratch.length) {
            // A new array: what was put before still points into the old one.
            scratch = new byte[2 * (length + LineBlock.SLACK) + 1024];
            scratchEnd = 0;
        }
        int start = scratchEnd;
        for (int i = 0; i < length; i++) {
            byte value = cursor.bytes[cursor.start + i];
            scratch[start + i] = value == '+' ? (byte) ' ' : value;
        }
        scratchEnd = start + length;
        return reader.read(role, scratch, start, scratchEnd);
    }

    private void directive(byte[] b, int from, int to) {
        if (Bytes.startsWith(b, from, to, FIELDS)) {
            fieldsLine = new String(b, from, to - from, StandardCharsets.UTF_8);
            String names = fieldsLine.substring(FIELDS.length());
            setTable(FieldTable.ofW3c(names, timeTaken));
            isFtp = FieldTable.isFtp(names);
        } else if (Bytes.startsWith(b, from, to, DATE)) {
            dateLine = new String(b, from, to - from, StandardCharsets.UTF_8);
            int start = skipBlanks(b, from + DATE.length(), to);
            int end = Bytes.wordEnd(b, start, to);
            int time = skipBlanks(b, end, to);
            days.date(
                    reader.day(b, start, end),
                    FieldReader.timeOfDay(b, time, Bytes.wordEnd(b, time, to)));
        }
    }

    private static int skipBlanks(byte[] b, int from, int to) {
        int at = from;
        while (at < to && b[at] == ' ') {
            at++;
        }
        return at;
    }
}
