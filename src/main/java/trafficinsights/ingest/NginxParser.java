package trafficinsights.ingest;

import static trafficinsights.ingest.LineVerdict.*;

import java.time.ZoneOffset;
import trafficinsights.model.Names;
import trafficinsights.model.RequestBatch;

/// The combined log of nginx, and the same with upstream times behind it (`docs/formats.md`,
/// "timed").
///
/// `remote_addr - user [time] "request" status bytes "referer" "agent"`, then for the timed form
/// `request_time upstream_response_time upstream_addr upstream_status "x_forwarded_for"`. Upstream
/// values are lists when nginx tried several servers (separated by `, `, by ` : ` after an internal
/// redirect): the last is the server that answered, the others are attempts before it.
final class NginxParser implements LineParser {
    /// `dd/MMM/yyyy:HH:mm:ss +hhmm]`
    private static final int DATE_LENGTH = ClockReader.LENGTH + 7;

    /// As [java.time.ZoneOffset] allows.
    private static final int MAX_OFFSET_HOURS = 18;

    private final NameReader names;
    private final ClockReader clock = new ClockReader(ZoneOffset.UTC);

    private int at;
    private int listCount;
    private int lastStart;
    private int lastEnd;

    NginxParser(Names names) {
        this.names = new NameReader(names);
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int bracket = dateBracket(b, from, to);
        if (bracket < 0) {
            return UNKNOWN_LINE;
        }
        if (bracket + 1 + DATE_LENGTH + 1 >= to) {
            return ENDS_EARLY;
        }
        long epochMicros = time(b, bracket + 1);
        if (epochMicros == ClockReader.INVALID) {
            return BAD_TIME;
        }
        at = bracket + 1 + DATE_LENGTH + 1;
        int requestStart = at + 1;
        int requestEnd = quoted(b, to);
        if (requestEnd < 0) {
            return at >= to ? ENDS_EARLY : UNKNOWN_LINE;
        }
        int statusStart = at;
        long status = Bytes.unsigned(b, statusStart, wordEnd(b, to));
        at = Math.min(to, wordEnd(b, to) + 1);
        if (status < 100 || status > 999) {
            return at >= to ? ENDS_EARLY : BAD_STATUS;
        }
        int bytesStart = at;
        int bytesEnd = wordEnd(b, to);
        at = Math.min(to, bytesEnd + 1);
        boolean hasBytes = !(bytesEnd - bytesStart == 1 && b[bytesStart] == '-');
        long bytes = hasBytes ? Bytes.unsigned(b, bytesStart, bytesEnd) : RequestBatch.UNKNOWN;
        if (hasBytes && bytes < 0) {
            return bytesEnd >= to ? ENDS_EARLY : BAD_NUMBER;
        }
        int refererEnd = quoted(b, to);
        int agentEnd = quoted(b, to);
        if (refererEnd < 0 || agentEnd < 0) {
            return ENDS_EARLY;
        }
        return rest(b, from, to, epochMicros, requestStart, requestEnd, (int) status, bytes, rows);
    }

    private LineVerdict rest(
            byte[] b,
            int from,
            int to,
            long epochMicros,
            int requestStart,
            int requestEnd,
            int status,
            long bytes,
            RowWriter rows) {
        long latencyMicros = RequestBatch.UNKNOWN;
        int server = 0;
        int attempt = 1;
        int clientStart = from;
        int clientEnd = wordEnd(b, from, to);
        if (at < to) {
            int timeEnd = wordEnd(b, to);
            latencyMicros = Bytes.secondsAsMicros(b, at, timeEnd);
            if (latencyMicros < 0) {
                return timeEnd >= to ? ENDS_EARLY : BAD_TIMERS;
            }
            at = Math.min(to, timeEnd + 1);
            list(b, to);
            list(b, to);
            if (at >= to) {
                return ENDS_EARLY;
            }
            boolean hasServer = !(lastEnd - lastStart == 1 && b[lastStart] == '-');
            server = hasServer ? names.server(b, lastStart, lastEnd) : 0;
            attempt = listCount;
            list(b, to);
            int forwardedStart = at + 1;
            int forwardedEnd = quoted(b, to);
            if (forwardedEnd < 0) {
                return ENDS_EARLY;
            }
            boolean isNone = forwardedEnd - forwardedStart == 1 && b[forwardedStart] == '-';
            if (!isNone && forwardedEnd > forwardedStart) {
                clientStart = forwardedStart;
                clientEnd = listItemEnd(b, forwardedStart, forwardedEnd);
            }
        }
        int methodEnd = wordEnd(b, requestStart, requestEnd);
        boolean hasTarget = methodEnd < requestEnd;
        int targetEnd = hasTarget ? wordEnd(b, methodEnd + 1, requestEnd) : methodEnd;
        rows.add(
                epochMicros,
                names.client(b, clientStart, clientEnd),
                names.region(server),
                server,
                hasTarget ? names.method(b, requestStart, methodEnd) : 0,
                hasTarget ? names.route(b, methodEnd + 1, targetEnd) : 0,
                status,
                latencyMicros,
                bytes,
                attempt);
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

    private long time(byte[] b, int at) {
        long second = clock.epochSecond(b, at);
        int sign = at + ClockReader.LENGTH + 1;
        int hours = ClockReader.twoDigits(b, sign + 1);
        int minutes = ClockReader.twoDigits(b, sign + 3);
        boolean isSigned = b[sign] == '+' || b[sign] == '-';
        boolean isWellFormed = b[sign - 1] == ' ' && isSigned && b[sign + 5] == ']';
        if (second == ClockReader.INVALID || !isWellFormed || hours < 0 || minutes < 0) {
            return ClockReader.INVALID;
        }
        if (hours > MAX_OFFSET_HOURS || minutes > 59) {
            return ClockReader.INVALID;
        }
        int offset = hours * 3600 + minutes * 60;
        return (second - (b[sign] == '-' ? -offset : offset)) * 1_000_000;
    }

    /// Moves behind a quoted field and the blank after it; gives the field's end, or -1 without one
    /// or without the blank. nginx writes a quote inside as `\x22`, Apache as `\"`.
    private int quoted(byte[] b, int to) {
        if (at >= to || b[at] != '"') {
            return -1;
        }
        int i = at + 1;
        while (i < to && b[i] != '"') {
            i += b[i] == '\\' ? 2 : 1;
        }
        if (i >= to) {
            at = to;
            return -1;
        }
        if (i + 1 < to && b[i + 1] != ' ') {
            return -1;
        }
        at = Math.min(to, i + 2);
        return i;
    }

    /// Moves behind a list of upstream values; remembers how many there were and where the last
    /// stands.
    private void list(byte[] b, int to) {
        listCount = 0;
        while (true) {
            lastStart = at;
            int end = wordEnd(b, to);
            boolean hasComma = end > at && b[end - 1] == ',';
            lastEnd = hasComma ? end - 1 : end;
            listCount++;
            at = Math.min(to, end + 1);
            boolean hasRedirect = at + 1 < to && b[at] == ':' && b[at + 1] == ' ';
            if (hasRedirect) {
                at += 2;
            }
            if ((!hasComma && !hasRedirect) || at >= to) {
                return;
            }
        }
    }

    private int wordEnd(byte[] b, int to) {
        return wordEnd(b, at, to);
    }

    private static int wordEnd(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != ' ') {
            end++;
        }
        return end;
    }

    private static int listItemEnd(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != ',' && b[end] != ' ') {
            end++;
        }
        return end;
    }
}
