package trafficinsights.ingest.row;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import trafficinsights.ingest.text.Bytes;
import trafficinsights.ingest.text.LineBlock;
import trafficinsights.model.RequestBatch;

/// What a parser found in one line: numbers, and where the texts stand. One object for all lines of
/// a worker, so that a row costs no allocation. Threads: one.
public final class RequestFields {
    /// The texts of a request. A rule for regions may name any of them, or the whole line.
    public enum Text {
        CLIENT,
        SERVER,
        METHOD,
        /// Path and query as the client sent them.
        TARGET,
        /// Virtual host that was asked for.
        HOST,
        /// Where the balancer took the request: a frontend, an entry point, a site, a load
        /// balancer.
        LISTENER,
        /// The servers it chose from: an upstream, a cluster, a service, a target group.
        GROUP,
        /// A region that the line itself names.
        REGION,
        /// The whole line.
        LINE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int TEXTS = Text.values().length;
    private static final byte[] NOTHING = new byte[LineBlock.SLACK];

    /// When the request was accepted, µs since 1970 UTC.
    public long epochMicros;

    public int status;
    public long latencyMicros;
    public long ttfbMicros;
    public long responseBytes;
    public int attempt;

    /// Room for a name that is put together.
    private byte[] joined = new byte[256];

    /// Room for a path behind its slash.
    private byte[] path = new byte[256];

    private final byte[][] sources = new byte[TEXTS][];
    private final int[] starts = new int[TEXTS];
    private final int[] ends = new int[TEXTS];

    public RequestFields() {
        Arrays.fill(sources, NOTHING);
    }

    /// Forgets the line before: nothing is known, and the first attempt is the only one.
    public void clear() {
        Arrays.fill(ends, 0);
        Arrays.fill(starts, 0);
        epochMicros = 0;
        status = RequestBatch.NO_STATUS;
        latencyMicros = RequestBatch.UNKNOWN;
        ttfbMicros = RequestBatch.UNKNOWN;
        responseBytes = RequestBatch.UNKNOWN;
        attempt = 1;
    }

    /// @param bytes has [LineBlock#SLACK] readable bytes behind `to`
    @SuppressWarnings("EnumOrdinal") // once a field of a line
    public void put(Text text, byte[] bytes, int from, int to) {
        int i = text.ordinal();
        sources[i] = bytes;
        starts[i] = from;
        ends[i] = to;
    }

    /// The words of a request line, `METHOD target protocol`; a request that is not a such line has
    /// neither method nor target.
    public void putRequestLine(byte[] b, int from, int to) {
        int methodEnd = Bytes.wordEnd(b, from, to);
        if (methodEnd < to) {
            put(Text.METHOD, b, from, methodEnd);
            put(Text.TARGET, b, methodEnd + 1, Bytes.wordEnd(b, methodEnd + 1, to));
        }
    }

    /// A target that may lack the slash in front.
    public void putPath(byte[] b, int from, int to) {
        if (from < to && b[from] == '/') {
            put(Text.TARGET, b, from, to);
            return;
        }
        int end = to - from + 1;
        if (end + LineBlock.SLACK > path.length) {
            path = new byte[2 * end + LineBlock.SLACK];
        }
        path[0] = '/';
        System.arraycopy(b, from, path, 1, to - from);
        put(Text.TARGET, path, 0, end);
    }

    @SuppressWarnings("EnumOrdinal")
    byte[] source(Text text) {
        return sources[text.ordinal()];
    }

    @SuppressWarnings("EnumOrdinal")
    int start(Text text) {
        return starts[text.ordinal()];
    }

    @SuppressWarnings("EnumOrdinal")
    int end(Text text) {
        return ends[text.ordinal()];
    }

    /// Whether the line has this text: neither nothing nor a dash.
    public boolean has(Text text) {
        int length = end(text) - start(text);
        return length > 1 || (length == 1 && source(text)[start(text)] != '-');
    }

    /// Names the server with its group, as HAProxy does: `api/eu-1`.
    public void joinServer() {
        if (!has(Text.GROUP) || !has(Text.SERVER)) {
            return;
        }
        int length = length(Text.GROUP) + 1 + length(Text.SERVER);
        if (length + LineBlock.SLACK > joined.length) {
            joined = new byte[2 * length + LineBlock.SLACK];
        }
        int end = copy(Text.GROUP, joined, 0);
        joined[end++] = '/';
        end = copy(Text.SERVER, joined, end);
        put(Text.SERVER, joined, 0, end);
    }

    /// Bytes of a text.
    private int length(Text text) {
        return end(text) - start(text);
    }

    /// Copies a text to `target[at…]`.
    ///
    /// @return where the copy ends
    private int copy(Text text, byte[] target, int at) {
        System.arraycopy(source(text), start(text), target, at, length(text));
        return at + length(text);
    }

    /// The text called so in a rule; null when there is none.
    static @Nullable Text textOf(String label) {
        for (Text text : Text.values()) {
            if (text.label().equals(label)) {
                return text;
            }
        }
        return null;
    }
}
