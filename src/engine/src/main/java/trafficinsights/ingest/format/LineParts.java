package trafficinsights.ingest.format;

import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.Bytes;

/// Lines that are parts of one, as a container's runtime cuts them: Kubernetes marks all but the
/// last with `P`, Docker's json-file leaves out the line end of the text.
final class LineParts implements RecordEnds {
    /// A time with nanoseconds and an offset.
    private static final int LONGEST_TIME = 36;

    /// A line in parts and what another stream wrote between them.
    static final int MOST_LINES = 256;

    private static final String DOCKER = "{\"log\":\"";

    /// Whether a line goes on in the next.
    static boolean isPart(byte[] b, int from, int to) {
        if (to - from < 24) {
            return false;
        }
        if (b[from] == '{') {
            return Bytes.startsWith(b, from, to, DOCKER)
                    && Bytes.indexOf(b, from, to, "\",\"stream\":\"") > 0
                    && Bytes.indexOf(b, from, to, "\\n\",\"stream\":\"") < 0;
        }
        boolean hasTime = b[from + 4] == '-' && b[from + 7] == '-' && b[from + 10] == 'T';
        int blank = hasTime ? Bytes.wordEnd(b, from, Math.min(to, from + LONGEST_TIME)) : to;
        return Bytes.startsWith(b, blank, to, " stdout P ")
                || Bytes.startsWith(b, blank, to, " stderr P ");
    }

    /// Which stream a container's line is of: 0 for `stdout`, 1 for `stderr`, -1 where none is
    /// named.
    static int stream(byte[] b, int from, int to) {
        if (to - from < 24) {
            return -1;
        }
        boolean isDocker = b[from] == '{';
        int mark = isDocker ? Bytes.indexOf(b, from, to, "\"stream\":\"std") + 13 : 0;
        if (!isDocker) {
            mark = Bytes.wordEnd(b, from, Math.min(to, from + LONGEST_TIME)) + 4;
            boolean isContainerLog = Bytes.startsWith(b, mark - 4, to, " std");
            mark = isContainerLog ? mark : 12;
        }
        return mark <= 12 ? -1 : Bytes.startsWith(b, mark, to, "err") ? 1 : 0;
    }

    /// Where the text of a line of CRI begins.
    static int textStart(byte[] b, int from, int to) {
        int blank = Bytes.wordEnd(b, from, Math.min(to, from + LONGEST_TIME));
        boolean isContainerLog =
                Bytes.startsWith(b, blank, to, " stdout ")
                        || Bytes.startsWith(b, blank, to, " stderr ");
        return isContainerLog ? Math.min(to, blank + 10) : from;
    }

    @Override
    public int wholeRecordsEnd(byte[] b, int from, int to) {
        boolean[] isClosed = new boolean[2];
        int whole = to;
        int end = to;
        for (int i = 0; i < MOST_LINES && end > from && !(isClosed[0] && isClosed[1]); i++) {
            int start = end - 1;
            while (start > from && b[start - 1] != '\n') {
                start--;
            }
            int stream = stream(b, start, end - 1);
            boolean isPart = isPart(b, start, end - 1);
            if (isPart && (stream < 0 || !isClosed[stream])) {
                whole = start;
            } else if (stream < 0) {
                return whole;
            } else {
                isClosed[stream] |= !isPart;
            }
            end = start;
        }
        return whole;
    }
}
