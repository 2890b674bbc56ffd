package trafficinsights.ingest.format;

import trafficinsights.ingest.row.RecordEnds;
import trafficinsights.ingest.text.Bytes;

/// Lines that are parts of one, as a container's runtime cuts them: Kubernetes marks all but the
/// last with `P`, Docker's json-file leaves out the line end of the text.
final class LineParts implements RecordEnds {
    /// A time with nanoseconds and an offset.
    private static final int LONGEST_TIME = 36;

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
        int end = to;
        while (end > from) {
            int start = end - 1;
            while (start > from && b[start - 1] != '\n') {
                start--;
            }
            if (!isPart(b, start, end - 1)) {
                return end;
            }
            end = start;
        }
        // Parts only: what they are parts of does not end here.
        return from;
    }
}
