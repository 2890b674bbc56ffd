package trafficinsights.ingest.directive;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.ClockReader;
import trafficinsights.model.RequestBatch;

/// Reads lines that are written as a [LogDirective] says. A dash or nothing is no value. Threads:
/// one.
public final class DirectiveParser implements LineParser {
    private final LogDirective directive;
    private final Part[] parts;

    /// Text in front of each value, and behind the last.
    private final byte[][] literals;

    private final FieldRole[] roles;

    /// Whether a value ends at the first byte of the literal behind it, which has no other.
    private final boolean[] isSimple;

    /// Whether nothing else is looked for in such a value.
    private final boolean[] isSkipped;

    /// First bytes of the literals behind the values.
    private final byte[] ends;

    /// Whether a value is in quotes.
    private final boolean[] isQuoted;

    private final RequestAssembler assembler;
    private final ZoneId zone;
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader;
    private final boolean hasStatus;
    private int mismatch;

    /// @param zone of times that carry no offset of their own
    public DirectiveParser(LogDirective directive, RequestAssembler assembler, ZoneId zone) {
        this.directive = directive;
        this.parts = directive.parts().toArray(Part[]::new);
        this.literals = new byte[parts.length + 1][];
        for (int i = 0; i < parts.length; i++) {
            literals[i] = parts[i].before().getBytes(StandardCharsets.UTF_8);
        }
        literals[parts.length] = directive.after().getBytes(StandardCharsets.UTF_8);
        this.roles = new FieldRole[parts.length];
        this.isSimple = new boolean[parts.length];
        this.isSkipped = new boolean[parts.length];
        this.ends = new byte[parts.length];
        this.isQuoted = new boolean[parts.length];
        for (int i = 0; i < parts.length; i++) {
            roles[i] = parts[i].role();
            byte[] next = literals[i + 1];
            isQuoted[i] =
                    next.length > 0
                            && next[0] == '"'
                            && literals[i].length > 0
                            && literals[i][literals[i].length - 1] == '"';
            boolean isBeforeCaptured = i + 1 < parts.length && parts[i + 1].form().isCaptured();
            isSimple[i] =
                    parts[i].form() == Part.Form.PLAIN
                            && i + 1 < parts.length
                            && next.length == 1
                            && !isQuoted[i]
                            && !isBeforeCaptured;
            isSkipped[i] = isSimple[i] && roles[i] == FieldRole.IGNORED;
            ends[i] = next.length == 0 ? 0 : next[0];
        }
        this.assembler = assembler;
        this.zone = zone;
        this.reader = new FieldReader(fields, zone);
        this.hasStatus = directive.roles().contains(FieldRole.STATUS);
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        reader.begin(Long.MIN_VALUE);
        mismatch = -1;
        int at = from;
        for (int i = 0; i < parts.length; i++) {
            // What ends a simple value is the whole text in front of the next.
            int start = i > 0 && isSimple[i - 1] ? at + 1 : behind(literals[i], b, at, to);
            if (start < 0) {
                return different(i, b, at, to);
            }
            if (isSkipped[i]) {
                at = Bytes.indexOf(b, start, to, ends[i]);
                if (at < 0) {
                    mismatch = i + 1;
                    return ENDS_EARLY;
                }
                continue;
            }
            int end =
                    isSimple[i] ? Bytes.indexOf(b, start, to, ends[i]) : valueEnd(i, b, start, to);
            if (end < 0) {
                mismatch = i + 1;
                return ENDS_EARLY;
            }
            if (roles[i] != FieldRole.IGNORED) {
                LineVerdict verdict = value(i, b, start, end);
                if (verdict != REQUEST) {
                    return verdict;
                }
            }
            at = end;
        }
        int end = behind(literals[parts.length], b, at, to);
        if (end < 0) {
            return different(parts.length, b, at, to);
        }
        while (end < to && b[end] == ' ') {
            end++;
        }
        if (end < to) {
            return BAD_FIELD_COUNT;
        }
        LineVerdict verdict = reader.end();
        if (verdict != REQUEST) {
            return verdict;
        }
        boolean isConnection =
                directive.product() == Product.ENVOY
                        && !reader.hasStatus()
                        && !fields.has(Text.METHOD)
                        && !fields.has(Text.TARGET);
        if (isConnection) {
            return TCP;
        }
        if (!hasStatus) {
            fields.status = RequestBatch.UNKNOWN_STATUS;
        }
        if (directive.joinsServer()) {
            fields.joinServer();
        }
        fields.put(Text.LINE, b, from, to);
        assembler.add(fields, rows);
        return REQUEST;
    }

    /// What a line is that does not have the text in front of a value.
    private LineVerdict different(int part, byte[] b, int at, int to) {
        mismatch = part;
        byte[] literal = literals[part];
        boolean isCut = to - at < literal.length && startsWith(literal, b, at, to);
        return isCut && part > 0 ? ENDS_EARLY : UNKNOWN_LINE;
    }

    private static boolean startsWith(byte[] literal, byte[] b, int at, int to) {
        for (int i = 0; at + i < to; i++) {
            if (b[at + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String cause(LineVerdict verdict) {
        if (mismatch <= 0 || (verdict != UNKNOWN_LINE && verdict != ENDS_EARLY)) {
            return verdict.label();
        }
        String name = parts[mismatch - 1].name();
        return verdict == ENDS_EARLY
                ? "%s: after %s".formatted(verdict.label(), name)
                : "differs from the log format behind %s".formatted(name);
    }

    /// Where the value behind a literal begins, or -1.
    private int behind(byte[] literal, byte[] b, int at, int to) {
        if (isAt(literal, b, at, to)) {
            return at + literal.length;
        }
        if (!directive.collapsesBlanks()) {
            return -1;
        }
        int next = at;
        for (byte c : literal) {
            boolean isThere = next < to && b[next] == c;
            if (!isThere && c == ' ' && (next >= to || (next > 0 && b[next - 1] == ' '))) {
                continue;
            }
            if (!isThere) {
                return -1;
            }
            next++;
        }
        return next;
    }

    private static boolean isAt(byte[] literal, byte[] b, int at, int to) {
        if (to - at < literal.length) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (b[at + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /// Where a value ends, or -1 where the line does not have the text behind it.
    private int valueEnd(int part, byte[] b, int start, int to) {
        byte[] next = literals[part + 1];
        boolean isLast = part + 1 == parts.length;
        if (parts[part].form().isCaptured()) {
            return parts[part].form() == Part.Form.CAPTURED
                    ? capturedEnd(b, start, to)
                    : capturedListEnd(b, start, to);
        }
        if (parts[part].form() == Part.Form.CLOCK) {
            int end = start + ClockReader.OFFSET_LENGTH;
            boolean isWhole = end <= to && b[start + ClockReader.LENGTH] == ' ';
            return isWhole ? end : -1;
        }
        if (isLast) {
            return lastEnd(part, b, start, to);
        }
        if (parts[part].form() == Part.Form.LIST && next[0] == ' ') {
            return listEnd(b, start, to);
        }
        boolean hasEscapes = isQuoted[part] && directive.hasEscapes();
        int end = Bytes.indexOf(b, start, to, next[0]);
        while (end >= 0) {
            boolean isEscaped = hasEscapes && isEscaped(b, start, end);
            if (!isEscaped && (isAt(next, b, end, to) || isCollapsed(part + 1, b, end, to))) {
                return end;
            }
            end = Bytes.indexOf(b, end + 1, to, next[0]);
        }
        return isCollapsed(part + 1, b, to, to) ? to : -1;
    }

    /// The last value ends where the text behind it begins that ends the line.
    private int lastEnd(int part, byte[] b, int start, int to) {
        byte[] after = literals[part + 1];
        int lineEnd = to;
        while (after.length > 0 && lineEnd > start && b[lineEnd - 1] == ' ') {
            lineEnd--;
        }
        int end = lineEnd - after.length;
        if (end < start || !isAt(after, b, end, lineEnd)) {
            return -1;
        }
        if (isQuoted[part] && directive.hasEscapes()) {
            // A quote inside would be escaped: this is the end of another value.
            int quote = Bytes.indexOf(b, start, end, (byte) '"');
            while (quote >= 0 && isEscaped(b, start, quote)) {
                quote = Bytes.indexOf(b, quote + 1, end, (byte) '"');
            }
            return quote >= 0 ? -1 : end;
        }
        return end;
    }

    /// Whether a literal of blanks is there, one or none of which may be missing because nothing
    /// was captured behind it.
    private boolean isCollapsed(int literal, byte[] b, int at, int to) {
        boolean isBeforeCaptured = literal < parts.length && parts[literal].form().isCaptured();
        return directive.collapsesBlanks()
                && isBeforeCaptured
                && behind(literals[literal], b, at, to) >= 0;
    }

    private static boolean isEscaped(byte[] b, int from, int at) {
        int backslashes = 0;
        while (at - 1 - backslashes >= from && b[at - 1 - backslashes] == '\\') {
            backslashes++;
        }
        return (backslashes & 1) == 1;
    }

    /// `a, b` and `a : b` are one value.
    private static int listEnd(byte[] b, int start, int to) {
        int at = start;
        while (true) {
            int end = Bytes.wordEnd(b, at, to);
            boolean hasComma = end > at && b[end - 1] == ',';
            boolean hasRedirect =
                    end + 2 < to && b[end] == ' ' && b[end + 1] == ':' && b[end + 2] == ' ';
            if (!hasComma && !hasRedirect) {
                return end;
            }
            at = Math.min(to, hasRedirect ? end + 3 : end + 1);
        }
    }

    private static int capturedEnd(byte[] b, int start, int to) {
        if (start >= to || b[start] != '{') {
            return start;
        }
        int end = Bytes.indexOf(b, start, to, "} ");
        return end < 0 ? to : end + 1;
    }

    private static int capturedListEnd(byte[] b, int start, int to) {
        int end = start;
        int at = start;
        while (at < to && b[at] == '"') {
            int close = Bytes.indexOf(b, at + 1, to, (byte) '"');
            if (close < 0) {
                return to;
            }
            end = close + 1;
            at = end + 1;
        }
        return end;
    }

    private LineVerdict value(int part, byte[] b, int start, int end) {
        boolean isNothing = end == start || (end - start == 1 && b[start] == '-');
        if (isNothing) {
            return REQUEST;
        }
        if (roles[part] == FieldRole.CLIENT && Bytes.indexOf(b, start, end, (byte) ' ') >= 0) {
            // Something that the format does not have stands in front of it.
            return UNKNOWN_LINE;
        }
        DateTimeFormatter form = parts[part].time();
        if (form != null) {
            return time(form, new String(b, start, end - start, StandardCharsets.UTF_8));
        }
        return reader.read(roles[part], b, start, end);
    }

    private LineVerdict time(DateTimeFormatter form, String text) {
        try {
            TemporalAccessor parsed = form.parse(text);
            boolean hasOffset = parsed.isSupported(ChronoField.OFFSET_SECONDS);
            Instant instant =
                    hasOffset
                            ? Instant.from(parsed)
                            : ZonedDateTime.of(LocalDateTime.from(parsed), zone).toInstant();
            reader.setTime(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000);
            return REQUEST;
        } catch (DateTimeException e) {
            return BAD_TIME;
        }
    }

    /// The directive whose lines are read.
    public LogDirective directive() {
        return directive;
    }
}
