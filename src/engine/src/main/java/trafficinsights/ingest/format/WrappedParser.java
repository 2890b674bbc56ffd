package trafficinsights.ingest.format;

import static trafficinsights.ingest.row.LineVerdict.*;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.row.HeaderLines;
import trafficinsights.ingest.row.LineParser;
import trafficinsights.ingest.row.LineVerdict;
import trafficinsights.ingest.row.OuterParser;
import trafficinsights.ingest.row.RowWriter;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.Envelope;
import trafficinsights.ingest.text.JsonScanner;
import trafficinsights.ingest.text.JsonStrings;
import trafficinsights.ingest.text.LineBlock;

/// Reads lines inside of what a collector put around them: texts in front, or a JSON object that
/// has the line as a text. Puts the parts of a line together that a container's runtime cut (`P`
/// and `F` of CRI, no line end in Docker's json-file), and counts a message that syslog says was
/// repeated as often as it was. Threads: one.
final class WrappedParser extends OuterParser {
    /// Keys under which collectors keep a line: Docker, Fluent Bit and Filebeat, journald, Loki and
    /// Grafana, CloudWatch, Google Cloud, GELF.
    private static final List<String> KEYS =
            List.of(
                    "log",
                    "message",
                    "MESSAGE",
                    "msg",
                    "line",
                    "Line",
                    "@message",
                    "textPayload",
                    "short_message",
                    "event.original",
                    "event",
                    "_raw",
                    "result._raw",
                    "_source.message",
                    "_source.event.original",
                    "body");

    /// journalctl writes a message with bytes that cannot be printed as an array of its bytes.
    private static final String MESSAGE_BYTES = "\"MESSAGE\":[";

    private static final String REPEATED = "message repeated ";
    private static final String LAST_REPEATED = "last message repeated ";
    private static final String BLANK_LAST_REPEATED = " " + LAST_REPEATED;
    private static final long MOST_REPEATS = 100_000;

    private final LogPlan.Wrap wrap;
    private final boolean isDocument;
    private final JsonScanner scanner = new JsonScanner(KEYS);
    private final JsonStrings strings = new JsonStrings();

    /// The parts of a line, for each of a container's streams.
    private final byte[][] joined = {new byte[8 << 10], new byte[8 << 10]};

    /// The line before, for syslog's `last message repeated`; empty at a block's start.
    private byte[] lastBytes = new byte[0];

    private int lastFrom;
    private int lastTo;

    WrappedParser(LineParser inner, LogPlan.Wrap wrap) {
        this(inner, wrap, false);
    }

    /// @param isDocument whether a record is a whole object, whatever lines it stands on
    WrappedParser(LineParser inner, LogPlan.Wrap wrap, boolean isDocument) {
        super(inner);
        this.wrap = wrap;
        this.isDocument = isDocument;
    }

    @Override
    public void startBlock(HeaderLines header) {
        lastTo = lastFrom;
        super.startBlock(header);
    }

    /// Behind the last part of a line that was cut.
    @Override
    public int recordEnd(byte[] b, int at, int lineEnd, int to) {
        if (!LineParts.isPart(b, at, lineEnd)) {
            return lineEnd;
        }
        int end = lineEnd;
        int open = 1 << LineParts.stream(b, at, lineEnd);
        // Behind the line end that ends the block there is no line.
        for (int i = 0; open != 0 && i < LineParts.MOST_LINES && end + 1 < to; i++) {
            int start = end + 1;
            int next = Bytes.indexOf(b, start, to, (byte) '\n');
            end = next < 0 ? to : next;
            int stream = LineParts.stream(b, start, end);
            if (stream < 0) {
                return end;
            }
            // Between the parts of a line, another stream may have lines.
            boolean isPart = LineParts.isPart(b, start, end);
            open = isPart ? open | 1 << stream : open & ~(1 << stream);
        }
        return end;
    }

    @Override
    public LineVerdict parse(byte[] b, int from, int to, RowWriter rows) {
        int newLine = isDocument ? -1 : Bytes.indexOf(b, from, to, (byte) '\n');
        if (newLine >= 0) {
            return parts(b, from, newLine, to, rows);
        }
        return wrap == LogPlan.Wrap.JSON ? json(b, from, to, rows) : front(b, from, to, rows);
    }

    private LineVerdict front(byte[] b, int from, int to, RowWriter rows) {
        if (Bytes.startsWith(b, from, to, "-- ")) {
            // journalctl: `-- Boot …`, `-- Logs begin at … --`, `-- No entries --`
            return NOTICE;
        }
        int start = Envelope.end(b, from, to);
        if (start == from) {
            // syslog writes this line itself, so it has no tag.
            int repeated = Bytes.indexOf(b, from, to, BLANK_LAST_REPEATED);
            start = repeated < 0 ? start : repeated + 1;
        }
        return line(b, start, to, rows);
    }

    private LineVerdict json(byte[] b, int from, int to, RowWriter rows) {
        if (from < to && b[from] == '[') {
            return pair(b, from, to, rows);
        }
        int brace = Bytes.indexOf(b, from, to, (byte) '{');
        if (brace < 0) {
            return UNKNOWN_LINE;
        }
        JsonScanner.End end = scanner.scan(b, brace, to);
        if (end != JsonScanner.End.WHOLE) {
            return end == JsonScanner.End.CUT ? ENDS_EARLY : UNKNOWN_LINE;
        }
        for (int key = 0; key < KEYS.size(); key++) {
            if (scanner.kind(key) == JsonScanner.Kind.STRING) {
                strings.begin();
                strings.set(b, scanner.start(key), scanner.end(key), true);
                return text(strings.bytes, strings.start, strings.end, rows);
            }
        }
        int array = Bytes.indexOf(b, brace, to, MESSAGE_BYTES);
        return array < 0 ? NOTICE : ofNumbers(b, array + MESSAGE_BYTES.length(), to, rows);
    }

    /// `["1772442639000000000", "the line"]`, as Loki has a time and a line; labels may follow.
    private LineVerdict pair(byte[] b, int from, int to, RowWriter rows) {
        int comma = Bytes.indexOf(b, from, to, (byte) ',');
        int open = comma < 0 ? -1 : Bytes.indexOf(b, comma, to, (byte) '"');
        if (open < 0) {
            return UNKNOWN_LINE;
        }
        int close = open + 1;
        while (close < to && b[close] != '"') {
            close += b[close] == '\\' ? 2 : 1;
        }
        if (close >= to) {
            return ENDS_EARLY;
        }
        strings.begin();
        strings.set(b, open + 1, close, true);
        return text(strings.bytes, strings.start, strings.end, rows);
    }

    /// A text as the numbers of its bytes, `71,69,84]`.
    private LineVerdict ofNumbers(byte[] b, int from, int to, RowWriter rows) {
        byte[] text = new byte[(to - from) / 2 + 1 + LineBlock.SLACK];
        int size = 0;
        int start = from;
        for (int at = from; at < to && b[at - 1] != ']'; at++) {
            if (b[at] == ',' || b[at] == ']') {
                long value = Bytes.unsigned(b, start, at);
                if (value < 0 || value > 255) {
                    return UNKNOWN_LINE;
                }
                text[size++] = (byte) value;
                start = at + 1;
            }
        }
        return text(text, 0, size, rows);
    }

    /// A text of a JSON object: its line end is not part of the line.
    private LineVerdict text(byte[] b, int from, int to, RowWriter rows) {
        int end = to;
        while (end > from && (b[end - 1] == '\n' || b[end - 1] == '\r')) {
            end--;
        }
        return end == from ? BLANK : line(b, Envelope.end(b, from, end), end, rows);
    }

    private LineVerdict line(byte[] b, int from, int to, RowWriter rows) {
        if (from < to && (b[from] == 'm' || b[from] == 'l')) {
            if (Bytes.startsWith(b, from, to, REPEATED)) {
                return repeated(b, from, to, rows);
            }
            if (Bytes.startsWith(b, from, to, LAST_REPEATED)) {
                return repeatedLast(b, from, to, rows);
            }
        }
        lastBytes = b;
        lastFrom = from;
        lastTo = to;
        return from == to ? BLANK : inner.parse(b, from, to, rows);
    }

    /// `message repeated 3 times: [ the line]`
    private LineVerdict repeated(byte[] b, int from, int to, RowWriter rows) {
        int open = Bytes.indexOf(b, from, to, ": [");
        int start = open + 3;
        while (open > 0 && start < to && b[start] == ' ') {
            start++;
        }
        long times = times(b, from + REPEATED.length(), to);
        if (open < 0 || b[to - 1] != ']' || times < 1) {
            return UNKNOWN_LINE;
        }
        lastBytes = b;
        lastFrom = start;
        lastTo = to - 1;
        return again(b, start, to - 1, times, rows);
    }

    /// `last message repeated 3 times`
    private LineVerdict repeatedLast(byte[] b, int from, int to, RowWriter rows) {
        long times = times(b, from + LAST_REPEATED.length(), to);
        return times < 1 || lastTo == lastFrom
                ? UNKNOWN_LINE
                : again(lastBytes, lastFrom, lastTo, times, rows);
    }

    private LineVerdict again(byte[] b, int from, int to, long times, RowWriter rows) {
        LineVerdict verdict = inner.parse(b, from, to, rows);
        for (long i = 1; i < times && verdict == REQUEST; i++) {
            inner.parse(b, from, to, rows);
        }
        return verdict;
    }

    private static long times(byte[] b, int from, int to) {
        long times = Bytes.unsigned(b, from, Bytes.wordEnd(b, from, to));
        return times > MOST_REPEATS ? -1 : times;
    }

    /// Lines that are parts of one, and those that another stream has between them.
    private LineVerdict parts(byte[] b, int from, int firstEnd, int to, RowWriter rows) {
        int[] sizes = new int[2];
        @Nullable LineVerdict verdict = null;
        int start = from;
        int end = firstEnd;
        while (start < to) {
            int stream = Math.max(0, LineParts.stream(b, start, end));
            int textEnd = end > start && b[end - 1] == '\r' ? end - 1 : end;
            sizes[stream] = append(b, start, textEnd, stream, sizes[stream]);
            if (sizes[stream] < 0) {
                return UNKNOWN_LINE;
            }
            if (end >= to || !LineParts.isPart(b, start, end)) {
                verdict = worse(verdict, whole(stream, sizes, rows));
            }
            start = end + 1;
            int next = start < to ? Bytes.indexOf(b, start, to, (byte) '\n') : -1;
            end = next < 0 ? to : next;
        }
        for (int stream = 0; stream < sizes.length; stream++) {
            // Its last part is missing.
            verdict = sizes[stream] == 0 ? verdict : worse(verdict, whole(stream, sizes, rows));
        }
        return verdict == null ? BLANK : verdict;
    }

    private LineVerdict whole(int stream, int[] sizes, RowWriter rows) {
        lastTo = lastFrom;
        int size = sizes[stream];
        sizes[stream] = 0;
        return text(joined[stream], 0, size, rows);
    }

    /// A reject is never lost, nor a request.
    private static LineVerdict worse(@Nullable LineVerdict one, LineVerdict other) {
        if (one == null) {
            return other;
        }
        boolean isKept =
                one.kind() == LineVerdict.Kind.REJECT
                        || (one == REQUEST && other.kind() != LineVerdict.Kind.REJECT);
        return isKept ? one : other;
    }

    /// @return where the text gathered of a stream ends, or -1 when the line has none
    private int append(byte[] b, int from, int to, int stream, int size) {
        if (wrap == LogPlan.Wrap.FRONT) {
            int start = LineParts.textStart(b, from, to);
            return copy(b, start, to, stream, size);
        }
        if (scanner.scan(b, from, to) != JsonScanner.End.WHOLE
                || scanner.kind(0) != JsonScanner.Kind.STRING) {
            return -1;
        }
        strings.begin();
        strings.set(b, scanner.start(0), scanner.end(0), true);
        return copy(strings.bytes, strings.start, strings.end, stream, size);
    }

    private int copy(byte[] b, int from, int to, int stream, int size) {
        int end = size + to - from;
        if (end + LineBlock.SLACK > joined[stream].length) {
            joined[stream] = Arrays.copyOf(joined[stream], 2 * (end + LineBlock.SLACK));
        }
        System.arraycopy(b, from, joined[stream], size, to - from);
        return end;
    }
}
