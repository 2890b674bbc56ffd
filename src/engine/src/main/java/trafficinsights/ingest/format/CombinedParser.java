package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.FieldReader;
import trafficinsights.ingest.row.FieldRole;
import trafficinsights.ingest.row.LineCursor;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.RequestAssembler;
import trafficinsights.ingest.row.RequestFields;
import trafficinsights.ingest.row.RequestFields.Text;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.row.UpstreamList;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.ClockReader;
import trafficinsights.ingest.text.Decimals;
import trafficinsights.ingest.text.Envelope;
import trafficinsights.model.RequestBatch;

/// The family of the common log: `client ident user [time] "request" status bytes`, for the
/// combined form `"referer" "agent"` behind it, and then what a product appends
/// (`docs/formats.md`).
///
/// Apache httpd mod_log_config, nginx ngx_http_log_module, ingress-nginx "Log format", Traefik
/// "Access logs".
final class CombinedParser implements LineParser {
    /// Who wrote the line.
    enum Dialect {
        /// Combined, then nothing, or the times of the timed form, or those of ingress-nginx.
        NGINX,
        /// Combined, perhaps with the virtual host in front; further fields are not looked at.
        APACHE,
        /// Without referer and agent.
        COMMON,
        /// Combined, then `count "router" "server" 5ms`.
        TRAEFIK
    }

    private final Dialect dialect;
    private final RequestAssembler assembler;
    private final ClockReader clock = new ClockReader(ZoneOffset.UTC);
    private final LineCursor cursor = new LineCursor();
    private final UpstreamList upstreams = new UpstreamList();
    private final ClientPlace client = new ClientPlace();
    private final RequestFields fields = new RequestFields();
    private final FieldReader reader = new FieldReader(fields, ZoneOffset.UTC);

    /// What stands behind the usual fields in this file; null where each line may be any of the
    /// known forms.
    private final @Nullable CombinedTail tail;

    private int apacheSigns;
    private int nginxSigns;
    private int unreadTails;
    private boolean hasRequest;
    private boolean hasStatus;

    CombinedParser(Dialect dialect, RequestAssembler assembler) {
        this(dialect, null, assembler);
    }

    CombinedParser(Dialect dialect, @Nullable CombinedTail tail, RequestAssembler assembler) {
        this.dialect = dialect;
        this.tail = tail;
        this.assembler = assembler;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int start = Envelope.end(b, from, to);
        int bracket = dateBracket(b, start, to);
        if (bracket < 0) {
            return isNotice(b, start, to) ? NOTICE : UNKNOWN_LINE;
        }
        int behindDate = bracket + 1 + ClockReader.OFFSET_LENGTH + 2;
        if (behindDate >= to) {
            return ENDS_EARLY;
        }
        reader.begin(Long.MIN_VALUE);
        fields.epochMicros = clock.epochMicrosWithOffset(b, bracket + 1);
        if (fields.epochMicros == ClockReader.INVALID || b[behindDate - 2] != ']') {
            return BAD_TIME;
        }
        fields.put(Text.LINE, b, from, to);
        client.put(fields, b, start, bracket);
        cursor.reset(b, behindDate, to);
        LineVerdict verdict = request();
        if (verdict == REQUEST) {
            CombinedTail known = tail;
            verdict =
                    known != null
                            ? known(known)
                            : dialect == Dialect.COMMON ? commonEnd() : behindBytes();
        }
        if (verdict == REQUEST) {
            hasRequest = true;
            assembler.add(fields, rows);
        }
        return verdict;
    }

    @Override
    public boolean lacksStatus() {
        return hasRequest && !hasStatus;
    }

    /// Reads request, status and bytes.
    private LineVerdict request() {
        if (!text() && !isRequestWithQuotes()) {
            return cursor.isAtEnd() ? ENDS_EARLY : UNKNOWN_LINE;
        }
        fields.putRequestLine(cursor.bytes, cursor.start, cursor.end);
        boolean isEmptyRequest = cursor.start == cursor.end;
        boolean hasQuote = Bytes.indexOf(cursor.bytes, cursor.start, cursor.end, (byte) '"') >= 0;
        cursor.word();
        long status = cursor.isDash() ? 0 : cursor.unsigned();
        if (status != 0 && (status < 100 || status > 999)) {
            return cursor.isAtEnd() ? ENDS_EARLY : BAD_STATUS;
        }
        hasStatus |= !cursor.isDash();
        fields.status = status == 0 ? RequestBatch.NO_STATUS : (int) status;
        if (!cursor.word()) {
            return ENDS_EARLY;
        }
        fields.responseBytes = cursor.isDash() ? noBytes() : cursor.unsigned();
        if (!cursor.isDash() && fields.responseBytes < 0) {
            return cursor.isAtEnd() ? ENDS_EARLY : BAD_NUMBER;
        }
        apacheSigns += hasQuote || cursor.isDash() ? 1 : 0;
        boolean isNginxStatus = status == 444 || (status >= 494 && status <= 499);
        boolean isZeroBytes = status == 304 && fields.responseBytes == 0 && !cursor.isDash();
        nginxSigns += isEmptyRequest || isNginxStatus || isZeroBytes ? 1 : 0;
        return REQUEST;
    }

    /// Tomcat and gunicorn write quotes as they are: the request ends where a status follows.
    private boolean isRequestWithQuotes() {
        byte[] b = cursor.bytes;
        int start = cursor.at + 1;
        if (start >= cursor.lineEnd || b[cursor.at] != '"') {
            return false;
        }
        int close = Bytes.indexOf(b, start, cursor.lineEnd, "\" ");
        while (close >= 0 && close + 6 <= cursor.lineEnd) {
            if (Bytes.unsigned(b, close + 2, close + 5) >= 100 && b[close + 5] == ' ') {
                cursor.start = start;
                cursor.end = close;
                cursor.at = close + 2;
                return true;
            }
            close = Bytes.indexOf(b, close + 1, cursor.lineEnd, "\" ");
        }
        return false;
    }

    /// The agent at the end of a line, whose quotes are written as they are.
    private boolean isAgentWithQuotes() {
        int end = cursor.lineEnd - 1;
        boolean isQuoted =
                cursor.at < end && cursor.bytes[cursor.at] == '"' && cursor.bytes[end] == '"';
        cursor.at = isQuoted ? cursor.lineEnd : cursor.at;
        return isQuoted;
    }

    /// Why a text in quotes could not be read.
    private LineVerdict badText() {
        boolean isQuote = !cursor.isAtEnd() && cursor.bytes[cursor.at] == '"';
        return isQuote ? BAD_QUOTES : ENDS_EARLY;
    }

    /// Apache writes a dash where no byte was sent.
    private long noBytes() {
        return dialect == Dialect.NGINX ? RequestBatch.UNKNOWN : 0;
    }

    /// Reads what the lines of this file have behind the usual fields.
    private LineVerdict known(CombinedTail known) {
        if (known.isCombined()) {
            boolean hasReferer = text();
            boolean isLast = known.isRead() && known.slots().isEmpty();
            if (!hasReferer || !(text() || (isLast && isAgentWithQuotes()))) {
                return badText();
            }
        }
        if (!known.isRead()) {
            return REQUEST;
        }
        reader.setTime(fields.epochMicros);
        for (CombinedTail.Slot slot : known.slots()) {
            LineVerdict verdict = slot(slot);
            if (verdict != REQUEST) {
                return verdict;
            }
        }
        return cursor.isAtEnd() ? reader.end() : BAD_FIELD_COUNT;
    }

    private LineVerdict slot(CombinedTail.Slot slot) {
        if (!slot.name().isEmpty()) {
            int length = slot.name().length();
            boolean isNamed =
                    Bytes.startsWith(cursor.bytes, cursor.at, cursor.lineEnd, slot.name())
                            && cursor.at + length < cursor.lineEnd
                            && cursor.bytes[cursor.at + length] == '=';
            if (!isNamed) {
                return cursor.isAtEnd() ? ENDS_EARLY : BAD_FIELD_COUNT;
            }
            cursor.at += length + 1;
        }
        if (slot.isQuoted() ? !text() : !cursor.list()) {
            return cursor.isAtEnd() ? ENDS_EARLY : BAD_FIELD_COUNT;
        }
        boolean isNothing = cursor.isDash() || cursor.start == cursor.end;
        return slot.role() == FieldRole.IGNORED || isNothing
                ? REQUEST
                : reader.read(slot.role(), cursor.bytes, cursor.start, cursor.end);
    }

    /// A text in quotes, or a dash without them.
    private boolean text() {
        if (!cursor.isAtEnd() && cursor.bytes[cursor.at] == '-') {
            return cursor.word() && cursor.isDash();
        }
        return cursor.quoted();
    }

    private LineVerdict commonEnd() {
        return cursor.isAtEnd() ? REQUEST : BAD_FIELD_COUNT;
    }

    private LineVerdict behindBytes() {
        boolean hasReferer = text();
        if (!hasReferer || !(text() || (dialect != Dialect.TRAEFIK && isAgentWithQuotes()))) {
            return badText();
        }
        if (dialect == Dialect.TRAEFIK) {
            return traefikTail();
        }
        if (cursor.isAtEnd() || dialect == Dialect.APACHE) {
            unreadTails += cursor.isAtEnd() ? 0 : 1;
            return REQUEST;
        }
        nginxSigns++;
        cursor.word();
        boolean isLength = cursor.unsigned() >= 0 && isIngressTail();
        return isLength ? ingressTail() : timedTail();
    }

    /// Whether a number is followed by one more field and a bracket.
    private boolean isIngressTail() {
        int second = Bytes.wordEnd(cursor.bytes, cursor.at, cursor.lineEnd);
        return second + 1 < cursor.lineEnd && cursor.bytes[second + 1] == '[';
    }

    /// `request_time upstream_response_time upstream_addr upstream_status "x_forwarded_for"`
    private LineVerdict timedTail() {
        LineVerdict time = requestTime();
        if (time != REQUEST) {
            return time;
        }
        skipList();
        readServers();
        if (cursor.isAtEnd()) {
            return ENDS_EARLY;
        }
        skipList();
        if (!cursor.quoted()) {
            return ENDS_EARLY;
        }
        if (!cursor.isDash() && cursor.end > cursor.start) {
            reader.read(FieldRole.FORWARDED_FOR, cursor.bytes, cursor.start, cursor.end);
        }
        return REQUEST;
    }

    /// `request_time [upstream_name] [alternative_name] upstream_addr upstream_response_length
    /// upstream_response_time upstream_status req_id`, the request's length read already. Older
    /// versions have neither the alternative name nor the id.
    private LineVerdict ingressTail() {
        cursor.word();
        LineVerdict time = requestTime();
        if (time != REQUEST) {
            return time;
        }
        cursor.word();
        fields.put(
                Text.GROUP,
                cursor.bytes,
                cursor.start + 1,
                Math.max(cursor.start + 1, cursor.end - 1));
        if (!cursor.isAtEnd() && cursor.bytes[cursor.at] == '[') {
            cursor.word();
        }
        readServers();
        skipList();
        skipList();
        if (cursor.isAtEnd()) {
            return ENDS_EARLY;
        }
        skipList();
        return REQUEST;
    }

    private LineVerdict requestTime() {
        fields.latencyMicros = Bytes.secondsAsMicros(cursor.bytes, cursor.start, cursor.end);
        // nginx always writes milliseconds; a whole number is something else.
        boolean hasPoint = Bytes.indexOf(cursor.bytes, cursor.start, cursor.end, (byte) '.') > 0;
        if (fields.latencyMicros >= 0 && hasPoint) {
            return REQUEST;
        }
        boolean isLast = Bytes.indexOf(cursor.bytes, cursor.at, cursor.lineEnd, (byte) ' ') < 0;
        return isLast ? ENDS_EARLY : BAD_TIMERS;
    }

    private void readServers() {
        cursor.at = upstreams.read(cursor.bytes, cursor.at, cursor.lineEnd);
        upstreams.put(fields, cursor.bytes);
    }

    private void skipList() {
        cursor.at = upstreams.read(cursor.bytes, cursor.at, cursor.lineEnd);
    }

    /// `count "router" "http://server" 5ms`
    private LineVerdict traefikTail() {
        if (!cursor.word() || !cursor.quoted()) {
            return ENDS_EARLY;
        }
        cursor.put(fields, Text.LISTENER);
        if (!cursor.quoted()) {
            return ENDS_EARLY;
        }
        FieldReader.putServer(fields, cursor.bytes, cursor.start, cursor.end);
        boolean hasTime =
                cursor.word() && Bytes.startsWith(cursor.bytes, cursor.end - 2, cursor.end, "ms");
        long millis = hasTime ? Bytes.unsigned(cursor.bytes, cursor.start, cursor.end - 2) : -1;
        if (millis < 0 || millis > Decimals.MAX_LATENCY_MICROS / 1000) {
            return cursor.isAtEnd() ? ENDS_EARLY : BAD_TIMERS;
        }
        fields.latencyMicros = millis * 1000;
        return REQUEST;
    }

    /// Position of the `[` before the time: the first that a time follows (a user name may hold
    /// one).
    private static int dateBracket(byte[] b, int from, int to) {
        int i = Bytes.indexOf(b, from, to, (byte) '[');
        while (i >= 0) {
            if (i > from && i + 12 < to && b[i - 1] == ' ' && b[i + 3] == '/' && b[i + 7] == '/') {
                return i;
            }
            i = Bytes.indexOf(b, i + 1, to, (byte) '[');
        }
        return -1;
    }

    /// A line of the same program's error log: nginx begins with a date and a level in brackets,
    /// Apache with two texts in brackets, the controller of ingress-nginx with a level and a date.
    private static boolean isNotice(byte[] b, int from, int to) {
        if (to - from < 26) {
            return false;
        }
        boolean isNginx =
                b[from + 4] == '/'
                        && b[from + 7] == '/'
                        && b[from + 13] == ':'
                        && b[from + 20] == '[';
        boolean isApache =
                b[from] == '[' && b[from + 4] == ' ' && Bytes.indexOf(b, from, to, "] [") > 0;
        boolean isController =
                "IWEF".indexOf(b[from]) >= 0 && b[from + 8] == ':' && b[from + 11] == ':';
        return isNginx || isApache || isController;
    }

    /// Whether the lines read so far look like Apache's and not like nginx's: a dash where no byte
    /// was sent, an escaped quote; against nginx's own statuses, an empty request, further times.
    boolean looksLikeApache() {
        return apacheSigns > nginxSigns;
    }

    /// Requests with further fields that were not looked at: another format may know them.
    int unreadTails() {
        return unreadTails;
    }

    boolean looksLikeNginx() {
        return nginxSigns > apacheSigns;
    }
}
