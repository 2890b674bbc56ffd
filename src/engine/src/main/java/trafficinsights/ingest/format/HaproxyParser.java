package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneId;
import trafficinsights.ingest.row.Addresses;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.ClockReader;
import trafficinsights.model.RequestBatch;

/// HAProxy's HTTP log (`option httplog` and `option httpslog`), with or without a syslog header.
///
/// Field order after HAProxy 2.6 configuration manual, section 8.2.3: `client:port [accept date]
/// frontend backend/server TR/Tw/Tc/Tr/Ta status bytes cookie cookie termination
/// actconn/feconn/beconn/srv_conn/retries srv_queue/backend_queue {headers} "request"`. The accept
/// date has no zone; it is read in the zone that the parser is made with.
final class HaproxyParser implements LineParser {
    /// `dd/MMM/yyyy:HH:mm:ss.mmm]`
    private static final int DATE_LENGTH = ClockReader.LENGTH + 5;

    /// More than 30 years are no latency, and their µs would not be far from the end of a `long`.
    private static final long MAX_MILLIS = 1_000_000_000_000L;

    /// Blanks from the frontend to the one in front of headers or request.
    private static final int BLANKS = 10;

    private static final String[] NOTICES = {
        "Proxy ",
        "Server ",
        "Backend ",
        "backend ",
        "Stopping ",
        "Pausing ",
        "Health check ",
        "Exiting ",
        "[NOTICE]",
        "[WARNING]",
        "[ALERT]",
        "[DIAG]",
        "[INFO]",
        "Loading ",
        "New worker",
        "New program",
        "Initializing ",
        "Reexecuting ",
        "Connect from "
    };

    private final RequestAssembler assembler;
    private final ClockReader clock;
    private final RequestFields fields = new RequestFields();

    HaproxyParser(RequestAssembler assembler, ZoneId zone) {
        this.assembler = assembler;
        this.clock = new ClockReader(zone);
    }

    private final int[] blanks = new int[BLANKS];
    private long totalMillis;
    private long responseMillis;

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int bracket = dateBracket(b, from, to);
        if (bracket < 0) {
            return withoutDate(b, from, to);
        }
        if (bracket + 1 + DATE_LENGTH + 1 > to) {
            return ENDS_EARLY;
        }
        long epochMicros = time(b, bracket + 1);
        if (epochMicros == ClockReader.INVALID) {
            return BAD_TIME;
        }
        int fieldsStart = bracket + 1 + DATE_LENGTH + 1;
        int found = Bytes.indexesOf(b, fieldsStart, to, (byte) ' ', blanks);
        if (found == 0) {
            return ENDS_EARLY;
        }
        if (b[blanks[0] - 1] == ':') {
            return CONNECTION_ERROR;
        }
        return fields(b, from, bracket, to, found, epochMicros, rows);
    }

    /// Reads the fields between the blanks found behind the date.
    private LineVerdict fields(
            byte[] b, int from, int bracket, int to, int found, long epochMicros, RowWriter rows) {
        if (found < 3) {
            return ENDS_EARLY;
        }
        LineVerdict timers = timers(b, blanks[1] + 1, blanks[2]);
        if (timers != REQUEST) {
            return timers;
        }
        if (found < BLANKS) {
            return ENDS_EARLY;
        }
        long status = Bytes.signed(b, blanks[2] + 1, blanks[3]);
        boolean isNone = status == -1 || status == 0;
        if (!isNone && (status < 100 || status > 999)) {
            return BAD_STATUS;
        }
        long bytes = Bytes.signed(b, blanks[3] + 1, blanks[4]);
        long retries = Bytes.signed(b, lastSlash(b, blanks[7] + 1, blanks[8]) + 1, blanks[8]);
        if (bytes == Bytes.NO_NUMBER || retries < 0) {
            return BAD_NUMBER;
        }
        int quote = Bytes.indexOf(b, blanks[9], to, (byte) '"');
        if (quote < 0) {
            return ENDS_EARLY;
        }
        fields.epochMicros = epochMicros;
        fields.status = isNone ? RequestBatch.NO_STATUS : (int) status;
        fields.latencyMicros = totalMillis < 0 ? RequestBatch.UNKNOWN : totalMillis * 1000;
        fields.ttfbMicros = responseMillis < 0 ? RequestBatch.UNKNOWN : responseMillis * 1000;
        fields.responseBytes = Math.max(bytes, RequestBatch.UNKNOWN);
        fields.attempt = 1 + (int) Math.min(retries, 126);
        putTexts(b, from, bracket, quote, to);
        assembler.add(fields, rows);
        return REQUEST;
    }

    private void putTexts(byte[] b, int from, int bracket, int quote, int to) {
        fields.put(Text.LINE, b, from, to);
        int clientStart = bracket - 1;
        while (clientStart > from && b[clientStart - 1] != ' ') {
            clientStart--;
        }
        Addresses.putClientOfSocket(fields, b, clientStart, Math.max(clientStart, bracket - 1));
        boolean isTls = b[blanks[0] - 1] == '~';
        fields.put(Text.LISTENER, b, bracket + DATE_LENGTH + 2, blanks[0] - (isTls ? 1 : 0));
        fields.put(Text.SERVER, b, blanks[0] + 1, blanks[1]);
        int methodEnd = Bytes.firstOf(b, quote + 1, to, ' ', '"');
        boolean hasTarget = methodEnd < to && b[methodEnd] == ' ';
        int targetStart = hasTarget ? methodEnd + 1 : methodEnd;
        fields.put(Text.METHOD, b, quote + 1, hasTarget ? methodEnd : quote + 1);
        fields.put(
                Text.TARGET,
                b,
                targetStart,
                hasTarget ? Bytes.firstOf(b, targetStart, to, ' ', '"') : methodEnd);
    }

    /// Tells requests from TCP connections by the number of timers, and keeps the last two: until
    /// the server's answer began (`Tr`), and all.
    private LineVerdict timers(byte[] b, int from, int to) {
        int slashes = 0;
        int responseStart = from;
        int totalStart = from;
        for (int i = from; i < to; i++) {
            if (b[i] == '/') {
                slashes++;
                responseStart = totalStart;
                totalStart = i + 1;
            }
        }
        if (slashes == 2) {
            return TCP;
        }
        totalMillis = Bytes.signed(b, totalStart, to);
        boolean isReadable = totalMillis != Bytes.NO_NUMBER && totalMillis <= MAX_MILLIS;
        if (slashes != 4 || !isReadable) {
            return BAD_TIMERS;
        }
        long response = Bytes.signed(b, responseStart, totalStart - 1);
        responseMillis = response <= MAX_MILLIS ? response : RequestBatch.UNKNOWN;
        return REQUEST;
    }

    private static int lastSlash(byte[] b, int from, int to) {
        int i = to - 1;
        while (i >= from && b[i] != '/') {
            i--;
        }
        return i;
    }

    /// Position of the `[` before an accept date. A syslog header has one of its own
    /// (`haproxy[7]:`).
    private static int dateBracket(byte[] b, int from, int to) {
        int i = Bytes.indexOf(b, from, to, (byte) '[');
        while (i >= 0) {
            if (i + 12 < to && b[i + 3] == '/' && b[i + 7] == '/' && b[i + 12] == ':') {
                return i;
            }
            i = Bytes.indexOf(b, i + 1, to, (byte) '[');
        }
        return -1;
    }

    private long time(byte[] b, int at) {
        long second = clock.epochSecond(b, at);
        int point = at + ClockReader.LENGTH;
        long millis = Bytes.unsigned(b, point + 1, point + 4);
        if (second == ClockReader.INVALID || b[point] != '.' || millis < 0 || b[point + 4] != ']') {
            return ClockReader.INVALID;
        }
        return (second * 1000 + millis) * 1000;
    }

    private static LineVerdict withoutDate(byte[] b, int from, int to) {
        if (hasTag(b, from, to)) {
            int message = messageStart(b, from, to);
            // A client's address begins a line of traffic, which lost its time; notices are words.
            return message >= to || Bytes.isDigit(b[message]) ? ENDS_EARLY : NOTICE;
        }
        for (String start : NOTICES) {
            if (Bytes.startsWith(b, from, to, start)) {
                return NOTICE;
            }
        }
        return UNKNOWN_LINE;
    }

    /// Whether a syslog header names HAProxy, in the form of RFC 3164 or of RFC 5424.
    private static boolean hasTag(byte[] b, int from, int to) {
        return Bytes.indexOf(b, from, to, "haproxy[") >= 0
                || Bytes.indexOf(b, from, to, "haproxy:") >= 0
                || (b[from] == '<' && Bytes.indexOf(b, from, to, " haproxy ") >= 0);
    }

    /// Where the message begins behind a syslog header; `to` when the header does not end.
    private static int messageStart(byte[] b, int from, int to) {
        int tag = Bytes.indexOf(b, from, to, "haproxy");
        boolean isRfc5424 = tag + 7 < to && b[tag + 7] == ' ';
        String end = isRfc5424 ? " - - " : ": ";
        int at = Bytes.indexOf(b, tag, to, end);
        return at < 0 ? to : at + end.length();
    }
}
