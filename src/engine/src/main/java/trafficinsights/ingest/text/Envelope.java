package trafficinsights.ingest.text;

/// What collectors put in front of a log's own line: a syslog header (RFC 3164, RFC 5424, or with
/// an ISO time), the name of a container (`docker compose logs`), or the header of a Kubernetes
/// container log (CRI).
public final class Envelope {
    private static final int MAX_NAME = 64;
    private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";

    private Envelope() {}

    /// Where the line itself begins: `from` where nothing is in front of it.
    public static int end(byte[] b, int from, int to) {
        if (to - from < 16) {
            return from;
        }
        byte first = b[from];
        if (first == '<') {
            return syslogEnd(b, from, to);
        }
        if (Bytes.isDigit(first)) {
            boolean hasIsoTime = b[from + 4] == '-' && b[from + 7] == '-' && b[from + 10] == 'T';
            return hasIsoTime ? behindIsoTime(b, from, to) : from;
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
            return close < 0 ? at : close + 2;
        }
        return Math.min(to, Bytes.wordEnd(b, at, to) + 1);
    }

    /// Behind `Nov 22 20:19:28 host nginx[7]: `.
    private static int behindTag(byte[] b, int from, int to) {
        int colon = Bytes.indexOf(b, Math.min(to, from + 15), to, ": ");
        return colon < 0 ? from : colon + 2;
    }

    private static int behindIsoTime(byte[] b, int from, int to) {
        int blank = Bytes.wordEnd(b, from, to);
        boolean isContainerLog =
                Bytes.startsWith(b, blank, to, " stdout F ")
                        || Bytes.startsWith(b, blank, to, " stderr F ");
        if (isContainerLog) {
            return blank + 10;
        }
        int host = Bytes.wordEnd(b, Math.min(to, blank + 1), to);
        int tag = Bytes.wordEnd(b, Math.min(to, host + 1), to);
        return tag < to && b[tag - 1] == ':' ? tag + 1 : from;
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
