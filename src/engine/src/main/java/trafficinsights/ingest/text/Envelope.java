package trafficinsights.ingest.text;

/// What collectors and viewers put in front of a log's own line, any number of them: a syslog
/// header (RFC 3164, RFC 5424, or with an ISO time), the header of a Kubernetes container log
/// (CRI), a time alone (`kubectl logs --timestamps`, `docker logs -t`, Grafana's download), a name
/// with a bar (`docker compose logs`), a pod in brackets (`kubectl logs --prefix`), the labels of a
/// Loki stream.
public final class Envelope {
    private static final int MAX_NAME = 80;

    /// More than any collector's collector adds.
    private static final int MAX_DEPTH = 6;

    private static final byte ESCAPE = 0x1b;

    private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

    private Envelope() {}

    /// Where the line itself begins: `from` where nothing is in front of it.
    public static int end(byte[] b, int from, int to) {
        int at = from;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            int next = one(b, at, to);
            if (next == at || next >= to) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /// Behind the first thing in front, or `from`.
    public static int one(byte[] b, int from, int to) {
        if (to - from < 16) {
            return from;
        }
        byte first = b[from];
        if (first == '<') {
            return syslogEnd(b, from, to);
        }
        if (Bytes.isDigit(first)) {
            boolean hasIsoTime =
                    b[from + 4] == '-'
                            && b[from + 7] == '-'
                            && (b[from + 10] == 'T' || b[from + 10] == ' ')
                            && b[from + 13] == ':';
            return hasIsoTime ? behindIsoTime(b, from, to) : behindEpoch(b, from, to);
        }
        if (first == '[') {
            return behindPod(b, from, to);
        }
        if (first == '{') {
            return behindLabels(b, from, to);
        }
        if (first == ESCAPE) {
            return behindColour(b, from, to);
        }
        boolean isLetter = (first | 0x20) >= 'a' && (first | 0x20) <= 'z';
        if (!isLetter) {
            return from;
        }
        return isMonth(b, from) ? behindTag(b, from, to) : behindName(b, from, to);
    }

    private static boolean isMonth(byte[] b, int from) {
        boolean hasTime = b[from + 3] == ' ' && b[from + 6] == ' ' && b[from + 9] == ':';
        return hasTime
                && MONTHS.contains("" + (char) b[from] + (char) b[from + 1] + (char) b[from + 2]);
    }

    private static int syslogEnd(byte[] b, int from, int to) {
        int close = Bytes.indexOf(b, from, Math.min(to, from + 6), (byte) '>');
        if (close < 0) {
            return from;
        }
        boolean isRfc5424 = close + 2 < to && b[close + 1] == '1' && b[close + 2] == ' ';
        if (!isRfc5424) {
            int inner = behindTag(b, close + 1, to);
            return inner == close + 1 ? from : inner;
        }
        // version, time, host, application, process, message id
        int at = close + 1;
        for (int words = 0; words < 6; words++) {
            at = Math.min(to, Bytes.wordEnd(b, at, to) + 1);
        }
        return behindStructuredData(b, at, to);
    }

    private static int behindStructuredData(byte[] b, int at, int to) {
        if (at < to && b[at] == '[') {
            int close = Bytes.indexOf(b, at, to, "] ");
            return close < 0 ? at : behindMark(b, close + 2, to);
        }
        return behindMark(b, Math.min(to, Bytes.wordEnd(b, at, to) + 1), to);
    }

    /// RFC 5424, 6.4: a message in UTF-8 begins with a byte order mark.
    private static int behindMark(byte[] b, int at, int to) {
        boolean hasMark =
                at + 2 < to
                        && b[at] == (byte) 0xEF
                        && b[at + 1] == (byte) 0xBB
                        && b[at + 2] == (byte) 0xBF;
        return hasMark ? at + 3 : at;
    }

    /// Behind `Nov 22 20:19:28 host nginx[7]: `; the host may be missing.
    private static int behindTag(byte[] b, int from, int to) {
        int at = Math.min(to, from + 16);
        for (int words = 0; words < 3; words++) {
            int end = Bytes.wordEnd(b, at, to);
            if (end > at && end < to && b[end - 1] == ':') {
                return end + 1;
            }
            at = Math.min(to, end + 1);
        }
        return from;
    }

    private static int behindIsoTime(byte[] b, int from, int to) {
        int timeStart = b[from + 10] == ' ' ? from + 11 : from;
        int end = fieldEnd(b, timeStart, to);
        if (end >= to) {
            return from;
        }
        if (b[end] == '\t') {
            return end + 1;
        }
        // A whole line of a container's log, or the last part of one.
        boolean isContainerLog =
                Bytes.startsWith(b, end, to, " stdout F ")
                        || Bytes.startsWith(b, end, to, " stderr F ")
                        || Bytes.startsWith(b, end, to, " stdout P ")
                        || Bytes.startsWith(b, end, to, " stderr P ");
        if (isContainerLog) {
            return end + 10;
        }
        int host = fieldEnd(b, Math.min(to, end + 1), to);
        int tag = fieldEnd(b, Math.min(to, host + 1), to);
        if (tag < to && b[tag - 1] == ':' && host > end + 1) {
            return tag + 1;
        }
        return end + 1;
    }

    /// `journalctl -o short-unix`: seconds since 1970, a host, a tag with a colon.
    private static int behindEpoch(byte[] b, int from, int to) {
        boolean isSeconds = b[from + 10] == '.' && Bytes.unsigned(b, from, from + 10) >= 0;
        if (!isSeconds) {
            return from;
        }
        int end = fieldEnd(b, from, to);
        int host = fieldEnd(b, Math.min(to, end + 1), to);
        int tag = fieldEnd(b, Math.min(to, host + 1), to);
        return tag < to && b[tag - 1] == ':' ? tag + 1 : from;
    }

    /// The next blank or tab, or `to`.
    private static int fieldEnd(byte[] b, int from, int to) {
        int end = from;
        while (end < to && b[end] != ' ' && b[end] != '\t') {
            end++;
        }
        return end;
    }

    /// Behind `[pod/web-1/nginx] `.
    private static int behindPod(byte[] b, int from, int to) {
        if (!Bytes.startsWith(b, from, to, "[pod/")) {
            return from;
        }
        int close = Bytes.indexOf(b, from, Math.min(to, from + 300), "] ");
        return close < 0 ? from : close + 2;
    }

    /// Behind `{app="web", stream="stdout"} `: a name and a quoted value, which no JSON has.
    private static int behindLabels(byte[] b, int from, int to) {
        int equals = Bytes.indexOf(b, from, Math.min(to, from + MAX_NAME), "=\"");
        boolean isName = equals > from + 1;
        for (int i = from + 1; isName && i < equals; i++) {
            int letter = b[i] | 0x20;
            isName = (letter >= 'a' && letter <= 'z') || b[i] == '_' || Bytes.isDigit(b[i]);
        }
        int close = isName ? Bytes.indexOf(b, equals, to, "\"}") : -1;
        return close < 0 || close + 3 > to || (b[close + 2] != ' ' && b[close + 2] != '\t')
                ? from
                : close + 3;
    }

    /// Behind `ESC[36m`, as viewers colour names for a terminal.
    private static int behindColour(byte[] b, int from, int to) {
        int at = from + 2;
        while (at < to && (Bytes.isDigit(b[at]) || b[at] == ';')) {
            at++;
        }
        return b[from + 1] == '[' && at < to && b[at] == 'm' ? at + 1 : from;
    }

    /// Behind `web-1 | `.
    private static int behindName(byte[] b, int from, int to) {
        int end = Bytes.wordEnd(b, from, Math.min(to, from + MAX_NAME));
        int bar = end;
        while (bar < to && b[bar] == ' ') {
            bar++;
        }
        boolean isBar = bar > end && bar + 1 < to && b[bar] == '|' && b[bar + 1] == ' ';
        return isBar ? bar + 2 : from;
    }
}
